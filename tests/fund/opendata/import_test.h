/* A fresh database of its own, files to import into it, and what came of it. */
#ifndef TESTS_IMPORT_TEST_H
#define TESTS_IMPORT_TEST_H

#include "fund/opendata/import.h"
#include "tests/support/database.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct import_test {
    struct arena *arena;
    struct database *database;
    struct test_database place;
    int files;
};

static inline struct import_test *import_test_start(void)
{
    struct arena *arena = arena_new((size_t)512 << 20);
    struct import_test *test = arena_make(arena, struct import_test);
    test->arena = arena;
    test_database_new(&test->place);
    test->database = test_database_open(arena, &test->place, DB_SERVE, true).database;
    ensure(test->database);
    return test;
}

static inline void import_test_end(struct import_test *test)
{
    db_close(test->database);
    test_database_gone(&test->place);
    arena_free(test->arena);
}

/* Imports a file as it lies. */
static inline struct import_report import_path(struct import_test *test, const char *path,
                                               const char *funder)
{
    const struct import_options options = {.funder = text_of(funder), .publish = true};
    struct import_report report;
    ensure(import_360giving(test->arena, test->database, path, &options, &report) == report.ok);
    return report;
}

/* Writes content to a file, imports it and removes it. */
static inline struct import_report import_bytes(struct import_test *test, bytes content,
                                                const char *funder, bool publish)
{
    const char *path = text_cstr(
        test->arena, text_format(test->arena, "%s/file%d", test->place.folder, test->files++));
    FILE *file = fopen(path, "wb");
    ensure(file && fwrite(content.ptr, 1, content.len, file) == content.len && fclose(file) == 0);
    const struct import_options options = {.funder = text_of(funder), .publish = publish};
    struct import_report report;
    ensure(import_360giving(test->arena, test->database, path, &options, &report) == report.ok);
    (void)remove(path);
    return report;
}

static inline struct import_report import_text(struct import_test *test, const char *content,
                                               const char *funder)
{
    return import_bytes(
        test, (bytes){.ptr = (const unsigned char *)content, .len = strlen(content)}, funder, true);
}

/* Whether a problem of that kind begins with where and holds words. */
static inline bool report_says(struct arena *arena, const struct import_report *report, bool error,
                               const char *where, const char *words)
{
    for (size_t i = 0; i < report->problems.count; i++) {
        const text said = import_problem_text(arena, &report->problems.row[i]);
        if (report->problems.row[i].error == error && text_starts(said, text_of(where)) &&
            text_find(said, text_of(words)) >= 0)
            return true;
    }
    return false;
}

static inline void report_print(struct arena *arena, const struct import_report *report)
{
    for (size_t i = 0; i < report->problems.count && i < 40; i++) {
        const text said = import_problem_text(arena, &report->problems.row[i]);
        printf("        %s: %.*s\n", report->problems.row[i].error ? "error" : "warning",
               TEXT_ARG(said));
    }
}

/* The folder of reference data, or NULL: skip. */
static inline const char *data_file(struct arena *arena, const char *name)
{
    const char *folder = getenv("HOLDFAST_DATA");
    const text path =
        text_format(arena, "%s/360giving/%s", folder ? folder : "../shared/data", name);
    return access(text_cstr(arena, path), R_OK) == 0 ? text_cstr(arena, path) : NULL;
}

#endif
