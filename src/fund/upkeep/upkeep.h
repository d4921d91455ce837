/* What Holdfast does by itself, seen by directors: mails and jobs. */
#ifndef FUND_UPKEEP_H
#define FUND_UPKEEP_H

#include "engine/jobs/schedule.h"
#include "engine/web/route.h"

/* The demo's first mails, when it has none: to look at, since nothing leaves. */
void upkeep_demo_mails(const struct app *app, struct db_write *write);

extern const struct routes upkeep_routes;
extern const struct schedule upkeep_schedule;

#endif
