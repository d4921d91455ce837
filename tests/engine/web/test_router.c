/* A route that does not say who may come does not boot, and a path finds the one route it names
 * (law 5). */
#include "tests/engine/web/support.h"

#include "engine/web/router.h"

static struct answer read_it(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    return answer_page(rq);
}

static struct answer write_it(struct request *rq, struct db_write *db, const void *form)
{
    (void)db, (void)form;
    return answer_redirect(rq, T("/"), 1, TEXT_ABSENT);
}

static bool may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    (void)viewer, (void)db;
    return id == 1;
}

static const struct field_spec field = {.name = "title", .label = "Title", .kind = FIELD_TEXT};
static const struct form_spec form = {
    .name = "f", .field = &field, .field_count = 1, .size = sizeof(text)};

static const struct route good[] = {
    ROUTE_READ("/", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, read_it),
    ROUTE_READ("/grants", 1, MAY_SEE_NO_RECORD, NO_FORM, read_it),
    ROUTE_READ("/grants/new", 1, MAY_SEE_NO_RECORD, NO_FORM, read_it),
    ROUTE_READ("/grants/:grant", 1, may_see, NO_FORM, read_it),
    ROUTE_WRITE("/grants/:grant", 1, may_see, NO_FORM, "grant.change", write_it, NULL),
    ROUTE_READ("/grants/:grant/posts/:post", 1, may_see, NO_FORM, read_it),
    ROUTE_WRITE("/grants/:grant/leave", 1, may_see, NO_FORM, "grant.leave", write_it, NULL),
};
static const struct routes module = {.row = good, .count = sizeof good / sizeof *good};
static const struct routes *const modules[] = {&module, NULL};

static void a_path_finds_its_route(void **state)
{
    text say;
    const struct router *router = router_new(*state, modules, &say);
    assert_non_null(router);
    assert_ptr_equal(router_find(router, false, T("/")).route, &good[0]);
    assert_ptr_equal(router_find(router, false, T("/grants")).route, &good[1]);
    assert_ptr_equal(router_find(router, false, T("/grants/new")).route, &good[2]);
    struct router_match match = router_find(router, false, T("/grants/42"));
    assert_ptr_equal(match.route, &good[3]);
    assert_int_equal(match.id[0], 42);
    assert_ptr_equal(router_find(router, true, T("/grants/42")).route, &good[4]);
    match = router_find(router, false, T("/grants/7/posts/9"));
    assert_ptr_equal(match.route, &good[5]);
    assert_int_equal(match.id[0], 7);
    assert_int_equal(match.id[1], 9);
    match = router_find(router, false, T("/grants/7/leave"));
    assert_null(match.route);
    assert_true(match.other_method);
}

static void what_is_no_path_of_ours_finds_nothing(void **state)
{
    static const char *const paths[] = {
        "",
        "grants",
        "//",
        "/grants/",
        "//grants",
        "/Grants",
        "/grants/0",
        "/grants/-1",
        "/grants/01",
        "/grants/+1",
        "/grants/1x",
        "/grants/999999999999999999999",
        "/grants/1/posts",
        "/a/b/c/d/e/f/g/h/i/j",
        "/grants/%31",
    };
    text say;
    const struct router *router = router_new(*state, modules, &say);
    assert_non_null(router);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const struct router_match match = router_find(router, false, text_of(paths[i]));
        if (match.route || match.other_method)
            fail_msg("%s found a route", paths[i]);
    }
}

static void law_5_a_route_that_is_wrong_does_not_boot(void **state)
{
    static const struct {
        struct route route;
        const char *say;
    } wrong[] = {
        {ROUTE_READ("/a", 0, MAY_SEE_NO_RECORD, NO_FORM, read_it), "permission"},
        {ROUTE_READ("/a/:a", 1, MAY_SEE_NO_RECORD, NO_FORM, read_it), "no rule who may see"},
        {ROUTE_READ("/a", 1, may_see, NO_FORM, read_it), "no record in its path"},
        {ROUTE_READ("/:a/:b/:c", 1, may_see, NO_FORM, read_it), "more than two"},
        {ROUTE_READ("/a", 1, MAY_SEE_NO_RECORD, NO_FORM, NULL), "no handler"},
        {ROUTE_WRITE("/a", 1, MAY_SEE_NO_RECORD, NO_FORM, "a.b", NULL, NULL), "no handler"},
        {ROUTE_WRITE("/a", 1, MAY_SEE_NO_RECORD, NO_FORM, "", write_it, NULL), "audit"},
        {ROUTE_WRITE("/a", 1, MAY_SEE_NO_RECORD, NO_FORM, NULL, write_it, NULL), "audit"},
        {ROUTE_WRITE("/a", 1, MAY_SEE_NO_RECORD, &form, "a.b", write_it, NULL), "show it again"},
        {ROUTE_READ("a", 1, MAY_SEE_NO_RECORD, NO_FORM, read_it), "slash"},
        {ROUTE_READ("/a/", 1, MAY_SEE_NO_RECORD, NO_FORM, read_it), "empty part"},
        {ROUTE_READ("/A", 1, MAY_SEE_NO_RECORD, NO_FORM, read_it), "a-z"},
        {ROUTE_READ("/grants/:other", 1, may_see, NO_FORM, read_it), "twice"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const struct routes bad = {.row = &wrong[i].route, .count = 1};
        const struct routes *const both[] = {&module, &bad, NULL};
        text say = T("");
        assert_null(router_new(*state, both, &say));
        if (text_find(say, text_of(wrong[i].say)) < 0)
            fail_msg("route %zu: says %.*s", i, TEXT_ARG(say));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(a_path_finds_its_route),
        arena_test(what_is_no_path_of_ours_finds_nothing),
        arena_test(law_5_a_route_that_is_wrong_does_not_boot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
