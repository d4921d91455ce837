/* multipart/form-data is read as it is framed, or refused whole. */
#include "tests/engine/web/support.h"

#include "engine/web/form_pairs.h"

#define PART(head, content) "--x\r\n" head "\r\n\r\n" content "\r\n"
#define FIELD(name) "Content-Disposition: form-data; name=\"" name "\""
#define A_FILE(name, file) FIELD(name) "; filename=\"" file "\"\r\nContent-Type: text/csv"

static void fields_and_files_are_read(void **state)
{
    const text body = T(PART(FIELD("title"), "A \xc3\xa9\r\n--not a boundary") PART(
        FIELD("empty"), "") PART(A_FILE("file", "grants.csv"), "a,b\r\n\r\n\x00\xff") "--x--\r\n");
    const struct form_pairs pairs = form_pairs_multipart(*state, body, T("x"));
    assert_null(pairs.refusal.ptr);
    assert_int_equal(pairs.count, 3);
    assert_text(*state, pairs.row[0].value, "A \xc3\xa9\r\n--not a boundary");
    assert_int_equal(pairs.row[1].value.len, 0);
    assert_text(*state, pairs.row[2].file.name, "grants.csv");
    assert_text(*state, pairs.row[2].file.type, "text/csv");
    assert_int_equal(pairs.row[2].file.bytes.len, 9);
    assert_memory_equal(pairs.row[2].file.bytes.ptr, "a,b\r\n\r\n\x00\xff", 9);
}

static void a_file_name_is_its_last_part_and_harmless(void **state)
{
    static const char *const names[][2] = {
        {"C:\\Users\\me\\x.csv", "x.csv"},
        {"../../etc/passwd", "passwd"},
        {"..", "file"},
        {"a/", "file"},
        {"tab\there.csv", "tabhere.csv"},
        {"q%22.csv", "q.csv"},
        {"bad\xff.csv", "bad\xEF\xBF\xBD.csv"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const text body = text_format(*state, PART(A_FILE("f", "%s"), "x") "--x--", names[i][0]);
        const struct form_pairs pairs = form_pairs_multipart(*state, body, T("x"));
        assert_null(pairs.refusal.ptr);
        assert_text(*state, pairs.row[0].file.name, names[i][1]);
    }
}

static void no_file_chosen_is_no_file(void **state)
{
    const text body = T(PART(FIELD("f") "; filename=\"\"\r\nContent-Type: application/octet-stream",
                             "") "--x--\r\n");
    const struct form_pairs pairs = form_pairs_multipart(*state, body, T("x"));
    assert_int_equal(pairs.count, 1);
    assert_null(pairs.row[0].file.bytes.ptr);
}

static void what_is_not_framed_as_it_says_is_refused(void **state)
{
    static const char *const bodies[] = {
        "",
        "--x",
        "--y--",
        "preamble\r\n--x--",
        "--x\r\n",
        "--x\r\n" FIELD("a") "\r\n\r\nno end",
        "--x\r\n" FIELD("a") "\r\n\r\nvalue\r\n--xtra\r\n",
        "--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--",
        "--x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nv\r\n--x--",
        "--x\r\nno colon\r\n\r\nv\r\n--x--",
        "--x\r\n" FIELD("a") "\r\n" FIELD("b") "\r\n\r\nv\r\n--x--",
        "--x\n" FIELD("a") "\n\nv\n--x--",
        "--x\r\n" FIELD("a") "\r\n\r\nv--x--",
        "--x\r\nContent-Disposition: form-data; name=\"a\r\n\r\nv\r\n--x--",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (!form_pairs_multipart(*state, text_of(bodies[i]), T("x")).refusal.ptr)
            fail_msg("body %zu was read", i);
}

static void parts_headers_and_files_are_bounded(void **state)
{
    struct text_builder many = {.arena = *state};
    for (int i = 0; i < 17; i++)
        text_add(&many, T(PART(A_FILE("f", "a"), "x")));
    text_add(&many, T("--x--"));
    assert_non_null(form_pairs_multipart(*state, text_built(&many), T("x")).refusal.ptr);
    struct text_builder parts = {.arena = *state};
    for (int i = 0; i < 2001; i++)
        text_add(&parts, T(PART(FIELD("f"), "x")));
    text_add(&parts, T("--x--"));
    assert_non_null(form_pairs_multipart(*state, text_built(&parts), T("x")).refusal.ptr);
    struct text_builder headers = {.arena = *state};
    text_add(&headers, T("--x\r\n" FIELD("f") "\r\n"));
    for (int i = 0; i < 17; i++)
        text_add(&headers, T("A: b\r\n"));
    text_add(&headers, T("\r\nx\r\n--x--"));
    assert_non_null(form_pairs_multipart(*state, text_built(&headers), T("x")).refusal.ptr);
}

static void a_boundary_is_found_and_checked(void **state)
{
    assert_text(*state, multipart_boundary(T("multipart/form-data; boundary=abc")), "abc");
    assert_text(*state,
                multipart_boundary(T("Multipart/Form-Data; charset=x; boundary=\"a b\"")).ptr
                    ? T("x")
                    : T("none"),
                "none");
    assert_text(*state, multipart_boundary(T("multipart/form-data;boundary=\"a-b\"")), "a-b");
    assert_null(multipart_boundary(T("multipart/form-data")).ptr);
    assert_null(multipart_boundary(T("multipart/form-data; boundary=")).ptr);
    assert_null(multipart_boundary(T("multipart/mixed; boundary=a")).ptr);
    assert_null(multipart_boundary(T("application/x-www-form-urlencoded; boundary=a")).ptr);
    assert_null(multipart_boundary(
                    T("multipart/form-data; boundary="
                      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"))
                    .ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(fields_and_files_are_read),
        arena_test(a_file_name_is_its_last_part_and_harmless),
        arena_test(no_file_chosen_is_no_file),
        arena_test(what_is_not_framed_as_it_says_is_refused),
        arena_test(parts_headers_and_files_are_bounded),
        arena_test(a_boundary_is_found_and_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
