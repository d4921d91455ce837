/* JSON as RFC 8259 says it is, and nothing else. jansson is the second opinion. */
#include "engine/files/json_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)256 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* The tokens as one line: { k:name s:text n:1 t f 0 [ ] } and at the end . or ! with the sentence.
 */
static text tokens_of(text content)
{
    struct source source =
        source_of_bytes((bytes){.ptr = (const unsigned char *)content.ptr, .len = content.len});
    struct json_reader *reader = json_open(arena, &source);
    struct text_builder out = {.arena = arena};
    static const char *const marks[] = {
        "{", "}", "[", "]", "k:", "s:", "n:", "t", "f", "0", ".", "!"};
    for (;;) {
        const struct json_token t = json_next(reader);
        text_add(&out, text_of(marks[t.kind]));
        if (t.kind == TOKEN_KEY || t.kind == TOKEN_STRING || t.kind == TOKEN_NUMBER ||
            t.kind == TOKEN_BAD)
            text_add(&out, t.text);
        if (t.kind == TOKEN_END || t.kind == TOKEN_BAD)
            return text_built(&out);
        text_add_char(&out, ' ');
    }
}

static void assert_tokens(const char *content, const char *expected)
{
    assert_string_equal(text_cstr(arena, tokens_of(text_of(content))), expected);
}

static void values_are_read(void **state)
{
    (void)state;
    assert_tokens("{\"a\":[1,-2.5e+3,true,false,null,{}],\"b\":\"\"}",
                  "{ k:a [ n:1 n:-2.5e+3 t f 0 { } ] k:b s: } .");
    assert_tokens("\xEF\xBB\xBF [ ] ", "[ ] .");
    assert_tokens("\"\\u00e9\\ud83d\\ude00\\n\\\"\"", "s:\u00e9\U0001F600\n\" .");
    assert_tokens("\"\\ud83d\\n\\udead\"", "s:\ufffd\n\ufffd .");
    assert_tokens("\"\\ud83dx\"", "s:\ufffdx .");
}

static void places_of_mistakes_are_told(void **state)
{
    (void)state;
    assert_tokens("{\n \"a\": 1,,\n}", "{ k:a n:1 !The JSON is broken at line 2, character 9: a "
                                       "name in double quotes was expected.");
}

/* What jansson accepts we accept, and the other way round; but for duplicate names and NULs, which
 * neither of these has. */
static void jansson_agrees_on_what_is_json(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "[]",
        "{}",
        "[1]",
        "[01]",
        "[-]",
        "[1.]",
        "[.5]",
        "[1e]",
        "[1e5]",
        "[1E-5]",
        "[+1]",
        "[tru]",
        "[true]",
        "[nul]",
        "[1,]",
        "[,1]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "[\"\\x\"]",
        "[\"\\u12\"]",
        "[\"\t\"]",
        "[\"",
        "[",
        "{",
        "]",
        "[}",
        "{]",
        "[1 2]",
        "[1]x",
        "[1][2]",
        "",
        " ",
        "[\"\xff\"]",
        "[\"\xc3\xa9\"]",
        "[\"\xc3\"]",
        "[\"\xed\xa0\x80\"]",
        "[0]",
        "[-0]",
        "[0.0]",
        "[1.5.5]",
        "[\"\\/\"]",
        "[NaN]",
        "[Infinity]",
        "[1e400]",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_error_t error;
        json_t *json = json_loads(texts[i], 0, &error);
        const text ours = tokens_of(text_of(texts[i]));
        const bool accepted = text_ends(ours, T(".")) && text_find(ours, T("!")) < 0;
        /* A number too large for a double is still a number to us. */
        if (strcmp(texts[i], "[1e400]") != 0 && accepted != (json != NULL))
            fail_msg("%s: jansson %s, we say %s", texts[i], json ? "accepts" : "refuses",
                     text_cstr(arena, ours));
        json_decref(json);
    }
}

static void assert_refused(text content, const char *words)
{
    const text said = tokens_of(content);
    if (text_find(said, text_of(words)) < 0)
        fail_msg("'%s' is not in the refusal", words);
}

static void too_deep_is_refused(void **state)
{
    (void)state;
    char *deep = arena_alloc(arena, 1000001);
    memset(deep, '[', 1000000);
    assert_refused(text_of(deep), "over 32 levels");
}

static void too_long_is_refused(void **state)
{
    (void)state;
    char *longest = arena_alloc(arena, JSON_STRING_MAX + 100);
    memset(longest, 'x', JSON_STRING_MAX + 10);
    longest[0] = '"';
    assert_refused(text_of(longest), "longer than 1 MB");
    char *number = arena_alloc(arena, 1002);
    memset(number, '9', 1001);
    assert_refused(text_of(number), "over 100 digits");
}

static void a_nul_is_refused(void **state)
{
    (void)state;
    assert_refused(T("[\"a\\u0000b\"]"), "NUL");
    assert_refused((text){.ptr = "[\"a\0b\"]", .len = 7}, "control character");
    assert_refused((text){.ptr = "[\0]", .len = 3}, "a value was expected");
}

static void skipping_passes_one_value(void **state)
{
    (void)state;
    const text content = T("{\"a\":{\"b\":[1,[2]]},\"c\":3}");
    struct source source =
        source_of_bytes((bytes){.ptr = (const unsigned char *)content.ptr, .len = content.len});
    struct json_reader *reader = json_open(arena, &source);
    struct json_token bad;
    assert_int_equal(json_next(reader).kind, TOKEN_OBJECT);
    assert_int_equal(json_next(reader).kind, TOKEN_KEY);
    assert_true(json_skip(reader, json_next(reader), &bad));
    const struct json_token next = json_next(reader);
    assert_int_equal(next.kind, TOKEN_KEY);
    assert_string_equal(text_cstr(arena, next.text), "c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(places_of_mistakes_are_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(jansson_agrees_on_what_is_json, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_deep_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_long_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_nul_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(skipping_passes_one_value, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
