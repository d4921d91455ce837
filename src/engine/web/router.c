/*
 * Routes by the number of their parts, then by looking: a fund has some hundred routes, so a bucket
 * holds about twenty, and comparing lengths decides most of them. A ":name" part is a whole number
 * above 0, so no path fits both "/grants/new" and "/grants/:grant".
 */
#include "engine/web/router.h"

enum { MOST_PARTS = 8 };

struct entry {
    const struct route *route;
    text part[MOST_PARTS]; /* an absent one is a number */
    struct entry *next;
};

struct router {
    struct entry *by_parts[MOST_PARTS + 1];
};

/* Splits "/a/b" into parts. False: it does not start with a slash, or has too many or empty parts.
 * "/" has none. */
static bool path_split(text path, text *part, size_t *count)
{
    *count = 0;
    if (path.len == 0 || path.ptr[0] != '/')
        return false;
    text rest = text_slice(path, 1, path.len);
    if (rest.len == 0)
        return true;
    while (rest.ptr) {
        const text one = text_cut(&rest, '/');
        if (one.len == 0 || *count == MOST_PARTS)
            return false;
        part[(*count)++] = one;
    }
    return true;
}

/* A whole number above 0 as we write it ourselves: no sign, no leading zero, at most 18 digits. */
static bool number_read(text t, int64_t *out)
{
    if (t.len == 0 || t.len > 18 || t.ptr[0] == '0')
        return false;
    int64_t n = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] < '0' || t.ptr[i] > '9')
            return false;
        n = n * 10 + (t.ptr[i] - '0');
    }
    *out = n;
    return true;
}

static bool part_is_plain(text part)
{
    for (size_t i = 0; i < part.len; i++) {
        const char c = part.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'))
            return false;
    }
    return true;
}

/* Why a row is wrong, or NULL. */
static const char *route_fault(const struct route *route, size_t numbers)
{
    const uint32_t permit = route->permit;
    if (permit == 0)
        return "states no permission";
    if (numbers > 2)
        return "has more than two records in its path";
    if (numbers > 0 && !route->may_see)
        return "has a record in its path and no rule who may see it";
    if (numbers == 0 && route->may_see)
        return "has a rule for a record and no record in its path";
    if (!route->prepare != !route->work || (route->work && !route->writes))
        return "has slow work and no step before it, or the step alone";
    if (!route->writes)
        return route->read ? NULL : "has no handler";
    if (!route->write)
        return "has no handler";
    if (!route->audit || !*route->audit)
        return "changes something and states no name for the audit log";
    if (route->form && route->form->field_count + route->form->group_count > 0 && !route->redraw)
        return "has a form and no way to show it again";
    return NULL;
}

static bool same_shape(const struct entry *a, const struct entry *b, size_t parts)
{
    for (size_t i = 0; i < parts; i++)
        if (!!a->part[i].ptr != !!b->part[i].ptr || !text_eq(a->part[i], b->part[i]))
            return false;
    return a->route->writes == b->route->writes;
}

/* Adds a row; what is wrong with it, or NULL. */
static const char *route_add(struct arena *arena, struct router *router, const struct route *route)
{
    struct entry *entry = arena_make(arena, struct entry);
    entry->route = route;
    size_t parts, numbers = 0;
    if (!route->path || !path_split(text_of(route->path), entry->part, &parts))
        return "has a path that does not start with a slash, or has an empty part";
    for (size_t i = 0; i < parts; i++) {
        if (text_starts(entry->part[i], T(":"))) {
            entry->part[i] = TEXT_ABSENT;
            numbers++;
        } else if (!part_is_plain(entry->part[i])) {
            return "has a path with other than a-z, 0-9, - _ .";
        }
    }
    const char *fault = route_fault(route, numbers);
    if (fault)
        return fault;
    for (const struct entry *other = router->by_parts[parts]; other; other = other->next)
        if (same_shape(entry, other, parts))
            return "stands twice";
    entry->next = router->by_parts[parts];
    router->by_parts[parts] = entry;
    return NULL;
}

struct router *router_new(struct arena *arena, const struct routes *const *modules, text *say)
{
    struct router *router = arena_make(arena, struct router);
    for (size_t m = 0; modules[m]; m++)
        for (size_t i = 0; i < modules[m]->count; i++) {
            const struct route *route = &modules[m]->row[i];
            const char *fault = route_add(arena, router, route);
            if (fault) {
                *say = text_format(arena, "the route %s %s %s", route->writes ? "POST" : "GET",
                                   route->path ? route->path : "(none)", fault);
                return NULL;
            }
        }
    return router;
}

static bool entry_fits(const struct entry *entry, const text *part, size_t parts, int64_t id[2])
{
    size_t numbers = 0;
    for (size_t i = 0; i < parts; i++)
        if (entry->part[i].ptr && !text_eq(entry->part[i], part[i]))
            return false;
    for (size_t i = 0; i < parts; i++)
        if (!entry->part[i].ptr && !number_read(part[i], &id[numbers++]))
            return false;
    return true;
}

struct router_match router_find(const struct router *router, bool writes, text path)
{
    struct router_match match = {0};
    text part[MOST_PARTS];
    size_t parts;
    if (!path_split(path, part, &parts))
        return match;
    for (const struct entry *entry = router->by_parts[parts]; entry; entry = entry->next) {
        int64_t id[2] = {0, 0};
        if (!entry_fits(entry, part, parts, id))
            continue;
        if (entry->route->writes != writes) {
            match.other_method = true;
            continue;
        }
        match.route = entry->route;
        match.id[0] = id[0];
        match.id[1] = id[1];
        return match;
    }
    return match;
}
