/*
 * The list of partners: which statement answers what was asked, page by page, on the screen or as
 * CSV.
 *
 * Without words the name's index is walked. With words the full-text index leads, and ranks only
 * while few are found. A register's number is looked up as such.
 */
#include "fund/partners/list.h"
#include "engine/db/search.h"
#include "engine/web/csv.h"
#include "fund/partners/partners.h"
#include "fund/partners/rules.h"

#define RANK_MOST 10000 /* hits: above, ranking and sorting by name take too long */

static void words_near(struct db *db, const struct search_range *range, struct search_pick *pick)
{
    const struct partner_words_rows terms =
        partner_words(db, range->from, range->before, range->shortest, range->longest);
    for (size_t i = 0; i < terms.count; i++)
        search_offer(pick, terms.row[i].term, terms.row[i].seen);
}

/* By number, when some partner has it. */
static bool ask_by_number(struct db *db, struct partner_ask *ask, text words)
{
    struct arena *arena = db_arena(db);
    text say;
    if (!partner_number_like(arena, words, &ask->number))
        return false;
    if (!partner_number_parse(arena, IDENTIFIER_SCHEME_COMPANY, words, &ask->company, &say))
        ask->company = ask->number;
    ask->way = PARTNERS_BY_NUMBER;
    if (partners_numbered_count(db, ask->number, ask->company,
                                &(struct partners_numbered_ask){.limit = 1}, 1) > 0)
        return true;
    ask->way = PARTNERS_ALL;
    return false;
}

static bool are_many(struct partners_hits_row hits)
{
    return hits.rows > RANK_MOST;
}

/* Whether people see any of what words were found in. */
static bool hits_seen(struct db *db, text match, struct partners_hits_row hits)
{
    return hits.first.some && (partner_exists(db, partner_id_of(hits.first.it)) ||
                               partners_hit_seen(db, match, RANK_MOST));
}

/* Settles on a match, if people see any of its hits. A word found too often to rank counts only
 * whole: looking for all that begin like it takes long (see fund/grants/list.c). */
static bool found_seen(struct db *db, text match, struct partner_ask *ask)
{
    const text whole = search_whole(match);
    struct partners_hits_row hits = partners_hits(db, whole, RANK_MOST + 1);
    ask->whole = are_many(hits) && hits_seen(db, whole, hits);
    ask->match = ask->whole ? whole : match;
    if (!ask->whole)
        hits = partners_hits(db, match, RANK_MOST + 1);
    ask->many = are_many(hits);
    return ask->whole || hits_seen(db, match, hits);
}

static void ask_by_words(struct db *db, struct partner_ask *ask, text words)
{
    struct arena *arena = db_arena(db);
    const text typed = search_match(arena, words);
    if (!typed.ptr)
        return;
    ask->way = PARTNERS_BY_WORDS;
    if (found_seen(db, typed, ask))
        return;
    /* What only a hidden import holds is no correction. */
    const text meant = search_correct(arena, db, words, words_near);
    struct partner_ask mended = *ask;
    if (!meant.ptr || !found_seen(db, search_match(arena, meant), &mended))
        return;
    mended.corrected = meant;
    *ask = mended;
}

struct partner_ask partner_ask_make(struct db *db, text words, opt_region region, text registered,
                                    bool solicitors, text sort)
{
    struct partner_ask ask = {.region = region, .solicitors = solicitors};
    ask.registered.some = partner_registered_parse(registered, &ask.registered.it);
    if (text_present(words) && !ask_by_number(db, &ask, words))
        ask_by_words(db, &ask, words);
    enum partners_list_sort all = PARTNERS_LIST_NAME;
    enum partners_found_sort found = PARTNERS_FOUND_BEST;
    switch (ask.way) {
    case PARTNERS_ALL:
        if (!partners_list_sort_from(sort, &all))
            all = PARTNERS_LIST_NAME;
        ask.sort = partners_list_sort_name(all);
        break;
    case PARTNERS_BY_WORDS:
        if (!partners_found_sort_from(sort, &found))
            found = PARTNERS_FOUND_BEST;
        ask.sort = partners_found_sort_name(ask.many ? PARTNERS_FOUND_NEWEST : found);
        break;
    case PARTNERS_BY_NUMBER:
        ask.sort = partners_numbered_sort_name(PARTNERS_NUMBERED_NAME);
        break;
    }
    return ask;
}

static struct partners_list_ask all_ask(const struct partner_ask *ask, text at, size_t limit)
{
    struct partners_list_ask all = {.region = ask->region,
                                    .registered = ask->registered,
                                    .solicitors = ask->solicitors,
                                    .at = at,
                                    .limit = limit};
    ensure(ask->way != PARTNERS_ALL || partners_list_sort_from(ask->sort, &all.sort));
    return all;
}

static struct partners_found_ask found_ask(const struct partner_ask *ask, text at, size_t limit)
{
    struct partners_found_ask found = {.region = ask->region,
                                       .registered = ask->registered,
                                       .solicitors = ask->solicitors,
                                       .at = at,
                                       .limit = limit};
    ensure(ask->way != PARTNERS_BY_WORDS || partners_found_sort_from(ask->sort, &found.sort));
    return found;
}

static struct partners_numbered_ask numbered_ask(const struct partner_ask *ask, text at,
                                                 size_t limit)
{
    return (struct partners_numbered_ask){.region = ask->region,
                                          .registered = ask->registered,
                                          .solicitors = ask->solicitors,
                                          .sort = PARTNERS_NUMBERED_NAME,
                                          .at = at,
                                          .limit = limit};
}

/* The three page types are alike but for their names. */
#define CARDS(page) ((struct partner_cards){(page).row, (page).count, (page).next, (page).previous})

struct partner_cards partner_cards(struct db *db, const struct partner_ask *ask, text at,
                                   size_t limit)
{
    const struct partners_list_ask all = all_ask(ask, at, limit);
    const struct partners_found_ask found = found_ask(ask, at, limit);
    const struct partners_numbered_ask numbered = numbered_ask(ask, at, limit);
    switch (ask->way) {
    case PARTNERS_ALL: {
        const struct partners_list_page page = partners_list(db, &all);
        return CARDS(page);
    }
    case PARTNERS_BY_WORDS: {
        const struct partners_found_page page = partners_found(db, ask->match, &found);
        return CARDS(page);
    }
    case PARTNERS_BY_NUMBER: {
        const struct partners_numbered_page page =
            partners_numbered(db, ask->number, ask->company, &numbered);
        return CARDS(page);
    }
    }
    fail("a way to look for partners that is none: %d", (int)ask->way);
}

struct db_count_asked partner_cards_count(struct db *db, const struct partner_ask *ask, int64_t cap)
{
    const struct partners_list_ask all = all_ask(ask, TEXT_ABSENT, 0);
    const struct partners_found_ask found = found_ask(ask, TEXT_ABSENT, 0);
    const struct partners_numbered_ask numbered = numbered_ask(ask, TEXT_ABSENT, 0);
    switch (ask->way) {
    case PARTNERS_ALL:
        return partners_list_count_ask(db, &all, cap);
    case PARTNERS_BY_WORDS:
        return partners_found_count_ask(db, ask->match, &found, cap);
    case PARTNERS_BY_NUMBER:
        return partners_numbered_count_ask(db, ask->number, ask->company, &numbered, cap);
    }
    fail("a way to look for partners that is none: %d", (int)ask->way);
}

/* ---- CSV ---- */

struct csv_state {
    struct partner_ask ask;
    struct csv_pages pages;
};

void *partner_csv_state(struct arena *arena, const struct partner_ask *ask)
{
    struct csv_state *state = arena_make(arena, struct csv_state);
    state->ask = *ask;
    return state;
}

void *partners_csv_start(struct arena *arena)
{
    const struct partner_ask ask = {.way = PARTNERS_ALL,
                                    .sort = partners_list_sort_name(PARTNERS_LIST_NAME)};
    return partner_csv_state(arena, &ask);
}

static void csv_level(struct csv_writer *csv, opt_iaa_level level)
{
    csv_text(csv, level.some ? iaa_level_label(level.it) : T(""));
}

static void csv_card(struct csv_writer *csv, const struct partner_card *card)
{
    csv_text(csv, card->name);
    csv_text(csv, card->numbers);
    csv_text(csv, card->regions);
    csv_level(csv, card->immigration);
    csv_level(csv, card->asylum);
    csv_text(csv, card->solicitors ? T("Yes") : T("No"));
    csv_int(csv, card->seats);
    csv_day(csv, instant_day(card->made_at));
    csv_row_end(csv);
}

bool partners_csv(void *state_, struct db *db, struct text_builder *out)
{
    const text titles[] = {T("Name"),
                           T("Numbers"),
                           T("Regions"),
                           T("Immigration"),
                           T("Asylum and protection"),
                           T("Solicitors or accredited caseworkers"),
                           T("Seats in grants"),
                           T("Added on")};
    struct csv_state *state = state_;
    struct csv_writer csv =
        csv_pages_begin(&state->pages, out, titles, sizeof titles / sizeof *titles);
    const struct partner_cards cards =
        partner_cards(db, &state->ask, csv_pages_at(&state->pages), CSV_PAGE_ROWS);
    for (size_t i = 0; i < cards.count; i++)
        csv_card(&csv, &cards.row[i]);
    return csv_pages_next(&state->pages, cards.next);
}
