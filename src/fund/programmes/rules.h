/* What is decided about programmes without looking anything up. Private to fund/programmes. */
#ifndef FUND_PROGRAMMES_RULES_H
#define FUND_PROGRAMMES_RULES_H

#include "fund/people/people.h"

#define QUESTIONS_MOST 40

/* Who may see a programme that is there: staff. */
struct access may_see_programme(struct hat hat) must_use;

/* A2's guard: "6 questions for up to £20,000", so that whoever adds a seventh sees what it asks of
 * a small grant. */
text programme_burden_words(struct arena *arena, int64_t questions, opt_pence cap);

/* As programmes are sorted and matched. */
text programme_name_key(struct arena *arena, text name);

/* "3 years", "18 months". */
text programme_duration_words(struct arena *arena, int64_t months);

/* Where the question at index goes when it moves up one: fills place[0..count) with each question's
 * new position, from 1. */
void programme_questions_move_up(size_t count, size_t index, int64_t *place);

#endif
