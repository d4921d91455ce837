/*
 * What pagegen's tests share: files, and a run of the compiler over texts in memory. All memory is
 * one arena, made and freed with the group of tests.
 */
#ifndef TESTS_PAGEGEN_SUPPORT_H
#define TESTS_PAGEGEN_SUPPORT_H

#include "pagegen.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define HOME "tests/tools/pagegen/"

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new((size_t)1 << 30);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

__attribute__((unused)) static text file_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s: %s", path, strerror(errno));
    struct text_builder out = {.arena = arena};
    text_add(&out, T(""));
    char block[4096];
    size_t length;
    while ((length = fread(block, 1, sizeof(block), file)) > 0)
        text_add(&out, (text){.ptr = block, .len = length});
    fclose(file);
    const text built = text_built(&out);
    return built.ptr ? built : T("");
}

__attribute__((unused)) static void file_put(const char *path, text content)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        fail_msg("%s: %s", path, strerror(errno));
    assert_int_equal(fwrite(content.ptr, 1, content.len, file), content.len);
    assert_int_equal(fclose(file), 0);
}

__attribute__((unused)) static bool writes_golden(void)
{
    const char *mode = getenv("HOLDFAST_GOLDEN");
    return mode && strcmp(mode, "write") == 0;
}

/* The errors of one source, as printed; empty when there are none. */
__attribute__((unused)) static text compile_text(text content, made_list *made)
{
    struct errors errors = {.arena = arena};
    struct source source;
    if (source_of(&errors, T("m/pages/a.html"), content, &source))
        pagegen_compile(arena, &errors, &source, 1, made);
    return errors.list.count > 0 ? errors_text(arena, &errors) : T("");
}

/* The sources of the tour: a frame in one module, pages in another. */
static const char *const tour_paths[] = {"frame/pages/layout.html", "tour/pages/forms.html",
                                         "tour/pages/places.html"};
#define TOUR_FILES (sizeof(tour_paths) / sizeof(tour_paths[0]))

__attribute__((unused)) static void compile_tour(made_list *made)
{
    struct errors errors = {.arena = arena};
    struct source sources[TOUR_FILES];
    for (size_t i = 0; i < TOUR_FILES; i++) {
        const char *path =
            text_cstr(arena, text_format(arena, HOME "golden/tour/%s", tour_paths[i]));
        assert_true(source_of(&errors, text_of(tour_paths[i]), file_text(path), &sources[i]));
    }
    pagegen_compile(arena, &errors, sources, TOUR_FILES, made);
    if (errors.list.count > 0)
        fail_msg("%.*s", TEXT_ARG(errors_text(arena, &errors)));
}

#endif
