/*
 * How often something may be tried, in a window that slides. Counts are kept in memory, under
 * hashes of what is counted with a key of this run: nobody can read from them who tried what, and
 * nobody outside can make two things collide.
 *
 * A window is counted in two halves: the present stretch of `seconds` and the one before, of which
 * as much still counts as has not slid out.
 */
#ifndef ENGINE_WEB_LIMIT_H
#define ENGINE_WEB_LIMIT_H

#include "engine/base/values.h"

struct limit {
    const char *of; /* names what is counted, such as "sign_in.source" */
    int64_t most;   /* in any stretch of so many seconds: */
    int64_t seconds;
};

/* The pure part. */
struct limit_count {
    int64_t began; /* of the present stretch */
    int64_t now, before;
};
/* The count as it stands at a moment; a clock that was put back starts anew. */
struct limit_count limit_slide(struct limit_count count, const struct limit *limit, int64_t now);
/* 0: one more may be; else in how many seconds it may. */
int64_t limit_wait(struct limit_count count, const struct limit *limit, int64_t now) must_use;

struct limits;
struct limits *limits_new(struct arena *arena) must_use;
/* 0: may be tried; else seconds to wait. Counts nothing. limits NULL: nothing is limited. */
int64_t limits_ask(struct limits *limits, const struct limit *limit, text what,
                   instant now) must_use;
void limits_count(struct limits *limits, const struct limit *limit, text what, instant now);
/* Asks, and counts when it may be. */
int64_t limits_take(struct limits *limits, const struct limit *limit, text what,
                    instant now) must_use;
/* The count of one thing is forgotten: whoever proved who they are has tried nothing. */
void limits_forget(struct limits *limits, const struct limit *limit, text what);

/* "in a minute", "in 12 minutes", "in 2 hours": rounded up, so that it is true. */
text limit_words(struct arena *arena, int64_t seconds);

#endif
