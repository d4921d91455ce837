/* The cap that is kept, and the weight of a form beside the money it is for. */
#include "fund/programmes/rules.h"
#include "fund/programmes/programmes.h"
#include "tests/fund/fresh.h"

static opt_pence capped(int64_t pounds)
{
    return (opt_pence){.some = true, .it = pence_pounds(pounds)};
}

static void A2_infrastructure_over_cap_is_refused(void **state)
{
    struct fresh *fresh = *state;
    const text say = programme_award_check(fresh->arena, T("Infrastructure"), capped(20000),
                                           pence_pounds(25000));
    assert_true(says(say, "Infrastructure"));
    assert_true(says(say, "at most \xc2\xa3"
                          "20,000"));
    assert_true(says(say, "This one is \xc2\xa3"
                          "25,000"));
    assert_true(text_present(
        programme_award_check(fresh->arena, T("I"), capped(20000), pence_of(2000001))));
}

static void A2_a_grant_at_the_cap_or_without_one_may_be(void **state)
{
    struct fresh *fresh = *state;
    assert_null(
        programme_award_check(fresh->arena, T("Infrastructure"), capped(20000), pence_pounds(20000))
            .ptr);
    assert_null(
        programme_award_check(fresh->arena, T("Infrastructure"), capped(20000), pence_pounds(0))
            .ptr);
    assert_null(programme_award_check(fresh->arena, T("Influencing"), (opt_pence){.some = false},
                                      pence_pounds(900000))
                    .ptr);
}

static void A2_questions_stand_beside_the_money_they_are_asked_for(void **state)
{
    struct fresh *fresh = *state;
    assert_text(programme_burden_words(fresh->arena, 6, capped(20000)),
                "6 questions for up to \xc2\xa3"
                "20,000");
    assert_text(programme_burden_words(fresh->arena, 1, capped(500)),
                "1 question for up to \xc2\xa3"
                "500");
    assert_text(programme_burden_words(fresh->arena, 0, (opt_pence){.some = false}),
                "No questions, whatever the amount");
}

static void durations_are_said_as_people_say_them(void **state)
{
    struct fresh *fresh = *state;
    assert_text(programme_duration_words(fresh->arena, 36), "3 years");
    assert_text(programme_duration_words(fresh->arena, 12), "1 year");
    assert_text(programme_duration_words(fresh->arena, 18), "18 months");
    assert_text(programme_duration_words(fresh->arena, 1), "1 month");
}

static void a_question_moves_up_by_one(void **state)
{
    (void)state;
    int64_t place[4];
    programme_questions_move_up(4, 2, place);
    assert_int_equal(place[0], 1);
    assert_int_equal(place[1], 3);
    assert_int_equal(place[2], 2);
    assert_int_equal(place[3], 4);
    programme_questions_move_up(4, 0, place); /* the first stays */
    for (int i = 0; i < 4; i++)
        assert_int_equal(place[i], i + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(A2_infrastructure_over_cap_is_refused, fresh_begin,
                                        fresh_end),
        cmocka_unit_test_setup_teardown(A2_a_grant_at_the_cap_or_without_one_may_be, fresh_begin,
                                        fresh_end),
        cmocka_unit_test_setup_teardown(A2_questions_stand_beside_the_money_they_are_asked_for,
                                        fresh_begin, fresh_end),
        cmocka_unit_test_setup_teardown(durations_are_said_as_people_say_them, fresh_begin,
                                        fresh_end),
        cmocka_unit_test(a_question_moves_up_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
