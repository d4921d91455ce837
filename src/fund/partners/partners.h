/*
 * Partners: the organisations that the fund works with. What other modules may know of them.
 */
#ifndef FUND_PARTNERS_H
#define FUND_PARTNERS_H

#include "engine/web/route.h"
#include "types.h"

/* For routes: who may see a partner (rules.h). One that is hidden with its import is not there. */
bool partner_may_see(const struct viewer *viewer, struct db *db, int64_t id);

/* As partners are sorted and matched: case-folded, without "the" in front. */
text partner_name_key(struct arena *arena, text name);

/* A number that an organisation is known by, as partner_identifiers keeps it: "1164883",
 * "01234567", "SC012345", "100012"; of other registers with the prefix. */
struct partner_number {
    enum identifier_scheme scheme;
    text value;
};
#define PARTNER_NUMBER_BYTES ((size_t)100)

/* A number of one register, with or without open data's prefix ("GB-COH-1234567"). False: *say
 * tells why, for the person. */
bool partner_number_parse(struct arena *arena, enum identifier_scheme scheme, text typed,
                          text *value, text *say) must_use;
/* What stands where a charity's number is asked for: England and Wales, or with SC or NIC in front
 * Scotland or Northern Ireland. */
bool partner_charity_parse(struct arena *arena, text typed, struct partner_number *number) must_use;
/* An organisation's identifier of open data: its prefix says which register; one of no register
 * known here is kept whole. */
bool partner_organisation_parse(struct arena *arena, text id,
                                struct partner_number *number) must_use;

/* For a select: partners that match words (as in a search), or the first by name when words are
 * absent or empty; at most PARTNER_OPTIONS_MOST. */
#define PARTNER_OPTIONS_MOST 500
struct options partner_options(struct db *db, text words);

/* After a partner's name has changed: grants are found by their partners' names. */
void partner_search_text_refresh(struct db_write *db, partner_id partner);

/* All partners as CSV, for the command line: start, then produce until it returns false. Each piece
 * runs in db's arena. */
void *partners_csv_start(struct arena *arena);
bool partners_csv(void *state, struct db *db, struct text_builder *out);

extern const struct routes partners_routes;

#endif
