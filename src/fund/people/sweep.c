/* What the clock does about people: old invitations go, and what was forgotten goes for good. */
#include "engine/audit/audit.h"
#include "engine/web/server.h"
#include "fund/people/leave.h"
#include "people_queries.h"

enum { FORGET_MOST = 100 }; /* a night */
/* Longer than the night between two runs, so that one that broke off is made up for. */
#define SCRUB_SECONDS (INT64_C(86400) * 3)

struct forgetting {
    struct database *database;
    struct arena *arena; /* of one person */
    const struct person_row *person;
};

static void forget_one(void *arg)
{
    const struct forgetting *const one = arg;
    struct db_write *write = db_write_begin(one->database, one->arena);
    person_forget_now(write, one->person);
    audit_add(write, "person.forget", account_id_raw(one->person->id));
    db_write_commit(write);
}

struct night {
    size_t forgotten, failed;
    struct failure first;
};

/* One transaction each: nobody waits long for the writer, and one that breaks off stops no other.
 */
static struct night people_forget(struct job_run *run)
{
    struct arena *arena = arena_new_in(run->arena, (size_t)4 << 20);
    struct db *db = db_read(run->app->database, arena);
    const day left_by = day_add(instant_day(run->now), -(int32_t)days_kept(db).keep_left);
    const struct person_row_rows rows = people_to_forget(db, left_by, FORGET_MOST);
    db_read_end(db);
    struct forgetting one = {.database = run->app->database,
                             .arena = arena_new_in(run->arena, (size_t)4 << 20)};
    struct night night = {.failed = 0};
    for (size_t i = 0; i < rows.count; i++) {
        struct failure failure;
        one.person = &rows.row[i];
        if (fail_try(forget_one, &one, &failure))
            night.forgotten++;
        else if (night.failed++ == 0)
            night.first = failure;
        arena_reset(one.arena); /* its transaction, if one is open, is over */
    }
    return night;
}

static text forget_run(struct job_run *run)
{
    struct database *database = run->app->database;
    const struct night night = people_forget(run);
    struct db_write *write = db_write_begin(database, run->arena);
    const int64_t old = invitations_forget(write, instant_add(run->now, -INVITATION_KEPT_SECONDS));
    const bool scrub =
        person_shredded_since(db_of(write), instant_add(run->now, -SCRUB_SECONDS)) != NULL;
    db_write_commit(write);
    if (scrub && !db_scrub(database, run->arena))
        fail("people were reading all the while");
    if (night.failed > 0)
        fail("%zu of %zu people who left long ago could not be forgotten; the first: %s",
             night.failed, night.failed + night.forgotten, night.first.what);
    return night.forgotten
               ? T("Forgot people who left long ago, and took their last traces out of the file.")
           : scrub ? T("Took the last traces of people who were forgotten out of the file.")
           : old   ? T("Forgot invitations that ended long ago")
                   : TEXT_ABSENT;
}

static const struct schedule_row rows[] = {
    {"people.forget",
     "Forgets people who left as long ago as settings say, and invitations that ended long ago",
     DAILY(3, 40), forget_run},
};
const struct schedule people_schedule = {.row = rows, .count = sizeof rows / sizeof *rows};
