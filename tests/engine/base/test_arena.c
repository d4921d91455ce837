/* Memory goes all at once, in order, within its cap; and a failure leaves nothing behind. */
#include "engine/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#undef fail /* ours, which ensure() calls */

enum { CAP = 1 << 20 };

static void memory_comes_zeroed_and_aligned_also_after_a_reset(void **state)
{
    (void)state;
    struct arena *arena = arena_new(CAP);
    for (int round = 0; round < 3; round++) {
        for (size_t size = 0; size < 700; size++) {
            unsigned char *ptr = arena_alloc(arena, size);
            assert_int_equal((uintptr_t)ptr % 16, 0);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(ptr[i], 0);
            memset(ptr, 0xee, size);
        }
        assert_true(arena_used(arena) > 0);
        arena_reset(arena);
        assert_int_equal(arena_used(arena), 0);
    }
    arena_free(arena);
    arena_free(NULL);
}

static void growing_keeps_what_was_there_and_zeroes_the_rest(void **state)
{
    (void)state;
    struct arena *arena = arena_new(CAP);
    unsigned char *ptr = NULL;
    for (size_t size = 0; size < 90000; size = size * 2 + 7) {
        ptr = arena_grow(arena, ptr, size, size * 2 + 7);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(ptr[i], 0xab);
        for (size_t i = size; i < size * 2 + 7; i++)
            assert_int_equal(ptr[i], 0);
        memset(ptr, 0xab, size * 2 + 7);
        if (size % 3 == 0)
            *(char *)arena_alloc(arena, 5) = 1; /* something in the way */
    }
    arena_free(arena);
}

struct note {
    char *to;
    char letter;
};

static void add_letter(void *thing)
{
    const struct note *note = thing;
    const size_t length = strlen(note->to);
    note->to[length] = note->letter;
}

static void cleanups_run_last_in_first_out_and_once(void **state)
{
    (void)state;
    char letters[8] = "";
    struct note notes[] = {{letters, 'a'}, {letters, 'b'}, {letters, 'c'}};
    struct arena *arena = arena_new(CAP);
    for (size_t i = 0; i < 3; i++)
        arena_on_close(arena, add_letter, &notes[i]);
    arena_reset(arena);
    assert_string_equal(letters, "cba");
    arena_on_close(arena, add_letter, &notes[1]);
    arena_free(arena);
    assert_string_equal(letters, "cbab");
}

struct ask {
    struct arena *arena;
    size_t count, size;
    struct note *note;
};

static void allocate(void *arg)
{
    const struct ask *ask = arg;
    unsigned char *ptr = arena_alloc_array(ask->arena, ask->count, ask->size);
    ptr[0] = 1;
}

static void past_the_cap_and_past_any_size_fails(void **state)
{
    (void)state;
    static const struct {
        size_t count, size;
        bool fits;
    } cases[] = {
        {1, 1000, true},      {CAP / 2, 1, true},   {1, CAP, false},          {CAP, 16, false},
        {SIZE_MAX, 2, false}, {1, SIZE_MAX, false}, {SIZE_MAX / 2, 2, false}, {1, 1000, true},
    };
    struct arena *arena = arena_new(CAP);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ask ask = {.arena = arena, .count = cases[i].count, .size = cases[i].size};
        struct failure failure;
        assert_int_equal(fail_try(allocate, &ask, &failure), cases[i].fits);
    }
    arena_free(arena);
}

static void register_note(void *arg)
{
    const struct ask *ask = arg;
    arena_on_close(ask->arena, add_letter, ask->note);
}

static void a_thing_that_cannot_be_remembered_is_closed_at_once(void **state)
{
    (void)state;
    char letters[8] = "";
    struct note note = {letters, 'x'};
    struct arena *arena = arena_new(16);
    struct ask ask = {.arena = arena, .note = &note};
    struct failure failure;
    assert_false(fail_try(register_note, &ask, &failure));
    assert_string_equal(letters, "x");
    arena_free(arena);
    assert_string_equal(letters, "x");
}

static void note_closed(void *thing)
{
    *(bool *)thing = true;
}

static void fill_one_within(void *arg)
{
    struct arena *within = arena_new_in(arg, 64);
    arena_array(within, char, 1000)[0] = 'x';
}

static void one_within_another_goes_with_it(void **state)
{
    (void)state;
    bool closed = false;
    struct failure failure;
    struct arena *parent = arena_new(CAP);
    struct arena *within = arena_new_in(parent, CAP);
    arena_on_close(within, note_closed, &closed);
    arena_reset(within);
    assert_true(closed);
    closed = false;
    arena_on_close(within, note_closed, &closed);
    assert_false(fail_try(fill_one_within, parent, &failure)); /* and this one leaks nothing */
    arena_reset(parent);
    assert_true(closed);
    arena_free(parent);
}

#ifdef HOLDFAST_ARENA_EXACT
static void build_texts(void *arg)
{
    struct arena *arena = arg;
    struct text_builder b = {.arena = arena};
    for (int i = 0; i < 40; i++)
        text_add_format(&b, "%d, ", i);
    const text lower = text_lower(arena, T("ÅSA Straße"));
    ensure(text_eq(lower, T("åsa strasse")));
    ensure(text_distance(arena, T("Thornmere"), T("Thronmere"), 3) == 1);
    ensure(text_cstr(arena, text_built(&b))[0] == '0');
}

static void any_allocation_may_fail_and_nothing_leaks(void **state)
{
    (void)state;
    struct failure failure;
    long n = 1;
    for (;; n++) {
        struct arena *arena = arena_new(CAP);
        arena_fail_after(n);
        const bool done = fail_try(build_texts, arena, &failure);
        arena_fail_after(0);
        arena_free(arena);
        if (done)
            break;
        assert_true(strstr(failure.what, "out of memory") != NULL);
    }
    assert_true(n > 8);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_comes_zeroed_and_aligned_also_after_a_reset),
        cmocka_unit_test(growing_keeps_what_was_there_and_zeroes_the_rest),
        cmocka_unit_test(cleanups_run_last_in_first_out_and_once),
        cmocka_unit_test(past_the_cap_and_past_any_size_fails),
        cmocka_unit_test(a_thing_that_cannot_be_remembered_is_closed_at_once),
        cmocka_unit_test(one_within_another_goes_with_it),
#ifdef HOLDFAST_ARENA_EXACT
        cmocka_unit_test(any_allocation_may_fail_and_nothing_leaks),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
