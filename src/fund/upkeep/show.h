/* What the pages of upkeep are given. */
#ifndef FUND_UPKEEP_SHOW_H
#define FUND_UPKEEP_SHOW_H

#include "engine/base/values.h"
#include "jobs_queries.h"
#include "mail_queries.h"

/* A run of a mail's plain text: words, or a link. */
struct word_run {
    text words;
    bool link;
};
struct word_runs {
    const struct word_run *row;
    size_t count;
};
/* Cut at the links, so that a page can make them links again. */
struct word_runs word_runs_of(struct arena *arena, text plain);

/* One job on its page. */
struct job_shown {
    text name, says, when;
    const struct job_run_row *last; /* NULL: never */
    instant comes;
    bool due;
};
struct jobs_shown {
    const struct job_shown *row;
    size_t count;
};

/* One chip of the list of mails. */
struct state_choice {
    text label, query;
    bool here;
};
struct state_choices {
    const struct state_choice *row;
    size_t count;
};

#endif
