/*
 * The first run: from the link that `init` prints, page by page, to a fund that can be worked with.
 * It can be left at any page and is taken up again from the dashboard.
 *
 * How far it is stands nowhere: it is read off the records each time, and off the steps that
 * someone passed over. So whatever is set up in another way counts too.
 */
#ifndef FUND_START_H
#define FUND_START_H

#include "engine/web/route.h"
#include "types.h"

struct start_progress {
    bool done[START_STEP_COUNT];
    bool skipped[START_STEP_COUNT];
    int settled;          /* done or passed over */
    enum start_step next; /* the first that is neither; START_STEP_COUNT: none is left */
};

/* Two statements. */
struct start_progress start_progress_find(struct db *db, const struct view *view);
/* Whether the dashboard speaks of it: to a director, of a real fund, while something is left. */
bool start_shows(const struct view *view, const struct start_progress *progress);

/* Where a step is: "/start/programmes". */
text start_step_path(struct arena *arena, enum start_step step);

extern const struct routes start_routes;

#endif
