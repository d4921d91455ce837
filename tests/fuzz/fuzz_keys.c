/* Fuzzes what reads keys from files: the key file, an exported copy, the audit log's head. */
#include "engine/audit/audit_private.h"
#include "engine/vault/vault_private.h"

#include <sodium.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (sodium_init() < 0 || size == 0)
        return 0;
    struct arena *arena = arena_new((size_t)16 << 20);
    unsigned char *copy = arena_array(arena, unsigned char, size);
    for (size_t i = 0; i < size; i++)
        copy[i] = data[i];
    const text words = {.ptr = (const char *)copy, .len = size};
    struct keys *keys = keys_new(arena);
    struct head head;
    /* What was read is written as it was: one form, not several. */
    if (keys_parse(words, keys)) {
        char *room = arena_array(arena, char, KEYS_TEXT_MOST);
        struct keys *again = keys_new(arena);
        ensure(keys_parse((text){.ptr = room, .len = keys_write(keys, room)}, again));
        ensure(sodium_memcmp(keys, again, sizeof *keys) == 0);
    }
    bool any = exported_reads(arena, words);
    any = head_parse(words, &head) || any;
    ensure(!any || size > 100); /* nothing so short is whole */
    arena_free(arena);
    return 0;
}
