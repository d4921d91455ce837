/*
 * Memory belongs to a request (law 3).
 *
 * An arena hands out memory that all goes at once. Nothing outside engine/base calls malloc or
 * free; `make lint` reads the object files and says so. Sizes are bytes. Memory comes zeroed,
 * aligned to 16. arena_alloc never returns NULL: past the cap, or when the system has none, it
 * fail()s.
 *
 * In the test build (HOLDFAST_ARENA_EXACT) every allocation is a malloc of its own, so that
 * AddressSanitizer sees an overflow of one byte; and arena_fail_after(n) makes the n-th allocation
 * fail.
 */
#ifndef ENGINE_BASE_ARENA_H
#define ENGINE_BASE_ARENA_H

#include "engine/base/fail.h"
#include <stddef.h>

struct arena;

struct arena *arena_new(size_t cap) must_use;
/* One that is freed with its parent, and by nobody else: what it holds is given back also after a
 * failure. Its user may reset it. */
struct arena *arena_new_in(struct arena *parent, size_t cap) must_use;
void arena_free(struct arena *arena); /* NULL is fine */

/* Gives all memory back, after running the clean-ups in reverse order; keeps a first block for
 * reuse. */
void arena_reset(struct arena *arena);

void *arena_alloc(struct arena *arena, size_t size) must_use;
/* count * size, checked for overflow. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size) must_use;
/* Grows the newest allocation in place where it can, else copies. old may be NULL. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size) must_use;

#define arena_make(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))

/* Runs close(thing) when the arena is reset or freed, also after a failure; last in, first out. */
void arena_on_close(struct arena *arena, void (*close)(void *thing), void *thing);

size_t arena_used(const struct arena *arena);

/* Test build only: the n-th allocation from now on this thread fails (0: never); a new arena is one
 * too. */
void arena_fail_after(long n);

#endif
