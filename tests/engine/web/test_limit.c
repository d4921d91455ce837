/* Counts of tries by table, and whom they are counted by. */
#include "engine/web/address.h"
#include "engine/web/limit.h"
#include "tests/engine/web/support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>

static const struct limit ten = {.of = "test.ten", .most = 10, .seconds = 600};

static struct limit_count after(int tries, int64_t at)
{
    struct limit_count count = {.began = at};
    for (int i = 0; i < tries; i++) {
        count = limit_slide(count, &ten, at);
        count.now++;
    }
    return count;
}

static void ten_may_be_and_no_eleventh(void **state)
{
    (void)state;
    assert_int_equal(limit_wait(after(9, 1000), &ten, 1000), 0);
    assert_true(limit_wait(after(10, 1000), &ten, 1000) > 0);
    assert_true(limit_wait(after(10, 1000), &ten, 1599) > 0);
}

/* Whoever waits as long as they were told may try again then, and could not a second before. */
static void the_wait_that_is_told_is_true(void **state)
{
    (void)state;
    for (int tries = 1; tries < 40; tries++)
        for (int64_t later = 0; later < 1300; later += 7) {
            const struct limit_count count = after(tries, 5000);
            const int64_t wait = limit_wait(count, &ten, 5000 + later);
            assert_true(wait >= 0 && wait <= 2 * ten.seconds);
            assert_int_equal(limit_wait(count, &ten, 5000 + later + wait), 0);
            if (wait > 0)
                assert_true(limit_wait(count, &ten, 5000 + later + wait - 1) > 0);
        }
}

static void the_window_slides(void **state)
{
    (void)state;
    const struct limit_count count = after(10, 0);
    assert_true(limit_wait(count, &ten, 600) > 0);     /* all ten are in it still */
    assert_int_equal(limit_wait(count, &ten, 900), 0); /* half of them */
    struct limit_count more = limit_slide(count, &ten, 900);
    more.now = 5;
    assert_true(limit_wait(more, &ten, 900) > 0); /* five, and half of ten */
    assert_int_equal(limit_slide(count, &ten, 1200).before, 0);
}

static void a_clock_that_was_put_back_starts_anew(void **state)
{
    (void)state;
    assert_int_equal(limit_wait(after(10, 1000), &ten, 999), 0);
}

static void things_and_limits_are_counted_apart(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)4 << 20);
    struct limits *limits = limits_new(arena);
    static const struct limit other = {.of = "test.other", .most = 10, .seconds = 600};
    const instant now = instant_of(1000);
    for (int i = 0; i < 10; i++)
        assert_int_equal(limits_take(limits, &ten, T("a"), now), 0);
    assert_true(limits_take(limits, &ten, T("a"), now) > 0);
    assert_int_equal(limits_ask(limits, &ten, T("b"), now), 0);
    assert_int_equal(limits_ask(limits, &other, T("a"), now), 0);
    limits_forget(limits, &ten, T("a"));
    assert_int_equal(limits_ask(limits, &ten, T("a"), now), 0);
    assert_int_equal(limits_ask(NULL, &ten, T("a"), now), 0);
    arena_free(arena);
}

/* A crowd of strangers does not push out the count of one who is being guessed at all the while. */
static void memory_ends_and_what_is_tried_now_is_kept(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)64 << 20);
    struct limits *limits = limits_new(arena);
    int let = 0;
    for (int i = 0; i < 100000; i++) {
        char name[32];
        snprintf(name, sizeof name, "stranger %d", i);
        limits_count(limits, &ten, text_of(name), instant_of(1000 + i / 1000));
        if (i % 10 == 0)
            let += limits_take(limits, &ten, T("the one"), instant_of(1000 + i / 1000)) == 0;
    }
    assert_true(let < 200); /* of 10,000 */
    arena_free(arena);
}

static void waits_in_words(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    static const struct {
        int64_t seconds;
        const char *words;
    } cases[] = {{1, "in a minute"},     {60, "in a minute"},     {61, "in 2 minutes"},
                 {720, "in 12 minutes"}, {5940, "in 99 minutes"}, {7200, "in 2 hours"},
                 {7201, "in 3 hours"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(text_cstr(arena, limit_words(arena, cases[i].seconds)), cases[i].words);
    arena_free(arena);
}

static void a_household_is_one_and_a_proxy_may_name_it(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    static const struct {
        const char *header, *address; /* NULL: none */
    } cases[] = {{"192.0.2.7", "192.0.2.7"},
                 {"1.1.1.1, 192.0.2.7", "192.0.2.7"},
                 {"1.1.1.1,192.0.2.7:4711", "192.0.2.7"},
                 {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
                 {"[2001:db8:1:2:ffff::1]:443", "2001:db8:1:2::/64"},
                 {"::ffff:192.0.2.7", "192.0.2.7"},
                 {"192.0.2.7, ", NULL},
                 {"192.0.2.7, unknown", NULL},
                 {"192.0.2.777", NULL},
                 {"", NULL},
                 {"2001:db8:1:2:3:4:5:6:7:8:2001:db8:1:2:3:4:5:6:7:8:2001:db8", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const text got = address_of_forwarded(arena, text_of(cases[i].header));
        if (cases[i].address)
            assert_string_equal(text_cstr(arena, got), cases[i].address);
        else
            assert_null(got.ptr);
    }
    assert_null(address_of_forwarded(arena, TEXT_ABSENT).ptr);
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    assert_int_equal(inet_pton(AF_INET6, "2001:db8:1:2:3:4:5:6", &six.sin6_addr), 1);
    assert_true(
        text_eq(address_of_peer(arena, (const struct sockaddr *)&six), T("2001:db8:1:2::/64")));
    const struct sockaddr_un local = {.sun_family = AF_UNIX};
    assert_true(text_eq(address_of_peer(arena, (const struct sockaddr *)&local), T("here")));
    assert_true(text_eq(address_of_peer(arena, NULL), T("here")));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_may_be_and_no_eleventh),
        cmocka_unit_test(the_wait_that_is_told_is_true),
        cmocka_unit_test(the_window_slides),
        cmocka_unit_test(a_clock_that_was_put_back_starts_anew),
        cmocka_unit_test(things_and_limits_are_counted_apart),
        cmocka_unit_test(memory_ends_and_what_is_tried_now_is_kept),
        cmocka_unit_test(waits_in_words),
        cmocka_unit_test(a_household_is_one_and_a_proxy_may_name_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
