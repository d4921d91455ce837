/* Any bytes as multipart/form-data: parts lie within the body, and names are text. */
#include "engine/web/form_pairs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new((size_t)256 << 20);
    const text body = {.ptr = (const char *)data, .len = size};
    const struct form_pairs pairs = form_pairs_multipart(arena, body, T("x"));
    for (size_t i = 0; i < pairs.count; i++) {
        const struct upload *file = &pairs.row[i].file;
        if (pairs.refusal.ptr)
            break;
        ensure(text_is_utf8(pairs.row[i].name) && text_is_utf8(pairs.row[i].value) &&
               text_is_utf8(file->name));
        if (file->bytes.ptr)
            ensure(file->bytes.ptr >= data && file->bytes.ptr + file->bytes.len <= data + size);
        ensure(text_find(file->name, T("/")) < 0 && text_find(file->name, T("\\")) < 0);
    }
    (void)multipart_boundary(body).ptr;
    arena_free(arena);
    return 0;
}
