/*
 * What a grant's cells mean: pure mapping and validation, no SQL, no file. Row for row the
 * standard's schema, and the findings of its quality tool that would hurt whoever reads the
 * register later.
 *
 * Private to fund/opendata.
 */
#ifndef FUND_OPENDATA_RULES_H
#define FUND_OPENDATA_RULES_H

#include "fund/opendata/opendata.h"
#include "fund/opendata/record.h"
#include "fund/partners/partners.h"
#include "fund/people/people.h"

/* Who may see an import: staff. */
static inline struct access may_see_import(struct hat hat)
{
    return hat.roles & ROLE_STAFF ? access_all(WHY_STAFF) : access_none(WHY_NOT_THEIR_WORK);
}

/* The most characters of a value: what lists and pages have room for. */
#define TITLE_MOST 500
#define NAME_MOST 300
#define IDENTIFIER_MOST 200
#define OTHER_NAMES_MOST 2000
#define TEXT_MOST 20000
#define QUOTE_MOST 60 /* bytes of a value in a sentence about it */

/* So that no total over any number of files leaves what a sum can hold. */
#define AMOUNT_MOST pence_pounds(INT64_C(1000000000))
#define TOTAL_MOST pence_pounds(INT64_C(100000000000)) /* of one file */

#define PARTIES_MAX 40
#define NUMBERS_MAX 6

/* An organisation that receives the grant. */
struct draft_party {
    text name;
    text name_key;
    text other_names, postcode, website; /* absent: not told */
    struct partner_number number[NUMBERS_MAX];
    size_t numbers;
};

struct draft_extra {
    text name, value;
};

struct grant_draft {
    text reference, title, description;
    opt_pence asked;
    pence awarded;
    day awarded_on;
    opt_day starts_on, ends_on;
    text programme, programme_code; /* absent: none named */
    text funder_id, funder_name;
    struct draft_party party[PARTIES_MAX];
    size_t parties;
    bool region[REGION_COUNT];
    struct draft_extra *extra;
    size_t extras;
    bool *left_out; /* for each cell of the record: nothing of it is kept */
};
/* Under which name its programme is known: its own, else its code, else one for all such. */
text draft_programme(const struct grant_draft *draft);

/* Problems as they are found; problem.say and column live in the arena. */
struct findings {
    struct arena *arena;
    struct import_problem *row;
    size_t count, room;
    size_t errors;
};
void finding_add(struct findings *findings, struct import_problem problem);
/* A value as it may stand in a sentence: in quotes, short, on one line. */
text quoted(struct arena *arena, text value);

/* Texts that came before, by their hashes: so many, then none is new. */
#define SEEN_MOST 512
struct seen {
    uint64_t hash[SEEN_MOST];
    size_t count;
};
bool seen_first(struct seen *seen, text t) must_use;

/* What is known about the file beyond one grant. */
struct check_state {
    uint32_t missing; /* required columns that the sheet has not (titles.h): said once, so not again
                         for each row */
    day today;        /* bounds dates that cannot be */
    bool said_diversity;
    struct seen left_out; /* columns of which it was said why they are left out */
};

/* True: no errors, and the draft is whole. Texts point into the record or the arena. */
bool grant_check(struct arena *arena, const struct record *record, struct check_state *state,
                 struct grant_draft *draft, struct findings *findings) must_use;

/* Pieces, each tested by itself. */

/* An amount as spreadsheets and JSON write numbers: 30000, 1000.1, 1.5e3, and floating point's dust
 * (152505.03000000001). Whole pence or false. */
bool amount_parse(text t, pence *out) must_use;
bool is_decimal(text t);
/* Whether a company's number stood in the file as "1234567" or "GB-COH-1234567": a spreadsheet took
 * its zeros. */
bool number_lost_zeros(text written, struct partner_number number);
/* One of the twelve by ONS code (a region, a nation, or an area whose code tells it) or by name. */
bool region_parse(text code_or_name, enum region *out) must_use;
bool has_email(text t);
/* A British telephone number, however it is grouped: 020 7946 0000, +44 (0)7700 900123. */
bool has_phone(text t);
/* What a heading that the standard does not know says that its column is about. */
enum column_about { COLUMN_ABOUT_WORK, COLUMN_ABOUT_PEOPLE, COLUMN_ABOUT_COST };
enum column_about column_about(struct arena *arena, text title);
/* Why nothing of a cell without a place of its own is kept; absent: it may be. */
text private_why(struct arena *arena, const struct cell *cell);
/* A day as the standard writes it, or as people do: then *usual is false. last: of "2024" or
 * "2024-03", which only planned dates may be, gives the last day instead of the first; *part is
 * then true. */
bool file_day_parse(struct arena *arena, text t, bool last, day *out, bool *usual,
                    bool *part) must_use;
/* Whether two names share a word of three letters or more: if not, one number for both is odd. */
bool names_alike(struct arena *arena, text a, text b);

#endif
