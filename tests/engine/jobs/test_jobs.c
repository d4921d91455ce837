/* Jobs run one at a time, in order, survive each other's failures and stop when asked. */
#include "engine/jobs/jobs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static _Noreturn void break_down(void)
{
    fail("on purpose");
}

#include <cmocka.h>

struct note {
    atomic_int *at;
    int *order;
    int number;
};

static void take_a_note(struct arena *arena, const struct jobs *jobs, const void *arg)
{
    (void)jobs;
    const struct note *note = arg;
    int *spare = arena_make(arena, int);
    *spare = note->number;
    note->order[atomic_fetch_add(note->at, 1)] = *spare;
}

static void breaks(struct arena *arena, const struct jobs *jobs, const void *arg)
{
    (void)arena, (void)jobs, (void)arg;
    break_down();
}

static void waits_for_the_end(struct arena *arena, const struct jobs *jobs, const void *arg)
{
    (void)arena;
    atomic_int *const *begun = arg;
    atomic_store(*begun, 1);
    while (!jobs_stopping(jobs))
        (void)nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    atomic_store(*begun, 2);
}

static void jobs_run_in_order_and_a_broken_one_hinders_none(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    struct jobs *jobs = jobs_new(arena);
    atomic_int at = 0;
    int order[4] = {0};
    assert_true(
        job_start(jobs, "note", take_a_note, &(struct note){&at, order, 1}, sizeof(struct note)));
    assert_true(job_start(jobs, "broken", breaks, "", 1));
    assert_true(
        job_start(jobs, "note", take_a_note, &(struct note){&at, order, 2}, sizeof(struct note)));
    jobs_wait(jobs);
    assert_int_equal(atomic_load(&at), 2);
    assert_int_equal(order[0], 1);
    assert_int_equal(order[1], 2);
    arena_free(arena);
}

struct stream {
    struct jobs *jobs;
    atomic_int ticks, runs;
};
enum { STREAM_MOST = 200 };

/* As when strangers ask for links without a pause: there is always a next one. */
static void comes_again(struct arena *arena, const struct jobs *jobs, const void *arg)
{
    (void)arena, (void)jobs;
    struct stream *const stream = *(struct stream *const *)arg;
    if (atomic_fetch_add(&stream->runs, 1) < STREAM_MOST && atomic_load(&stream->ticks) < 3)
        assert_true(job_start(stream->jobs, "again", comes_again, arg, sizeof stream));
    jobs_wake(stream->jobs);
}

static void ticks(struct arena *arena, const struct jobs *jobs, const void *arg)
{
    (void)arena, (void)jobs;
    struct stream *const stream = *(struct stream *const *)arg;
    atomic_fetch_add(&stream->ticks, 1);
}

static void jobs_without_end_hold_up_no_tick(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    struct stream stream = {.jobs = jobs_new(arena)};
    struct stream *arg = &stream;
    assert_true(job_start(stream.jobs, "again", comes_again, &arg, sizeof arg));
    jobs_tick_every(stream.jobs, 3600, ticks, &arg);
    jobs_wait(stream.jobs);
    assert_true(atomic_load(&stream.ticks) >= 3);
    assert_true(atomic_load(&stream.runs) < STREAM_MOST);
    arena_free(arena);
}

static void the_end_of_the_arena_stops_and_joins(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    struct jobs *jobs = jobs_new(arena);
    atomic_int begun = 0;
    atomic_int *arg = &begun;
    assert_true(job_start(jobs, "long", waits_for_the_end, &arg, sizeof arg));
    while (atomic_load(&begun) == 0)
        (void)nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    arena_free(arena);
    assert_int_equal(atomic_load(&begun), 2);
}

static void a_full_queue_refuses(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    struct jobs *jobs = jobs_new(arena);
    atomic_int begun = 0;
    atomic_int *arg = &begun;
    int taken = 0;
    while (taken < 100 && job_start(jobs, "long", waits_for_the_end, &arg, sizeof arg))
        taken++;
    assert_in_range(taken, 8, 9);
    arena_free(arena);
}

#ifdef HOLDFAST_ARENA_EXACT
/* The next arena of this thread cannot be had. */
static void uses_up_memory(struct arena *arena, const struct jobs *jobs, const void *arg)
{
    (void)arena, (void)jobs, (void)arg;
    arena_fail_after(1);
}

static void a_job_without_memory_ends_alone(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    struct jobs *jobs = jobs_new(arena);
    atomic_int at = 0;
    int order[2] = {0};
    assert_true(job_start(jobs, "short", uses_up_memory, "", 1));
    for (int i = 1; i <= 2; i++)
        assert_true(job_start(jobs, "note", take_a_note, &(struct note){&at, order, i},
                              sizeof(struct note)));
    jobs_wait(jobs);
    assert_int_equal(atomic_load(&at), 1);
    assert_int_equal(order[0], 2);
    arena_free(arena);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_run_in_order_and_a_broken_one_hinders_none),
        cmocka_unit_test(jobs_without_end_hold_up_no_tick),
        cmocka_unit_test(the_end_of_the_arena_stops_and_joins),
        cmocka_unit_test(a_full_queue_refuses),
#ifdef HOLDFAST_ARENA_EXACT
        cmocka_unit_test(a_job_without_memory_ends_alone),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
