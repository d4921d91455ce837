/*
 * Memory that goes all at once (law 3): the one place, with the rest of engine/base, that asks the
 * system for memory.
 *
 * Two ways of keeping the same promises:
 *
 * - Ordinary: a chain of blocks, newest first, each handed out from its start. The first, of 16
 * KiB, outlives a reset, so that a request that needs no more asks the system for nothing. Under
 *   AddressSanitizer what is not handed out is poisoned.
 * - HOLDFAST_ARENA_EXACT: each allocation is a malloc of exactly its size, so that one byte too
 * many is seen, and growing always moves, so that a pointer kept across arena_grow is seen too.
 *
 * The cap counts what was asked for, rounded up to 16, and not what the system was asked for.
 */
#include "engine/base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define WITH_ASAN 1
#endif

enum { ALIGNMENT = 16 };

/* What is to be closed before the memory goes. Stands in the arena's own memory. */
struct cleanup {
    void (*close)(void *thing);
    void *thing;
    struct cleanup *earlier;
};

static size_t rounded(size_t size)
{
    return (size + (ALIGNMENT - 1)) & ~(size_t)(ALIGNMENT - 1);
}

#ifndef HOLDFAST_ARENA_EXACT

#ifdef WITH_ASAN
#include <sanitizer/asan_interface.h>
#define hide(ptr, size) ASAN_POISON_MEMORY_REGION((ptr), (size))
#define show(ptr, size) ASAN_UNPOISON_MEMORY_REGION((ptr), (size))
#else
#define hide(ptr, size) ((void)(ptr), (void)(size))
#define show(ptr, size) ((void)(ptr), (void)(size))
#endif

enum { FIRST_BLOCK = 16 * 1024, LARGEST_STEP = 1024 * 1024 };

struct block {
    struct block *older;
    size_t size; /* of bytes[] */
    size_t at;   /* what of it is handed out */
    size_t pad;  /* bytes[] starts at a multiple of 16 */
    unsigned char bytes[];
};
_Static_assert(offsetof(struct block, bytes) % ALIGNMENT == 0, "memory comes aligned");

struct arena {
    size_t cap, used;
    struct cleanup *cleanups;
    struct block *newest;
};

static struct block *block_new(size_t size, struct block *older)
{
    struct block *block = malloc(sizeof *block + size);
    if (block) {
        *block = (struct block){.older = older, .size = size};
        hide(block->bytes, size);
    }
    return block;
}

static bool store_open(struct arena *arena)
{
    arena->newest = block_new(FIRST_BLOCK - sizeof(struct block), NULL);
    return arena->newest;
}

/* Gives back all blocks but the first, or the first too. */
static void store_empty(struct arena *arena, bool first_too)
{
    struct block *block = arena->newest;
    while (block && (block->older || first_too)) {
        struct block *older = block->older;
        show(block->bytes, block->size);
        free(block);
        block = older;
    }
    arena->newest = block;
    if (block) {
        block->at = 0;
        hide(block->bytes, block->size);
    }
}

static void *store_take(struct arena *arena, size_t size)
{
    struct block *block = arena->newest;
    const size_t step = rounded(size);
    if (block->size - block->at < step) {
        size_t next = block->size < LARGEST_STEP / 2 ? block->size * 2 : LARGEST_STEP;
        if (next < step)
            next = step;
        block = block_new(rounded(next), arena->newest);
        if (!block)
            return NULL;
        arena->newest = block;
    }
    unsigned char *ptr = block->bytes + block->at;
    block->at += step;
    show(ptr, size);
    memset(ptr, 0, size);
    return ptr;
}

/* Grows old where it stands, or with the block that it has to itself; NULL: it must be copied. */
static void *store_stretch(struct arena *arena, const void *old, size_t old_size, size_t new_size)
{
    struct block *block = arena->newest;
    const size_t before = rounded(old_size), after = rounded(new_size);
    if (block->at < before || block->bytes + (block->at - before) != old)
        return NULL;
    const size_t start = block->at - before;
    if (block->size - start < after) {
        if (start != 0 || !block->older)
            return NULL;
        show(block->bytes, block->size);
        struct block *moved = realloc(block, sizeof *block + after);
        if (!moved) {
            hide(block->bytes + old_size, block->size - old_size);
            return NULL;
        }
        moved->size = after;
        arena->newest = block = moved;
        hide(block->bytes + old_size, block->size - old_size);
    }
    unsigned char *ptr = block->bytes + start;
    block->at = start + after;
    show(ptr, new_size);
    memset(ptr + old_size, 0, new_size - old_size);
    return ptr;
}

static void store_drop(struct arena *arena, const void *old)
{
    (void)arena, (void)old; /* stays in its block until all goes */
}

#else

struct arena {
    size_t cap, used;
    struct cleanup *cleanups;
    void **all; /* every allocation, in order */
    size_t count, room;
};

/* Counts down to the allocation that fails; 0: none does. A test's own thread only. */
static _Thread_local long until_failure;

void arena_fail_after(long n)
{
    until_failure = n;
}

/* True: this is the allocation that a test wants to fail. */
static bool is_to_fail(void)
{
    return until_failure > 0 && --until_failure == 0;
}

static bool store_open(struct arena *arena)
{
    (void)arena;
    return !is_to_fail();
}

static void store_empty(struct arena *arena, bool first_too)
{
    for (size_t i = 0; i < arena->count; i++)
        free(arena->all[i]);
    arena->count = 0;
    if (first_too)
        free(arena->all);
}

static void *store_take(struct arena *arena, size_t size)
{
    if (is_to_fail())
        return NULL;
    if (arena->count == arena->room) {
        const size_t room = arena->room ? arena->room * 2 : 64;
        void **all = realloc(arena->all, room * sizeof *all);
        if (!all)
            return NULL;
        arena->all = all;
        arena->room = room;
    }
    void *ptr = calloc(1, size ? size : 1);
    if (ptr)
        arena->all[arena->count++] = ptr;
    return ptr;
}

static void *store_stretch(struct arena *arena, const void *old, size_t old_size, size_t new_size)
{
    (void)arena, (void)old, (void)old_size, (void)new_size;
    return NULL;
}

static void store_drop(struct arena *arena, const void *old)
{
    for (size_t i = arena->count; i-- > 0;) {
        if (arena->all[i] == old) {
            free(arena->all[i]);
            arena->all[i] = arena->all[--arena->count];
            return;
        }
    }
    fail("arena_grow: this memory is not the arena's");
}

#endif

struct arena *arena_new(size_t cap)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (!arena || !store_open(arena)) {
        free(arena);
        fail("out of memory: no arena");
    }
    arena->cap = cap;
    return arena;
}

/* Newest first. Each is taken off before it runs, so that one which fail()s does not run again. */
static void run_cleanups(struct arena *arena)
{
    while (arena->cleanups) {
        const struct cleanup cleanup = *arena->cleanups;
        arena->cleanups = cleanup.earlier;
        cleanup.close(cleanup.thing);
    }
}

void arena_reset(struct arena *arena)
{
    run_cleanups(arena);
    store_empty(arena, false);
    arena->used = 0;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    run_cleanups(arena);
    store_empty(arena, true);
    free(arena);
}

/* Counts size against the cap. */
static bool within_cap(struct arena *arena, size_t size)
{
    if (size > arena->cap || rounded(size) > arena->cap - arena->used)
        return false;
    arena->used += rounded(size);
    return true;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (!within_cap(arena, size))
        fail("out of memory: %zu bytes more than the %zu of %zu in use", size, arena->used,
             arena->cap);
    void *ptr = store_take(arena, size);
    if (!ptr) {
        arena->used -= rounded(size);
        fail("out of memory: the system has no %zu bytes", size);
    }
    return ptr;
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total))
        fail("out of memory: %zu times %zu bytes", count, size);
    return arena_alloc(arena, total);
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    if (!old)
        return arena_alloc(arena, new_size);
    if (new_size <= old_size)
        return old;
    if (!within_cap(arena, new_size - old_size))
        fail("out of memory: %zu bytes more than the %zu of %zu in use", new_size - old_size,
             arena->used, arena->cap);
    void *ptr = store_stretch(arena, old, old_size, new_size);
    if (ptr)
        return ptr;
    arena->used -= rounded(new_size - old_size);
    ptr = arena_alloc(arena, new_size);
    memcpy(ptr, old, old_size);
    store_drop(arena, old);
    return ptr;
}

static struct cleanup *cleanup_new(struct arena *arena)
{
    return within_cap(arena, sizeof(struct cleanup)) ? store_take(arena, sizeof(struct cleanup))
                                                     : NULL;
}

void arena_on_close(struct arena *arena, void (*close)(void *thing), void *thing)
{
    struct cleanup *cleanup = cleanup_new(arena);
    if (!cleanup) {
        /* Nothing will remember the thing, so it is closed now. */
        close(thing);
        fail("out of memory: no room for a clean-up");
    }
    *cleanup = (struct cleanup){.close = close, .thing = thing, .earlier = arena->cleanups};
    arena->cleanups = cleanup;
}

static void close_arena(void *arena)
{
    arena_free(arena);
}

struct arena *arena_new_in(struct arena *parent, size_t cap)
{
    struct arena *arena = arena_new(cap);
    arena_on_close(parent, close_arena, arena);
    return arena;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
