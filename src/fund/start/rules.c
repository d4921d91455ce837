/* How far the first run is: see start.h. */
#include "fund/start/start.h"
#include "fund/people/people.h"
#include "fund/start/rules.h"

void start_count(struct start_progress *progress)
{
    progress->settled = 0;
    progress->next = START_STEP_COUNT;
    for (int step = START_STEP_COUNT; step-- > 0;) {
        if (progress->done[step] || progress->skipped[step])
            progress->settled++;
        else
            progress->next = (enum start_step)step;
    }
}

enum start_step start_after(const struct start_progress *progress, enum start_step step)
{
    for (int i = 1; i < START_STEP_COUNT; i++) {
        const int other = ((int)step + i) % START_STEP_COUNT;
        if (!progress->done[other] && !progress->skipped[other])
            return (enum start_step)other;
    }
    return START_STEP_COUNT;
}

bool start_shows(const struct view *view, const struct start_progress *progress)
{
    return !view->demo && (view->viewer.roles & ROLE_DIRECTOR) &&
           progress->next != START_STEP_COUNT;
}

text start_step_path(struct arena *arena, enum start_step step)
{
    return step == START_STEP_COUNT
               ? T("/start")
               : text_format(arena, "/start/%.*s", TEXT_ARG(start_step_code(step)));
}

/* Written as someone might for a fund that pays for advice and for people speaking up. Each is only
 * a beginning: what a fund pays for is for its own people to say. */
static const struct start_sample samples[] = {
    {"Advice and casework", "Free immigration advice, from the first letter to the last appeal.",
     "Organisations that are registered to advise, or work with one that is. Salaries, training, "
     "interpreters and the rent are all fine to ask for.",
     "90000", "36", "light"},
    {"Infrastructure",
     "What holds the sector up: training, supervision, shared data, places to meet.",
     "Networks and groups that other groups lean on. Ask for what it really costs to keep going.",
     "120000", "36", "conversation"},
    {"People speaking up", "Groups led by people who have lived it, and what they want to change.",
     "No registration needed, and no long form: a talk is enough to begin.", "15000", "12",
     "conversation"},
};

const struct start_sample *start_samples(size_t *count)
{
    *count = sizeof samples / sizeof *samples;
    return samples;
}
