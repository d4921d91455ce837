/* The history as CSV: a row a changed value, an entry without any as one row. */
#include "engine/web/csv.h"
#include "fund/trail/lists.h"

enum { CSV_ENTRIES = 100 };

struct csv_state {
    struct trail_csv asked;
    struct csv_pages pages;
};

static void csv_line(struct csv_writer *csv, struct arena *arena, const struct trail_shown *entry,
                     const struct trail_line *line)
{
    csv_text(csv, instant_iso(arena, entry->at));
    csv_text(csv, entry->who);
    csv_text(csv, entry->did);
    csv_text(csv, entry->kind);
    if (entry->number > 0)
        csv_int(csv, entry->number);
    else
        csv_empty(csv);
    csv_text(csv, entry->record);
    csv_text(csv, line ? line->what : T(""));
    csv_text(csv, line ? line->was : T(""));
    csv_text(csv, line ? line->became : T(""));
    csv_text(csv, entry->because);
    csv_row_end(csv);
}

static bool csv_produce(void *arg, struct db *db, struct text_builder *out)
{
    struct csv_state *const state = arg;
    static const text titles[] = {
        {"When", 4}, {"Who", 3},   {"What was done", 13}, {"Record", 6}, {"Number", 6},
        {"Name", 4}, {"Field", 5}, {"Before", 6},         {"After", 5},  {"Because", 7}};
    struct csv_writer csv =
        csv_pages_begin(&state->pages, out, titles, sizeof titles / sizeof *titles);
    const struct trail_csv *const asked = &state->asked;
    struct trail_page_ask ask = asked->ask;
    ask.at = csv_pages_at(&state->pages);
    ask.limit = CSV_ENTRIES;
    const struct trail_list list =
        asked->kind ? trail_record_list(asked->vault, db, asked->kind, asked->record, asked->reader,
                                        asked->account, ask.at, CSV_ENTRIES)
                    : trail_whole_list(asked->vault, db, &ask, asked->account);
    for (size_t i = 0; i < list.count; i++) {
        const struct trail_lines *const lines = &list.row[i].lines;
        for (size_t n = 0; n < lines->count; n++)
            csv_line(&csv, db_arena(db), &list.row[i], &lines->row[n]);
        if (lines->count == 0)
            csv_line(&csv, db_arena(db), &list.row[i], NULL);
    }
    return csv_pages_next(&state->pages, list.next);
}

struct answer trail_csv_answer(struct request *rq, const struct trail_csv *asked, text file_name)
{
    struct csv_state *const state = arena_make(rq->arena, struct csv_state);
    state->asked = *asked;
    return answer_stream(rq, T("text/csv"), file_name, csv_produce, state);
}
