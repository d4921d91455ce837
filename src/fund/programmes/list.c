/* The list of programmes as CSV, with the filters of the page. */
#include "fund/programmes/list.h"
#include "engine/web/csv.h"
#include "fund/programmes/programmes.h"

struct csv_state {
    struct programmes_list_ask ask;
    struct csv_pages pages;
};

void *programme_csv_state(struct arena *arena, const struct programmes_list_ask *ask)
{
    struct csv_state *state = arena_make(arena, struct csv_state);
    state->ask = *ask;
    return state;
}

void *programmes_csv_start(struct arena *arena)
{
    return programme_csv_state(arena, &(struct programmes_list_ask){.sort = PROGRAMMES_LIST_NAME});
}

static void csv_card(struct csv_writer *csv, const struct programme_card *card)
{
    csv_text(csv, card->name);
    csv_text(csv, card->funder);
    csv_text(csv, card->code);
    if (card->cap.some)
        csv_pence(csv, card->cap.it);
    else
        csv_empty(csv);
    csv_text(csv, card->one_off ? T("Yes") : T("No"));
    if (card->duration_months.some)
        csv_int(csv, card->duration_months.it);
    else
        csv_empty(csv);
    csv_text(csv, card->reporting.some ? reporting_weight_label(card->reporting.it) : T(""));
    csv_int(csv, card->questions);
    csv_opt_day(csv, card->closed_on);
    csv_row_end(csv);
}

bool programmes_csv(void *state_, struct db *db, struct text_builder *out)
{
    const text titles[] = {T("Name"),     T("Funder"), T("Code"),      T("Most for one grant"),
                           T("One-off"),  T("Months"), T("Reporting"), T("Questions"),
                           T("Closes on")};
    struct csv_state *state = state_;
    struct csv_writer csv =
        csv_pages_begin(&state->pages, out, titles, sizeof titles / sizeof *titles);
    struct programmes_list_ask ask = state->ask;
    ask.at = csv_pages_at(&state->pages);
    ask.limit = CSV_PAGE_ROWS;
    const struct programmes_list_page page = programmes_list(db, day_today(), &ask);
    for (size_t i = 0; i < page.count; i++)
        csv_card(&csv, &page.row[i]);
    return csv_pages_next(&state->pages, page.next);
}
