/*
 * What pagegen writes is C that compiles without a warning, and whose pages are right: the tour is
 * compiled and run with hostile words in every place, and its HTML compared with golden/tour/html
 * (HOLDFAST_GOLDEN=write writes that anew). run/ holds the program that draws it.
 */
#include "support.h"
#include <sys/wait.h>
#include <unistd.h>

#define FLAGS                                                                                      \
    "-std=c17 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes "   \
    "-Wmissing-prototypes -Wswitch-enum -Wvla -Wformat=2 -Wwrite-strings -Wcast-qual "             \
    "-Wcast-align -Wundef -Werror -Isrc -I" HOME "run "
#define ENGINE                                                                                     \
    "src/engine/web/html.c src/engine/web/form.c src/engine/web/form_field.c "                     \
    "src/engine/web/form_pairs.c src/engine/web/multipart.c src/engine/web/urlcode.c "             \
    "src/engine/base/*.c "
#define CANARY "&lt;script&gt;alert(&quot;&#39;&amp;&quot;)&lt;/script&gt;"

static const char *folder; /* where the made files are, for this run */

static text output_of(const char *command, int *code)
{
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    struct text_builder out = {.arena = arena};
    text_add(&out, T(""));
    char block[4096];
    size_t length;
    while ((length = fread(block, 1, sizeof(block), pipe)) > 0)
        text_add(&out, (text){.ptr = block, .len = length});
    const int status = pclose(pipe);
    *code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return text_built(&out);
}

static const char *in_folder(const char *format)
{
    return text_cstr(arena, text_format(arena, "%s/%s", folder, format));
}

static bool has_compiler(const char *compiler)
{
    int code;
    output_of(text_cstr(arena, text_format(arena, "%s --version 2>/dev/null", compiler)), &code);
    return code == 0;
}

static int make_folder(void **state)
{
    static char name[] = "/tmp/pagegen-XXXXXX";
    made_list made = {0};
    setup(state);
    folder = mkdtemp(name);
    assert_non_null(folder);
    compile_tour(&made);
    for (size_t i = 0; i < made.count; i++)
        file_put(in_folder(text_cstr(arena, made.at[i].name)), made.at[i].content);
    return 0;
}

static int drop_folder(void **state)
{
    static const char *const names[] = {"frame_pages.h", "frame_pages.c", "tour_pages.h",
                                        "tour_pages.c", "driver"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        unlink(in_folder(names[i]));
    rmdir(folder);
    return teardown(state);
}

static void expect_success(const char *command)
{
    int code;
    const text said = output_of(command, &code);
    if (code != 0)
        fail_msg("%s\n%.*s", command, TEXT_ARG(said));
}

static void made_code_compiles_without_a_warning(void **state)
{
    (void)state;
    static const char *const compilers[] = {"gcc", "clang"};
    static const char *const levels[] = {"-O0", "-O2"};
    for (size_t i = 0; i < 4; i++)
        if (has_compiler(compilers[i / 2]))
            expect_success(text_cstr(
                arena,
                text_format(
                    arena,
                    "for f in %s/*.c; do %s %s %s -I%s -c $f -o /dev/null 2>&1 || exit 1; done",
                    folder, compilers[i / 2], FLAGS, levels[i % 2], folder)));
        else
            print_message("SKIP: no %s\n", compilers[i / 2]);
}

static void each_header_compiles_alone(void **state)
{
    (void)state;
    if (!has_compiler("gcc"))
        skip();
    expect_success(text_cstr(
        arena,
        text_format(arena,
                    "for f in %s/*.h; do gcc %s -I%s -fsyntax-only -x c $f 2>&1 || exit 1; done",
                    folder, FLAGS, folder)));
}

/* Nothing that came from outside may end a text, a value or a URL. */
static void check_hostile(text html)
{
    assert_true(text_find(html, T("<script>")) < 0);
    assert_true(text_find(html, T("\"'&")) < 0);
    assert_true(text_find(html, T("alert(\"")) < 0);
    assert_true(text_find(html, T(CANARY)) > 0);
}

static void pages_hold_hostile_words_as_words(void **state)
{
    (void)state;
    static const char *const pages[] = {"places", "empty", "fresh", "refused"};
    if (!has_compiler("gcc"))
        skip();
    expect_success(
        text_cstr(arena, text_format(arena,
                                     "gcc %s -g -fsanitize=address,undefined -I%s " HOME
                                     "run/driver.c %s/*.c " ENGINE "-o %s -lutf8proc 2>&1",
                                     FLAGS, folder, folder, in_folder("driver"))));
    for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
        int code;
        const text html = output_of(
            text_cstr(arena, text_format(arena, "%s %s 2>&1", in_folder("driver"), pages[i])),
            &code);
        if (code != 0)
            fail_msg("%.*s", TEXT_ARG(html));
        check_hostile(html);
        const char *path =
            text_cstr(arena, text_format(arena, HOME "golden/tour/html/%s.html", pages[i]));
        if (writes_golden())
            file_put(path, html);
        if (!text_eq(file_text(path), html))
            fail_msg("%s differs from what the page is now:\n%.*s", path, TEXT_ARG(html));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(made_code_compiles_without_a_warning),
        cmocka_unit_test(each_header_compiles_alone),
        cmocka_unit_test(pages_hold_hostile_words_as_words),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
