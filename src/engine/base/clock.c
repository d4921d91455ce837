/* The one clock, and today: see clock.h. */
#include "engine/base/clock.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

/* ---- Now ---------------------------------------------------------------------------------------
 */

/* What a test has set; and how far the environment moved this process's clock. */
#define CLOCK_NOT_SET INT64_MIN
#define STEP_NOT_LOOKED INT64_MAX
static _Atomic int64_t set_now = CLOCK_NOT_SET;
static _Atomic int64_t moved = STEP_NOT_LOOKED;

static int64_t machine_now(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0)
        fail("no clock");
    return now.tv_sec;
}

/* "10:00:00" as seconds; false: it is no time of day. */
static bool time_parse(text t, int64_t *seconds)
{
    *seconds = 0;
    for (int part = 0; part < 3; part++) {
        int64_t n;
        const text digits = text_cut(&t, ':');
        if (digits.len != 2 || !int_parse(digits, &n) || n < 0 || n > (part == 0 ? 23 : 59))
            return false;
        *seconds = *seconds * 60 + n;
    }
    return !t.ptr;
}

static int64_t moved_by_environment(void)
{
    const char *const words = getenv("HOLDFAST_NOW");
    const text t = text_of(words);
    day d;
    int64_t seconds;
    if (!text_present(t))
        return 0;
    if (t.len != sizeof "2026-11-25T10:00:00Z" - 1 || t.ptr[10] != 'T' || !text_ends(t, T("Z")) ||
        !day_parse(text_slice(t, 0, 10), &d) || !time_parse(text_slice(t, 11, t.len - 1), &seconds))
        fail("HOLDFAST_NOW is '%s', which is not a moment such as 2026-11-25T10:00:00Z", words);
    return (int64_t)d.raw * 24 * 60 * 60 + seconds - machine_now();
}

instant instant_now(void)
{
    const int64_t set = atomic_load(&set_now);
    if (set != CLOCK_NOT_SET)
        return (instant){.raw = set};
    int64_t step = atomic_load(&moved);
    if (step == STEP_NOT_LOOKED) {
        int64_t before = STEP_NOT_LOOKED;
        step = moved_by_environment();
        if (!atomic_compare_exchange_strong(&moved, &before, step))
            step = before; /* another thread was first */
    }
    return (instant){.raw = machine_now() + step};
}

void clock_set(instant now)
{
    atomic_store(&set_now, now.raw);
}

void clock_advance(int64_t seconds)
{
    atomic_store(&set_now, instant_add(instant_now(), seconds).raw);
}

void clock_clear(void)
{
    atomic_store(&set_now, CLOCK_NOT_SET);
}

/* ---- Today -------------------------------------------------------------------------------------
 */

/* The day that the demo has set, for the whole process. */
enum { DAY_NOT_LOOKED = INT32_MIN, DAY_NOT_SET };
static _Atomic int32_t set_today = DAY_NOT_LOOKED;

static int32_t today_of_environment(void)
{
    const char *const words = getenv("HOLDFAST_TODAY");
    day d;
    if (!words || !*words)
        return DAY_NOT_SET;
    if (!day_parse(text_of(words), &d))
        fail("HOLDFAST_TODAY is '%s', which is not a day such as 2024-10-18", words);
    return d.raw;
}

day day_today(void)
{
    if (atomic_load(&set_now) != CLOCK_NOT_SET)
        return instant_day(instant_now());
    int32_t today = atomic_load(&set_today);
    if (today == DAY_NOT_LOOKED) {
        int32_t before = DAY_NOT_LOOKED;
        today = today_of_environment();
        if (!atomic_compare_exchange_strong(&set_today, &before, today))
            today = before; /* another thread was first */
    }
    return today == DAY_NOT_SET ? instant_day(instant_now()) : (day){.raw = today};
}

void day_set_today(day d)
{
    atomic_store(&set_today, d.raw);
}
