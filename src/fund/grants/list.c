/*
 * The list of grants: which statement answers what was asked, page by page, on the screen or as
 * CSV.
 *
 * Without words an index is walked in the order asked for. With words the full-text index leads; it
 * ranks, and sorts by column, only while few are found, and else walks backwards from the newest.
 */
#include "fund/grants/list.h"
#include "engine/db/search.h"
#include "engine/web/csv.h"
#include "fund/grants/grants.h"

#define RANK_MOST 10000 /* hits: above, ranking takes too long */

static void words_near(struct db *db, const struct search_range *range, struct search_pick *pick)
{
    const struct grant_words_rows terms =
        grant_words(db, range->from, range->before, range->shortest, range->longest);
    for (size_t i = 0; i < terms.count; i++)
        search_offer(pick, terms.row[i].term, terms.row[i].seen);
}

static bool are_many(struct grants_hits_row hits)
{
    return hits.rows > RANK_MOST;
}

/* Whether people see any of what words were found in. */
static bool hits_seen(struct db *db, text match, struct grants_hits_row hits)
{
    return hits.first.some &&
           (grant_exists(db, grant_id_of(hits.first.it)) || grants_hit_seen(db, match, RANK_MOST));
}

/*
 * Settles on a match, if people see any of its hits. Looking for all words that begin like the last
 * one first merges their places, a million of them where it is common. So the whole word is looked
 * for first: found too often to rank, it alone is what is listed, and a longer word narrows it.
 */
static bool found_seen(struct db *db, text match, struct grant_ask *ask)
{
    const text whole = search_whole(match);
    struct grants_hits_row hits = grants_hits(db, whole, RANK_MOST + 1);
    ask->whole = are_many(hits) && hits_seen(db, whole, hits);
    ask->match = ask->whole ? whole : match;
    if (!ask->whole)
        hits = grants_hits(db, match, RANK_MOST + 1);
    ask->many = are_many(hits);
    return ask->whole || hits_seen(db, match, hits);
}

static void ask_by_words(struct db *db, struct grant_ask *ask, text words)
{
    struct arena *arena = db_arena(db);
    const text typed = search_match(arena, words);
    if (!typed.ptr)
        return;
    ask->by_words = true;
    if (found_seen(db, typed, ask))
        return;
    /* What only a hidden import holds is no correction. */
    const text meant = search_correct(arena, db, words, words_near);
    struct grant_ask mended = *ask;
    if (!meant.ptr || !found_seen(db, search_match(arena, meant), &mended))
        return;
    mended.corrected = meant;
    *ask = mended;
}

struct grant_ask grant_ask_make(struct db *db, day today, text words, text sort)
{
    struct grant_ask ask = {.today = today};
    if (text_present(words))
        ask_by_words(db, &ask, words);
    enum grants_list_sort all = GRANTS_LIST_NEWEST;
    enum grants_found_sort found = GRANTS_FOUND_BEST;
    if (ask.by_words) {
        if (!grants_found_sort_from(sort, &found))
            found = GRANTS_FOUND_BEST;
        ask.sort = grants_found_sort_name(ask.many ? GRANTS_FOUND_NEWEST : found);
    } else {
        if (!grants_list_sort_from(sort, &all))
            all = GRANTS_LIST_NEWEST;
        ask.sort = grants_list_sort_name(all);
    }
    return ask;
}

static struct grants_list_ask all_ask(const struct grant_ask *ask, text at, size_t limit)
{
    struct grants_list_ask all = {.programme = ask->programme,
                                  .round = ask->round,
                                  .region = ask->region,
                                  .funder = ask->funder,
                                  .live = ask->live,
                                  .at = at,
                                  .limit = limit};
    ensure(grants_list_sort_from(ask->sort, &all.sort));
    return all;
}

static struct grants_found_ask found_ask(const struct grant_ask *ask, text at, size_t limit)
{
    struct grants_found_ask found = {.programme = ask->programme,
                                     .round = ask->round,
                                     .region = ask->region,
                                     .funder = ask->funder,
                                     .live = ask->live,
                                     .at = at,
                                     .limit = limit};
    ensure(grants_found_sort_from(ask->sort, &found.sort));
    return found;
}

struct grant_cards grant_cards(struct db *db, const struct grant_ask *ask, text at, size_t limit)
{
    if (ask->by_words) {
        const struct grants_found_ask found = found_ask(ask, at, limit);
        const struct grants_found_page page = grants_found(db, ask->today, ask->match, &found);
        return (struct grant_cards){page.row, page.count, page.next, page.previous};
    }
    const struct grants_list_ask all = all_ask(ask, at, limit);
    const struct grants_list_page page = grants_list(db, ask->today, &all);
    return (struct grant_cards){page.row, page.count, page.next, page.previous};
}

static bool is_filtered(const struct grant_ask *ask)
{
    return ask->programme.some || ask->round.some || ask->region.some || ask->funder.some ||
           ask->live;
}

static bool by_region_alone(const struct grant_ask *ask)
{
    struct grant_ask other = *ask;
    other.region.some = false;
    return ask->region.some && !is_filtered(&other);
}

struct grant_cards_count grant_cards_count_ask(struct db *db, const struct grant_ask *ask,
                                               int64_t cap)
{
    if (ask->by_words) {
        /* What is too many to rank is too many to count, unless some of it is hidden. */
        if (ask->many && cap <= RANK_MOST && !is_filtered(ask) && !grant_hidden(db))
            return (struct grant_cards_count){.known = true, .count = cap};
        const struct grants_found_ask found = found_ask(ask, TEXT_ABSENT, 0);
        return (struct grant_cards_count){
            .asked = grants_found_count_ask(db, ask->today, ask->match, &found, cap)};
    }
    if (by_region_alone(ask))
        return (struct grant_cards_count){
            .asked = {grants_in_region_count_ask(db, ask->region.it, cap).stmt}};
    const struct grants_list_ask all = all_ask(ask, TEXT_ABSENT, 0);
    return (struct grant_cards_count){.asked = grants_list_count_ask(db, ask->today, &all, cap)};
}

int64_t grant_cards_count_take(struct grant_cards_count count)
{
    return count.known ? count.count : db_count_take(count.asked);
}

/* ---- CSV ---- */

struct csv_state {
    struct grant_ask ask;
    struct csv_pages pages;
};

void *grant_csv_state(struct arena *arena, const struct grant_ask *ask)
{
    struct csv_state *state = arena_make(arena, struct csv_state);
    state->ask = *ask;
    return state;
}

void *grants_csv_start(struct arena *arena)
{
    const struct grant_ask ask = {.today = day_today(),
                                  .sort = grants_list_sort_name(GRANTS_LIST_NEWEST)};
    return grant_csv_state(arena, &ask);
}

static void csv_card(struct csv_writer *csv, const struct grant_card *card)
{
    csv_text(csv, card->reference);
    csv_text(csv, card->title);
    csv_text(csv, card->funder);
    csv_text(csv, card->programme);
    csv_text(csv, card->lead);
    csv_int(csv, card->seats);
    csv_text(csv, card->regions);
    csv_pence(csv, card->awarded);
    csv_day(csv, card->awarded_on);
    csv_opt_day(csv, card->starts_on);
    csv_opt_day(csv, card->ends_on);
    csv_row_end(csv);
}

bool grants_csv(void *state_, struct db *db, struct text_builder *out)
{
    const text titles[] = {T("Reference"),    T("Title"),     T("Funder"),  T("Programme"),
                           T("Lead partner"), T("Partners"),  T("Regions"), T("Awarded (£)"),
                           T("Awarded on"),   T("Starts on"), T("Ends on")};
    struct csv_state *state = state_;
    struct csv_writer csv =
        csv_pages_begin(&state->pages, out, titles, sizeof titles / sizeof *titles);
    const struct grant_cards cards =
        grant_cards(db, &state->ask, csv_pages_at(&state->pages), CSV_PAGE_ROWS);
    for (size_t i = 0; i < cards.count; i++)
        csv_card(&csv, &cards.row[i]);
    return csv_pages_next(&state->pages, cards.next);
}
