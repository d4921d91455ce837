/*
 * The table of routes, checked once at boot, and which of them a request is for.
 */
#ifndef ENGINE_WEB_ROUTER_H
#define ENGINE_WEB_ROUTER_H

#include "engine/web/route.h"

struct router;

/* NULL when a route is wrong; *say names it and tells why. Lives in the arena. */
struct router *router_new(struct arena *arena, const struct routes *const *modules,
                          text *say) must_use;

struct router_match {
    const struct route *route; /* NULL: none for this method */
    bool other_method;         /* the path is there, for the other method */
    int64_t id[2];
};
struct router_match router_find(const struct router *router, bool writes, text path);

#endif
