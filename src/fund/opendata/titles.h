/*
 * The standard's titles and names: which path in its JSON a spreadsheet's column heading means.
 *
 * Private to fund/opendata.
 */
#ifndef FUND_OPENDATA_TITLES_H
#define FUND_OPENDATA_TITLES_H

#include "engine/base/values.h"

struct title_path {
    text path;
    bool known; /* the standard has it */
    bool split; /* a list of plain texts: the cell's parts stand between semicolons */
};

/* "Recipient Org:0:Name" gives recipientOrganization/0/name; "Website: Decision Notes" gives
 * Website/Decision Notes. */
struct title_path path_of_title(struct arena *arena, text title);

/* What every grant must have: its path and its title. Bit i of a mask stands for row i. */
struct required_path {
    text path;
    text title;
};
#define REQUIRED_COUNT 10u
extern const struct required_path required_paths[REQUIRED_COUNT];
#define REQUIRED_RECIPIENT_MASK (UINT32_C(3) << 8)

/* A known path's title for sentences, such as "Planned Dates:Start Date"; the path itself where
 * there is none. */
text title_of_path(struct arena *arena, text path);
/* The part of a path that the standard does not know; absent: it knows all of it. */
text unknown_of_path(text path);

#endif
