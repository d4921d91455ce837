/* What is decided about signing in, by table: ends, second steps, passwords, lists, codes, words.
 */
#include "fund/signin/password.h"
#include "fund/signin/rules.h"
#include "fund/signin/signin.h"
#include "fund/signin/totp.h"
#include "tests/fund/fresh.h"

#include <sodium.h>

static void sessions_end_by_role(void **state)
{
    (void)state;
    static const struct {
        uint32_t roles;
        int64_t idle, absolute;
    } cases[] = {
        {ROLE_VIEWER, 2 * HOUR, 12 * HOUR},          {ROLE_DIRECTOR, 2 * HOUR, 12 * HOUR},
        {ROLE_LEARNING_LEAD, 2 * HOUR, 12 * HOUR},   {ROLE_PAYMENTS, 2 * HOUR, 12 * HOUR},
        {ROLE_PARTNER, 14 * DAY, 30 * DAY},          {ROLE_GROUP, 14 * DAY, 30 * DAY},
        {ROLE_CO_FUNDER, 14 * DAY, 30 * DAY},        {ROLE_PANEL, 14 * DAY, 30 * DAY},
        {ROLE_LEARNING_PARTNER, 14 * DAY, 30 * DAY},
    };
    const instant made = instant_of(1000000);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const uint32_t roles = cases[i].roles;
        const instant idle = instant_add(made, cases[i].idle),
                      end = instant_add(made, cases[i].absolute);
        assert_false(session_is_over(roles, made, made, instant_add(idle, -1)));
        assert_true(session_is_over(roles, made, made, idle));
        assert_false(session_is_over(roles, made, instant_add(end, -60), instant_add(end, -1)));
        assert_true(session_is_over(roles, made, instant_add(end, -60), end));
        assert_false(session_is_over(roles, made, made, instant_add(made, -CLOCK_SLACK_SECONDS)));
        assert_true(
            session_is_over(roles, made, made, instant_add(made, -CLOCK_SLACK_SECONDS - 1)));
    }
}

static void staff_and_payments_need_a_second_step(void **state)
{
    (void)state;
    const instant now = instant_of(1000000);
    const opt_instant none = {.some = false}, just = {.some = true, .it = now},
                      long_ago = {.some = true, .it = instant_add(now, -12 * HOUR)};
    for (uint32_t role = 1; role <= ROLE_ANY; role <<= 1) {
        const bool wanted = (role & (ROLE_STAFF | ROLE_PAYMENTS)) != 0;
        const bool again = (role & (ROLE_DIRECTOR | ROLE_PAYMENTS)) != 0;
        assert_int_equal(factor_is_wanted(role), wanted);
        assert_int_equal(factor_step(role, false, none, now), wanted ? FACTOR_ENROL : FACTOR_NONE);
        assert_int_equal(factor_step(role, true, none, now), FACTOR_ASK); /* whoever has one */
        assert_int_equal(factor_step(role, true, just, now), FACTOR_NONE);
        assert_int_equal(factor_step(role, true, long_ago, now), again ? FACTOR_ASK : FACTOR_NONE);
    }
}

static void hats_of_the_fund(void **state)
{
    (void)state;
    assert_int_equal(hat_first(ROLE_FINANCE | ROLE_PANEL), ROLE_STAFF);
    assert_int_equal(hat_first(ROLE_PANEL | ROLE_PAYMENTS), ROLE_PAYMENTS);
    assert_int_equal(hat_first(ROLE_LEARNING_PARTNER), ROLE_LEARNING_PARTNER);
    assert_int_equal(hat_first(0), 0);
    assert_int_equal(hats_of(ROLE_STAFF), 1);
    assert_int_equal(hats_of(ROLE_FUND), 4);
    assert_int_equal(hats_of(0), 0);
}

static void a_password_is_long_and_nothing_else(void **state)
{
    (void)state;
    static const struct {
        const char *password;
        bool fine;
    } cases[] = {
        {"", false},
        {"elevenchars", false},
        {"twelve chars", true},
        {"aaaaaaaaaaaa", true}, /* the lists say what is guessed first */
        {"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", false}, /* six, in twelve bytes */
        {"correct horse battery", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(password_fault(text_of(cases[i].password)).ptr == NULL, cases[i].fine);
}

static void a_hash_knows_its_password_alone(void **state)
{
    struct fresh *fresh = *state;
    const text hash = password_hash(fresh->arena, T("correct horse battery"));
    assert_true(text_starts(hash, T("$argon2id$v=19$m=19456,t=2,p=1$")));
    assert_true(password_matches(fresh->arena, hash, T("correct horse battery")));
    assert_false(password_matches(fresh->arena, hash, T("correct horse batterz")));
    assert_false(password_matches(fresh->arena, hash, T("")));
    assert_false(password_matches(fresh->arena, TEXT_ABSENT, T("correct horse battery")));
    assert_false(text_eq(hash, password_hash(fresh->arena, T("correct horse battery"))));
}

static void sha1_by_its_published_examples(void **state)
{
    struct fresh *fresh = *state;
    static const struct {
        const char *message, *hex;
    } cases[] = {
        {"abc", "a9993e364706816aba3e25717850c26c9cd0d89d"},
        {"", "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "84983e441c3bd26ebaae4aa1f95129e5e54670f1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrl"
         "m"
         "nopqrsmnopqrstnopqrstu",
         "a49b2446a02c645bf419f995b67091253a04a259"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char out[SHA1_BYTES];
        sha1(out, (bytes){.ptr = (const unsigned char *)cases[i].message,
                          .len = strlen(cases[i].message)});
        assert_text(bytes_hex(fresh->arena, (bytes){.ptr = out, .len = sizeof out}), cases[i].hex);
    }
}

static int by_words(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Lists of every length up to forty, sorted hashes with counts as they are published, and words. */
static void what_stands_in_a_list_is_known_and_nothing_else(void **state)
{
    struct fresh *fresh = *state;
    const char *path =
        text_cstr(fresh->arena, text_format(fresh->arena, "%s/list", fresh->place.folder));
    for (int count = 1; count < 40; count++) {
        char line[40][64];
        for (int i = 0; i < count; i++) {
            char word[32];
            snprintf(word, sizeof word, "password number %d", i);
            unsigned char out[SHA1_BYTES];
            sha1(out, (bytes){.ptr = (const unsigned char *)word, .len = strlen(word)});
            for (int k = 0; k < SHA1_BYTES; k++)
                snprintf(line[i] + 2 * k, 3, "%02X", out[k]);
            snprintf(line[i] + 40, 20, ":%d\r\n", i * i * i);
        }
        qsort(line, (size_t)count, sizeof *line, by_words);
        FILE *file = fopen(path, "w");
        for (int i = 0; i < count; i++)
            fputs(line[i], file);
        fclose(file);
        for (int i = 0; i < 45; i++)
            assert_int_equal(password_is_known(fresh->arena, path,
                                               text_format(fresh->arena, "password number %d", i)),
                             i < count);
    }
    FILE *file = fopen(path, "w");
    for (int i = 0; i < 20000; i++)
        fprintf(file, "common word %d\n", i);
    fputs("the last one", file);
    fclose(file);
    assert_true(password_is_known(fresh->arena, path, T("common word 0")));
    assert_true(password_is_known(fresh->arena, path, T("common word 19999")));
    assert_true(password_is_known(fresh->arena, path, T("the last one")));
    assert_false(password_is_known(fresh->arena, path, T("common word 20000")));
    assert_false(password_is_known(fresh->arena, path, T("the last on")));
    (void)remove(path);
    assert_false(password_is_known(fresh->arena, path, T("common word 0")));
    assert_false(password_is_known(fresh->arena, NULL, T("common word 0")));
}

/* RFC 6238, appendix B, cut to six digits. */
static void codes_are_those_of_the_standard(void **state)
{
    (void)state;
    const bytes secret = {.ptr = (const unsigned char *)"12345678901234567890", .len = 20};
    static const struct {
        int64_t at;
        const char *code;
    } cases[] = {{59, "287082"},
                 {1111111109, "081804"},
                 {1111111111, "050471"},
                 {1234567890, "005924"},
                 {2000000000, "279037"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const int64_t step = cases[i].at / 30;
        const text code = text_of(cases[i].code);
        assert_int_equal(totp_step(secret, code, instant_of(cases[i].at)), step);
        assert_int_equal(totp_step(secret, code, instant_of(step * 30 + 59)), step); /* one late */
        if (step == 1)
            continue; /* there is no step before the first */
        assert_int_equal(totp_step(secret, code, instant_of(step * 30 - 30)), step); /* one early */
        assert_int_equal(totp_step(secret, code, instant_of(step * 30 + 60)), 0);
        assert_int_equal(totp_step(secret, code, instant_of(step * 30 - 31)), 0);
    }
    assert_int_equal(totp_step(secret, T(" 287 082 "), instant_of(59)), 1);
    assert_int_equal(totp_step(secret, T("287-082"), instant_of(59)), 1);
    static const char *const odd[] = {"", "28708", "2870822", "28708a", "\xd9\xa2\xd9\xa8"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        assert_int_equal(totp_step(secret, text_of(odd[i]), instant_of(59)), 0);
}

static void an_app_is_told_whose_code_it_is(void **state)
{
    struct fresh *fresh = *state;
    const bytes secret = {.ptr = (const unsigned char *)"12345678901234567890", .len = 20};
    assert_text(totp_uri(fresh->arena, secret, T("Harbour & Co"), T("ana@harbour.example")),
                "otpauth://totp/Harbour%20%26%20Co:ana@harbour.example?secret="
                "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Harbour%20%26%20Co");
    assert_text(totp_words(fresh->arena, secret), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    const struct qr qr = qr_make(fresh->arena, T("otpauth://totp/x"));
    assert_true(qr.size >= 21 && text_starts(qr.path, T("M0 0h7v1h-7z")));
}

static void recovery_codes_differ_and_are_read_as_people_type_them(void **state)
{
    struct fresh *fresh = *state;
    const bytes seed = {.ptr = (const unsigned char *)"0123456789abcdef0123456789abcdef",
                        .len = 32};
    const text one = recovery_code(fresh->arena, seed, 0),
               two = recovery_code(fresh->arena, seed, 1);
    assert_int_equal(one.len, 19);
    assert_false(text_eq(one, two));
    assert_true(recovery_looks(one) && !recovery_looks(T("123 456")));
    const bytes hash = recovery_hash(fresh->arena, one);
    struct text_builder shouted = {.arena = fresh->arena};
    for (size_t i = 0; i < one.len; i++)
        text_add_char(&shouted, one.ptr[i] == '-'                        ? ' '
                                : one.ptr[i] >= 'a' && one.ptr[i] <= 'z' ? (char)(one.ptr[i] - 32)
                                : one.ptr[i] == '0'                      ? 'O'
                                                                         : one.ptr[i]);
    const bytes again = recovery_hash(fresh->arena, text_built(&shouted));
    assert_memory_equal(hash.ptr, again.ptr, hash.len);
    assert_memory_not_equal(hash.ptr, recovery_hash(fresh->arena, two).ptr, hash.len);
}

static void a_browser_is_known_by_its_kind(void **state)
{
    struct fresh *fresh = *state;
    static const struct {
        const char *agent, *words;
    } cases[] = {
        {"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
         "Firefox on Linux"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/130.0.0.0 Safari/537.36",
         "Chrome on Windows"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
         "Edge on Windows"},
        {"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
         "Version/18.0 Safari/605.1.15",
         "Safari on a Mac"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
         "Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1",
         "Chrome on an iPhone"},
        {"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
         "SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
         "Samsung Internet on Android"},
        {"curl/8", "Another browser on another system"},
        {NULL, "Another browser on another system"},
        {"<script>", "Another browser on another system"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(device_words(fresh->arena, text_of(cases[i].agent)), cases[i].words);
}

static void one_goes_where_one_wanted_and_never_off_the_site(void **state)
{
    struct fresh *fresh = *state;
    static const struct {
        const char *asked, *next;
    } cases[] = {
        {"/grants?q=law", "/grants?q=law"},
        {"", "/"},
        {"//evil.example", "/"},
        {"/\\evil.example", "/"},
        {"https://evil.example", "/"},
        {"/a\tb", "/"},
        {"/sign-out", "/"},
        {"/a\\b", "/"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(signin_next(text_of(cases[i].asked)), cases[i].next);
    assert_text(signin_next(TEXT_ABSENT), "/");
}

int main(void)
{
    if (sodium_init() < 0)
        return 1;
#define with_folder(test) cmocka_unit_test_setup_teardown(test, fresh_begin, fresh_end)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sessions_end_by_role),
        cmocka_unit_test(staff_and_payments_need_a_second_step),
        cmocka_unit_test(hats_of_the_fund),
        cmocka_unit_test(a_password_is_long_and_nothing_else),
        with_folder(a_hash_knows_its_password_alone),
        with_folder(sha1_by_its_published_examples),
        with_folder(what_stands_in_a_list_is_known_and_nothing_else),
        cmocka_unit_test(codes_are_those_of_the_standard),
        with_folder(an_app_is_told_whose_code_it_is),
        with_folder(recovery_codes_differ_and_are_read_as_people_type_them),
        with_folder(a_browser_is_known_by_its_kind),
        with_folder(one_goes_where_one_wanted_and_never_off_the_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
