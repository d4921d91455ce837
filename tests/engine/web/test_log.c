/* A line of the log is whole, whatever was asked and whatever broke. */
#include "tests/engine/web/support.h"

#include "engine/web/log.h"
#include "engine/web/storm.h"

#include <jansson.h>
#include <unistd.h>

static void log_one(void *line)
{
    log_request(line);
}

static text logged_by(struct arena *arena, void (*work)(void *), void *arg)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const int kept = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    work(arg);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(ends[1]);
    char *read_in = arena_array(arena, char, 65536);
    const ssize_t len = read(ends[0], read_in, 65536);
    close(ends[0]);
    assert_true(len > 0);
    return (text){.ptr = read_in, .len = (size_t)len};
}

static text logged(struct arena *arena, struct log_line line)
{
    return logged_by(arena, log_one, &line);
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
        const text got = logged(arena, line);
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
    const text got = logged(*state, (struct log_line){.id = T("7-1"),
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

static void fail_500_times(void *arg)
{
    struct storm *storm = arg;
    for (int i = 1; i <= 500; i++) {
        char id[16];
        snprintf(id, sizeof id, "b-%d", i);
        storm_log(storm, &(struct log_line){.id = text_of(id),
                                            .method = T("GET"),
                                            .path = T("/"),
                                            .status = 503,
                                            .failure = "nobody answers"});
        storm_tell(storm, false); /* as every request does: it is too early */
    }
    storm_tell(storm, true);
    storm_tell(storm, true); /* once is enough */
}

/* Ten lines and a sum, in which every id can be found. */
static void a_storm_of_failures_is_a_few_lines(void **state)
{
    struct storm storm;
    storm_open(&storm);
    const text got = logged_by(*state, fail_500_times, &storm);
    storm_close(&storm);
    size_t lines = 0;
    for (size_t i = 0; i < got.len; i++)
        lines += got.ptr[i] == '\n';
    assert_int_equal(lines, 11);
    assert_true(text_find(got, T("\"id\":\"b-10\"")) > 0);
    assert_true(text_find(got, T("490 more failed alike, from b-11 to b-500: nobody answers")) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(a_line_ends_whole_however_long_its_parts),
        arena_test(a_plain_line_says_all),
        arena_test(a_storm_of_failures_is_a_few_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
