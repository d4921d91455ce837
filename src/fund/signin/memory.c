/* Notes about sessions in a table of sets, like the counts of tries: see memory.h. */
#include "fund/signin/memory.h"

#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <string.h>

enum { SETS = 1024, IN_A_SET = 8 };

struct signin {
    struct limits *limits;
    unsigned char key[crypto_generichash_KEYBYTES];
    atomic_int_fast64_t failures;
    pthread_mutex_t lock;
    struct session_note note[SETS][IN_A_SET];
};

static void signin_close(void *thing)
{
    struct signin *signin = thing;
    pthread_mutex_destroy(&signin->lock);
    sodium_memzero(signin->key, sizeof signin->key);
}

struct signin *signin_new(struct arena *arena)
{
    struct signin *signin = arena_make(arena, struct signin);
    signin->limits = limits_new(arena);
    randombytes_buf(signin->key, sizeof signin->key);
    pthread_mutex_init(&signin->lock, NULL);
    arena_on_close(arena, signin_close, signin);
    return signin;
}

struct limits *signin_limits(const struct app *app)
{
    return app && app->signin ? app->signin->limits : NULL;
}

static bool note_is_free(const struct session_note *note)
{
    static const unsigned char none[SESSION_HASH];
    return memcmp(note->token_hash, none, SESSION_HASH) == 0;
}

/* What would be missed least: 0 first. */
static int note_worth(const struct session_note *note)
{
    return note_is_free(note) ? 0 : note->told ? 1 : note->over ? 3 : 2;
}

static struct session_note *set_of(struct signin *signin, const unsigned char *token_hash)
{
    size_t where;
    memcpy(&where, token_hash, sizeof where); /* a hash spreads by itself */
    return signin->note[where % SETS];
}

/* The note of a session; made, in place of what would be missed least, when there is none. */
static struct session_note *note_of(struct signin *signin, bytes token_hash, instant stored)
{
    struct session_note *set = set_of(signin, token_hash.ptr), *give = &set[0];
    for (size_t i = 0; i < IN_A_SET; i++) {
        struct session_note *note = &set[i];
        if (memcmp(note->token_hash, token_hash.ptr, SESSION_HASH) == 0)
            return note;
        const int more = note_worth(note) - note_worth(give);
        if (more < 0 || (more == 0 && instant_order(note->used, give->used) < 0))
            give = note;
    }
    *give = (struct session_note){.used = stored};
    memcpy(give->token_hash, token_hash.ptr, SESSION_HASH);
    return give;
}

bool memory_use(struct signin *signin, bytes token_hash, instant stored, instant now, instant *used)
{
    *used = stored;
    if (!signin || token_hash.len != SESSION_HASH)
        return true;
    pthread_mutex_lock(&signin->lock);
    struct session_note *note = note_of(signin, token_hash, stored);
    const bool over = note->over;
    if (instant_order(note->used, stored) > 0)
        *used = note->used;
    if (!over && instant_order(now, note->used) > 0) {
        note->used = now;
        note->fresh = true;
    }
    pthread_mutex_unlock(&signin->lock);
    return !over;
}

void memory_end(struct signin *signin, bytes token_hash, text elsewhere)
{
    if (!signin || token_hash.len != SESSION_HASH)
        return;
    pthread_mutex_lock(&signin->lock);
    struct session_note *note = note_of(signin, token_hash, instant_now());
    note->over = true;
    const size_t len =
        elsewhere.len < sizeof note->elsewhere ? elsewhere.len : sizeof note->elsewhere - 1;
    if (len > 0 && !note->elsewhere[0])
        memcpy(note->elsewhere, elsewhere.ptr, len);
    pthread_mutex_unlock(&signin->lock);
}

size_t memory_unstored(struct signin *signin, struct session_note *note, size_t most)
{
    size_t count = 0;
    pthread_mutex_lock(&signin->lock);
    for (size_t i = 0; i < (size_t)SETS * IN_A_SET && count < most; i++) {
        const struct session_note *one = &signin->note[i / IN_A_SET][i % IN_A_SET];
        if (one->fresh || (one->over && !one->told))
            note[count++] = *one;
    }
    pthread_mutex_unlock(&signin->lock);
    return count;
}

/* What was noted since it was copied is still to be stored. */
void memory_stored(struct signin *signin, const struct session_note *note, size_t count)
{
    pthread_mutex_lock(&signin->lock);
    for (size_t i = 0; i < count; i++) {
        struct session_note *set = set_of(signin, note[i].token_hash);
        for (size_t k = 0; k < IN_A_SET; k++)
            if (memcmp(set[k].token_hash, note[i].token_hash, SESSION_HASH) == 0) {
                set[k].told = note[i].over;
                if (instant_order(set[k].used, note[i].used) == 0)
                    set[k].fresh = false;
            }
    }
    pthread_mutex_unlock(&signin->lock);
}

void memory_failure(struct signin *signin)
{
    if (signin)
        atomic_fetch_add(&signin->failures, 1);
}

int64_t memory_failures_take(struct signin *signin)
{
    return signin ? atomic_exchange(&signin->failures, 0) : 0;
}

bytes memory_mac(const struct signin *signin, struct arena *arena, text purpose, bytes of)
{
    static const unsigned char none[crypto_generichash_KEYBYTES];
    unsigned char *mac = arena_alloc(arena, crypto_generichash_BYTES);
    crypto_generichash_state state;
    crypto_generichash_init(&state, signin ? signin->key : none, crypto_generichash_KEYBYTES,
                            crypto_generichash_BYTES);
    crypto_generichash_update(&state, (const unsigned char *)purpose.ptr, purpose.len);
    crypto_generichash_update(&state, (const unsigned char *)":", 1);
    crypto_generichash_update(&state, of.ptr, of.len);
    crypto_generichash_final(&state, mac, crypto_generichash_BYTES);
    return (bytes){.ptr = mac, .len = crypto_generichash_BYTES};
}
