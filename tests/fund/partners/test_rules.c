/* Numbers of registers, and filters. */
#include "fund/partners/rules.h"
#include "fund/partners/partners.h"
#include "fund/partners/save.h"
#include "tests/fund/fresh.h"

static void numbers_are_written_as_registers_write_them(void **state)
{
    struct fresh *fresh = *state;
    static const struct {
        enum identifier_scheme scheme;
        const char *typed, *value; /* NULL: refused */
    } cases[] = {
        {IDENTIFIER_SCHEME_CHARITY, "1164883", "1164883"},
        {IDENTIFIER_SCHEME_CHARITY, " 1164 883 ", "1164883"},
        {IDENTIFIER_SCHEME_CHARITY, "GB-CHC-1164883", "1164883"},
        {IDENTIFIER_SCHEME_CHARITY, "0200051", "200051"},
        {IDENTIFIER_SCHEME_CHARITY, "00200051", "200051"},
        {IDENTIFIER_SCHEME_CHARITY, "12345", "12345"},
        {IDENTIFIER_SCHEME_CHARITY, "1234", NULL},
        {IDENTIFIER_SCHEME_CHARITY, "12345678", NULL},
        {IDENTIFIER_SCHEME_CHARITY, "SC012345", NULL},
        {IDENTIFIER_SCHEME_CHARITY, "", NULL},
        {IDENTIFIER_SCHEME_COMPANY, "01234567", "01234567"},
        {IDENTIFIER_SCHEME_COMPANY, "1234567", "01234567"},
        {IDENTIFIER_SCHEME_COMPANY, "gb-coh-1234567", "01234567"},
        {IDENTIFIER_SCHEME_COMPANY, "sc123456", "SC123456"},
        {IDENTIFIER_SCHEME_COMPANY, "NI6123", "NI006123"},
        {IDENTIFIER_SCHEME_COMPANY, "OC 301234", "OC301234"},
        {IDENTIFIER_SCHEME_COMPANY, "123", NULL},
        {IDENTIFIER_SCHEME_COMPANY, "00000000", NULL},
        {IDENTIFIER_SCHEME_COMPANY, "123456789", NULL},
        {IDENTIFIER_SCHEME_COMPANY, "S1123456", "S1123456"},
        {IDENTIFIER_SCHEME_COMPANY, "r0000123", "R0000123"},
        {IDENTIFIER_SCHEME_COMPANY, "IP27671R", "IP27671R"},
        {IDENTIFIER_SCHEME_COMPANY, "1P27671R", NULL},
        {IDENTIFIER_SCHEME_COMPANY, "IP2767-R", NULL},
        {IDENTIFIER_SCHEME_SCOTTISH, "SC012345", "SC012345"},
        {IDENTIFIER_SCHEME_SCOTTISH, "sc12345", "SC012345"},
        {IDENTIFIER_SCHEME_SCOTTISH, "012345", "SC012345"},
        {IDENTIFIER_SCHEME_SCOTTISH, "GB-SC-SC012345", "SC012345"},
        {IDENTIFIER_SCHEME_SCOTTISH, "SC912345", "SC912345"},
        {IDENTIFIER_SCHEME_SCOTTISH, "SC1234", NULL},
        {IDENTIFIER_SCHEME_NI, "NIC100012", "100012"},
        {IDENTIFIER_SCHEME_NI, "100012", "100012"},
        {IDENTIFIER_SCHEME_NI, "GB-NIC-100012", "100012"},
        {IDENTIFIER_SCHEME_NI, "900012", "900012"},
        {IDENTIFIER_SCHEME_NI, "NIC10001", "10001"},
        {IDENTIFIER_SCHEME_NI, "NIC1001", NULL},
        {IDENTIFIER_SCHEME_NI, "12345678", NULL},
        {IDENTIFIER_SCHEME_OWN, " AF/17 ", "AF/17"},
        {IDENTIFIER_SCHEME_OTHER, "GB-EDU-133808", "GB-EDU-133808"},
        {IDENTIFIER_SCHEME_OTHER, "two\nlines", NULL},
        {IDENTIFIER_SCHEME_OTHER, " ", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text value, say = TEXT_ABSENT;
        const bool good = partner_number_parse(fresh->arena, cases[i].scheme,
                                               text_of(cases[i].typed), &value, &say);
        if (good != (cases[i].value != NULL))
            print_error("case %zu: %s\n", i, cases[i].typed);
        assert_int_equal(good, cases[i].value != NULL);
        if (good)
            assert_text(value, cases[i].value);
        else
            assert_true(says(say, "is not"));
    }
}

static void a_number_of_open_data_says_its_register(void **state)
{
    struct fresh *fresh = *state;
    static const struct {
        const char *id;
        enum identifier_scheme scheme;
        const char *value; /* NULL: refused */
    } cases[] = {
        {"GB-CHC-1164883", IDENTIFIER_SCHEME_CHARITY, "1164883"},
        {"gb-coh-1234567", IDENTIFIER_SCHEME_COMPANY, "01234567"},
        {"GB-SC-SC912345", IDENTIFIER_SCHEME_SCOTTISH, "SC912345"},
        {"GB-NIC-100012", IDENTIFIER_SCHEME_NI, "100012"},
        {" XI-EXAMPLE-a, b ", IDENTIFIER_SCHEME_OTHER, "XI-EXAMPLE-a, b"},
        {"GB-CHC-banana", IDENTIFIER_SCHEME_CHARITY, NULL},
        {"", IDENTIFIER_SCHEME_OTHER, NULL},
    };
    struct partner_number number;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const bool good = partner_organisation_parse(fresh->arena, text_of(cases[i].id), &number);
        assert_int_equal(good, cases[i].value != NULL);
        assert_int_equal(number.scheme, cases[i].scheme);
        if (good)
            assert_text(number.value, cases[i].value);
    }
    assert_true(partner_charity_parse(fresh->arena, T("sc012345"), &number));
    assert_int_equal(number.scheme, IDENTIFIER_SCHEME_SCOTTISH);
    assert_true(partner_charity_parse(fresh->arena, T("NIC 100012"), &number));
    assert_int_equal(number.scheme, IDENTIFIER_SCHEME_NI);
    assert_text(number.value, "100012");
    assert_true(partner_charity_parse(fresh->arena, T("1164883"), &number));
    assert_int_equal(number.scheme, IDENTIFIER_SCHEME_CHARITY);
    assert_false(partner_charity_parse(fresh->arena, T("n/a"), &number));
}

static void a_number_in_a_search_is_known_as_one(void **state)
{
    struct fresh *fresh = *state;
    static const struct {
        const char *typed, *value;
    } cases[] = {
        {"1164883", "1164883"},   {"01234567", "01234567"},
        {"sc012345", "SC012345"}, {"GB-COH-1234567", "01234567"},
        {"NIC100012", "100012"},  {"Brackwater", NULL},
        {"2024", NULL},           {"room 101", NULL},
        {"100012", "100012"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text value;
        assert_int_equal(partner_number_like(fresh->arena, text_of(cases[i].typed), &value),
                         cases[i].value != NULL);
        if (cases[i].value)
            assert_text(value, cases[i].value);
    }
}

static void the_level_filter_takes_what_it_offers_alone(void **state)
{
    (void)state;
    int64_t registered;
    assert_true(partner_registered_parse(T("asylum-2"), &registered));
    assert_int_equal(registered, IAA_CATEGORY_ASYLUM * 10 + IAA_LEVEL_LEVEL2);
    static const char *const refused[] = {"",          "asylum",    "asylum-0", "asylum-4",
                                          "asylum--1", "housing-1", "-1",       "1"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(partner_registered_parse(text_of(refused[i]), &registered));
    assert_false(partner_registered_parse(TEXT_ABSENT, &registered));
}

static void names_sort_without_their_the(void **state)
{
    struct fresh *fresh = *state;
    assert_text(partner_name_key(fresh->arena, T("The Brackwater Law Centre")),
                "brackwater law centre");
    assert_text(partner_name_key(fresh->arena, T("Thea's Kitchen")), "thea's kitchen");
    assert_text(partner_name_key(fresh->arena, T("THE ")), "the");
}

static void several_numbers_stand_between_commas(void **state)
{
    struct fresh *fresh = *state;
    struct partner_draft draft = {.numbers = 0};
    const struct partner_numbers_rows none = {.count = 0};
    text say;
    assert_true(partner_draft_numbers(fresh->arena, &draft, IDENTIFIER_SCHEME_CHARITY,
                                      T("1164883, 1164884,, 1164883"), none, &say));
    assert_int_equal(draft.numbers, 2); /* the same one twice is one */
    assert_text(draft.number[1].value, "1164884");
    assert_true(partner_draft_numbers(fresh->arena, &draft, IDENTIFIER_SCHEME_COMPANY, TEXT_ABSENT,
                                      none, &say));
    assert_false(partner_draft_numbers(fresh->arena, &draft, IDENTIFIER_SCHEME_COMPANY,
                                       T("1234567, x"), none, &say));
}

static void a_number_that_the_partner_has_is_taken_as_it_stands(void **state)
{
    struct fresh *fresh = *state;
    struct partner_draft draft = {.numbers = 0};
    const struct partner_numbers_row row[] = {
        {.scheme = IDENTIFIER_SCHEME_OTHER, .value = T("XI-A-1")},
        {.scheme = IDENTIFIER_SCHEME_OTHER, .value = T("XI-A-1, West, 2")},
        {.scheme = IDENTIFIER_SCHEME_CHARITY, .value = T("odd")},
    };
    const struct partner_numbers_rows known = {.row = row, .count = 3};
    text say;
    assert_true(partner_draft_numbers(fresh->arena, &draft, IDENTIFIER_SCHEME_OTHER,
                                      T("XI-A-1, XI-A-1, West, 2, XI-A-12"), known, &say));
    assert_int_equal(draft.numbers, 3);
    assert_text(draft.number[1].value, "XI-A-1, West, 2");
    assert_text(draft.number[2].value, "XI-A-12");
    assert_true(partner_draft_numbers(fresh->arena, &draft, IDENTIFIER_SCHEME_CHARITY, T("odd"),
                                      known, &say));
    assert_false(partner_draft_numbers(fresh->arena, &draft, IDENTIFIER_SCHEME_NI, T("odd"), known,
                                       &say)); /* known to another register */
    assert_false(partner_draft_numbers(fresh->arena, &draft, IDENTIFIER_SCHEME_CHARITY, T("odder"),
                                       known, &say));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_are_written_as_registers_write_them, fresh_begin,
                                        fresh_end),
        cmocka_unit_test_setup_teardown(a_number_of_open_data_says_its_register, fresh_begin,
                                        fresh_end),
        cmocka_unit_test_setup_teardown(a_number_that_the_partner_has_is_taken_as_it_stands,
                                        fresh_begin, fresh_end),
        cmocka_unit_test_setup_teardown(a_number_in_a_search_is_known_as_one, fresh_begin,
                                        fresh_end),
        cmocka_unit_test(the_level_filter_takes_what_it_offers_alone),
        cmocka_unit_test_setup_teardown(names_sort_without_their_the, fresh_begin, fresh_end),
        cmocka_unit_test_setup_teardown(several_numbers_stand_between_commas, fresh_begin,
                                        fresh_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
