/* Large bodies on disk: whole when read back, seen by nobody else, gone with their request. */
#include "engine/web/spool.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#undef fail /* ours */

static struct arena *arena;
static char folder[] = "/tmp/holdfast-spool-XXXXXX";

static int begin(void **state)
{
    (void)state;
    arena = arena_new((size_t)16 << 20);
    return mkdtemp(folder) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return rmdir(folder);
}

static const char *beside(void)
{
    return text_cstr(arena, text_format(arena, "%s/fund.db", folder));
}

static int names_in_folder(void)
{
    DIR *dir = opendir(folder);
    int count = 0;
    for (const struct dirent *entry; dir && (entry = readdir(dir));)
        count += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
    if (dir)
        closedir(dir);
    return count;
}

static void what_goes_in_comes_out_and_has_no_name_meanwhile(void **state)
{
    (void)state;
    struct spool *spool = spool_open(arena, beside());
    assert_non_null(spool);
    char piece[5000];
    for (int i = 0; i < 1000; i++) {
        memset(piece, 'a' + i % 26, sizeof piece);
        assert_true(spool_add(spool, piece, sizeof piece));
    }
    assert_int_equal(names_in_folder(), 0);
    const text whole = spool_text(spool);
    assert_int_equal(whole.len, 1000 * sizeof piece);
    for (size_t i = 0; i < whole.len; i += 997)
        assert_int_equal(whole.ptr[i], 'a' + (int)(i / sizeof piece) % 26);
    assert_ptr_equal(spool_text(spool).ptr, whole.ptr);
}

static void nothing_is_an_empty_text(void **state)
{
    (void)state;
    struct spool *spool = spool_open(arena, beside());
    const text whole = spool_text(spool);
    assert_true(whole.ptr && whole.len == 0);
}

static void a_folder_that_is_not_there_is_said_at_once(void **state)
{
    (void)state;
    assert_null(spool_open(arena, "/nowhere/at/all/fund.db"));
    assert_non_null(spool_open(arena, text_cstr(arena, text_format(arena, "%s/", folder))));
}

static void a_hundred_of_them_leave_no_descriptor_behind(void **state)
{
    (void)state;
    struct arena *each = arena_new((size_t)1 << 20);
    const int before = dup(0);
    close(before);
    for (int i = 0; i < 100; i++) {
        struct spool *spool = spool_open(each, beside());
        assert_true(spool && spool_add(spool, "x", 1));
        assert_int_equal(spool_text(spool).len, 1);
        arena_reset(each);
    }
    const int after = dup(0);
    close(after);
    arena_free(each);
    assert_int_equal(after, before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_out_and_has_no_name_meanwhile),
        cmocka_unit_test(nothing_is_an_empty_text),
        cmocka_unit_test(a_folder_that_is_not_there_is_said_at_once),
        cmocka_unit_test(a_hundred_of_them_leave_no_descriptor_behind),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
