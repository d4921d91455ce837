/*
 * The one clock. Everything that asks what time it is asks instant_now() and day_today() of
 * values.h, and these read the clock here; so a test can set it, and run a year in a second.
 *
 * HOLDFAST_NOW=2026-11-25T10:00:00Z starts the process's clock at that moment, from where it runs
 * on; HOLDFAST_TODAY=2024-10-18 fixes the day alone. Both are for tests and the demo.
 */
#ifndef ENGINE_BASE_CLOCK_H
#define ENGINE_BASE_CLOCK_H

#include "engine/base/values.h"

/* From now on it is this moment, until it is set again: for the whole process. */
void clock_set(instant now);
/* Forward, or with a negative number back; sets the clock when it was not. */
void clock_advance(int64_t seconds);
/* The machine's own clock again. */
void clock_clear(void);

#endif
