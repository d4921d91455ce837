/* Fuzzes the plain text of mails: whatever HTML comes, it ends, and what was UTF-8 stays UTF-8. */
#include "engine/mail/plain.h"

#include "engine/base/fail.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new((size_t)256 << 20);
    const void *words = data;
    const text html = size > 0 ? (text){.ptr = words, .len = size} : T("");
    const text plain = plain_of_html(arena, html, size % 2 ? PLAIN_COLUMNS : 0);
    ensure(text_ends(plain, T("\n")));
    if (text_is_utf8(html))
        ensure(text_is_utf8(plain));
    arena_free(arena);
    return 0;
}
