/*
 * querygen, as a whole: what it writes (golden folders), what it refuses (one file an error), and
 * that what it writes is C. HOLDFAST_GOLDEN=write writes the golden files anew; look at the
 * difference before keeping it.
 */
#include "querygen.h"
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#define HOME "tests/tools/querygen/"
#define MAX_FILES 200

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

static text file_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s: %s", path, strerror(errno));
    struct text_builder out = {.arena = arena};
    char block[4096];
    size_t length;
    while ((length = fread(block, 1, sizeof(block), file)) > 0)
        text_add(&out, (text){.ptr = block, .len = length});
    fclose(file);
    const text built = text_built(&out);
    return built.ptr ? built : T("");
}

static void file_put(const char *path, text content)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        fail_msg("%s: %s", path, strerror(errno));
    assert_int_equal(fwrite(content.ptr, 1, content.len, file), content.len);
    assert_int_equal(fclose(file), 0);
}

static const char *path_of(const char *folder, const char *name)
{
    return text_cstr(arena, text_format(arena, "%s/%s", folder, name));
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in a folder, sorted. */
static size_t folder_names(const char *folder, const char **names)
{
    DIR *dir = opendir(folder);
    if (!dir)
        fail_msg("%s: %s", folder, strerror(errno));
    size_t count = 0;
    for (const struct dirent *entry; (entry = readdir(dir)) && count < MAX_FILES;)
        if (entry->d_name[0] != '.')
            names[count++] = text_cstr(arena, text_of(entry->d_name));
    closedir(dir);
    qsort(names, count, sizeof(names[0]), by_name);
    return count;
}

struct case_files {
    struct source source[MAX_FILES];
    size_t count;
};

static void add_source(struct case_files *files, struct errors *errors, const char *path,
                       text content)
{
    assert_true(files->count < MAX_FILES);
    assert_true(source_of(errors, text_of(path), content, &files->source[files->count]));
    files->count++;
}

/* All .sql below root/below; their paths are what stands below root. */
static void add_tree(struct case_files *files, struct errors *errors, const char *root,
                     const char *below)
{
    const char *names[MAX_FILES];
    const char *folder = path_of(root, below);
    const size_t count = folder_names(folder, names);
    for (size_t i = 0; i < count; i++) {
        const char *inner = below[0] ? path_of(below, names[i]) : names[i];
        struct stat status;
        assert_int_equal(stat(path_of(root, inner), &status), 0);
        if (S_ISDIR(status.st_mode) && strcmp(names[i], "expected") != 0)
            add_tree(files, errors, root, inner);
        else if (text_ends(text_of(inner), T(".sql")))
            add_source(files, errors, inner, file_text(path_of(root, inner)));
    }
}

static void compile_tree(const char *root, made_list *made)
{
    struct errors errors = {.arena = arena};
    struct case_files *files = arena_make(arena, struct case_files);
    add_tree(files, &errors, root, "");
    querygen_compile(arena, &errors, files->source, files->count, made);
    if (errors.list.count > 0)
        fail_msg("%.*s", TEXT_ARG(errors_text(arena, &errors)));
}

/* ---- What it writes ---- */

static void check_golden(const char *name)
{
    const char *root = path_of(HOME "golden", name), *expected = path_of(root, "expected");
    const char *mode = getenv("HOLDFAST_GOLDEN");
    made_list made = {0};
    compile_tree(root, &made);
    if (mode && strcmp(mode, "write") == 0) {
        mkdir(expected, 0777);
        for (size_t i = 0; i < made.count; i++)
            file_put(path_of(expected, text_cstr(arena, made.at[i].name)), made.at[i].content);
    }
    const char *names[MAX_FILES];
    assert_int_equal(folder_names(expected, names), made.count);
    for (size_t i = 0; i < made.count; i++) {
        const char *path = path_of(expected, text_cstr(arena, made.at[i].name));
        if (!text_eq(file_text(path), made.at[i].content))
            fail_msg("%s differs from what querygen writes now", path);
    }
}

static void golden_of_every_form_is_as_expected(void **state)
{
    (void)state;
    check_golden("shop");
}

static void golden_of_an_empty_tree_is_as_expected(void **state)
{
    (void)state;
    check_golden("empty");
}

static void check_compiles(const char *name, const char *compiler)
{
    const char *expected = path_of(path_of(HOME "golden", name), "expected");
    const char *command = text_cstr(
        arena,
        text_format(
            arena,
            "for c in %s/*.c; do %s -std=c17 -D_GNU_SOURCE -fsyntax-only -Wall -Wextra -Wpedantic "
            "-Wshadow "
            "-Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wswitch-enum -Wvla -Wformat=2 "
            "-Wwrite-strings -Wcast-qual -Wcast-align -Wundef -Werror -Isrc -I%s $c || exit 1; "
            "done",
            expected, compiler, expected));
    assert_int_equal(system(command), 0);
}

static void what_it_writes_compiles_without_a_warning(void **state)
{
    (void)state;
    size_t compilers = 0;
    static const char *const names[] = {"gcc", "clang"};
    for (size_t i = 0; i < 2; i++) {
        const char *there =
            text_cstr(arena, text_format(arena, "command -v %s >/dev/null", names[i]));
        if (system(there) != 0)
            continue;
        compilers++;
        check_compiles("shop", names[i]);
        check_compiles("empty", names[i]);
    }
    assert_true(compilers > 0);
}

static void the_order_of_sources_does_not_matter(void **state)
{
    (void)state;
    struct errors errors = {.arena = arena};
    struct case_files *files = arena_make(arena, struct case_files);
    made_list forward = {0}, turned = {0};
    add_tree(files, &errors, HOME "golden/shop", "");
    querygen_compile(arena, &errors, files->source, files->count, &forward);
    struct case_files *other = arena_make(arena, struct case_files);
    for (size_t i = 0; i < files->count; i++) /* statements first: modules keep their order */
        if (files->source[i].number == 0)
            other->source[other->count++] = files->source[i];
    for (size_t i = files->count; i > 0; i--) /* then migrations, the newest first */
        if (files->source[i - 1].number > 0)
            other->source[other->count++] = files->source[i - 1];
    querygen_compile(arena, &errors, other->source, other->count, &turned);
    assert_int_equal(errors.list.count, 0);
    assert_int_equal(forward.count, turned.count);
    for (size_t i = 0; i < forward.count; i++)
        assert_true(text_eq(forward.at[i].content, turned.at[i].content));
}

/* ---- What it refuses ---- */

/* Each file's first line is "-- expect: line:column: error: words". */
static void each_error_names_its_place(void **state)
{
    (void)state;
    const char *names[MAX_FILES];
    const size_t count = folder_names(HOME "errors", names);
    const text common = file_text(HOME "errors/common_schema.sql");
    size_t checked = 0, wrong = 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], "common_schema.sql") == 0)
            continue;
        const text content = file_text(path_of(HOME "errors", names[i]));
        text rest = content;
        const text first = text_cut(&rest, '\n');
        assert_true(text_starts(first, T("-- expect: ")));
        const bool schema = text_starts(text_of(names[i]), T("schema_"));
        struct errors errors = {.arena = arena};
        struct case_files *files = arena_make(arena, struct case_files);
        made_list made = {0};
        if (!schema)
            add_source(files, &errors, "m/schema/0001_common.sql", common);
        add_source(files, &errors, schema ? "m/schema/0001_m.sql" : "m/queries.sql", content);
        querygen_compile(arena, &errors, files->source, files->count, &made);
        const text words = errors_text(arena, &errors);
        const text wanted =
            text_format(arena, "%s:%.*s", schema ? "m/schema/0001_m.sql" : "m/queries.sql",
                        TEXT_ARG(text_slice(first, 11, first.len)));
        if (text_find(words, wanted) < 0 || made.count != 0) {
            print_error("%s: expected %.*s\nfound %.*s\n", names[i], TEXT_ARG(wanted),
                        TEXT_ARG(words));
            wrong++;
        }
        checked++;
    }
    assert_int_equal(wrong, 0);
    assert_true(checked >= 30);
}

static void the_schema_of_the_error_suite_is_fine_itself(void **state)
{
    (void)state;
    struct errors errors = {.arena = arena};
    struct case_files *files = arena_make(arena, struct case_files);
    made_list made = {0};
    add_source(files, &errors, "m/schema/0001_common.sql",
               file_text(HOME "errors/common_schema.sql"));
    querygen_compile(arena, &errors, files->source, files->count, &made);
    assert_int_equal(errors.list.count, 0);
}

static void a_number_used_twice_is_refused(void **state)
{
    (void)state;
    struct errors errors = {.arena = arena};
    struct case_files *files = arena_make(arena, struct case_files);
    made_list made = {0};
    add_source(files, &errors, "a/schema/0001_a.sql", T("-- A.\n"));
    add_source(files, &errors, "b/schema/0001_b.sql", T("-- B.\n"));
    querygen_compile(arena, &errors, files->source, files->count, &made);
    assert_true(
        text_find(
            errors_text(arena, &errors),
            T("b/schema/0001_b.sql:1:1: error: this number is taken by a/schema/0001_a.sql")) >= 0);
}

static void a_file_of_another_name_is_refused(void **state)
{
    (void)state;
    static const char *const paths[] = {"queries.sql", "a/schema/1_a.sql", "a/schema/0000_a.sql",
                                        "a/notes.sql", "A b/queries.sql"};
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        struct errors errors = {.arena = arena};
        struct source source;
        assert_false(source_of(&errors, text_of(paths[i]), T("-- A.\n"), &source));
        assert_int_equal(errors.list.count, 1);
    }
}

static void bytes_that_are_not_utf8_are_refused(void **state)
{
    (void)state;
    struct errors errors = {.arena = arena};
    struct source source;
    assert_false(source_of(&errors, T("a/queries.sql"), T("-- \xff\n"), &source));
    assert_false(source_of(&errors, T("b/queries.sql"), T("-- a\0b\n"), &source));
    assert_int_equal(errors.list.count, 2);
}

/* ---- Parts ---- */

static void the_checksum_is_blake2b_128(void **state)
{
    (void)state;
    assert_true(text_eq(checksum_hex(arena, T("")), T("cae66941d9efbd404e4d88758ea67670")));
    assert_true(text_eq(checksum_hex(arena, T("abc")), T("cf4ab791c62b8d2b2109c90275287816")));
    struct text_builder long_text = {.arena = arena};
    for (int i = 0; i < 256; i++) /* two whole blocks: the last is not compressed twice */
        text_add_char(&long_text, 'a');
    assert_true(text_eq(checksum_hex(arena, text_built(&long_text)),
                        T("2dbe331c95d600bb74dcd669f0618bd7")));
}

static void the_command_line_says_how_to_use_it(void **state)
{
    (void)state;
    const char *build = getenv("HOLDFAST_BUILD");
    if (!build)
        skip();
    const char *tool = path_of(build, "querygen");
    if (access(tool, X_OK) != 0)
        skip();
    const char *command = text_cstr(arena, text_format(arena, "%s 2>/dev/null", tool));
    assert_int_equal(WEXITSTATUS(system(command)), 2);
    command = text_cstr(
        arena, text_format(arena, "%s --out /nowhere nothing/queries.sql 2>/dev/null", tool));
    assert_int_equal(WEXITSTATUS(system(command)), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(golden_of_every_form_is_as_expected, setup, teardown),
        cmocka_unit_test_setup_teardown(golden_of_an_empty_tree_is_as_expected, setup, teardown),
        cmocka_unit_test_setup_teardown(what_it_writes_compiles_without_a_warning, setup, teardown),
        cmocka_unit_test_setup_teardown(the_order_of_sources_does_not_matter, setup, teardown),
        cmocka_unit_test_setup_teardown(each_error_names_its_place, setup, teardown),
        cmocka_unit_test_setup_teardown(the_schema_of_the_error_suite_is_fine_itself, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_number_used_twice_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_of_another_name_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(bytes_that_are_not_utf8_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(the_checksum_is_blake2b_128, setup, teardown),
        cmocka_unit_test_setup_teardown(the_command_line_says_how_to_use_it, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
