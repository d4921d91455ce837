/*
 * Walks the log from its first entry to its head and says what does not agree: an entry or a value
 * that was altered, one that is missing, a signature of other keys, an end that was cut off, an
 * older copy in the database's place. Only what is stored is looked at; no value is opened.
 */
#include "engine/audit/audit_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MOST_LINES = 50, BATCH_MEMORY = 64 << 20 };

struct walk {
    struct arena *arena;
    const struct vault *vault;
    struct db *db;
    text *line;
    size_t count, wrong; /* lines said; findings, said or not */
    struct hash before;  /* of the entry before, as stored */
    bool chained;        /* an entry with a hash has come */
    int64_t last;        /* id of the entry before */
    int64_t entries, values;
};

static void note(struct walk *w, text line)
{
    if (w->count < MOST_LINES)
        w->line[w->count++] = line;
}

static void find_wrong(struct walk *w, text line)
{
    w->wrong++;
    if (w->wrong < MOST_LINES - 5)
        note(w, line);
}

static text when(struct walk *w, const struct audit_row *entry)
{
    return instant_text(w->arena, entry->at);
}

/* ---- One entry ---- */

static void check_missing(struct walk *w, int64_t id)
{
    if (id == w->last + 2)
        find_wrong(
            w, text_format(w->arena, "Audit log: entry %lld is missing.", (long long)w->last + 1));
    else if (id > w->last + 2)
        find_wrong(w, text_format(w->arena, "Audit log: entries %lld to %lld are missing.",
                                  (long long)w->last + 1, (long long)id - 1));
}

static void check_changes(struct walk *w, const struct audit_row *entry,
                          const struct audit_change_row *change, size_t count)
{
    struct hash hash;
    hash_of_changes(change, count, &hash);
    if (count == 0 ? !entry->changes_hash.ptr : hash_is(&hash, entry->changes_hash))
        return;
    find_wrong(w, text_format(w->arena,
                              "Audit log: the values of entry %lld (%.*s, %.*s) were altered.",
                              (long long)audit_entry_id_raw(entry->id), TEXT_ARG(entry->act),
                              TEXT_ARG(when(w, entry))));
}

static void check_entry(struct walk *w, const struct audit_row *entry)
{
    const int64_t id = audit_entry_id_raw(entry->id);
    struct hash hash;
    if (!entry->hash.ptr) {
        if (w->chained)
            find_wrong(w, text_format(w->arena,
                                      "Audit log: entry %lld (%.*s) is not part of the chain: it "
                                      "was not made by Holdfast.",
                                      (long long)id, TEXT_ARG(entry->act)));
        return;
    }
    if (!w->chained)
        hash_of_unchained(w->db, &w->before);
    const bool first = !w->chained;
    w->chained = true;
    hash_of_entry(entry, &w->before, &hash);
    if (!hash_is(&hash, entry->hash))
        find_wrong(w, text_format(w->arena,
                                  first && id > 1
                                      ? "Audit log: an entry up to %lld (%.*s, %.*s) was altered."
                                      : "Audit log: entry %lld (%.*s, %.*s) was altered, or the "
                                        "one before it.",
                                  (long long)id, TEXT_ARG(entry->act), TEXT_ARG(when(w, entry))));
    else if (w->vault && !entry_signed(w->vault, entry))
        find_wrong(w, text_format(w->arena,
                                  "Audit log: entry %lld (%.*s, %.*s) is signed with other keys "
                                  "than this database's.",
                                  (long long)id, TEXT_ARG(entry->act), TEXT_ARG(when(w, entry))));
    if (entry->hash.len == sizeof w->before.at)
        memcpy(w->before.at, entry->hash.ptr, sizeof w->before.at);
}

static void note_act(struct walk *w, const struct audit_row *entry)
{
    if (text_eq(entry->act, T("database.restore")))
        note(w, text_format(w->arena, "Note: a backup was restored on %.*s (entry %lld).",
                            TEXT_ARG(when(w, entry)), (long long)audit_entry_id_raw(entry->id)));
    if (text_eq(entry->act, T("audit.head_lost")))
        note(w, text_format(w->arena,
                            "Note: the audit log's signed head was missing on %.*s (entry %lld). "
                            "What was at the log's end before that cannot be shown.",
                            TEXT_ARG(when(w, entry)), (long long)audit_entry_id_raw(entry->id)));
}

static void walk_entries(struct walk *w, const struct audit_row_rows *rows)
{
    const struct audit_change_row_rows changes =
        audit_changes_between(w->db, rows->row[0].id, rows->row[rows->count - 1].id);
    size_t at = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct audit_row *const entry = &rows->row[i];
        const int64_t id = audit_entry_id_raw(entry->id);
        const size_t from = at;
        while (at < changes.count && audit_entry_id_raw(changes.row[at].entry_id) == id)
            at++;
        check_missing(w, id);
        check_changes(w, entry, changes.row + from, at - from);
        check_entry(w, entry);
        note_act(w, entry);
        w->last = id;
        w->entries++;
        w->values += (int64_t)(at - from);
    }
}

/* ---- The end ---- */

static void check_cut(struct walk *w, int64_t head)
{
    const int64_t given = db_ids_given(w->db, "audit_entries");
    if (given > w->last)
        find_wrong(w, text_format(w->arena,
                                  "Audit log: entries %lld to %lld were removed from its end.",
                                  (long long)w->last + 1, (long long)given));
    else if (head > w->last)
        find_wrong(w, text_format(w->arena,
                                  "Audit log: an older copy stands in the database's place: it "
                                  "ends with entry %lld, and entry %lld was signed last.",
                                  (long long)w->last, (long long)head));
}

static void check_head(struct walk *w, enum head_state state, const struct head *head)
{
    check_cut(w, state == HEAD_FINE ? head->id : 0);
    if (state == HEAD_FOREIGN) {
        find_wrong(w, T("Audit log: its signed head is signed with other keys than this "
                        "database's."));
        return;
    }
    if (state == HEAD_ABSENT) {
        if (w->chained && w->vault) /* a backup has neither */
            find_wrong(w, T("Audit log: its signed head (FILE-audit-head) is missing, so whether "
                            "entries were cut off the end cannot be shown."));
        return;
    }
    switch (head_compare(w->db, w->vault, head)) {
    case HEAD_AGREES:
    case HEAD_AHEAD: /* said already */
        break;
    case HEAD_BEHIND:
        note(w, text_format(w->arena,
                            "Note: the audit log's signed head is entry %lld; later ones carry "
                            "their own signatures, and the next change signs the head again.",
                            (long long)head->id));
        break;
    case HEAD_OTHER:
        find_wrong(w, text_format(w->arena,
                                  "Audit log: entry %lld is not the one that was signed last: "
                                  "another history stands in the database's place.",
                                  (long long)head->id));
        break;
    case HEAD_UNSIGNED:
        find_wrong(w,
                   text_format(w->arena, "Audit log: entries after %lld were not made by Holdfast.",
                               (long long)head->id));
        break;
    }
}

/* Not made when it is not there: to verify changes nothing. */
static enum head_state head_find(struct arena *arena, const struct database *database,
                                 const struct vault *vault, struct head *out)
{
    const char *const path =
        text_cstr(arena, text_format(arena, "%s-audit-head", db_path(database)));
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno != ENOENT)
        fail("%s: %s", path, strerror(errno));
    if (fd < 0)
        return HEAD_ABSENT;
    const enum head_state state = head_read(fd, vault, out);
    close(fd);
    return state;
}

bool leave_asked(struct audit_leave *leave)
{
    if (leave && !leave->left)
        leave->left = leave->asked(leave->arg);
    return leave && leave->left;
}

bool audit_verify(struct arena *arena, struct database *database, const struct vault *vault,
                  struct audit_leave *leave, struct texts *says)
{
    struct walk w = {.arena = arena, .vault = vault, .line = arena_array(arena, text, MOST_LINES)};
    struct head head;
    /* Before the log: what is written meanwhile comes after it. */
    const enum head_state state = head_find(arena, database, vault, &head);
    struct arena *const batch = arena_new_in(arena, BATCH_MEMORY);
    while (!leave_asked(leave)) {
        w.db = db_read(database, batch);
        const struct audit_row_rows rows = audit_entries_after(w.db, audit_entry_id_of(w.last));
        if (rows.count == 0) {
            check_head(&w, state, &head);
            db_read_end(w.db);
            break;
        }
        walk_entries(&w, &rows);
        db_read_end(w.db);
        arena_reset(batch);
    }
    if (w.wrong >= MOST_LINES - 5)
        note(&w, text_format(arena, "Audit log: %zu findings in all.", w.wrong));
    if (!vault)
        note(&w, T("Note: the audit log's signatures were not looked at, for want of the keys."));
    if (w.wrong == 0 && !(leave && leave->left))
        note(&w, text_format(arena, "The audit log is whole: %.*s entries, %.*s values.",
                             TEXT_ARG(int_text(arena, w.entries)),
                             TEXT_ARG(int_text(arena, w.values))));
    *says = (struct texts){.row = w.line, .count = w.count};
    return w.wrong == 0;
}
