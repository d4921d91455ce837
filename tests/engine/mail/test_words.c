/* What stands in a mail: its plain text, the lines of its head, addresses; and what a bounce says.
 */
#include "engine/mail/bounce.h"
#include "engine/mail/line.h"
#include "engine/mail/mail.h"
#include "engine/mail/plain.h"
#include "engine/mail/smtp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#undef fail /* ours */

static int set_up(void **state)
{
    bounce_reader_begin();
    *state = arena_new((size_t)16 << 20);
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

#define assert_text(got, wanted) assert_string_equal(text_cstr(arena, got), wanted)

static void html_becomes_what_a_person_would_type(void **state)
{
    struct arena *arena = *state;
    static const char *const table[][2] = {
        {"<p>One.</p><p>Two.</p>", "One.\n\nTwo.\n"},
        {"<h1>Hello</h1>\n<p>a  b\n c</p>", "Hello\n\na b c\n"},
        {"<p>Go <a class=\"button\" href=\"https://x.example/a?b=1&amp;c=2\">here</a>.</p>",
         "Go here: https://x.example/a?b=1&c=2.\n"},
        {"<p><a href=\"https://x.example\">https://x.example</a></p>", "https://x.example\n"},
        {"<p><a href=\"mailto:a@b.example\">a@b.example</a></p>", "a@b.example\n"},
        {"<p>Ask <a href=\"mailto:a@b.example\">Ann</a></p>", "Ask Ann: a@b.example\n"},
        {"<ul><li>One</li><li>Two</li></ul><p>End</p>", "- One\n- Two\n\nEnd\n"},
        {"<p>Do:</p><ol><li>One</li><li>Two</li></ol>", "Do:\n\n1. One\n2. Two\n"},
        {"<ul><li>A<ul><li>b</li></ul></li><li>C</li></ul>", "- A\n  - b\n- C\n"},
        {"<p>a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; &#x20ac; &unknown; &</p>",
         "a <b> & \"c\" 'd' \xe2\x82\xac &unknown; &\n"},
        {"<head><title>No</title><style>p { a > b }</style></head><p>Yes</p>", "Yes\n"},
        {"<p>a<br>b</p><hr><p>c</p>", "a\nb\n\n---\n\nc\n"},
        {"<table><tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr></table>", "A 1\nB 2\n"},
        {"", "\n"},
        {"<p", "\n"},
        {"<a href=\"x", "\n"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_text(plain_of_html(arena, text_of(table[i][0]), PLAIN_COLUMNS), table[i][1]);
}

static void lines_are_no_longer_than_words_need(void **state)
{
    struct arena *arena = *state;
    struct text_builder html = {.arena = arena};
    text_add(&html, T("<ul><li>"));
    for (int i = 0; i < 60; i++)
        text_add(&html, T("W\xc3\xb6rter "));
    text_add(&html, T("</li></ul>"));
    text rest = plain_of_html(arena, text_built(&html), 40);
    while (rest.ptr) {
        const text line = text_cut(&rest, '\n');
        assert_true(line.len <= 40 + 6);
        assert_true(line.len == 0 || text_starts(line, T("- ")) || text_starts(line, T("  ")));
    }
}

static void no_line_of_a_head_holds_a_line_end(void **state)
{
    struct arena *arena = *state;
    const struct mail_line line =
        mail_line(arena, T("Hello\r\nBcc: thief@example.org\n\x01\xe2\x80\xa8X: y"), 200);
    assert_true(text_find(line.safe, T("\n")) < 0 && text_find(line.safe, T("\r")) < 0);
    assert_text(line_header(arena, "Subject", mail_line(arena, T("Your link"), 200)),
                "Subject: Your link");
    assert_text(line_header(arena, "Subject", mail_line(arena, T("Caf\xc3\xa9"), 200)),
                "Subject: =?UTF-8?B?Q2Fmw6k=?=");
    assert_text(line_header(arena, "Subject", mail_line(arena, T("=?x?= forged"), 200)),
                "Subject: =?UTF-8?B?PT94Pz0gZm9yZ2Vk?=");
    assert_text(line_header_address(arena, "To", mail_line(arena, T("A \"B\" \\ C"), 200),
                                    T("a@b.example")),
                "To: \"A \\\"B\\\" \\\\ C\"\r\n <a@b.example>");
    assert_text(
        line_header_address(arena, "To", mail_line(arena, TEXT_ABSENT, 200), T("a@b.example")),
        "To: <a@b.example>");
}

static void long_heads_are_folded_and_cut_no_character(void **state)
{
    struct arena *arena = *state;
    struct text_builder words = {.arena = arena};
    for (int i = 0; i < 40; i++)
        text_add(&words, T("\xe2\x82\xac\xc3\xa9x "));
    text rest = line_header(arena, "Subject", mail_line(arena, text_built(&words), 400));
    while (rest.ptr)
        assert_true(text_trim(text_cut(&rest, '\n')).len <= 84);
    rest = line_header(arena, "Subject",
                       mail_line(arena,
                                 T("a word and a word and a word and a word and a word and "
                                   "a word and a word and a word"),
                                 400));
    assert_true(text_find(rest, T("\r\n ")) > 0);
    while (rest.ptr)
        assert_true(text_trim(text_cut(&rest, '\n')).len <= 78);
}

static void only_what_can_be_an_address_is_one(void **state)
{
    (void)state;
    static const char *const good[] = {"a@b.example", "a.b+c@b.example",
                                       "z\xc3\xb6@b\xc3\xbc.example", "o'neil@b.example",
                                       "a@localhost"};
    static const char *const bad[] = {
        "",        "a",          "@b.example",  "a@",        "a@b@c",
        "a b@c.d", "a@b\r\nX:y", "<a@b.c>",     "a@b..c",    "a@.b",
        "a@b.",    "a,b@c.d",    "a@[1.2.3.4]", "\"a\"@b.c", "a@b\xff"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(mail_address_fits(text_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(mail_address_fits(text_of(bad[i])));
}

static void a_report_says_whose_mail_it_was_and_why(void **state)
{
    struct arena *arena = *state;
    static const char report[] =
        "From: MAILER-DAEMON@mx.example\nSubject: =?utf-16?B?AAAA?=\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\nContent-Type: text/plain; charset*0*=utf-16''x\n\nSorry.\n\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
        "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550\n no such\x07 box\n\n"
        "--b\nContent-Type: text/rfc822-headers\n\nFrom: a\nMessage-ID:\n <12.ab@fund.example>\n\n"
        "--b--\n";
    const struct bounce bounce =
        bounce_read(arena, (bytes){.ptr = (const unsigned char *)report, .len = sizeof report - 1});
    assert_text(bounce.message_id, "12.ab@fund.example");
    assert_text(bounce.status, "5.1.1");
    assert_true(text_find(bounce.words, T("no such")) > 0);
    const struct bounce none = bounce_read(arena, (bytes){.ptr = NULL, .len = 0});
    assert_false(text_present(none.message_id) || text_present(none.status));
}

static void the_mail_server_is_read_from_the_environments_words(void **state)
{
    struct arena *arena = *state;
    text say = T("");
    const struct smtp *smtp = smtp_of(arena, "smtps://holdfast:p%40ss%20word@mail.example:465",
                                      "\"Fund\" of Ours <mail@fund.example>", NULL, &say);
    assert_non_null(smtp);
    assert_string_equal(smtp->user, "holdfast");
    assert_string_equal(smtp->password, "p@ss word");
    assert_null(strstr(smtp->url, "holdfast"));
    assert_text(smtp->from, "mail@fund.example");
    assert_text(smtp->domain, "fund.example");
    assert_false(smtp->open);
    /* Without TLS to this machine alone, and not when a CA is given for it. */
    assert_true(smtp_of(arena, "smtp://127.0.0.1", "a@b.example", NULL, &say)->open);
    assert_false(smtp_of(arena, "smtp://127.0.0.1", "a@b.example", "/ca.pem", &say)->open);
    assert_false(smtp_of(arena, "smtp://mail.example", "a@b.example", NULL, &say)->open);
    assert_false(smtp_of(arena, "smtps://localhost", "a@b.example", NULL, &say)->open);
    assert_false(smtp_of(arena, "smtp://127.0.0.1.evil.example", "a@b.example", NULL, &say)->open);
    static const char *const bad[] = {"http://mail.example", "mail.example:25", "", "smtp://",
                                      "file:///etc/passwd"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_null(smtp_of(arena, bad[i], "a@b.example", NULL, &say));
    assert_null(smtp_of(arena, "smtp://mail.example", "nobody", NULL, &say));
    assert_null(smtp_of(arena, "smtp://mail.example", NULL, NULL, &say));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(html_becomes_what_a_person_would_type, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lines_are_no_longer_than_words_need, set_up, tear_down),
        cmocka_unit_test_setup_teardown(no_line_of_a_head_holds_a_line_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_heads_are_folded_and_cut_no_character, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(only_what_can_be_an_address_is_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_mail_server_is_read_from_the_environments_words, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_report_says_whose_mail_it_was_and_why, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
