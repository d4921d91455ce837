/* Percent-codes and pairs decode exactly, or not at all. */
#include "tests/engine/web/support.h"

#include "engine/web/session.h"
#include "engine/web/urlcode.h"

static void percent_codes_decode_strictly(void **state)
{
    text out;
    assert_true(url_decode(*state, T("a+b%20c%C3%a9"), true, &out));
    assert_text(*state, out, "a b c\xc3\xa9");
    assert_true(url_decode(*state, T("a+b"), false, &out));
    assert_text(*state, out, "a+b");
    assert_false(url_decode(*state, T("%"), true, &out));
    assert_false(url_decode(*state, T("%2"), true, &out));
    assert_false(url_decode(*state, T("%zz"), true, &out));
    assert_false(url_decode(*state, T("100%"), true, &out));
    assert_true(url_decode(*state, T("a%00b"), true, &out));
    assert_int_equal(out.len, 3);
    assert_false(text_is_utf8(out));
}

static void what_is_encoded_decodes_to_itself(void **state)
{
    char all[256];
    for (int i = 0; i < 256; i++)
        all[i] = (char)i;
    struct text_builder coded = {.arena = *state};
    url_encode(&coded, (text){.ptr = all, .len = sizeof all});
    text out;
    assert_true(url_decode(*state, text_built(&coded), true, &out));
    assert_int_equal(out.len, sizeof all);
    assert_memory_equal(out.ptr, all, sizeof all);
}

static void pairs_come_in_order_and_empty_ones_do_not(void **state)
{
    text rest = T("&&a=1&b&c=x=y&"), name, value;
    assert_true(url_pair_next(&rest, &name, &value));
    assert_text(*state, name, "a");
    assert_text(*state, value, "1");
    assert_true(url_pair_next(&rest, &name, &value));
    assert_text(*state, name, "b");
    assert_int_equal(value.len, 0);
    assert_true(url_pair_next(&rest, &name, &value));
    assert_text(*state, name, "c");
    assert_text(*state, value, "x=y");
    assert_false(url_pair_next(&rest, &name, &value));
}

static void a_cookie_is_found_by_its_whole_name(void **state)
{
    const text header = T("xholdfast=1; holdfast=abc; holdfast2=2");
    assert_text(*state, cookie_find(header, T("holdfast")), "abc");
    assert_null(cookie_find(header, T("hold")).ptr);
    assert_null(cookie_find(TEXT_ABSENT, T("holdfast")).ptr);
    assert_null(cookie_find(T("holdfast"), T("holdfast")).ptr);
}

static void a_query_changes_in_one_name(void **state)
{
    const struct view view = {.query = T("programme=2&sort=title&after=xyz&empty=")};
    assert_text(*state, view_query_with(*state, &view, T("sort"), T("new est")),
                "programme=2&sort=new%20est");
    assert_text(*state, view_query_with(*state, &view, T("programme"), TEXT_ABSENT), "sort=title");
    assert_text(*state, view_query_with(*state, &view, T("after"), T("q")),
                "programme=2&sort=title&after=q");
}

static void a_once_value_is_good_only_for_whom_it_was_made(void **state)
{
    struct view view = {.viewer = {.account = 1, .secret = {1, 2, 3}}};
    const text once = view_once(*state, &view);
    bytes nonce;
    assert_true(once_check(*state, &view.viewer, once, &nonce));
    assert_int_equal(nonce.len, 16);
    assert_false(text_eq(once, view_once(*state, &view)));
    const struct viewer other = {.account = 2, .secret = {1, 2, 4}};
    assert_false(once_check(*state, &other, once, &nonce));
    char *changed = (char *)(uintptr_t)text_cstr(*state, once);
    changed[0] = changed[0] == '0' ? '1' : '0';
    assert_false(once_check(*state, &view.viewer, text_of(changed), &nonce));
    assert_false(once_check(*state, &view.viewer, TEXT_ABSENT, &nonce));
    assert_false(once_check(*state, &view.viewer, text_slice(once, 0, once.len - 1), &nonce));
}

static void a_notice_travels_and_cannot_be_made_up(void **state)
{
    const unsigned char secret[32] = {7}, other[32] = {8};
    const text sealed = notice_seal(*state, secret, T("Gr\xc3\xa2nt added."));
    assert_text(*state, notice_open(*state, secret, sealed), "Gr\xc3\xa2nt added.");
    assert_null(notice_open(*state, other, sealed).ptr);
    assert_null(notice_open(*state, secret, T("SGVsbG8.00")).ptr);
    assert_null(notice_open(*state, secret, TEXT_ABSENT).ptr);
}

static void a_token_is_64_hex_digits_and_its_hash_is_not_it(void **state)
{
    bytes hash, again;
    const text token = session_token_make(*state);
    assert_int_equal(token.len, 64);
    assert_true(session_token_hash(*state, token, &hash));
    assert_true(session_token_hash(*state, token, &again));
    assert_int_equal(hash.len, 32);
    assert_memory_equal(hash.ptr, again.ptr, 32);
    assert_false(text_eq(bytes_hex(*state, hash), token));
    assert_false(session_token_hash(*state, text_slice(token, 0, 62), &hash));
    assert_false(session_token_hash(*state, T("zz"), &hash));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(percent_codes_decode_strictly),
        arena_test(what_is_encoded_decodes_to_itself),
        arena_test(pairs_come_in_order_and_empty_ones_do_not),
        arena_test(a_cookie_is_found_by_its_whole_name),
        arena_test(a_query_changes_in_one_name),
        arena_test(a_once_value_is_good_only_for_whom_it_was_made),
        arena_test(a_notice_travels_and_cannot_be_made_up),
        arena_test(a_token_is_64_hex_digits_and_its_hash_is_not_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
