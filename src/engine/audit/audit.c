/*
 * Entries, made as a transaction commits: see audit.h.
 *
 * Order matters to a stop at any moment. The entry is part of the transaction it tells of, so they
 * come to be together. The head is written after the commit, before another may write: it is the
 * newest entry's, or an older one's.
 */
#include "engine/audit/audit_private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

struct audit {
    const struct vault *vault;
    int head;   /* FILE-audit-head */
    bool begun; /* the log goes on from its head: what is signed must still be there */
};

/* What is known of a transaction under way. */
struct pending {
    struct pending_act {
        struct audit_act said;
        size_t until; /* changes up to here are its own */
    } * act;
    size_t count, room;
    struct head head; /* of the entry that was made; id 0: none */
};

/* ---- Acts ---- */

static struct pending *pending_of(struct db_write *write)
{
    void **const note = db_watch_note(write);
    if (!*note)
        *note = arena_make(db_arena(db_of(write)), struct pending);
    return *note;
}

static text kind_of(const struct audit_act *act)
{
    text rest = act->act;
    return text_present(act->kind) ? act->kind : text_cut(&rest, '.');
}

static int64_t next_id(struct db *db)
{
    const struct audit_last_row *const last = audit_last(db);
    return last ? audit_entry_id_raw(last->id) + 1 : 1;
}

/* Nobody watches, as in tests of one module: then an entry is only a row. */
static void add_unchained(struct db_write *write, const struct audit_act *act)
{
    const bytes nothing = {.ptr = NULL};
    (void)audit_entry_add(write, audit_entry_id_of(next_id(db_of(write))), instant_now(),
                          act->account, act->act, kind_of(act), act->record, act->request, 0,
                          nothing, nothing, nothing);
}

void audit_act_add(struct db_write *write, const struct audit_act *act)
{
    ensure(text_present(act->act));
    if (!db_watched(write)) {
        add_unchained(write, act);
        return;
    }
    struct arena *const arena = db_arena(db_of(write));
    struct pending *const pending = pending_of(write);
    if (pending->count == pending->room) {
        const size_t room = pending->room ? pending->room * 2 : 2;
        struct pending_act *const grown = arena_array(arena, struct pending_act, room);
        for (size_t i = 0; i < pending->count; i++)
            grown[i] = pending->act[i];
        pending->act = grown;
        pending->room = room;
    }
    struct pending_act *const own = &pending->act[pending->count++];
    own->said = *act;
    own->said.act = text_copy(arena, act->act);
    own->said.request = text_copy(arena, act->request);
    own->said.kind = text_copy(arena, kind_of(act));
    own->until = db_changes_so_far(write);
}

void audit_add(struct db_write *write, const char *act, int64_t record)
{
    ensure(act && *act);
    const struct audit_act said = {.act = text_of(act),
                                   .account = {.some = false},
                                   .kind = TEXT_ABSENT,
                                   .record = {.some = record != 0, .it = record},
                                   .request = T("command")};
    audit_act_add(write, &said);
}

/* ---- Entries ---- */

struct sealing {
    const struct audit *audit;
    struct db_write *write;
    struct arena *arena;
    struct vault_sealer sealer;
    bool ready, destroyed; /* the sealer is that of sealer.subject; it has no key any more */
    struct audit_change_row *row;
    size_t count;
};

static void sealer_for(struct sealing *s, int64_t subject)
{
    if (s->ready && s->sealer.subject == subject)
        return;
    s->destroyed = !vault_sealer_begin(&s->sealer, s->audit->vault, s->write, subject);
    s->ready = true;
}

/* A secret, and what is about somebody forgotten, is kept as changed and no more. */
static void seal_cell(struct sealing *s, const struct db_change *change, const struct db_cell *cell)
{
    const bool silent = cell->column->secret || s->destroyed;
    const bytes nothing = {.ptr = NULL};
    s->row[s->count++] = (struct audit_change_row){
        .subject = change->subject,
        .table_name = text_of(change->table->name),
        .table_row = change->row,
        .column_name = text_of(cell->column->name),
        .kind = change->kind == DB_ADDED     ? AUDIT_CHANGE_KIND_ADDED
                : change->kind == DB_REMOVED ? AUDIT_CHANGE_KIND_REMOVED
                                             : AUDIT_CHANGE_KIND_CHANGED,
        .was = silent ? nothing : value_seal(&s->sealer, s->arena, true, &cell->was),
        .became = silent ? nothing : value_seal(&s->sealer, s->arena, false, &cell->became)};
}

/* Those from *at on that came up to `until`. */
static void seal_changes(struct sealing *s, const struct db_changes *changes, size_t *at,
                         size_t until)
{
    size_t cells = 0, end = *at;
    while (end < changes->count && changes->row[end].order <= until)
        cells += changes->row[end++].count;
    s->row = arena_array(s->arena, struct audit_change_row, cells + 1);
    s->count = 0;
    for (; *at < end; ++*at) {
        sealer_for(s, changes->row[*at].subject);
        for (size_t c = 0; c < changes->row[*at].count; c++)
            seal_cell(s, &changes->row[*at], &changes->row[*at].cell[c]);
    }
}

/* The hash that the next entry follows. */
static int64_t chain_end(struct db *db, struct hash *out)
{
    const struct audit_last_row *const last = audit_last(db);
    if (last && last->hash.len == sizeof out->at)
        memcpy(out->at, last->hash.ptr, sizeof out->at);
    else
        hash_of_unchained(db, out);
    return last ? audit_entry_id_raw(last->id) : 0;
}

/*
 * Who serves for months would else take a log that was cut off meanwhile, go on from its new end,
 * and sign that. The head is written after each commit, and so is never ahead of what was
 * committed.
 */
static void ensure_not_rewound(const struct audit *audit, struct db *db, int64_t last,
                               const struct hash *hash)
{
    struct head head;
    if (head_read(audit->head, NULL, &head) != HEAD_FINE)
        return;
    const struct audit_row *const own =
        head.id < last ? audit_entry_find(db, audit_entry_id_of(head.id)) : NULL;
    const bool is_there = head.id == last  ? memcmp(head.hash.at, hash->at, sizeof hash->at) == 0
                          : head.id < last ? own && hash_is(&head.hash, own->hash)
                                           : false;
    if (!is_there)
        fail(
            "audit: entry %lld was signed and is not in the log any more: nothing is written. Stop "
            "Holdfast, and see what `holdfast verify` says",
            (long long)head.id);
}

static void entry_write(const struct audit *audit, struct db_write *write,
                        const struct audit_act *act, int64_t unrecorded,
                        const struct audit_change_row *change, size_t count, struct head *head)
{
    struct hash before, hash, changes_hash;
    unsigned char message[SIGNED_LENGTH];
    head->id = chain_end(db_of(write), &before) + 1;
    if (audit->begun)
        ensure_not_rewound(audit, db_of(write), head->id - 1, &before);
    head->at = instant_now();
    struct audit_row entry = {.id = audit_entry_id_of(head->id),
                              .at = head->at,
                              .account = act->account,
                              .act = act->act,
                              .kind = act->kind,
                              .record = act->record,
                              .request = act->request,
                              .unrecorded = unrecorded};
    if (count > 0) {
        hash_of_changes(change, count, &changes_hash);
        entry.changes_hash = hash_bytes(&changes_hash);
    }
    hash_of_entry(&entry, &before, &hash);
    head->hash = hash;
    signed_message(entry.id, entry.at, &hash, message);
    vault_sign(audit->vault, (bytes){.ptr = message, .len = sizeof message}, head->signature);
    (void)audit_entry_add(write, entry.id, entry.at, entry.account, entry.act, entry.kind,
                          entry.record, entry.request, unrecorded, entry.changes_hash,
                          hash_bytes(&hash),
                          (bytes){.ptr = head->signature, .len = sizeof head->signature});
    for (size_t i = 0; i < count; i++)
        (void)audit_change_add(write, entry.id, change[i].subject, change[i].table_name,
                               change[i].table_row, change[i].column_name, change[i].kind,
                               change[i].was, change[i].became);
}

/* Nothing leaves the log without an entry: where nobody said what it is, that stands there. */
static struct audit_act act_unsaid(const char *bulk)
{
    return (struct audit_act){.act = bulk ? text_of(bulk) : T("record.change"),
                              .kind = TEXT_ABSENT,
                              .request = T("command")};
}

static void before_commit(void *arg, struct db_write *write)
{
    const struct audit *const audit = arg;
    const struct db_changes changes = db_changes_of(write);
    struct pending *pending = *db_watch_note(write);
    if (!pending && changes.count == 0 && !(changes.unrecorded > 0 && db_changes_act(write)))
        return;
    pending = pending_of(write);
    if (pending->count == 0) {
        const struct audit_act unsaid = act_unsaid(db_changes_act(write));
        audit_act_add(write, &unsaid);
    }
    struct sealing s = {.audit = audit, .write = write, .arena = db_arena(db_of(write))};
    size_t at = 0;
    for (size_t i = 0; i < pending->count; i++) {
        const bool last = i + 1 == pending->count;
        seal_changes(&s, &changes, &at, last ? SIZE_MAX : pending->act[i].until);
        entry_write(audit, write, &pending->act[i].said, last ? changes.unrecorded : 0, s.row,
                    s.count, &pending->head);
    }
    vault_sealer_end(&s.sealer);
}

static void after_commit(void *arg, struct db_write *write)
{
    const struct audit *const audit = arg;
    const struct pending *const pending = *db_watch_note(write);
    if (!pending || pending->head.id == 0)
        return;
    /* So that entries which are cut off the end are missed. */
    db_ids_reach(write, "audit_entries", pending->head.id);
    /* The entry is committed and signed; the next one's head tells of it too. */
    if (!head_write(audit->head, &pending->head))
        fprintf(stderr, "holdfast: the audit log's head: %s\n", strerror(errno));
}

/* ---- Opening ---- */

static text head_trouble(struct arena *arena, const char *name, const struct head *head,
                         enum head_agrees agrees)
{
    static const char what_to_do[] =
        "If you put a copy in its place by other means than `holdfast restore`, move the file of "
        "the "
        "head away and start again: that the head was lost then stands in the log. Else find out "
        "first who did; `holdfast verify` says more.";
    switch (agrees) {
    case HEAD_AGREES:
    case HEAD_BEHIND:
        break;
    case HEAD_AHEAD:
        return text_format(arena,
                           "%s has lost the end of its audit log: its signed head is entry %lld, "
                           "which is not there. Entries were removed, or an older copy stands in "
                           "its place. %s",
                           name, (long long)head->id, what_to_do);
    case HEAD_OTHER:
        return text_format(arena,
                           "%s is not the database whose audit log was signed last: entry %lld is "
                           "another. %s",
                           name, (long long)head->id, what_to_do);
    case HEAD_UNSIGNED:
        return text_format(arena,
                           "%s has entries in its audit log that were not made by Holdfast, after "
                           "entry %lld. %s",
                           name, (long long)head->id, what_to_do);
    }
    return T("");
}

/* A log that was signed, and whose head is gone: that it was gone stands in the log for ever. */
static void head_lost(struct db_write *write)
{
    const struct audit_last_row *const last = audit_last(db_of(write));
    if (last && last->hash.ptr)
        audit_add(write, "audit.head_lost", 0);
}

static text check_head(const struct audit *audit, struct db_write *write,
                       const struct database *database)
{
    struct head head;
    struct arena *const arena = db_arena(db_of(write));
    switch (head_read(audit->head, audit->vault, &head)) {
    case HEAD_ABSENT:
        head_lost(write);
        return T("");
    case HEAD_FOREIGN:
        return text_format(arena,
                           "%s-audit-head is signed with other keys than this database's. Move it "
                           "away; that it was lost will stand in the audit log.",
                           db_path(database));
    case HEAD_FINE:
        return head_trouble(arena, db_name(database), &head,
                            head_compare(db_of(write), audit->vault, &head));
    }
    return T("");
}

static bool head_is_absent(const struct audit *audit)
{
    struct head head;
    return head_read(audit->head, NULL, &head) == HEAD_ABSENT;
}

static bool head_is_ours(const struct audit *audit, struct db_write *write)
{
    struct head head;
    if (head_read(audit->head, audit->vault, &head) != HEAD_FINE)
        return false;
    const enum head_agrees agrees = head_compare(db_of(write), audit->vault, &head);
    return agrees == HEAD_AGREES || agrees == HEAD_BEHIND;
}

static void head_close(void *audit)
{
    close(((struct audit *)audit)->head);
}

/*
 * Who writes a log has its head in common hold. Whoever begins another history there, with a new
 * database or a restored one, must be alone with it: beside two databases stand two heads, and
 * one of them would be lost to whom it belongs to. True where the disk knows no such holds.
 */
static bool head_hold(const struct audit *audit, bool alone)
{
    enum {
        TRIES = 30,
        PAUSE_NANOSECONDS = 100000000
    }; /* a command is soon done, a server is not */
    const int hold = alone ? LOCK_EX | LOCK_NB : LOCK_SH | LOCK_NB;
    bool held = flock(audit->head, hold) == 0 || errno != EWOULDBLOCK;
    for (int i = 1; i < TRIES && !held; i++) {
        (void)nanosleep(&(struct timespec){.tv_nsec = PAUSE_NANOSECONDS}, NULL);
        held = flock(audit->head, hold) == 0 || errno != EWOULDBLOCK;
    }
    if (held && alone)
        (void)flock(audit->head, LOCK_SH | LOCK_NB); /* from one to the other without letting go */
    return held;
}

struct audit *audit_open(struct arena *arena, struct database *database, const struct vault *vault,
                         enum audit_expects expects, text *say)
{
    struct audit *const audit = arena_make(arena, struct audit);
    *say = T("");
    *audit = (struct audit){.vault = vault, .head = db_beside(arena, database, "-audit-head")};
    if (audit->head < 0) {
        *say = text_format(arena, "%s-audit-head cannot be written: %s.", db_path(database),
                           strerror(errno));
        return NULL;
    }
    arena_on_close(arena, head_close, audit);
    if (!head_hold(audit, expects == AUDIT_RESTORED || vault_is_new(vault))) {
        *say = text_format(arena,
                           "%s-audit-head is in use by the Holdfast of another database. Each has "
                           "files of its own: give this one another --beside.",
                           db_path(database));
        return NULL;
    }
    db_watch_set(database,
                 &(struct db_watch){.arg = audit, .before = before_commit, .after = after_commit});
    /* With the writer's turn held, so that no other process moves the log or its head meanwhile. */
    struct db_write *const write = db_write_begin(database, arena);
    switch (expects) {
    case AUDIT_SIGNED_HEAD:
        if (!vault_is_new(vault))
            *say = check_head(audit, write, database);
        else if (!head_is_ours(audit, write) && !head_is_absent(audit))
            audit_add(write, "audit.head_lost", 0); /* of a database that was here before */
        break;
    case AUDIT_RESTORED:
        audit_add(write, "database.restore", 0);
        break;
    case AUDIT_KEYS_BACK:
        if (!head_is_ours(audit, write))
            audit_add(write, "database.restore", 0);
        break;
    }
    if (text_present(*say)) {
        *say = text_copy(arena, *say);
        db_write_undo(write);
        return NULL;
    }
    db_write_commit(write);
    audit->begun = true;
    return audit;
}
