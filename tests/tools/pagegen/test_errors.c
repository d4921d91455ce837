/*
 * What pagegen refuses, each with its line and column; and that a page beside it which is right is
 * not refused.
 */
#include "support.h"

/* On the second line, in a page. */
#define PAGE(html)                                                                                 \
    "{% page p(text a, int n, struct options o, const struct form_values *form) %}\n" html         \
    "\n{% end %}\n"
#define FORM(html)                                                                                 \
    PAGE("<form method=\"post\" action=\"/\" contract=\"c\" values=\"form\">\n" html "</form>")

static const struct refusal {
    const char *source, *expected; /* line:column: error */
} refusals[] = {
    /* Syntax */
    {"words\n", "1:1: this stands outside of all blocks"},
    {"{% page p() %}<p>a</p>", "1:1: {% page %} is not closed"},
    {"{% page P() %}{% end %}", "1:9: a page without a name and parameters"},
    {"{% page p() in %}{% end %}", "1:15: a page in no layout"},
    {"{% page p() in no(1) %}{% end %}", "1:1: no layout is called no"},
    {"{% page p(a) %}{% end %}", "1:11: this is no parameter"},
    {"{% page p(int out) %}{% end %}", "1:11: 'out' is no name for a parameter"},
    {"{% use <stdio.h> %}", "1:1: use of no header"},
    {"{% let a = 1 %}", "1:1: 'let' cannot stand outside of a block"},
    {PAGE("a") PAGE("b"), "4:1: p stands at m/pages/a.html:1 too"},
    {"{# never", "1:1: a comment does not end"},
    {PAGE("<!-- never"), "2:1: a comment does not end"},
    {PAGE("{% if n %}a"), "1:1: {% page %} is not closed"},
    {"{% page p() %}{% if view %}a", "1:15: {% if %} is not closed"},
    {PAGE("{% else %}"), "2:1: else without if"},
    {PAGE("{% if n %}{% else %}{% elif n %}{% end %}"), "2:29: elif after else"},
    {PAGE("{% if %}{% end %}"), "2:6: an empty expression"},
    {PAGE("{% for x of o %}{% end %}"), "2:10: a loop without in"},
    {PAGE("{% for 1 in o %}{% end %}"), "2:8: a loop without the name of a row"},
    {PAGE("{% for view in o %}{% end %}"), "2:1: 'view' is no name here"},
    {PAGE("{% let = 1 %}"), "2:1: a constant without a name"},
    {PAGE("{% let b == 1 %}"), "2:10: a constant without a value"},
    {PAGE("{% raw a %}"), "2:1: unknown directive 'raw'"},
    {PAGE("{% call no(a) %}"), "2:1: no partial is called no"},
    {PAGE("{% call q(a) %}") "{% partial q() %}{% end %}", "2:1: q takes 0 arguments, not 1"},
    {PAGE("{% content %}"), "2:1: {% content %} outside of a layout"},
    {"{% layout l() %}<p>a</p>{% end %}", "1:1: a layout with 0 places for its content"},
    {"{% layout l() %}{% if view->demo %}{% content %}{% end %}{% end %}",
     "1:36: {% content %} that may not be reached"},
    /* Expressions: nothing reaches a page around its escape */
    {PAGE("{{ a); html_static(out, \"x\", 1); (a }}"), "2:5: a bracket that closes nothing"},
    {PAGE("{{ f(a; a) }}"), "2:7: ; in an expression"},
    {PAGE("{{ html_text(a) }}"), "2:4: this name is not for pages"},
    {PAGE("{{ f(out) }}"), "2:6: the response is not for expressions"},
    {PAGE("{{ a /* b */ }}"), "2:6: a comment in an expression"},
    {PAGE("{{ a // b }}"), "2:6: a comment in an expression"},
    {PAGE("{{ a \\ }}"), "2:6: \\ in an expression"},
    {PAGE("{{ a\n#define a b\n }}"), "3:1: # in an expression"},
    {PAGE("{{ f(a }}"), "2:4: a bracket that is not closed"},
    {PAGE("{{ T(\"b) }}"), "2:6: a quote that does not end"},
    {PAGE("{{ a"), "2:1: {{ does not end"},
    {PAGE("{{ }}"), "2:4: an empty expression"},
    /* Tags */
    {PAGE("<p class=b>a</p>"), "2:10: an unquoted attribute"},
    {PAGE("<p {{ a }}>a</p>"), "2:4: a value cannot stand in a tag"},
    {PAGE("<p data-{{ a }}=\"b\">a</p>"), "2:9: a value in an attribute's name"},
    {PAGE("<{{ a }}>a"), "2:1: a value in an element's name"},
    {PAGE("<p lang=\"a\" lang=\"b\">a</p>"), "2:13: the attribute lang stands twice"},
    {PAGE("<p lang=\"a\"{% if n %} lang=\"b\"{% end %}>a</p>"),
     "2:23: the attribute lang stands twice"},
    {PAGE("<p {% for x in o %}lang=\"b\"{% end %}>a</p>"), "2:4: 'for' cannot stand in a tag"},
    {PAGE("<p style=\"color: red\">a</p>"), "2:4: the attribute style"},
    {PAGE("<p onclick=\"f()\">a</p>"), "2:4: the attribute onclick"},
    {PAGE("<p hidden?>a</p>"), "2:4: 'hidden?' without an expression"},
    {PAGE("<blink>a</blink>"), "2:1: unknown element <blink>"},
    {PAGE("<DIV>a</DIV>"), "2:1: unknown element <DIV>"},
    {PAGE("<iframe src=\"/\"></iframe>"), "2:1: unknown element <iframe>"},
    {PAGE("a < b"), "2:3: a < that begins no tag"},
    {PAGE("<div/>"), "2:1: <div> cannot close itself"},
    {PAGE("<p>a"), "2:1: <p> is not closed"},
    {PAGE("a</p>"), "2:2: </p> closes nothing that is open here"},
    {PAGE("a<br></br>"), "2:6: <br> has no end tag"},
    {PAGE("<p><b>a</p></b>"), "2:4: <b> is not closed"},
    {PAGE("{% if n %}<b>a{% end %}</b>"), "2:11: <b> is not closed"},
    {PAGE("<b>{% if n %}a</b>{% end %}"), "2:15: </b> closes nothing that is open here"},
    /* Nesting */
    {PAGE("<p><div>a</div></p>"), "2:4: <div> cannot stand in <p>"},
    {PAGE("<div><li>a</li></div>"), "2:6: <li> cannot stand in <div>"},
    {PAGE("<ul><p>a</p></ul>"), "2:5: <p> cannot stand in <ul>"},
    {PAGE("<ul>a</ul>"), "2:5: words cannot stand in <ul>"},
    {PAGE("<a href=\"/\"><a href=\"/\">a</a></a>"), "2:13: <a> cannot stand in <a>"},
    {PAGE("<div><path d=\"M0 0\"/></div>"), "2:6: <path> cannot stand in <div>"},
    {PAGE("<svg><p>a</p></svg>"), "2:6: <p> cannot stand in <svg>"},
    {PAGE("<script src=\"/a.js\">b</script>"), "2:21: a script or style with content"},
    {PAGE("<style>{{ a }}</style>"), "2:8: a value in a script or style"},
    {PAGE("<script></script>"), "2:1: <script> without src"},
    {PAGE("<style></style>"), "2:1: <style> without asset"},
    {PAGE("<!doctype html>"), "2:1: a doctype inside of a page"},
    /* What elements need */
    {PAGE("<img src=\"/a.png\">"), "2:1: <img> without alt"},
    {PAGE("<img src=\"/a.png\"{% if n %} alt=\"b\"{% end %}>"), "2:1: <img> without alt"},
    {PAGE("<button>a</button>"), "2:1: <button> without type"},
    {PAGE("<button type=\"submit\">a</button>"), "2:1: a button that sends no form"},
    {PAGE("<a href=\"/\" target=\"_blank\">a</a>"), "2:1: a new window without rel=\"noopener\""},
    {PAGE("<table><tr><td>a</td></tr></table>"), "2:1: <table> without <caption>"},
    {PAGE("<table><caption>b</caption><tr><th>a</th></tr></table>"), "2:32: <th> without scope"},
    {PAGE("<p id=\"b\">a</p><p id=\"b\">a</p>"), "2:19: the id b stands in line 2 too"},
    {PAGE("{% for x in o %}<p id=\"b\">a</p>{% end %}"), "2:20: the id b stands in a loop"},
    {"{% layout l() %}<html><body>{% content %}</body></html>{% end %}",
     "1:17: <html> without lang"},
    /* URLs */
    {PAGE("<a href=\"{{ a }}/b\">c</a>"), "2:10: a value at the beginning of a URL"},
    {PAGE("<a href=\"javascript:f()\">c</a>"), "2:10: a link to 'javascript:'"},
    {PAGE("<a href=\"javascript&#58;{{ a }}\">c</a>"), "2:10: a link to 'javascript&'"},
    {PAGE("<a href=\"java{% if n %}script:{% end %}f()\">c</a>"), "2:24: a link to 'script:'"},
    {PAGE("<a href=\"{% if n %}https://{% else %}/{% end %}{{ a }}/\">c</a>"),
     "2:48: a value in a URL's host"},
    {PAGE("<a href=\"https://{{ a }}/\">c</a>"), "2:18: a value in a URL's host"},
    {PAGE("<a href=\"//{{ a }}\">c</a>"), "2:12: a value in a URL's host"},
    {PAGE("<a href=\"/{{ query a }}\">c</a>"), "2:11: a query outside of a URL's query"},
    {PAGE("<p>{{ query a }}</p>"), "2:4: a query outside of a URL"},
    {PAGE("<p title=\"?{{ query a }}\">b</p>"), "2:12: a query outside of a URL"},
    {PAGE("<meta http-equiv=\"refresh\" content=\"2;{{ a }}\">"),
     "2:39: a value in <meta http-equiv>"},
    /* Labels */
    {FORM("<input type=\"text\" name=\"b\" as=\"text\">"), "3:1: a control without a label"},
    {FORM("<label>a</label>"), "3:1: <label> without a control"},
    {FORM("<label for=\"b\">a</label>"), "3:1: a label for 'b', which is not there"},
    /* Forms */
    {PAGE("<form method=\"post\" action=\"/\"></form>"), "2:1: <form> without a contract"},
    {PAGE("<form action=\"/\" contract=\"none\"></form>"), "2:1: <form> without a method"},
    {PAGE("<form method=\"post\" contract=\"none\"></form>"), "2:1: <form> without an action"},
    {PAGE("<field name=\"b\" label=\"B\" as=\"text\"/>"), "2:1: a control outside of a form"},
    {PAGE("<form method=\"post\" action=\"/\" contract=\"c\" values=\"form\"></form>"),
     "2:1: the contract c has no fields"},
    {PAGE("<form method=\"post\" action=\"/\" contract=\"none\"><field name=\"b\" label=\"B\" "
          "as=\"text\"/></form>"),
     "2:48: a control in a form with contract=\"none\""},
    {PAGE("<form method=\"post\" action=\"/\" contract=\"c\"><field name=\"b\" label=\"B\" "
          "as=\"text\"/></form>"),
     "2:1: the contract c forgets what was typed"},
    {FORM("<field name=\"b\" label=\"B\" as=\"text\"/><form method=\"get\" action=\"/\" "
          "contract=\"none\"></form>"),
     "3:38: a form in a form"},
    {FORM(
         "<field name=\"b\" label=\"B\" as=\"text\"/>") "{% page q(const struct form_values *form) "
                                                        "%}\n<form method=\"post\" action=\"/\" "
                                                        "contract=\"c\" values=\"form\">"
                                                        "<field name=\"b\" label=\"B\" "
                                                        "as=\"text\"/></form>{% end %}",
     "6:1: the contract c stands at m/pages/a.html:2 too"},
    {FORM("<field name=\"b\" label=\"B\" as=\"text\"/><field name=\"b\" label=\"B\" as=\"text\"/>"),
     "3:38: the form has a field b already"},
    {FORM("<field name=\"once\" label=\"B\" as=\"text\"/>"), "3:1: 'once' is no name for a field"},
    {FORM("<field name=\"b\" as=\"text\"/>"), "3:1: <field> without label"},
    {FORM("<field name=\"b\" label=\"B\"/>"), "3:1: <field> without as"},
    {FORM("<field name=\"b\" label=\"{{ a }}\" as=\"text\"/>"), "3:17: label must be plain words"},
    {FORM("<field name=\"b\" label=\"B&nbsp;C\" as=\"text\"/>"), "3:17: an entity in a label"},
    {FORM("<field name=\"b\" label=\"B\" as=\"b_id\"/>"), "3:1: an id is chosen from options"},
    {FORM("<field name=\"b\" label=\"B\" as=\"text\" placeholder=\"c\"/>"),
     "3:37: the attribute placeholder"},
    {FORM("<field name=\"b\" label=\"B\" as=\"text\" colour=\"c\"/>"),
     "3:37: <field> has no colour"},
    {FORM("<field name=\"b\" label=\"B\" as=\"text\" repeated/>"),
     "3:1: this field cannot be repeated"},
    {FORM("<field name=\"b\" label=\"B\" as=\"text\" min=\"1\"/>"),
     "3:37: '1' is no bound of this field"},
    {FORM("<field name=\"b\" label=\"B\" as=\"int\" min=\"2\" max=\"1\"/>"),
     "3:1: min is more than max"},
    {FORM("<field name=\"b\" label=\"B\" as=\"int\" maxlength=\"2\"/>"),
     "3:36: this field has no maxlength"},
    {FORM("<field name=\"b\" label=\"B\" as=\"text\" rows=\"2\"/>"),
     "3:37: rows does not fit this field"},
    {FORM("{% for x in o %}<field name=\"b\" label=\"B\" as=\"text\"/>{% end %}"),
     "3:17: a field in a loop"},
    {FORM("<label>B <input type=\"text\" name=\"b\"></label>"),
     "3:10: a control that is not in the contract"},
    {FORM("<label>B <input name=\"b\" as=\"text\"></label>"), "3:10: <input> without a type"},
    {FORM("<label>B <input type=\"number\" name=\"b\" as=\"int\"></label>"),
     "3:10: type=\"number\" loses what people type"},
    {FORM("<label>B <input type=\"text\" value=\"c\" name=\"b\" as=\"text\"></label>"),
     "3:29: the value is what was typed"},
    {FORM("<label for=\"b\">B</label><input type=\"text\" id=\"b\" name=\"b\" as=\"text\">"),
     "3:44: this id must be f-b"},
    {FORM("<label>B <input type=\"radio\" name=\"b\" as=\"text\"></label>"),
     "3:10: a choice without a value"},
    {FORM("<repeat name=\"r\" max=\"0\" rows=\"n\"><field name=\"b\" label=\"B\" "
          "as=\"text\"/></repeat>"),
     "3:1: max is not a number of rows"},
    {FORM("<repeat name=\"r\" max=\"9\" rows=\"n\"><p>a</p></repeat>"),
     "3:1: the group r has no fields"},
    {FORM("<repeat name=\"r\" max=\"9\"><field name=\"b\" label=\"B\" as=\"text\"/></repeat>"),
     "3:1: <repeat> without rows"},
    {PAGE("<form method=\"get\" action=\"/\" contract=\"c\" values=\"form\"><field name=\"b\" "
          "label=\"B\" as=\"file\"/></form>"),
     "2:58: a file in a query"},
};

static void each_error_stands_at_its_line_and_column(void **state)
{
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
        made_list made = {0};
        const text said = compile_text(text_of(refusals[i].source), &made);
        text expected = text_of(refusals[i].expected);
        const text line = text_cut(&expected, ' '); /* "2:4:" */
        const text wanted = text_format(arena, "m/pages/a.html:%.*s error: %.*s\n", TEXT_ARG(line),
                                        TEXT_ARG(expected));
        if (text_find(said, wanted) >= 0 && made.count == 0)
            continue;
        print_error("wanted %.*s  said %.*s\n", TEXT_ARG(wanted), TEXT_ARG(said));
        failed++;
    }
    assert_int_equal(failed, 0);
}

/* As near to the errors above as can be. */
static void pages_that_are_right_are_not_refused(void **state)
{
    (void)state;
    static const char *const fine[] = {
        PAGE("<p{% if n %} lang=\"a\"{% else %} lang=\"b\"{% end %}>a</p>"),
        PAGE("{% if n %}<p id=\"b\">a</p>{% else %}<p id=\"b\">a</p>{% end %}"),
        PAGE("{% for x in o %}<p id=\"b-{{ x_index }}\">a</p>{% end %}"),
        PAGE("<img src=\"/a.png\"{% if n %} alt=\"b\"{% else %} alt=\"\"{% end %}>"),
        PAGE("<a href=\"https://a.example/{{ a }}\">b</a><a href=\"mailto:{{ a }}\">b</a>"),
        PAGE("<a href=\"{% if n %}/a{% else %}/b{% end %}/{{ a }}\">b</a>"),
        PAGE("<a href=\"/a?b=1{% if n %}&amp;{{ query a }}{% end %}\">b</a>"),
        PAGE("<ul>{% for x in o %}\n<li>{{ x->label }}</li>\n{% else %}<li>a</li>{% end %}</ul>"),
        PAGE("{{ f(a, (struct b){.c = {1}}) }}{{ T(\"}}\") }}{{ n ? T(\"%}\") : T(\"a\") }}"),
        PAGE("{% if text_eq(a, T(\"%}\")) %}a{% end %}"),
        PAGE("{{ view_query_with(out->arena, view, T(\"b\"), a) }}"),
        PAGE("<button type=\"button\">a</button><p><a href=\"#b\">c</a> &amp; d > e</p>"),
        PAGE("<table><caption>b</caption><tr>{% if n %}<th scope=\"col\">a</th>{% end "
             "%}</tr></table>"),
        FORM("<label for=\"f-b\">B</label><input type=\"text\" id=\"f-b\" name=\"b\" as=\"text\">"),
        FORM("<input type=\"text\" name=\"b\" as=\"text\" aria-label=\"B\">"),
        FORM("{% if n %}<field name=\"b\" label=\"B\" as=\"text\"/>{% end %}"),
        FORM("<p>{% for x in o %}<label><input type=\"radio\" name=\"b\" as=\"text\" value=\"{{ "
             "x->value }}\">{{ x->label }}</label>{% end %}</p>"),
        "{% layout l(text t) %}<!doctype html><html lang=\"en\"><head><title>{{ t "
        "}}</title></head><body>{% content %}</body></html>{% end %}"
        "{% page p() in l(T(\"a\")) %}<p>b</p>{% end %}",
    };
    for (size_t i = 0; i < sizeof(fine) / sizeof(fine[0]); i++) {
        made_list made = {0};
        const text said = compile_text(text_of(fine[i]), &made);
        if (said.len > 0)
            fail_msg("%s\n%.*s", fine[i], TEXT_ARG(said));
        assert_int_equal(made.count, 2);
    }
}

static void all_errors_are_told_up_to_fifty(void **state)
{
    (void)state;
    struct text_builder page = {.arena = arena};
    made_list made = {0};
    text_add(&page, T("{% page p() %}\n"));
    for (int i = 0; i < 60; i++)
        text_add(&page, T("<img src=\"/a\">\n"));
    text_add(&page, T("{% end %}"));
    const text said = compile_text(text_built(&page), &made);
    int errors = 0;
    text rest = said;
    while (rest.ptr)
        errors += text_find(text_cut(&rest, '\n'), T(": error: ")) >= 0;
    assert_int_equal(errors, 50);
    assert_true(text_find(said, T("m/pages/a.html:51:1: error: <img> without alt\n  hint: ")) > 0);
    assert_true(text_ends(said, T("... and more\n")));
}

static void only_pages_folders_and_utf8_are_read(void **state)
{
    (void)state;
    struct errors errors = {.arena = arena};
    struct source source;
    assert_false(source_of(&errors, T("src/grants/a.html"), T(""), &source));
    assert_false(source_of(&errors, T("src/grants/pages/a.htm"), T(""), &source));
    assert_false(source_of(&errors, T("pages/a.html"), T(""), &source));
    assert_false(source_of(&errors, T("src/grants/pages/a.html"), T("\xff"), &source));
    assert_int_equal(errors.list.count, 4);
    assert_true(source_of(&errors, T("../src/grants/pages/a.html"), T(""), &source));
    assert_true(text_eq(source.module, T("grants")));
}

static void columns_count_characters(void **state)
{
    (void)state;
    made_list made = {0};
    const text said =
        compile_text(T("{% page p() %}\n<p>é “x” <img src=\"/a\"></p>\n{% end %}"), &made);
    assert_true(text_starts(said, T("m/pages/a.html:2:10: error: <img> without alt\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_error_stands_at_its_line_and_column),
        cmocka_unit_test(pages_that_are_right_are_not_refused),
        cmocka_unit_test(all_errors_are_told_up_to_fifty),
        cmocka_unit_test(only_pages_folders_and_utf8_are_read),
        cmocka_unit_test(columns_count_characters),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
