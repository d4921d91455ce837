/* What could be read in two ways is refused before its body is read. */
#include "tests/engine/web/support.h"

#include "engine/web/head.h"

struct tried {
    const char *method, *target, *version;
    struct {
        const char *name, *value;
    } header[6];
    int status;
    int64_t body;
};

static int try(const struct tried *tried, struct head *head, struct header *row)
{
    *head = (struct head){.method = text_of(tried->method),
                          .target = text_of(tried->target),
                          .version = text_of(tried->version ? tried->version : "HTTP/1.1"),
                          .header = row};
    for (size_t i = 0; i < 6 && tried->header[i].name; i++)
        row[head->count++] =
            (struct header){text_of(tried->header[i].name), text_of(tried->header[i].value)};
    return head_check(head).status;
}

#define H                                                                                          \
    {                                                                                              \
        "Host", "a.example"                                                                        \
    }
static const struct tried heads[] = {
    {"GET", "/", NULL, {H}, 0, 0},
    {"HEAD", "/a?b=c&d", NULL, {H}, 0, 0},
    {"GET", "/", "HTTP/1.0", {{0}}, 0, 0},
    {"POST", "/a", NULL, {H, {"Content-Length", "12"}}, 0, 12},
    {"POST", "/a", NULL, {H, {"transfer-encoding", "CHUNKED"}}, 0, -1},
    {"GET", "/", NULL, {H, {"Content-Length", "0"}}, 0, 0},
    {"GET", "/a%20b", NULL, {{"Host", "[::1]:8080"}}, 0, 0},
    {"GET", "/a.b/..c", NULL, {{"Host", "localhost:80"}}, 0, 0},
    /* framing */
    {"POST", "/", NULL, {H, {"Content-Length", "1"}, {"Content-Length", "1"}}, 400, 0},
    {"POST", "/", NULL, {H, {"Content-Length", "1"}, {"content-length", "2"}}, 400, 0},
    {"POST", "/", NULL, {H, {"Content-Length", "1"}, {"Transfer-Encoding", "chunked"}}, 400, 0},
    {"POST", "/", NULL, {H, {"Transfer-Encoding", "gzip, chunked"}}, 400, 0},
    {"POST", "/", NULL, {H, {"Transfer-Encoding", "chunked, identity"}}, 400, 0},
    {"POST", "/", NULL, {H, {"Transfer-Encoding", "xchunked"}}, 400, 0},
    {"POST", "/", NULL, {H, {"Transfer-Encoding", ""}}, 400, 0},
    {"POST",
     "/",
     NULL,
     {H, {"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}},
     400,
     0},
    {"POST", "/", "HTTP/1.0", {H, {"Transfer-Encoding", "chunked"}}, 400, 0},
    {"POST", "/", NULL, {H, {"Content-Length", "+1"}}, 400, 0},
    {"POST", "/", NULL, {H, {"Content-Length", "-1"}}, 400, 0},
    {"POST", "/", NULL, {H, {"Content-Length", "0x1"}}, 400, 0},
    {"POST", "/", NULL, {H, {"Content-Length", "1, 1"}}, 400, 0},
    {"POST", "/", NULL, {H, {"Content-Length", ""}}, 400, 0},
    {"POST", "/", NULL, {H, {"Content-Length", "9999999999999999999"}}, 400, 0},
    {"POST", "/", NULL, {H}, 411, 0},
    {"GET", "/", NULL, {H, {"Content-Length", "5"}}, 400, 0},
    {"GET", "/", NULL, {H, {"Transfer-Encoding", "chunked"}}, 400, 0},
    {"PUT", "/", NULL, {H, {"Content-Length", "1"}, {"Transfer-Encoding", "chunked"}}, 400, 0},
    /* host */
    {"GET", "/", NULL, {{0}}, 400, 0},
    {"GET", "/", NULL, {H, H}, 400, 0},
    {"GET", "/", NULL, {{"Host", ""}}, 400, 0},
    {"GET", "/", NULL, {{"Host", "a b"}}, 400, 0},
    {"GET", "/", NULL, {{"Host", "a/b"}}, 400, 0},
    {"GET", "/", NULL, {{"Host", "u@a"}}, 400, 0},
    {"GET", "/", NULL, {{"Host", "a:b"}}, 400, 0},
    {"GET", "/", NULL, {{"Host", "a:1:2"}}, 400, 0},
    {"GET", "/", NULL, {{"Host", "[::1"}}, 400, 0},
    {"GET", "/", NULL, {{"Host", "[zz]"}}, 400, 0},
    {"GET", "/", NULL, {{"Host", "a..b"}}, 400, 0},
    /* headers */
    {"GET", "/", NULL, {H, {"Bad Name", "1"}}, 400, 0},
    {"GET", "/", NULL, {H, {"Content-Length ", "1"}}, 400, 0},
    {"GET", "/", NULL, {H, {"", "1"}}, 400, 0},
    {"GET", "/", NULL, {H, {"A", "x\x01y"}}, 400, 0},
    {"GET", "/", NULL, {H, {"Cookie", "a=1"}, {"Cookie", "a=2"}}, 400, 0},
    {"POST",
     "/",
     NULL,
     {H, {"Content-Length", "1"}, {"Content-Type", "a/b"}, {"Content-Type", "c/d"}},
     400,
     0},
    {"GET", "/", NULL, {H, {"Origin", "a"}, {"Origin", "b"}}, 400, 0},
    /* target */
    {"GET", "http://a.example/", NULL, {H}, 400, 0},
    {"GET", "a.example:80", NULL, {H}, 400, 0},
    {"GET", "*", NULL, {H}, 400, 0},
    {"GET", "", NULL, {H}, 400, 0},
    {"GET", "/a%00b", NULL, {H}, 400, 0},
    {"GET", "/a%0ab", NULL, {H}, 400, 0},
    {"GET", "/a%7f", NULL, {H}, 400, 0},
    {"GET", "/a%zz", NULL, {H}, 400, 0},
    {"GET", "/a%", NULL, {H}, 400, 0},
    {"GET", "/a%2fb", NULL, {H}, 400, 0},
    {"GET", "/a\\b", NULL, {H}, 400, 0},
    {"GET", "/../etc", NULL, {H}, 400, 0},
    {"GET", "/a/..", NULL, {H}, 400, 0},
    {"GET", "/a/./b", NULL, {H}, 400, 0},
    {"GET", "/%2e%2E/etc", NULL, {H}, 400, 0},
    {"GET", "/.%2e/etc", NULL, {H}, 400, 0},
    {"GET", "/a#b", NULL, {H}, 400, 0},
    {"GET", "/\xc3\xa9", NULL, {H}, 400, 0},
    {"GET", "/a\x01", NULL, {H}, 400, 0},
    /* method, version */
    {"PUT", "/", NULL, {H}, 405, 0},
    {"get", "/", NULL, {H}, 405, 0},
    {"TRACE", "/", NULL, {H}, 405, 0},
    {"CONNECT", "a.example:443", NULL, {H}, 405, 0},
    {"GET", "/", "HTTP/2.0", {H}, 505, 0},
    {"GET", "/", "HTTP/1.2", {H}, 505, 0},
};

static void each_head_gets_its_verdict(void **state)
{
    (void)state;
    struct head head;
    struct header row[6];
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        const int status = try(&heads[i], &head, row);
        if (status != heads[i].status)
            fail_msg("head %zu (%s %s): %d, not %d", i, heads[i].method, heads[i].target, status,
                     heads[i].status);
        if (!status)
            assert_int_equal(head.body_size, heads[i].body);
    }
}

static void a_target_parts_into_path_and_query(void **state)
{
    struct head head;
    struct header row[6];
    assert_int_equal(try(&heads[1], &head, row), 0);
    assert_text(*state, head.path, "/a");
    assert_text(*state, head.query, "b=c&d");
    assert_text(*state, head.host, "a.example");
    assert_null(head.cookie.ptr);
}

static void where_only_this_machine_is_served_its_names_alone_are_taken(void **state)
{
    (void)state;
    static const char *const here[] = {"localhost",    "LOCALHOST:8080", "127.0.0.1",
                                       "127.0.0.1:80", "127.1.2.3:80",   "[::1]",
                                       "[::1]:8080"};
    static const char *const elsewhere[] = {
        "a.example", "localhost.a.example", "alocalhost",     "localhost.", "127.0.0.1.a.example",
        "127.0.0",   "127.a.b.c",           "127.0.0.1000",   "128.0.0.1",  "192.0.2.1:8080",
        "[::2]",     "[::11]:80",           "a.example:8080", "127.0.0.1.1"};
    for (size_t i = 0; i < sizeof here / sizeof *here; i++)
        if (!host_is_here(text_of(here[i])))
            fail_msg("%s is this machine", here[i]);
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
        const struct header row = {T("Host"), text_of(elsewhere[i])};
        struct head head = {.method = T("GET"),
                            .target = T("/"),
                            .version = T("HTTP/1.1"),
                            .header = &row,
                            .count = 1};
        assert_int_equal(head_check(&head).status, 0);
        head.only_here = true;
        head.host = TEXT_ABSENT;
        if (head_check(&head).status != 421)
            fail_msg("%s is not this machine", elsewhere[i]);
    }
}

static void long_targets_and_many_headers_are_refused(void **state)
{
    char *path = arena_alloc(*state, 9001);
    memset(path, 'a', 9000);
    path[0] = '/';
    struct head head;
    struct header row[6];
    const struct tried tried = {"GET", path, NULL, {H}, 0, 0};
    assert_int_equal(try(&tried, &head, row), 414);
    struct header *many = arena_array(*state, struct header, 101);
    for (size_t i = 0; i < 101; i++)
        many[i] = (struct header){T("A"), T("b")};
    head = (struct head){.method = T("GET"),
                         .target = T("/"),
                         .version = T("HTTP/1.1"),
                         .header = many,
                         .count = 101};
    assert_int_equal(head_check(&head).status, 431);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(each_head_gets_its_verdict),
        arena_test(a_target_parts_into_path_and_query),
        arena_test(where_only_this_machine_is_served_its_names_alone_are_taken),
        arena_test(long_targets_and_many_headers_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
