/*
 * The rules of one cell: what it means, by its path, and what is wrong with it. What more cells
 * than one must be together (an organisation's numbers, the dates, what is missing) is rules.c.
 *
 * Private to rules.c and rules_cell.c.
 */
#ifndef FUND_OPENDATA_RULES_CELL_H
#define FUND_OPENDATA_RULES_CELL_H

#include "fund/opendata/rules.h"
#include "fund/opendata/titles.h"

/* One grant while it is checked. */
struct check {
    struct arena *arena;
    const struct record *record;
    struct check_state *state;
    struct grant_draft *draft;
    struct findings *findings;
    bool has[REQUIRED_COUNT]; /* among required_paths, also when what stands there is wrong */
    bool party_has_id[PARTIES_MAX], party_has_name[PARTIES_MAX];
    const struct cell *charity[PARTIES_MAX], *company[PARTIES_MAX], *party_id[PARTIES_MAX];
    const struct cell *start, *end, *duration; /* of the first planned dates */
    bool to_person;
};

/* Takes the cell into the draft, or says why not. Cells that are judged with others are only noted.
 */
void cell_check(struct check *c, const struct cell *cell);

/* The same for a cell that was noted. False: it was said why not. */
bool id_take(struct check *c, const struct cell *cell, text *out) must_use;
bool text_take(struct check *c, const struct cell *cell, int most, text *out);
/* last: of a month or a year, the last day; *exact: it named a day. */
bool day_take(struct check *c, const struct cell *cell, bool parts_allowed, bool last, day *out,
              bool *exact) must_use;
/* Keeps it as a column that no field of ours holds, if it may be kept. */
void extra_keep(struct check *c, const struct cell *cell);

/* A problem: of a cell, or (NULL) of the path where one should be. */
void check_say(struct check *c, bool error, const struct cell *cell, text path, text what);
/* A problem of a cell: its value, and what about it. */
void check_say_of(struct check *c, bool error, const struct cell *cell, const char *what);

#endif
