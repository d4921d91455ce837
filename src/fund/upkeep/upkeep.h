/* What Holdfast does by itself, seen by directors: mails and jobs. */
#ifndef FUND_UPKEEP_H
#define FUND_UPKEEP_H

#include "engine/jobs/schedule.h"
#include "engine/web/route.h"

extern const struct routes upkeep_routes;
extern const struct schedule upkeep_schedule;

#endif
