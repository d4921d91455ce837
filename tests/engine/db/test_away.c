/* A server that is away is asked by one at a time and ever more seldom, holds up only a few, and
 * takes everybody back when it is there again. */
#include "engine/db/away.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static int set_up(void **state)
{
    *state = arena_new((size_t)1 << 20);
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void rest(int milliseconds)
{
    nanosleep(&(struct timespec){.tv_sec = milliseconds / 1000,
                                 .tv_nsec = milliseconds % 1000 * 1000000L},
              NULL);
}

static void enter(void *away)
{
    away_enter(away);
}

/* Whether it was let in; then it has to say how that went. */
static bool let_in(struct away *away)
{
    struct failure failure = {.what = ""};
    if (fail_try(enter, away, &failure))
        return true;
    assert_int_equal(failure.kind, FAILURE_AWAY);
    return false;
}

static void while_it_is_there_everybody_is_let_in(void **state)
{
    struct away *away = away_new(*state);
    for (int i = 0; i < 100; i++) {
        assert_true(let_in(away));
        away_tried(away, true, NULL);
    }
    assert_false(away_presence(away).away);
}

static void tries_come_ever_more_seldom(void **state)
{
    struct away *away = away_new(*state);
    assert_true(let_in(away));
    away_tried(away, false, "nobody there");
    assert_true(away_presence(away).away);
    const double began = seconds();
    int tries = 0;
    while (seconds() - began < 2.5)
        if (let_in(away)) {
            away_tried(away, false, "nobody there");
            tries++;
        } else {
            rest(5);
        }
    /* At 0.1, 0.3, 0.7 and 1.5 s, each moved by a quarter at most. */
    assert_in_range(tries, 3, 5);
    const struct db_presence presence = away_presence(away);
    assert_in_range(presence.seconds, 2, 3);
    assert_in_range(presence.again_in, 1, 5);
}

struct crowd {
    struct away *away;
    atomic_int let_in, refused, at_once;
};

static void *come(void *arg)
{
    struct crowd *crowd = arg;
    const double began = seconds();
    if (let_in(crowd->away)) {
        atomic_fetch_add(&crowd->let_in, 1);
        rest(20);
        away_tried(crowd->away, true, NULL);
    } else {
        atomic_fetch_add(&crowd->refused, 1);
    }
    atomic_fetch_add(&crowd->at_once, seconds() - began < 0.05);
    return NULL;
}

static void crowd_comes(struct crowd *crowd, size_t count)
{
    pthread_t thread[32];
    for (size_t i = 0; i < count; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, come, crowd), 0);
    for (size_t i = 0; i < count; i++)
        pthread_join(thread[i], NULL);
}

/* Of many who come while it is away four wait for the next try, and get in with it when it is back;
 * the others are told at once. */
static void a_crowd_is_not_held_up(void **state)
{
    struct crowd crowd = {.away = away_new(*state)};
    assert_true(let_in(crowd.away));
    away_tried(crowd.away, false, "restarting");
    crowd_comes(&crowd, 24);
    /* A busy machine is slow to start them: those that come after the try get in too. */
    assert_true(crowd.let_in >= 4);
    assert_int_equal(crowd.let_in + crowd.refused, 24);
    assert_true(crowd.at_once >= 16);
    const int let_in_before = crowd.let_in;
    assert_false(away_presence(crowd.away).away);
    crowd_comes(&crowd, 24);
    assert_int_equal(crowd.let_in, let_in_before + 24);
}

static void a_failure_beside_another_does_not_lengthen_the_pause(void **state)
{
    struct away *away = away_new(*state);
    for (int i = 0; i < 4; i++)
        assert_true(let_in(away));
    for (int i = 0; i < 4; i++)
        away_tried(away, false, "nobody there");
    const double began = seconds();
    assert_true(let_in(away)); /* waits for it */
    assert_true(seconds() - began < 0.5);
    away_tried(away, true, NULL);
}

#define each(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        each(while_it_is_there_everybody_is_let_in),
        each(tries_come_ever_more_seldom),
        each(a_crowd_is_not_held_up),
        each(a_failure_beside_another_does_not_lengthen_the_pause),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
