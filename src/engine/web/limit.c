/*
 * Counts of tries: see limit.h. A table of sets of eight: a count has one set that it may stand in,
 * and takes the place there of what was counted longest ago. So memory has an end, and whoever
 * would push a count out must push out eight, of a set that they cannot find.
 */
#include "engine/web/limit.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

enum { SETS = 4096, IN_A_SET = 8 };

struct slot {
    uint64_t key; /* 0: free */
    struct limit_count count;
};

struct limits {
    pthread_mutex_t lock;
    unsigned char secret[crypto_shorthash_KEYBYTES];
    struct slot slot[SETS][IN_A_SET];
};

struct limit_count limit_slide(struct limit_count count, const struct limit *limit, int64_t now)
{
    const int64_t passed = now - count.began;
    if (passed < 0 || passed >= 2 * limit->seconds)
        return (struct limit_count){.began = now};
    if (passed < limit->seconds)
        return count;
    return (struct limit_count){.began = count.began + limit->seconds, .before = count.now};
}

int64_t limit_wait(struct limit_count count, const struct limit *limit, int64_t now)
{
    const struct limit_count at = limit_slide(count, limit, now);
    const int64_t passed = now - at.began;
    /* at.before counts in proportion, and all is compared times seconds, to stay whole. */
    const int64_t room = (limit->most - at.now) * limit->seconds;
    if (room > 0 && at.before * (limit->seconds - passed) < room)
        return 0;
    if (at.now >= limit->most) {
        /* Not in this stretch; in the next, once enough of this one has slid out. */
        const int64_t left = limit->seconds - passed;
        const int64_t slide = limit->seconds - (limit->most * limit->seconds - 1) / at.now;
        return left + (slide > 0 ? slide : 0);
    }
    const int64_t slide = limit->seconds - passed - (room - 1) / at.before;
    return slide > 0 ? slide : 1;
}

static void limits_close(void *thing)
{
    struct limits *limits = thing;
    pthread_mutex_destroy(&limits->lock);
    sodium_memzero(limits->secret, sizeof limits->secret);
}

struct limits *limits_new(struct arena *arena)
{
    struct limits *limits = arena_make(arena, struct limits);
    pthread_mutex_init(&limits->lock, NULL);
    randombytes_buf(limits->secret, sizeof limits->secret);
    arena_on_close(arena, limits_close, limits);
    return limits;
}

static uint64_t key_of(const struct limits *limits, const struct limit *limit, text what)
{
    /* What is counted may be long, and a stranger's: both parts are hashed to one size first. */
    unsigned char both[2 * crypto_shorthash_BYTES], hash[crypto_shorthash_BYTES];
    const text of = text_of(limit->of);
    crypto_shorthash(both, (const unsigned char *)of.ptr, of.len, limits->secret);
    crypto_shorthash(both + crypto_shorthash_BYTES,
                     (const unsigned char *)(what.ptr ? what.ptr : ""), what.len, limits->secret);
    crypto_shorthash(hash, both, sizeof both, limits->secret);
    uint64_t key;
    memcpy(&key, hash, sizeof key);
    return key ? key : 1;
}

/* The slot of a key, or the one to give it. */
static struct slot *slot_of(struct limits *limits, uint64_t key)
{
    struct slot *set = limits->slot[key % SETS], *oldest = &set[0];
    for (size_t i = 0; i < IN_A_SET; i++) {
        if (set[i].key == key)
            return &set[i];
        if (oldest->key && (!set[i].key || set[i].count.began < oldest->count.began))
            oldest = &set[i];
    }
    return oldest;
}

enum step { STEP_ASK, STEP_COUNT, STEP_TAKE, STEP_FORGET };

static int64_t limits_step(struct limits *limits, const struct limit *limit, text what, int64_t now,
                           enum step step)
{
    if (!limits)
        return 0;
    const uint64_t key = key_of(limits, limit, what);
    pthread_mutex_lock(&limits->lock);
    struct slot *slot = slot_of(limits, key);
    const struct limit_count count = limit_slide(
        slot->key == key ? slot->count : (struct limit_count){.began = now}, limit, now);
    const int64_t wait = limit_wait(count, limit, now);
    if (step == STEP_COUNT || (step == STEP_TAKE && wait == 0)) {
        *slot = (struct slot){.key = key, .count = count};
        slot->count.now++;
    } else if (step == STEP_FORGET && slot->key == key) {
        *slot = (struct slot){0};
    }
    pthread_mutex_unlock(&limits->lock);
    return wait;
}

int64_t limits_ask(struct limits *limits, const struct limit *limit, text what, instant now)
{
    return limits_step(limits, limit, what, instant_seconds(now), STEP_ASK);
}

void limits_count(struct limits *limits, const struct limit *limit, text what, instant now)
{
    (void)limits_step(limits, limit, what, instant_seconds(now), STEP_COUNT);
}

int64_t limits_take(struct limits *limits, const struct limit *limit, text what, instant now)
{
    return limits_step(limits, limit, what, instant_seconds(now), STEP_TAKE);
}

void limits_forget(struct limits *limits, const struct limit *limit, text what)
{
    (void)limits_step(limits, limit, what, 0, STEP_FORGET);
}

text limit_words(struct arena *arena, int64_t seconds)
{
    const int64_t minutes = (seconds + 59) / 60, hours = (minutes + 59) / 60;
    if (minutes <= 1)
        return T("in a minute");
    if (minutes < 100)
        return text_format(arena, "in %lld minutes", (long long)minutes);
    return text_format(arena, "in %lld hours", (long long)hours);
}
