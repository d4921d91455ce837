/* The dashboard, staff's first page: what the fund does, in figures that come out of its records by
 * a constant number of statements. */
#include "fund/initiative/initiative.h"

#include "fund/initiative/rules.h"
#include "fund/initiative/show.h"
#include "fund/roles/roles.h"
#include "initiative_pages.h"

#define ENDING_MONTHS 12
#define ENDING_SHOWN 8

static void add_tiles(struct arena *arena, struct own_grants_by_region_rows rows,
                      struct dashboard *board)
{
    static const struct {
        enum region region;
        const char *place, *name;
    } tiles[] = {
        {REGION_SCOTLAND, "t-sct", "Scotland"},
        {REGION_NORTHERN_IRELAND, "t-nir", "N Ireland"},
        {REGION_NORTH_EAST, "t-ne", "North East"},
        {REGION_NORTH_WEST, "t-nw", "North West"},
        {REGION_YORKSHIRE_HUMBER, "t-yh", "Yorkshire"},
        {REGION_WALES, "t-wal", "Wales"},
        {REGION_WEST_MIDLANDS, "t-wm", "W Mids"},
        {REGION_EAST_MIDLANDS, "t-em", "E Mids"},
        {REGION_EAST_ENGLAND, "t-ee", "East"},
        {REGION_SOUTH_WEST, "t-sw", "South West"},
        {REGION_LONDON, "t-lon", "London"},
        {REGION_SOUTH_EAST, "t-se", "South East"},
    };
    _Static_assert(sizeof tiles / sizeof *tiles == REGION_COUNT, "each region has its tile");
    int64_t grants[REGION_COUNT] = {0};
    size_t with_any = 0;
    for (size_t i = 0; i < rows.count; i++) {
        grants[rows.row[i].region] = rows.row[i].grants;
        with_any++;
        if (rows.row[i].grants > board->most_grants)
            board->most_grants = rows.row[i].grants;
    }
    struct region_tile *tile = arena_array(arena, struct region_tile, REGION_COUNT);
    for (size_t i = 0; i < REGION_COUNT; i++)
        tile[i] =
            (struct region_tile){.region = tiles[i].region,
                                 .place = text_of(tiles[i].place),
                                 .short_name = text_of(tiles[i].name),
                                 .grants = grants[tiles[i].region],
                                 .shade = tile_shade(grants[tiles[i].region], board->most_grants)};
    board->tiles.row = tile;
    board->tiles.count = REGION_COUNT;
    board->regions_words = regions_words(arena, with_any);
}

static void add_methods(struct arena *arena, struct own_grants_by_method_rows rows,
                        struct dashboard *board)
{
    struct share_bar *bar = arena_array(arena, struct share_bar, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        bar[i] = (struct share_bar){.label = influencing_method_label(rows.row[i].method),
                                    .value = int_text(arena, rows.row[i].grants),
                                    .part = percent_of(rows.row[i].grants, board->influencing),
                                    .colour = 3};
    board->methods = (struct share_bars){.row = bar, .count = rows.count};
}

static void add_restrictions(struct arena *arena, struct own_money_by_restriction_rows rows,
                             struct dashboard *board)
{
    struct share_bar *bar = arena_array(arena, struct share_bar, rows.count + 1);
    pence all = pence_of(0), core = pence_of(0);
    for (size_t i = 0; i < rows.count; i++) {
        all = pence_add(all, rows.row[i].amount);
        if (rows.row[i].restriction != RESTRICTION_RESTRICTED)
            core = pence_add(core, rows.row[i].amount);
    }
    for (size_t i = 0; i < rows.count; i++)
        bar[i] =
            (struct share_bar){.label = restriction_label(rows.row[i].restriction),
                               .value = pence_short(arena, rows.row[i].amount),
                               .part = pence_share(rows.row[i].amount, all),
                               .colour = rows.row[i].restriction == RESTRICTION_RESTRICTED ? 5 : 2};
    board->restrictions = (struct share_bars){.row = bar, .count = rows.count};
    board->core = pence_share(core, all);
}

/* A6: see rules.h. All that the page tells comes off the rounded total. */
static void add_needs(struct arena *arena, struct db *db, struct own_needs_leads_rows told,
                      struct dashboard *board)
{
    opt_partner_id *lead = arena_array(arena, opt_partner_id, told.count + 1);
    for (size_t i = 0; i < told.count; i++)
        lead[i] = told.row[i].lead;
    const int64_t covered = needs_covered(lead, told.count);
    board->needs_told = (int64_t)told.count;
    board->needs = own_needs(db, covered);
    board->needs.needed = needs_rounded(board->needs.needed);
    board->shows_needs = covered > 0;
}

struct answer initiative_dashboard(struct request *rq, struct db *db, text waiting)
{
    const day today = rq->view.today, until = day_add_months(today, ENDING_MONTHS);
    const struct own_figures_asked figures = own_figures_ask(db);
    const struct own_grants_ending_asked ending =
        own_grants_ending_ask(db, today, until, ENDING_SHOWN);
    const struct own_grants_ending_count_asked ending_count =
        own_grants_ending_count_ask(db, today, until);
    const struct newest_imports_asked imports = newest_imports_ask(db);
    const struct own_grants_by_region_asked regions = own_grants_by_region_ask(db);
    const struct own_grants_by_method_asked methods = own_grants_by_method_ask(db);
    const struct own_grants_influencing_asked influencing = own_grants_influencing_ask(db);
    const struct own_money_by_restriction_asked restrictions = own_money_by_restriction_ask(db);
    const struct own_needs_leads_asked leads = own_needs_leads_ask(db);
    struct dashboard board = {
        .waiting = waiting,
        .figures = own_figures_take(figures),
        .may_edit = people_may_edit(rq),
        .director = (rq->view.viewer.roles & ROLE_DIRECTOR) != 0,
        .pool = money_pool_now(db, today),
        .ending = own_grants_ending_take(ending),
        .ending_count = own_grants_ending_count_take(ending_count),
        .imports = newest_imports_take(imports),
        .influencing = own_grants_influencing_take(influencing),
        .start = start_progress_find(db, &rq->view),
    };
    add_needs(rq->arena, db, own_needs_leads_take(leads), &board);
    const opt_pence unfunded = {
        .some = board.shows_needs && pence_order(board.needs.awarded, board.needs.needed) < 0,
        .it = needs_rounded(pence_less(board.needs.needed, board.needs.awarded))};
    board.chart = money_chart_make(rq->arena, db, today, unfunded);
    add_tiles(rq->arena, own_grants_by_region_take(regions), &board);
    add_methods(rq->arena, own_grants_by_method_take(methods), &board);
    add_restrictions(rq->arena, own_money_by_restriction_take(restrictions), &board);
    page_dashboard(rq->out, &board);
    return answer_page(rq);
}
