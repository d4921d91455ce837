/* The audit log: entries as transactions commit, and forgetting people (law 9). */
#include "tests/engine/db/support.h"

#include "engine/audit/audit_private.h"
#include "people_queries.h"

#include <sodium.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* ours */

static struct vault *vault;

static int begin(void **state)
{
    text say;
    if (world_begin(state) != 0)
        return -1;
    struct world *w = *state;
    vault = vault_open_keys(w->arena, w->database, true, &say);
    return vault && audit_open(w->arena, w->database, vault, AUDIT_SIGNED_HEAD, &say) ? 0 : -1;
}

static account_id add_person(struct world *w, text name, text email)
{
    struct arena *arena = arena_new((size_t)1 << 20);
    struct db_write *write = db_write_begin(w->database, arena);
    const account_id id = account_add(write, name, name, email, 8, instant_now());
    audit_add(write, "account.add", account_id_raw(id));
    db_write_commit(write);
    arena_free(arena);
    return id;
}

static struct audit_row_rows entries(struct world *w)
{
    struct db *db = db_read(w->database, w->arena);
    const struct audit_row_rows rows = audit_entries_after(db, audit_entry_id_of(0));
    db_read_end(db);
    return rows;
}

static struct audit_change_row_rows changes(struct world *w)
{
    struct db *db = db_read(w->database, w->arena);
    const struct audit_change_row_rows rows =
        audit_changes_between(db, audit_entry_id_of(0), audit_entry_id_of(INT64_MAX));
    db_read_end(db);
    return rows;
}

static bool whole(struct world *w, struct texts *says)
{
    return audit_verify(w->arena, w->database, vault, NULL, says);
}

static bool on_disk(struct world *w, const char *words)
{
    return test_database_holds(&w->place, words);
}

static struct audit_value value(struct world *w, const struct audit_change_row *change, bool was)
{
    const struct vault_wrapped none = {.subject = change->subject};
    bytes plain;
    struct db *db = db_read(w->database, w->arena);
    const bytes sealed = was ? change->was : change->became;
    if (!vault_open(vault, db, change->subject, was ? T("audit was") : T("audit became"), sealed,
                    &plain))
        return audit_value_open(vault, w->arena, &none, was, sealed);
    db_read_end(db);
    return (struct audit_value){.kind = AUDIT_TEXT, .words = {(const char *)plain.ptr, plain.len}};
}

static void law_9_an_entry_has_what_changed_sealed(void **state)
{
    struct world *w = *state;
    const account_id ana = add_person(w, T("Ana Untold"), T("ana@untold.example"));
    const struct audit_row_rows rows = entries(w);
    const struct audit_change_row_rows cells = changes(w);
    assert_int_equal(rows.count, 1);
    assert_true(text_eq(rows.row[0].act, T("account.add")));
    assert_true(text_eq(rows.row[0].kind, T("account")));
    assert_int_equal(rows.row[0].record.it, account_id_raw(ana));
    assert_int_equal(rows.row[0].hash.len, VAULT_HASH);
    assert_int_equal(cells.count, 6); /* id, name, email, roles, made_at, version */
    for (size_t i = 0; i < cells.count; i++) {
        assert_int_equal(cells.row[i].subject, account_id_raw(ana));
        assert_null(cells.row[i].was.ptr);
        assert_null(memmem(cells.row[i].became.ptr, cells.row[i].became.len, "Untold", 6));
    }
    assert_true(text_eq(value(w, &cells.row[1], false).words, T("sAna Untold")));
    struct texts says;
    assert_true(whole(w, &says));
}

static void law_9_what_was_undone_leaves_nothing(void **state)
{
    struct world *w = *state;
    struct db_write *write = db_write_begin(w->database, w->arena);
    (void)account_add(write, T("Nobody"), T("nobody"), T("n@x.example"), 8, instant_now());
    audit_add(write, "account.add", 1);
    db_write_undo(write);
    assert_int_equal(entries(w).count, 0);
    assert_int_equal(changes(w).count, 0);
}

static void law_9_a_change_that_nobody_named_is_in_the_log(void **state)
{
    struct world *w = *state;
    struct db_write *write = db_write_begin(w->database, w->arena);
    (void)account_add(write, T("Ana"), T("ana"), T("n@x.example"), 8, instant_now());
    db_write_commit(write);
    const struct audit_row_rows rows = entries(w);
    assert_int_equal(rows.count, 1);
    assert_true(text_eq(rows.row[0].act, T("record.change")));
    write = db_write_begin(w->database, w->arena);
    row_add_in(w, write, 1); /* an unaudited table */
    db_write_commit(write);
    assert_int_equal(entries(w).count, 1);
}

static void each_act_of_a_transaction_has_its_own_changes(void **state)
{
    struct world *w = *state;
    struct db_write *write = db_write_begin(w->database, w->arena);
    (void)account_add(write, T("A"), T("A"), T("a@x.example"), 8, instant_now());
    audit_add(write, "first.add", 1);
    audit_add(write, "nothing.done", 1);
    (void)account_add(write, T("B"), T("B"), T("b@x.example"), 8, instant_now());
    audit_add(write, "second.add", 2);
    (void)account_add(write, T("C"), T("C"), T("c@x.example"), 8, instant_now());
    db_write_commit(write);
    const struct audit_change_row_rows cells = changes(w);
    int of[4] = {0};
    for (size_t i = 0; i < cells.count; i++)
        of[audit_entry_id_raw(cells.row[i].entry_id)]++;
    assert_int_equal(of[1], 6);
    assert_int_equal(of[2], 0);
    assert_int_equal(of[3], 12);
    struct texts says;
    assert_true(whole(w, &says));
}

/* On PostgreSQL it gives up while a transaction of another of the server's databases goes on; other
 * tests have some that take seconds. */
static void scrub(struct world *w)
{
    enum { TRIES = 24 };
    bool done = false;
    for (int i = 0; i < TRIES && !done; i++)
        done = db_scrub(w->database, w->arena);
    assert_true(done);
}

/* What a person was called is nowhere any more: not in the row, not in the log, not in the pages
 * that SQLite gave up, not in the write-ahead log. */
static void law_9_a_person_is_forgotten_and_the_chain_is_whole(void **state)
{
    struct world *w = *state;
    const account_id ana = add_person(w, T("Ana Untold"), T("ana@untold.example"));
    const account_id ben = add_person(w, T("Ben Kept"), T("ben@kept.example"));
    assert_true(on_disk(w, "Ana Untold"));
    struct arena *arena = arena_new((size_t)1 << 20);
    struct db_write *write = db_write_begin(w->database, arena);
    static const char sql[] =
        "UPDATE accounts SET name = 'Someone', name_key = '', email = 'gone' WHERE id = ?1";
    struct db_stmt *stmt =
        db_stmt_begin_write(write, test_statement(w->statements, sql, true, BROKEN));
    db_bind_int(stmt, 1, account_id_raw(ana));
    assert_false(db_step(stmt));
    assert_int_equal(db_stmt_end(stmt), 1);
    vault_shred(write, account_id_raw(ana));
    audit_add(write, "account.forget", account_id_raw(ana));
    db_write_commit(write);
    arena_free(arena);
    scrub(w);
    assert_false(on_disk(w, "Ana Untold"));
    assert_false(on_disk(w, "ana@untold"));
    assert_true(on_disk(w, "Ben Kept"));
    struct texts says;
    assert_true(whole(w, &says));
    const struct audit_change_row_rows cells = changes(w);
    size_t forgotten = 0, silent = 0, kept = 0;
    for (size_t i = 0; i < cells.count; i++) {
        const struct audit_change_row *cell = &cells.row[i];
        if (cell->subject == account_id_raw(ben))
            kept += value(w, cell, false).kind == AUDIT_TEXT;
        else if (cell->became.ptr)
            forgotten += value(w, cell, false).kind == AUDIT_FORGOTTEN;
        else
            silent++; /* the forgetting itself: that it changed, not from what */
    }
    assert_int_equal(kept, 6);
    assert_int_equal(forgotten, 6);
    assert_int_equal(silent, 2);
}

static void scrubbing_waits_for_readers_and_gives_up(void **state)
{
    struct world *w = *state;
    (void)add_person(w, T("Ana Untold"), T("ana@untold.example"));
    struct arena *arena = arena_new((size_t)1 << 20);
    struct db *db = db_read(w->database, arena);
    assert_int_equal(rows_seen(w, db), 0); /* its moment begins */
    (void)add_person(w, T("Ben"), T("ben@x.example"));
    assert_false(db_scrub(w->database, w->arena));
    arena_free(arena);
    scrub(w);
}

/* Entries of before there was a chain are covered by its first hash. */
static void law_9_entries_of_before_the_chain_are_covered(void **state)
{
    struct world *w = *state;
    text say;
    struct db_write *write = db_write_begin(w->database, w->arena);
    audit_add(write, "old.one", 1); /* nobody watches yet */
    audit_add(write, "old.two", 2);
    db_write_commit(write);
    vault = vault_open_keys(w->arena, w->database, true, &say);
    assert_non_null(vault);
    assert_non_null(audit_open(w->arena, w->database, vault, AUDIT_SIGNED_HEAD, &say));
    const struct audit_row_rows old = entries(w);
    assert_int_equal(old.count, 2);
    assert_null(old.row[1].hash.ptr);
    (void)add_person(w, T("Ana"), T("a@x.example"));
    (void)add_person(w, T("Ben"), T("b@x.example"));
    struct texts says;
    assert_true(whole(w, &says));
    test_database_run(&w->place, TEST_SQL("DROP TRIGGER audit_entries_never_changed;",
                                          "DROP TRIGGER audit_entries_never_changed ON "
                                          "audit_entries;"));
    test_database_run(&w->place, "UPDATE audit_entries SET act = 'other' WHERE id = 1");
    assert_false(whole(w, &says));
    assert_true(text_find(says.row[0], T("an entry up to 3")) >= 0);
    assert_int_equal(says.count, 1); /* and only that */
}

/* ---- The head ---- */

static void the_head_reads_as_written_and_nothing_else_does(void **state)
{
    struct world *w = *state;
    (void)add_person(w, T("Ana"), T("a@x.example"));
    FILE *file = fopen(world_file(w, "-audit-head"), "rb");
    char room[HEAD_LENGTH + 1];
    assert_int_equal(fread(room, 1, sizeof room, file), HEAD_LENGTH);
    fclose(file);
    struct head head;
    assert_true(head_parse((text){room, HEAD_LENGTH}, &head));
    assert_int_equal(head.id, 1);
    for (size_t i = 0; i < HEAD_LENGTH; i++) {
        assert_false(head_parse((text){room, i}, &head));
        const char was = room[i];
        room[i] = 'z';
        assert_false(head_parse((text){room, HEAD_LENGTH}, &head));
        room[i] = was;
    }
}

/* A stop after the commit and before the head: the next start goes on. */
static void a_head_that_is_behind_is_caught_up(void **state)
{
    struct world *w = *state;
    (void)add_person(w, T("Ana"), T("a@x.example"));
    const char *head = world_file(w, "-audit-head");
    char command[300];
    snprintf(command, sizeof command, "cp '%s' '%s.old'", head, head);
    assert_int_equal(system(command), 0);
    (void)add_person(w, T("Ben"), T("b@x.example"));
    snprintf(command, sizeof command, "cp '%s.old' '%s'", head, head);
    assert_int_equal(system(command), 0);
    struct texts says;
    assert_true(whole(w, &says));
    (void)add_person(w, T("Cleo"), T("c@x.example"));
    assert_true(whole(w, &says));
    for (size_t i = 0; i < says.count; i++)
        assert_true(text_find(says.row[i], T("later ones")) < 0);
}

/* ---- The daily export ---- */

static bool leaves(void *arg)
{
    int *const steps = arg;
    return (*steps)-- <= 0;
}

/* A server that stops waits for no walk of the log: nothing is said to be whole, no day is written
 * in part, and the next time goes on. */
static void a_walk_and_an_export_leave_off_when_asked(void **state)
{
    struct world *w = *state;
    (void)add_person(w, T("Ana Untold"), T("a@x.example"));
    const char *folder = audit_folder(w->arena, w->database);
    const day tomorrow = day_add(instant_day(instant_now()), 1);
    struct texts says;
    size_t written;
    text say;
    for (int before = 0; before < 2; before++) {
        int steps = before;
        struct audit_leave leave = {.asked = leaves, .arg = &steps};
        assert_true(audit_verify(w->arena, w->database, vault, &leave, &says));
        assert_true(leave.left);
        for (size_t i = 0; i < says.count; i++)
            assert_true(text_find(says.row[i], T("is whole")) < 0);
        steps = before;
        leave.left = false;
        assert_true(audit_export_daily(w->arena, w->database, vault, folder, tomorrow, &leave,
                                       &written, &say));
        assert_true(leave.left);
        assert_int_equal(written, 0);
    }
    const char *path =
        text_cstr(w->arena, text_format(w->arena, "%s/%.*s.jsonl", folder,
                                        TEXT_ARG(day_iso(w->arena, day_add(tomorrow, -1)))));
    assert_int_not_equal(access(path, F_OK), 0);
    int steps = 100;
    struct audit_leave leave = {.asked = leaves, .arg = &steps};
    assert_true(audit_verify(w->arena, w->database, vault, &leave, &says));
    assert_true(
        audit_export_daily(w->arena, w->database, vault, folder, tomorrow, &leave, &written, &say));
    assert_false(leave.left);
    assert_int_equal(written, 1);
}

static void a_day_is_exported_once_and_signed(void **state)
{
    struct world *w = *state;
    (void)add_person(w, T("Ana Untold"), T("a@x.example"));
    const char *folder = audit_folder(w->arena, w->database);
    const day today = instant_day(instant_now());
    size_t written;
    text say;
    assert_true(
        audit_export_daily(w->arena, w->database, vault, folder, today, NULL, &written, &say));
    assert_int_equal(written, 0); /* today is not over */
    assert_true(audit_export_daily(w->arena, w->database, vault, folder, day_add(today, 1), NULL,
                                   &written, &say));
    assert_int_equal(written, 1);
    assert_true(audit_export_daily(w->arena, w->database, vault, folder, day_add(today, 1), NULL,
                                   &written, &say));
    assert_int_equal(written, 0);
    const char *path = text_cstr(w->arena, text_format(w->arena, "%s/%.*s.jsonl", folder,
                                                       TEXT_ARG(day_iso(w->arena, today))));
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *room = arena_array(w->arena, char, 65536);
    const text all = {room, fread(room, 1, 65536, file)};
    fclose(file);
    assert_true(text_find(all, T("account.add")) > 0);
    assert_true(text_find(all, T("Untold")) < 0);
    const ptrdiff_t last = text_find(all, T("{\"signature\":\""));
    assert_true(last > 0);
    text hex = text_slice(all, (size_t)last + 14, (size_t)last + 14 + 2 * VAULT_SIGNATURE);
    bytes signature;
    assert_true(bytes_from_hex(w->arena, hex, &signature));
    unsigned char hash[VAULT_HASH];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)all.ptr, (size_t)last, NULL, 0);
    assert_true(vault_signed(vault, (bytes){hash, sizeof hash}, signature));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(law_9_an_entry_has_what_changed_sealed),
        TEST(law_9_what_was_undone_leaves_nothing),
        TEST(law_9_a_change_that_nobody_named_is_in_the_log),
        TEST(each_act_of_a_transaction_has_its_own_changes),
        TEST(law_9_a_person_is_forgotten_and_the_chain_is_whole),
        cmocka_unit_test_setup_teardown(law_9_entries_of_before_the_chain_are_covered, world_begin,
                                        world_end),
        TEST(scrubbing_waits_for_readers_and_gives_up),
        TEST(the_head_reads_as_written_and_nothing_else_does),
        TEST(a_head_that_is_behind_is_caught_up),
        TEST(a_day_is_exported_once_and_signed),
        TEST(a_walk_and_an_export_leave_off_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
