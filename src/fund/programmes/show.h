/* What the pages of programmes show, made ready. Private to fund/programmes. */
#ifndef FUND_PROGRAMMES_SHOW_H
#define FUND_PROGRAMMES_SHOW_H

#include "engine/web/form.h"
#include "fund/programmes/rules.h"
#include "programmes_queries.h"

struct programme_list {
    const struct programme_card *row;
    size_t count;
    text next, previous;
    text how_many; /* "3 programmes" */
    text funder;   /* a filter in force in words, or absent */
    bool open;
};

struct programme_shown {
    const struct programme_row *programme;
    struct programme_question_rows questions;
    struct programme_purpose_rows purposes;
    struct programme_totals_row totals;
    struct programme_grants_rows grants;
    text burden; /* "6 questions for up to £20,000" */
};

#endif
