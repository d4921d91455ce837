/* Undoing an import, and removing what one leaves behind: see import.h. Rows go some at a time. */
#include "fund/opendata/import.h"

#define AT_A_TIME_MAX 512

bool import_undo(struct arena *arena, struct db_write *write, import_id import, text *say)
{
    struct db *db = db_of(write);
    const struct import_row *row = import_find(db, import);
    if (!row || (row->state != IMPORT_STATE_PUBLISHED && row->state != IMPORT_STATE_READY)) {
        *say = T("There is nothing to undo: the import is not published.");
        return false;
    }
    const struct import_partner_needed_row *partner = import_partner_needed(db, import);
    if (partner) {
        *say = text_format(arena,
                           "It cannot be undone: the partner '%.*s' came with it and has a seat in "
                           "the grant '%.*s', which "
                           "did not. Take the seat out first.",
                           TEXT_ARG(partner->name), TEXT_ARG(partner->title));
        return false;
    }
    const struct import_programme_needed_row *programme = import_programme_needed(db, import);
    if (programme) {
        *say = text_format(arena,
                           "It cannot be undone: the programme '%.*s' came with it and holds the "
                           "grant '%.*s', which did "
                           "not. Move that grant first.",
                           TEXT_ARG(programme->name), TEXT_ARG(programme->title));
        return false;
    }
    (void)import_hide(write, import);
    return true;
}

/* Repeats one kind of removal until there is no more, as many at a time as 25 ms allow. */
static void drop_all(struct batch *batch, import_id import,
                     int64_t (*drop)(struct db_write *write, import_id import, int64_t most),
                     const struct import_watch *watch)
{
    int64_t most = 16;
    while (drop(batch_write(batch), import, most) > 0) {
        if (batch_breathe(batch)) {
            most = most > 16 ? most / 2 : most;
            watch_tell(watch, IMPORT_WRITING, 0, 0);
        } else if (most < AT_A_TIME_MAX) {
            most *= 2;
        }
    }
    batch_commit(batch);
}

void import_tidy(struct arena *arena, struct database *database, import_id import,
                 const struct import_watch *watch)
{
    struct batch *batch = batch_new(arena, database);
    const struct import_row *row = import_find(db_of(batch_write(batch)), import);
    const bool keep = !row || row->state == IMPORT_STATE_PUBLISHED;
    const bool made_funder = row && row->made_funder && row->funder_id.some;
    opt_funder_id funder = {.some = false};
    if (row)
        funder = row->funder_id;
    batch_commit(batch);
    if (!keep) {
        drop_all(batch, import, import_drop_grants, watch);
        drop_all(batch, import, import_drop_partners, watch);
        drop_all(batch, import, import_drop_programmes, watch);
    }
    if (!keep && made_funder) {
        (void)import_funder_forget(batch_write(batch), import);
        (void)import_drop_funder(batch_write(batch), funder.it);
        batch_commit(batch);
    }
    drop_all(batch, import, import_drop_rows, watch);
    drop_all(batch, import, import_drop_import_partners, watch);
}

void import_cut_off(struct arena *arena, struct database *database, import_id import,
                    enum import_state was)
{
    static const struct import_watch nobody = {.progress = NULL};
    struct db_write *write = db_write_begin(database, arena);
    if (import_state_change(write, import, was, IMPORT_STATE_REFUSED) > 0)
        (void)import_problem_add(write, import, -1, true, TEXT_ABSENT, (opt_int){.some = false},
                                 TEXT_ABSENT,
                                 T("This import was cut off before its end. Nothing of it was "
                                   "kept: import the file again."));
    db_write_commit(write);
    import_tidy(arena, database, import, &nobody);
}

void import_tidy_all(struct arena *arena, struct database *database)
{
    struct db *db = db_read(database, arena);
    const struct imports_to_tidy_rows rows = imports_to_tidy(db);
    db_read_end(db);
    for (size_t i = 0; i < rows.count; i++)
        import_cut_off(arena, database, rows.row[i].id,
                       rows.row[i].state == IMPORT_STATE_READING ? IMPORT_STATE_READING
                                                                 : IMPORT_STATE_WRITING);
}

void import_resume(struct database *database)
{
    struct arena *arena = arena_new((size_t)64 << 20);
    if (import_lock(arena, database)) {
        struct db *db = db_read(database, arena);
        const struct imports_waiting_rows waiting = imports_waiting(db);
        db_read_end(db);
        for (size_t i = 0; i < waiting.count; i++)
            import_cut_off(arena, database, waiting.row[i].id, IMPORT_STATE_WAITING);
        import_tidy_all(arena, database);
    }
    arena_free(arena);
}
