/*
 * Any bytes as a request's head ("GET /path?query HTTP/1.1", then a header a line) and as a query:
 * judged, parted and written anew.
 */
#include "engine/web/head.h"
#include "engine/web/urlcode.h"
#include "engine/web/view.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_HEADERS = 120 }; /* some more than head_check takes */

static void check_head(text all)
{
    struct header header[MOST_HEADERS];
    text rest = all;
    text first = text_cut(&rest, '\n');
    struct head head = {.method = text_cut(&first, ' '), .header = header};
    head.target = text_cut(&first, ' ');
    head.version = first;
    while (rest.ptr && head.count < MOST_HEADERS) {
        text value = text_cut(&rest, '\n');
        const text name = text_cut(&value, ':');
        header[head.count++] = (struct header){.name = name, .value = text_trim(value)};
    }
    const struct head_verdict verdict = head_check(&head);
    ensure((verdict.status != 0) == (verdict.why != NULL));
    if (verdict.status != 0)
        return;
    ensure(text_starts(head.path, T("/")) && text_find(head.path, T("/../")) < 0);
    for (size_t i = 0; i < head.target.len; i++)
        ensure(head.target.ptr[i] > 0x20 && head.target.ptr[i] < 0x7f);
    ensure(!head.host.ptr || text_find(head.host, T("/")) < 0);
    ensure(head.body_size >= -1 && (head.body_size == 0 || text_eq(head.method, T("POST"))));
}

/* The query with one name set holds that name once, at most among those it had. */
static void check_query(struct arena *arena, text query)
{
    const struct view view = {.query = query};
    text rest = view_query_with(arena, &view, T("sort"), T("a b")), name, value, plain;
    size_t sorts = 0;
    while (url_pair_next(&rest, &name, &value))
        if (url_name_is(arena, name, T("sort"))) {
            ensure(url_decode(arena, value, true, &plain) && text_eq(plain, T("a b")));
            sorts++;
        }
    ensure(sorts == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new((size_t)256 << 20);
    const text all = {.ptr = size ? (const char *)data : "", .len = size};
    check_head(all);
    (void)host_is_sound(all);
    text plain;
    struct text_builder coded = {.arena = arena};
    url_encode(&coded, all);
    ensure(size == 0 ||
           (url_decode(arena, text_built(&coded), true, &plain) && text_eq(plain, all)));
    ensure(!url_decode(arena, all, false, &plain) || plain.len <= size);
    check_query(arena, all);
    arena_free(arena);
    return 0;
}
