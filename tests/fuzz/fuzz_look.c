/* Any bytes as a file that someone adds: nothing is read beyond its end, and its name is safe. */
#include "engine/files/look.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new((size_t)16 << 20);
    enum stored_kind kind = STORED_KIND_COUNT;
    text say;
    const bool good = file_look((bytes){.ptr = data, .len = size}, T("a.csv"), &kind, &say);
    ensure(good ? kind < STORED_KIND_COUNT : say.ptr != NULL);
    const text as_name = {.ptr = (const char *)data, .len = size};
    if (text_is_utf8(as_name)) {
        const text name = file_name_clean(arena, as_name);
        ensure(text_present(name) && name.len <= 210 && text_find(name, T("/")) < 0 &&
               text_find(name, T("\\")) < 0 && !text_starts(name, T(".")));
        ensure(text_eq(name, file_name_clean(arena, name)));
        if (good)
            ensure(text_starts(file_save_name(arena, name, kind), name));
    }
    arena_free(arena);
    return 0;
}
