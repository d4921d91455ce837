/*
 * The run time of pages: what each kind of value becomes in text, in an attribute and in a URL.
 */
#include "engine/web/html.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static struct arena *arena;
static struct html out;

static int setup(void **state)
{
    (void)state;
    arena = arena_new((size_t)1 << 26);
    html_start(&out, arena, NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* What was written since the last look. */
static void expect(const char *words)
{
    const text got = html_text(&out);
    if (!text_eq(got, text_of(words)))
        fail_msg("wanted %s, got %.*s", words, TEXT_ARG(got));
    out.len = 0;
}

static void text_is_escaped_for_text_and_quoted_attributes(void **state)
{
    (void)state;
    html_put(&out, T("<script>alert(\"'&\")</script>"));
    expect("&lt;script&gt;alert(&quot;&#39;&amp;&quot;)&lt;/script&gt;");
    html_put_attr(&out, T("\" onload='f()'"));
    expect("&quot; onload=&#39;f()&#39;");
    html_put(&out, T("nothing to do"));
    expect("nothing to do");
    html_put(&out, T("&"));
    expect("&amp;");
    html_put(&out, T("é & “ł”"));
    expect("é &amp; “ł”");
    html_put(&out, T(""));
    html_put(&out, TEXT_ABSENT);
    expect("");
}

static void control_characters_are_dropped_but_for_tab_and_line_feed(void **state)
{
    (void)state;
    char all[33], kept[] = "\t\n ";
    for (int i = 0; i < 32; i++)
        all[i] = (char)i;
    all[32] = ' ';
    html_put(&out, ((text){.ptr = all, .len = sizeof(all)}));
    expect(kept);
    html_put(&out, T("a\x7f\rb"));
    expect("ab");
}

static void every_byte_alone_and_among_others_is_as_a_simple_loop_says(void **state)
{
    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        const char c = (char)byte;
        const char around[] = {'x', c, c, 'y', c};
        struct text_builder wanted = {.arena = arena};
        for (size_t i = 0; i < sizeof(around); i++) {
            const char a = around[i];
            if (a == '&')
                text_add(&wanted, T("&amp;"));
            else if (a == '<')
                text_add(&wanted, T("&lt;"));
            else if (a == '>')
                text_add(&wanted, T("&gt;"));
            else if (a == '"')
                text_add(&wanted, T("&quot;"));
            else if (a == '\'')
                text_add(&wanted, T("&#39;"));
            else if ((byte >= 32 && byte != 127) || a == 'x' || a == 'y' || a == '\t' || a == '\n')
                text_add_char(&wanted, a);
        }
        html_put(&out, ((text){.ptr = around, .len = sizeof(around)}));
        assert_true(text_eq(html_text(&out), text_built(&wanted)));
        out.len = 0;
    }
}

static void numbers_have_commas_in_text_and_none_in_attributes(void **state)
{
    (void)state;
    static const struct {
        int64_t n;
        const char *text, *attribute;
    } cases[] = {{0, "0", "0"},
                 {999, "999", "999"},
                 {1000, "1,000", "1000"},
                 {-1000, "-1,000", "-1000"},
                 {-999, "-999", "-999"},
                 {9860, "9,860", "9860"},
                 {123456789, "123,456,789", "123456789"},
                 {INT64_MAX, "9,223,372,036,854,775,807", "9223372036854775807"},
                 {INT64_MIN, "-9,223,372,036,854,775,808", "-9223372036854775808"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        html_put(&out, cases[i].n);
        expect(cases[i].text);
        html_put_attr(&out, cases[i].n);
        expect(cases[i].attribute);
        html_put_number(&out, cases[i].n);
        expect(cases[i].attribute);
        html_put_url(&out, cases[i].n);
        expect(cases[i].attribute);
    }
    html_put(&out, (size_t)SIZE_MAX);
    expect("18,446,744,073,709,551,615");
    html_put_attr(&out, (size_t)1000);
    expect("1000");
    html_put(&out, 1000);
    expect("1,000");
    html_put_number(&out, 1000);
    expect("1000");
}

static void values_are_for_people_in_text_and_for_programs_in_attributes(void **state)
{
    (void)state;
    day d;
    assert_true(day_of(2024, 10, 18, &d));
    html_put(&out, d);
    expect("18 October 2024");
    html_put_attr(&out, d);
    expect("2024-10-18");
    html_put_url(&out, d);
    expect("2024-10-18");
    html_put(&out, pence_of(2000050));
    expect("£20,000.50");
    html_put_attr(&out, pence_of(2000000));
    expect("20000.00");
    html_put(&out, instant_of(1729256700));
    expect("18 October 2024, 14:05");
    html_put_attr(&out, instant_of(1729256700));
    expect("2024-10-18T13:05:00Z");
    html_put(&out, percent_of(1, 4));
    expect(text_cstr(arena, percent_text(arena, percent_of(1, 4))));
}

static void a_part_of_a_url_cannot_leave_its_part(void **state)
{
    (void)state;
    html_put_url(&out, T("a/b?c=d&e#f\"'<> %\\é"));
    expect("a%2Fb%3Fc%3Dd%26e%23f%22%27%3C%3E%20%25%5C%C3%A9");
    html_put_url(&out, T("Az09-._~@"));
    expect("Az09-._~@");
    html_put_url(&out, ((text){.ptr = "\0\n", .len = 2}));
    expect("%00%0A");
}

static void a_whole_url_is_of_this_site_or_of_a_scheme_that_cannot_run(void **state)
{
    (void)state;
    static const char *const fine[] = {"/",
                                       "/grants/1",
                                       "/a?b=c#d",
                                       "http://a.example/",
                                       "https://a.example",
                                       "HTTPS://a.example",
                                       "mailto:a@b.example",
                                       "tel:+441234"};
    static const char *const bad[] = {"",
                                      "//a.example",
                                      "/\\a.example",
                                      "/\t/a.example",
                                      "\\/a",
                                      "javascript:alert(1)",
                                      "JaVaScRiPt:alert(1)",
                                      " javascript:alert(1)",
                                      "java\nscript:alert(1)",
                                      "data:text/html,a",
                                      "vbscript:a",
                                      "grants/1",
                                      "#a",
                                      "?a",
                                      "http:/a",
                                      "https:a",
                                      "http://a b",
                                      "http://a\x01"};
    for (size_t i = 0; i < sizeof(fine) / sizeof(fine[0]); i++) {
        html_put_href(&out, text_of(fine[i]));
        expect(fine[i]);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        html_put_href(&out, text_of(bad[i]));
        expect("#");
    }
    html_put_href(&out, T("/a?b=1&c=\"'"));
    expect("/a?b=1&amp;c=&quot;&#39;");
    html_put_href(&out, TEXT_ABSENT);
    expect("#");
}

static void the_buffer_grows_past_its_first_size(void **state)
{
    (void)state;
    char *block = arena_array(arena, char, 100000);
    memset(block, '<', 100000);
    for (int i = 0; i < 10; i++) {
        html_static(&out, block, 99999);
        html_put(&out, ((text){.ptr = block, .len = 1}));
    }
    assert_int_equal(html_text(&out).len, 10 * (99999 + 4));
    assert_int_equal(out.ptr[99998], '<');
    assert_memory_equal(out.ptr + 99999, "&lt;<", 5);
    out.len = 0;
}

static void an_empty_page_has_a_text(void **state)
{
    (void)state;
    struct html fresh;
    html_start(&fresh, arena, NULL);
    assert_non_null(html_text(&fresh).ptr);
    assert_int_equal(html_text(&fresh).len, 0);
}

static void put_too_much(void *arg)
{
    struct html *page = arg;
    html_static(page, "a", SIZE_MAX / 2);
}

static void a_page_beyond_reason_fails_and_does_not_wrap(void **state)
{
    (void)state;
    struct html page;
    struct failure failure;
    html_start(&page, arena, NULL);
    assert_false(fail_try(put_too_much, &page, &failure));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_escaped_for_text_and_quoted_attributes),
        cmocka_unit_test(control_characters_are_dropped_but_for_tab_and_line_feed),
        cmocka_unit_test(every_byte_alone_and_among_others_is_as_a_simple_loop_says),
        cmocka_unit_test(numbers_have_commas_in_text_and_none_in_attributes),
        cmocka_unit_test(values_are_for_people_in_text_and_for_programs_in_attributes),
        cmocka_unit_test(a_part_of_a_url_cannot_leave_its_part),
        cmocka_unit_test(a_whole_url_is_of_this_site_or_of_a_scheme_that_cannot_run),
        cmocka_unit_test(the_buffer_grows_past_its_first_size),
        cmocka_unit_test(an_empty_page_has_a_text),
        cmocka_unit_test(a_page_beyond_reason_fails_and_does_not_wrap),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
