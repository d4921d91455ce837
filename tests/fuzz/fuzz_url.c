/* Any bytes as a request's target and as a query: judged, parted and written anew. */
#include "engine/web/head.h"
#include "engine/web/urlcode.h"
#include "engine/web/view.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new((size_t)256 << 20);
    const text all = {.ptr = size ? (const char *)data : "", .len = size};
    const struct header host = {.name = T("Host"), .value = all};
    struct head head = {
        .method = T("GET"), .target = all, .version = T("HTTP/1.0"), .header = &host};
    if (head_check(&head).status == 0) {
        ensure(text_starts(head.path, T("/")) && text_find(head.path, T("/../")) < 0);
        for (size_t i = 0; i < all.len; i++)
            ensure(all.ptr[i] > 0x20 && all.ptr[i] < 0x7f);
    }
    (void)host_is_sound(all);
    text plain;
    struct text_builder coded = {.arena = arena};
    url_encode(&coded, all);
    ensure(size == 0 ||
           (url_decode(arena, text_built(&coded), true, &plain) && text_eq(plain, all)));
    const struct view view = {.query = all};
    (void)view_query_with(arena, &view, T("sort"), T("a b"));
    arena_free(arena);
    return 0;
}
