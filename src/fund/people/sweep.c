/* What the clock does about people: old invitations go, and what was forgotten goes for good. */
#include "engine/web/server.h"
#include "fund/people/may.h"
#include "fund/people/people.h"
#include "people_queries.h"

/* Longer than the night between two runs, so that one that broke off is made up for. */
#define SCRUB_SECONDS (INT64_C(86400) * 3)

static text forget_run(struct job_run *run)
{
    struct database *database = run->app->database;
    struct db_write *write = db_write_begin(database, run->arena);
    const int64_t old = invitations_forget(write, instant_add(run->now, -INVITATION_KEPT_SECONDS));
    const bool scrub =
        person_shredded_since(db_of(write), instant_add(run->now, -SCRUB_SECONDS)) != NULL;
    db_write_commit(write);
    if (scrub && !db_scrub(database, run->arena))
        fail("people were reading all the while");
    return scrub ? T("What was left of people who were forgotten is gone from the file.")
           : old ? T("Invitations that ended long ago are forgotten.")
                 : TEXT_ABSENT;
}

static const struct schedule_row rows[] = {
    {"people.forget",
     "Forgets invitations that ended long ago, and takes the last traces of people who were "
     "forgotten out of the file.",
     DAILY(3, 40), forget_run},
};
const struct schedule people_schedule = {.row = rows, .count = sizeof rows / sizeof *rows};
