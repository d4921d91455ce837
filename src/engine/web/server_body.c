/*
 * A request's body, gathered piece by piece: a small one in memory, which grows as it comes; a
 * large one on disk. All requests together hold no more than there is room for.
 */
#include "engine/web/server_private.h"

#include <string.h>

enum {
    SPOOL_FROM = 1 << 20,  /* bytes; what is larger waits on disk */
    DISCARD_MOST = 1 << 20 /* bytes of a body too large that are read on, to answer politely */
};
static const size_t bodies_most = (size_t)512 << 20; /* of all requests together */

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* False: too many large bodies at this moment. */
static bool bodies_count(struct exchange *x, size_t more)
{
    struct server *server = x->server;
    if (atomic_fetch_add(&server->bodies, more) + more > bodies_most) {
        atomic_fetch_sub(&server->bodies, more);
        return false;
    }
    x->bodies_counted += more;
    return true;
}

/* Makes room for size bytes more: at once what was announced, if that is little; else doubling, so
 * that who only announces much costs little. */
static bool body_widen(struct exchange *x, size_t size)
{
    const size_t needed = x->body.len + size;
    if (needed <= x->body.cap)
        return true;
    const size_t most = smaller(x->body_most, SPOOL_FROM);
    const size_t announced =
        x->head.body_size > 0 ? smaller((size_t)x->head.body_size, most) : most;
    size_t cap = x->body.cap ? x->body.cap * 2 : (size_t)64 << 10;
    cap = smaller(cap > needed ? cap : needed, announced > needed ? announced : needed);
    if (!bodies_count(x, cap - x->body.cap))
        return false;
    x->body.ptr = arena_grow(x->intake, x->body.ptr, x->body.cap, cap);
    x->body.cap = cap;
    return true;
}

/* What is larger than fits into memory goes on in a file. */
static bool body_spool(struct exchange *x, const char *piece, size_t size)
{
    if (!x->spool) {
        x->spool = spool_open(x->intake, db_path(x->server->site.app->database));
        if (!x->spool || !spool_add(x->spool, x->body.ptr, x->body.len))
            return false;
    }
    if (!bodies_count(x, size) || !spool_add(x->spool, piece, size))
        return false;
    x->body.len += size;
    return true;
}

text body_whole(struct exchange *x)
{
    if (x->body.len == 0)
        return T("");
    const text whole =
        x->spool ? spool_text(x->spool) : (text){.ptr = x->body.ptr, .len = x->body.len};
    if (!whole.ptr)
        fail("a large body cannot be read back");
    return whole;
}

bool body_take(struct exchange *x, const char *piece, size_t size)
{
    if (x->body_too_large || size > x->body_most - x->body.len) {
        x->body_too_large = true;
        x->body_discarded += size;
        return x->body_discarded <= DISCARD_MOST;
    }
    if (x->spool || x->body.len + size > SPOOL_FROM)
        return body_spool(x, piece, size);
    if (!body_widen(x, size))
        return false;
    memcpy(x->body.ptr + x->body.len, piece, size);
    x->body.len += size;
    return true;
}
