/* One mutex, one condition, times of the clock that only goes forward: see away.h. */
#include "engine/db/away.h"
#include "engine/db/db_private.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    FIRST_PAUSE = 100, /* milliseconds, all of these */
    LONGEST_PAUSE = 5000,
    PATIENCE = 1000,
    PATIENCE_THERE = 10000, /* with a server that lets others in meanwhile */
    MOST_OPENING = 4,       /* connections at a time, when the server is there */
    MOST_WAITING = 4, /* threads held back; the others have pages to refuse and files to send */
    WHY_SIZE = 300
};

struct away {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool is_away;  /* the last try came to nothing */
    int64_t since; /* when the first such try ended */
    int64_t next;  /* when the next is due */
    int64_t pause; /* between the last and the next */
    unsigned opening, waiting;
    char why[WHY_SIZE];
};

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A quarter more or less, by the clock's last digits: several programs do not come back as one. */
static int64_t moved_by_chance(int64_t pause)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return pause * (750 + now.tv_nsec / 1000 % 501) / 1000;
}

static void away_close(void *thing)
{
    struct away *away = thing;
    pthread_cond_destroy(&away->changed);
    pthread_mutex_destroy(&away->mutex);
}

struct away *away_new(struct arena *arena)
{
    struct away *away = arena_make(arena, struct away);
    pthread_condattr_t forward;
    pthread_mutex_init(&away->mutex, NULL);
    pthread_condattr_init(&forward);
    (void)pthread_condattr_setclock(&forward, CLOCK_MONOTONIC);
    pthread_cond_init(&away->changed, &forward);
    pthread_condattr_destroy(&forward);
    arena_on_close(arena, away_close, away);
    return away;
}

/* Whether this thread may open a connection now. */
static bool may_open(const struct away *away, int64_t now)
{
    return away->is_away ? away->opening == 0 && now >= away->next : away->opening < MOST_OPENING;
}

/* Until when it is worth waiting for that to change; 0: it is not. */
static int64_t worth_waiting(const struct away *away, int64_t now, int64_t deadline)
{
    if (now >= deadline || (away->is_away && away->waiting >= MOST_WAITING))
        return 0;
    if (!away->is_away || away->opening > 0)
        return deadline;
    return away->next <= deadline ? away->next : 0;
}

static int64_t deadline_of(const struct away *away, int64_t entered)
{
    return entered + (away->is_away ? PATIENCE : PATIENCE_THERE);
}

/* The mutex is held. */
static void wait_until(struct away *away, int64_t until)
{
    const struct timespec at = {.tv_sec = until / 1000, .tv_nsec = until % 1000 * 1000000};
    away->waiting++;
    (void)pthread_cond_timedwait(&away->changed, &away->mutex, &at);
    away->waiting--;
}

void away_enter(struct away *away)
{
    char why[WHY_SIZE];
    int64_t since, until, now = now_ms();
    const int64_t entered = now;
    pthread_mutex_lock(&away->mutex);
    while (!may_open(away, now) &&
           (until = worth_waiting(away, now, deadline_of(away, entered))) != 0) {
        wait_until(away, until);
        now = now_ms();
    }
    const bool may = may_open(away, now);
    const bool is_away = away->is_away;
    away->opening += may;
    since = away->since;
    memcpy(why, away->why, sizeof why);
    pthread_mutex_unlock(&away->mutex);
    if (!may && !is_away)
        fail_as(FAILURE_AWAY, "database: its server lets nobody in quickly enough");
    if (!may)
        fail_as(FAILURE_AWAY, "database: cannot be reached for %.1f s: %s",
                (double)(now - since) / 1000, why);
}

/* The mutex is held. What failed beside another try says nothing new. */
static void note_failure(struct away *away, int64_t now, const char *why)
{
    if (away->is_away && now < away->next)
        return;
    if (!away->is_away) {
        away->since = now;
        fprintf(stderr, "holdfast: the database cannot be reached; trying again until it can: %s\n",
                why);
    }
    away->pause = !away->is_away                    ? FIRST_PAUSE
                  : away->pause * 2 < LONGEST_PAUSE ? away->pause * 2
                                                    : LONGEST_PAUSE;
    away->is_away = true;
    away->next = now + moved_by_chance(away->pause);
    (void)snprintf(away->why, sizeof away->why, "%s", why);
}

void away_tried(struct away *away, bool reached, const char *why)
{
    const int64_t now = now_ms();
    pthread_mutex_lock(&away->mutex);
    away->opening--;
    if (!reached) {
        note_failure(away, now, why);
    } else if (away->is_away) {
        away->is_away = false;
        fprintf(stderr, "holdfast: the database is back; it was away for %.1f s\n",
                (double)(now - away->since) / 1000);
    }
    pthread_cond_broadcast(&away->changed);
    pthread_mutex_unlock(&away->mutex);
}

struct db_presence away_presence(struct away *away)
{
    struct db_presence presence = {.away = false};
    const int64_t now = now_ms();
    pthread_mutex_lock(&away->mutex);
    if (away->is_away)
        presence = (struct db_presence){
            .away = true,
            .seconds = (now - away->since) / 1000,
            .again_in = now < away->next ? (unsigned)((away->next - now + 999) / 1000) : 1};
    pthread_mutex_unlock(&away->mutex);
    return presence;
}

struct db_presence db_presence(const struct database *database)
{
    return database->away ? away_presence(database->away) : (struct db_presence){.away = false};
}
