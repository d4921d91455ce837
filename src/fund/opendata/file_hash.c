/* A file's own fingerprint: see file_hash.h. */
#include "fund/opendata/file_hash.h"
#include "engine/files/source.h"

#include <sodium.h>

bytes file_hash(struct arena *arena, int fd)
{
    struct source source = source_of_fd(arena, fd);
    crypto_generichash_state state;
    unsigned char *hash = arena_alloc(arena, crypto_generichash_BYTES);
    if (!source_rewind(&source))
        fail("a file could not be read from its beginning");
    (void)crypto_generichash_init(&state, NULL, 0, crypto_generichash_BYTES);
    while (source_fill(&source))
        (void)crypto_generichash_update(&state, source.ptr, source.len);
    (void)crypto_generichash_final(&state, hash, crypto_generichash_BYTES);
    if (source.broken || !source_rewind(&source))
        fail("a file could not be read to its end");
    return (bytes){.ptr = hash, .len = crypto_generichash_BYTES};
}
