/*
 * What pagegen writes: golden files byte for byte (HOLDFAST_GOLDEN=write writes them anew; look at
 * the difference before keeping it), and the rules that a golden file would not explain.
 */
#include "support.h"

static void golden_of_every_form_of_page_is_as_expected(void **state)
{
    (void)state;
    made_list made = {0};
    compile_tour(&made);
    assert_int_equal(made.count, 4);
    for (size_t i = 0; i < made.count; i++) {
        const char *path = text_cstr(
            arena, text_format(arena, HOME "golden/tour/expected/%.*s", TEXT_ARG(made.at[i].name)));
        if (writes_golden())
            file_put(path, made.at[i].content);
        if (!text_eq(file_text(path), made.at[i].content))
            fail_msg("%s differs from what pagegen writes now", path);
    }
}

static text made_c(const char *content)
{
    made_list made = {0};
    const text errors = compile_text(text_of(content), &made);
    if (errors.len > 0)
        fail_msg("%.*s", TEXT_ARG(errors));
    assert_int_equal(made.count, 2);
    return made.at[1].content;
}

static void assert_holds(text code, const char *words)
{
    if (text_find(code, text_of(words)) < 0)
        fail_msg("this is not in it: %s\n%.*s", words, TEXT_ARG(code));
}

static void assert_lacks(text code, const char *words)
{
    if (text_find(code, text_of(words)) >= 0)
        fail_msg("this is in it: %s\n%.*s", words, TEXT_ARG(code));
}

static void neighbouring_words_become_one_call(void **state)
{
    (void)state;
    const text code =
        made_c("{% page p() %}\n<p class=\"a\">b</p>{# c #}<!-- d --> <p>e</p>\n{% end %}\n");
    assert_holds(code, "html_static(out, \"<p class=\\\"a\\\">b</p> <p>e</p>\", 27);");
}

static void space_with_a_line_break_becomes_one_line_break(void **state)
{
    (void)state;
    const text code = made_c("{% page p() %}<p>a \n\n   b  c</p>\n\n<pre>d \n\n  e</pre>{% end %}");
    assert_holds(code, "<p>a\\n\"");
    assert_holds(code, "\"b  c</p>\\n\"");
    assert_holds(code, "\"<pre>d \\n\"");
}

static void lines_of_expressions_are_those_of_the_page(void **state)
{
    (void)state;
    const text code =
        made_c("{% page p(int a,\n         int b) %}\n<p>{{ a }}\n{{\n  b }}</p>\n{% end %}\n");
    assert_holds(
        code,
        "#line 1 \"m/pages/a.html\"\nvoid page_p(struct html *out, int a,\n         int b)\n");
    assert_holds(code, "#line 3 \"m/pages/a.html\"\n    html_put(out, (a));\n");
    assert_holds(code, "#line 5 \"m/pages/a.html\"\n    html_put(out, (b));\n");
}

/* After each expression, lines are again those of the file itself. */
static void lines_lead_back_to_the_made_file(void **state)
{
    (void)state;
    made_list made = {0};
    size_t seen = 0;
    compile_tour(&made);
    for (size_t i = 0; i < made.count; i++) {
        text rest = made.at[i].content;
        const text back = text_format(arena, "\"%.*s\"", TEXT_ARG(made.at[i].name));
        for (int line = 1; rest.ptr; line++) {
            const text words = text_cut(&rest, '\n');
            if (!text_starts(words, T("#line ")) || !text_ends(words, back))
                continue; /* not one that leads back */
            assert_true(text_starts(words, text_format(arena, "#line %d ", line + 1)));
            seen++;
        }
    }
    assert_true(seen > 60);
}

static void places_choose_the_escape(void **state)
{
    (void)state;
    const text code =
        made_c("{% page p(text a, int64_t n) %}<p title=\"{{ a }}\">{{ a }} {{ plain n }}"
               "<a href=\"{{ a }}\">b</a><a href=\"/{{ a }}?{{ query a }}\">c</a></p>{% end %}");
    assert_holds(code, "html_put_attr(out, (a));");
    assert_holds(code, "html_put(out, (a));");
    assert_holds(code, "html_put_number(out, (n));");
    assert_holds(code, "html_put_href(out, (a));");
    assert_holds(code, "html_put_url(out, (a));");
    assert_holds(code, "html_put_text(out, (a));");
}

static void a_quote_inside_an_expression_ends_no_attribute(void **state)
{
    (void)state;
    const text code =
        made_c("{% page p() %}<p title=\"{{ f(T(\"}} > '\"), '\"') }}\">a</p>{% end %}");
    assert_holds(code, "html_put_attr(out, (f(T(\"}} > '\"), '\"')));");
}

static void an_attribute_may_depend_on_a_condition(void **state)
{
    (void)state;
    const text code =
        made_c("{% page p(bool a) %}<p hidden?=\"a\" lang?=\"cy: a && a\">b</p>{% end %}");
    assert_holds(code, "    if (a) {\n");
    assert_holds(code, "html_static(out, \" hidden\", 7);");
    assert_holds(code, "    if (a && a) {\n");
    assert_holds(code, "html_static(out, \" lang=\\\"cy\\\"\", 10);");
}

static void constants_of_a_layout_are_known_in_both_halves(void **state)
{
    (void)state;
    const text code = made_c("{% layout l(int a) %}{% let b = a + 1 %}<p>{{ b }}</p>{% content "
                             "%}<p>{{ b }}</p>{% end %}");
    const ptrdiff_t close = text_find(code, T("layout_l_close"));
    assert_true(close > 0);
    const text half = text_slice(code, (size_t)close, code.len);
    assert_holds(half, "__extension__ const __auto_type b = (a + 1);");
    assert_holds(half, "html_put(out, (b));");
}

static void bounds_are_in_the_fields_own_unit(void **state)
{
    (void)state;
    const text code =
        made_c("{% page p(const struct form_values *form) %}<form method=\"post\" action=\"/\" "
               "contract=\"c\" values=\"form\">"
               "<field name=\"a\" label=\"A\" as=\"pence\" min=\"1.50\" max=\"2000\"/>"
               "<field name=\"b\" label=\"B\" as=\"day\" min=\"1970-01-02\"/>"
               "<field name=\"c\" label=\"C\" as=\"int\" min=\"-7\"/></form>{% end %}");
    assert_holds(code,
                 ".has_min = true, .min = INT64_C(150), .has_max = true, .max = INT64_C(200000)");
    assert_holds(code, ".has_min = true, .min = INT64_C(1)");
    assert_holds(code, ".has_min = true, .min = INT64_C(-7)");
}

static void what_a_contract_takes_is_not_written_out(void **state)
{
    (void)state;
    const text code = made_c("{% page p(const struct form_values *form) %}<form method=\"post\" "
                             "action=\"/\" contract=\"c\" values=\"form\" version=\"9\">"
                             "<label for=\"f-a\">A</label><input type=\"text\" id=\"f-a\" "
                             "name=\"a\" as=\"text\" maxlength=\"9\" required></form>{% end %}");
    assert_lacks(code, "contract=");
    assert_lacks(code, "maxlength=");
    assert_lacks(code, " as=");
    assert_lacks(code, "values=");
    assert_lacks(code, "version=\\\"9");
}

static void a_get_form_has_no_once_value(void **state)
{
    (void)state;
    const text code = made_c("{% page p(const struct form_values *form) %}<form method=\"get\" "
                             "action=\"/\" contract=\"c\" values=\"form\">"
                             "<field name=\"q\" label=\"Q\" as=\"text\" inline/></form>{% end %}");
    assert_lacks(code, "view_once");
    assert_lacks(code, "put_problems");
    assert_lacks(code, "you can skip this");
}

static void a_long_page_is_cut_into_strings_that_iso_c_promises(void **state)
{
    (void)state;
    struct text_builder page = {.arena = arena};
    text_add(&page, T("{% page p() %}<p>"));
    for (int i = 0; i < 4000; i++)
        text_add(&page, T("é"));
    text_add(&page, T("</p>{% end %}"));
    const text code = made_c(text_cstr(arena, text_built(&page)));
    assert_holds(code, "é\", 2999);\n    html_static(out, \"é"); /* not within a character */
    assert_holds(code, "</p>\", 2008);\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_of_every_form_of_page_is_as_expected),
        cmocka_unit_test(neighbouring_words_become_one_call),
        cmocka_unit_test(space_with_a_line_break_becomes_one_line_break),
        cmocka_unit_test(lines_of_expressions_are_those_of_the_page),
        cmocka_unit_test(lines_lead_back_to_the_made_file),
        cmocka_unit_test(places_choose_the_escape),
        cmocka_unit_test(a_quote_inside_an_expression_ends_no_attribute),
        cmocka_unit_test(an_attribute_may_depend_on_a_condition),
        cmocka_unit_test(constants_of_a_layout_are_known_in_both_halves),
        cmocka_unit_test(bounds_are_in_the_fields_own_unit),
        cmocka_unit_test(what_a_contract_takes_is_not_written_out),
        cmocka_unit_test(a_get_form_has_no_once_value),
        cmocka_unit_test(a_long_page_is_cut_into_strings_that_iso_c_promises),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
