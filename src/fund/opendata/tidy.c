/* Undoing an import, and removing what one leaves behind: see import.h. Rows go some at a time. */
#include "engine/db/changes.h"
#include "fund/opendata/import.h"
#include "fund/settings/settings.h"

#include <stdio.h>

#define AT_A_TIME_MAX 512
#define A_DAY INT64_C(86400)

bool import_undo(struct arena *arena, struct db_write *write, import_id import, text *say)
{
    struct db *db = db_of(write);
    const struct import_row *row = import_find(db, import);
    if (!row || (row->state != IMPORT_STATE_PUBLISHED && row->state != IMPORT_STATE_READY)) {
        *say = T("There is nothing to undo: the import is not published.");
        return false;
    }
    /* What comes in on top of it must not lose its ground: no seat may stand there yet. */
    const struct import_in_the_way_row *other = import_in_the_way(db, import);
    if (other && other->state == IMPORT_STATE_WRITING) {
        *say = text_format(arena,
                           "It cannot be undone while '%.*s' is being written, because that may "
                           "count on what came with this one. Try again when it is published.",
                           TEXT_ARG(other->file_name));
        return false;
    }
    if (other) {
        *say = text_format(arena,
                           "It cannot be undone: '%.*s', which is not published yet, has grants of "
                           "partners that came with this one. Publish that or throw it away "
                           "first.",
                           TEXT_ARG(other->file_name));
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
    const bool undone = row && row->state == IMPORT_STATE_UNDONE;
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
    if (undone)
        drop_all(batch, import, import_drop_problems, watch);
    drop_all(batch, import, import_drop_rows, watch);
    drop_all(batch, import, import_drop_import_partners, watch);
}

void import_cut_off(struct arena *arena, struct database *database, import_id import,
                    enum import_state was, const struct import_watch *watch)
{
    struct db_write *write = db_write_begin(database, arena);
    db_changes_unrecorded(write, NULL); /* the import's own record tells it */
    if (import_state_change(write, import, was, IMPORT_STATE_REFUSED) > 0)
        (void)import_problem_add(write, import, -1, true, TEXT_ABSENT, (opt_int){.some = false},
                                 TEXT_ABSENT,
                                 T("This import was cut off before its end. Nothing of it was "
                                   "kept: import the file again."));
    db_write_commit(write);
    import_tidy(arena, database, import, watch);
}

struct cutting {
    struct arena *arena;
    struct database *database;
    import_id import;
    enum import_state was;
    const struct import_watch *watch;
};

static void cut_off(void *arg)
{
    const struct cutting *cutting = arg;
    import_cut_off(cutting->arena, cutting->database, cutting->import, cutting->was,
                   cutting->watch);
}

/* Each by itself: whatever is wrong with one, the others are tidied and the server starts. */
static void try_to_cut_off(struct arena *arena, struct database *database, import_id import,
                           enum import_state was, const struct import_watch *watch)
{
    struct failure failure;
    struct cutting cutting = {.arena = arena_new_in(arena, (size_t)1 << 20),
                              .database = database,
                              .import = import,
                              .was = was,
                              .watch = watch};
    const bool done = fail_try(cut_off, &cutting, &failure);
    /* Ends the transaction that a failure left open, and the batches' arenas. */
    arena_reset(cutting.arena);
    if (!done && watch->stopping && watch->stopping(watch->stopping_arg))
        fail_again(&failure);
    if (!done)
        fprintf(stderr, "holdfast: what import %lld left could not be removed: %s\n",
                (long long)import_id_raw(import), failure.what);
}

void import_tidy_all(struct arena *arena, struct database *database, import_id under_way,
                     const struct import_watch *watch)
{
    struct db *db = db_read(database, arena);
    const struct imports_to_tidy_rows rows = imports_to_tidy(db);
    db_read_end(db);
    for (size_t i = 0; i < rows.count; i++)
        if (import_id_raw(rows.row[i].id) != import_id_raw(under_way))
            try_to_cut_off(arena, database, rows.row[i].id,
                           rows.row[i].state == IMPORT_STATE_READING ? IMPORT_STATE_READING
                                                                     : IMPORT_STATE_WRITING,
                           watch);
}

void import_forget_problems(struct arena *arena, struct database *database,
                            const struct import_watch *watch)
{
    struct db *db = db_read(database, arena);
    /* They quote the file: how long after a refusal is the fund's to say. */
    const struct imports_refused_before_rows old = imports_refused_before(
        db, instant_add(instant_now(), -settings_find(db).keep_problems * A_DAY));
    db_read_end(db);
    struct batch *batch = batch_new(arena, database);
    for (size_t i = 0; i < old.count; i++)
        drop_all(batch, old.row[i].id, import_drop_problems, watch);
}

void import_sweep(struct arena *arena, struct database *database, import_id newest,
                  const struct import_watch *watch)
{
    struct db *db = db_read(database, arena);
    const struct imports_waiting_rows waiting = imports_waiting(db, newest);
    db_read_end(db);
    for (size_t i = 0; i < waiting.count; i++)
        try_to_cut_off(arena, database, waiting.row[i].id, IMPORT_STATE_WAITING, watch);
    import_tidy_all(arena, database, NO_IMPORT, watch);
    import_forget_problems(arena, database, watch);
}

int64_t import_verify_hidden(struct db *db)
{
    return seats_of_hidden_partners(db) + grants_of_hidden_programmes(db);
}
