/*
 * Any bytes as a Cookie header, a session's token, a once value and a notice: none passes for ours,
 * and what is ours comes back.
 */
#include "engine/web/session.h"
#include "engine/web/urlcode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NOTICE_SURE = 999 }; /* bytes of a notice that always fit */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new((size_t)64 << 20);
    const text all = {.ptr = size ? (const char *)data : "", .len = size};
    const struct viewer viewer = {.account = 1, .secret = {1, 2, 3}};
    bytes out;
    const text token = cookie_find(all, T(SESSION_COOKIE));
    ensure(!token.ptr || (token.ptr >= all.ptr && token.ptr + token.len <= all.ptr + all.len));
    if (session_token_hash(arena, all, &out))
        ensure(out.len == 32 && all.len == 64);
    ensure(!once_check(arena, &viewer, all, &out));
    ensure(!notice_open(arena, viewer.secret, all).ptr);
    if (size > 0 && size <= NOTICE_SURE) {
        const text sealed = notice_seal(arena, viewer.secret, all);
        const text notice = notice_open(arena, viewer.secret, sealed);
        ensure(text_is_utf8(all) ? text_eq(notice, all) : !notice.ptr);
        ensure(!once_check(arena, &viewer, sealed, &out));
    }
    arena_free(arena);
    return 0;
}
