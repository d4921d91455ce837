/* A failure ends at the nearest try, says what happened on one line, and leaves the outer one
 * whole. */
#include "engine/base/fail.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#undef fail /* ours */

_Noreturn static void break_with(const char *words)
{
    fail("broken: %s", words);
}

static void breaks(void *arg)
{
    break_with(arg);
}

static void passes(void *arg)
{
    ++*(int *)arg;
}

static void tries_inside(void *arg)
{
    struct failure inner;
    if (fail_try(breaks, arg, &inner))
        return;
    break_with("outside"); /* the inner try is over: this reaches the outer one */
}

static void the_nearest_try_catches(void **state)
{
    (void)state;
    struct failure failure;
    int count = 0;
    char inside[] = "inside";
    assert_true(fail_try(passes, &count, &failure));
    assert_false(fail_try(breaks, inside, &failure));
    assert_string_equal(failure.what, "broken: inside");
    assert_false(fail_try(tries_inside, inside, &failure));
    assert_string_equal(failure.what, "broken: outside");
    assert_true(fail_try(passes, &count, &failure));
    assert_int_equal(count, 2);
}

static void what_is_said_is_one_line_and_fits(void **state)
{
    (void)state;
    struct failure failure;
    char forged[] = "a\nGET / 200\r\n\x1b[31m";
    assert_false(fail_try(breaks, forged, &failure));
    assert_string_equal(failure.what, "broken: a GET / 200   [31m");
    char much[2000];
    memset(much, 'm', sizeof much);
    much[sizeof much - 1] = 0;
    assert_false(fail_try(breaks, much, &failure));
    assert_int_equal(strlen(failure.what), sizeof failure.what - 1);
}

static void invariant(void *arg)
{
    const int *n = arg;
    ensure(*n == 3);
}

static void an_invariant_names_its_place(void **state)
{
    (void)state;
    struct failure failure;
    int n = 3;
    assert_true(fail_try(invariant, &n, &failure));
    n = 4;
    assert_false(fail_try(invariant, &n, &failure));
    assert_non_null(strstr(failure.what, "test_fail.c"));
    assert_non_null(strstr(failure.what, "*n == 3"));
}

static void break_away(void *arg)
{
    fail_as(FAILURE_AWAY, "away: %s", (const char *)arg);
}

static void goes_on(void *arg)
{
    struct failure inner;
    if (!fail_try(break_away, arg, &inner))
        fail_again(&inner);
}

static void a_failure_keeps_its_kind_when_it_goes_on(void **state)
{
    (void)state;
    struct failure failure;
    char words[] = "nobody answers";
    assert_false(fail_try(goes_on, words, &failure));
    assert_int_equal(failure.kind, FAILURE_AWAY);
    assert_string_equal(failure.what, "away: nobody answers");
    assert_false(fail_try(breaks, words, &failure));
    assert_int_equal(failure.kind, FAILURE_BROKEN);
}

static void *in_thread(void *arg)
{
    struct failure failure;
    for (int i = 0; i < 1000; i++)
        if (fail_try(breaks, arg, &failure))
            return arg;
    return NULL;
}

static void threads_have_tries_of_their_own(void **state)
{
    (void)state;
    pthread_t threads[4];
    char words[] = "thread";
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, in_thread, words), 0);
    for (size_t i = 0; i < 4; i++) {
        void *result = words;
        pthread_join(threads[i], &result);
        assert_null(result);
    }
}

static void outside_any_try_the_process_aborts(void **state)
{
    (void)state;
    const pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr))
            _exit(1);
        signal(SIGABRT, SIG_DFL);
        break_with("nobody listens");
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_try_catches),
        cmocka_unit_test(what_is_said_is_one_line_and_fits),
        cmocka_unit_test(an_invariant_names_its_place),
        cmocka_unit_test(a_failure_keeps_its_kind_when_it_goes_on),
        cmocka_unit_test(threads_have_tries_of_their_own),
        cmocka_unit_test(outside_any_try_the_process_aborts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
