/* Decisions and words of the first run. Private to fund/start. */
#ifndef FUND_START_RULES_H
#define FUND_START_RULES_H

#include "fund/start/start.h"

/* Fills in settled and next. */
void start_count(struct start_progress *progress);
/* The next open step after one, coming round again; START_STEP_COUNT: none. */
enum start_step start_after(const struct start_progress *progress, enum start_step step);

/* A programme to begin with, as its form wants it. */
struct start_sample {
    const char *name, *purpose, *criteria, *cap, *months, *reporting;
};
const struct start_sample *start_samples(size_t *count);

#endif
