/* A line of the log is whole, whatever was asked and whatever broke. */
#include "tests/engine/web/support.h"

#include "engine/web/log.h"

#include <jansson.h>
#include <unistd.h>

static text logged(struct arena *arena, const struct log_line *line)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const int kept = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    log_request(line);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(ends[1]);
    char *read_in = arena_array(arena, char, 65536);
    const ssize_t len = read(ends[0], read_in, 65536);
    close(ends[0]);
    assert_true(len > 0);
    return (text){.ptr = read_in, .len = (size_t)len};
}

static text full_of(struct arena *arena, char c, size_t len)
{
    char *ptr = arena_array(arena, char, len + 1);
    memset(ptr, c, len);
    return (text){.ptr = ptr, .len = len};
}

static void a_line_ends_whole_however_long_its_parts(void **state)
{
    struct arena *arena = *state;
    static const char fills[] = {'a', '"', '\\', '\n', '\xff'};
    for (size_t i = 0; i < sizeof fills; i++) {
        const text fill = full_of(arena, fills[i], 5000);
        const struct log_line line = {.id = fill,
                                      .method = fill,
                                      .path = fill,
                                      .status = INT32_MIN,
                                      .microseconds = INT64_MIN,
                                      .bytes = INT64_MAX,
                                      .statements = UINT32_MAX,
                                      .failure = fill.ptr};
        const text got = logged(arena, &line);
        assert_true(got.len <= 4096);
        assert_true(text_ends(got, T("\"}\n")));
        json_t *const read = json_loadb(got.ptr, got.len, 0, NULL);
        assert_non_null(read);
        assert_true(json_string_length(json_object_get(read, "path")) > 100);
        assert_true(json_string_length(json_object_get(read, "failure")) > 100);
        json_decref(read);
    }
}

static void a_plain_line_says_all(void **state)
{
    const text got = logged(*state, &(struct log_line){.id = T("7-1"),
                                                       .method = T("GET"),
                                                       .path = T("/a\"b"),
                                                       .status = 200,
                                                       .microseconds = 5,
                                                       .bytes = 6,
                                                       .statements = 2});
    assert_true(
        text_ends(got, T(",\"id\":\"7-1\",\"method\":\"GET\",\"path\":\"/a\\\"b\",\"status\":200,"
                         "\"us\":5,\"bytes\":6,\"statements\":2}\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(a_line_ends_whole_however_long_its_parts),
        arena_test(a_plain_line_says_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
