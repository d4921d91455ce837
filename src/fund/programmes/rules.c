/* Programmes' rules: the cap that is kept (A2), and the form's weight beside the money it is for.
 */
#include "fund/programmes/rules.h"
#include "fund/programmes/programmes.h"

struct access may_see_programme(struct hat hat)
{
    return hat.roles & ROLE_STAFF ? access_all(WHY_STAFF) : access_none(WHY_NOT_THEIR_WORK);
}

text programme_award_check(struct arena *arena, text programme, opt_pence cap, pence amount)
{
    if (!cap.some || pence_order(amount, cap.it) <= 0)
        return TEXT_ABSENT;
    return text_format(arena,
                       "%.*s: one grant can be at most %.*s. This one is %.*s. Lower the amount, "
                       "choose another programme, or "
                       "change the programme\u2019s cap first.",
                       TEXT_ARG(programme), TEXT_ARG(pence_text(arena, cap.it)),
                       TEXT_ARG(pence_text(arena, amount)));
}

text programme_burden_words(struct arena *arena, int64_t questions, opt_pence cap)
{
    const text count = questions == 0 ? T("No questions")
                                      : int_words(arena, questions, T("question"), T("questions"));
    return cap.some ? text_format(arena, "%.*s for up to %.*s", TEXT_ARG(count),
                                  TEXT_ARG(pence_text(arena, cap.it)))
                    : text_format(arena, "%.*s, whatever the amount", TEXT_ARG(count));
}

text programme_name_key(struct arena *arena, text name)
{
    return sort_key(arena, text_trim(name));
}

text programme_duration_words(struct arena *arena, int64_t months)
{
    return months % 12 == 0 ? int_words(arena, months / 12, T("year"), T("years"))
                            : int_words(arena, months, T("month"), T("months"));
}

void programme_questions_move_up(size_t count, size_t index, int64_t *place)
{
    for (size_t i = 0; i < count; i++)
        place[i] = (int64_t)i + 1;
    if (index > 0 && index < count) {
        place[index] = (int64_t)index;
        place[index - 1] = (int64_t)index + 1;
    }
}
