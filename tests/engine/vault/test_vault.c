/* Sealed values and the key file (law 8). */
#include "tests/engine/db/support.h"

#include "engine/vault/vault_private.h"

#include <sodium.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#undef fail /* ours */

static struct vault *vault;

static int begin(void **state)
{
    if (world_begin(state) != 0)
        return -1;
    struct world *w = *state;
    text say;
    vault = vault_open_keys(w->arena, w->database, true, &say);
    return vault ? 0 : -1;
}

static bytes plain_of(text t)
{
    return (bytes){.ptr = (const unsigned char *)t.ptr, .len = t.len};
}

static bytes seal(struct world *w, int64_t subject, text purpose, text plain)
{
    struct db_write *write = db_write_begin(w->database, w->arena);
    const bytes sealed = vault_seal(vault, write, subject, purpose, plain_of(plain));
    db_write_commit(write);
    return sealed;
}

static bool opens(struct world *w, int64_t subject, text purpose, bytes sealed, text wanted)
{
    bytes plain;
    struct db *db = db_read(w->database, w->arena);
    const bool opened = vault_open(vault, db, subject, purpose, sealed, &plain);
    db_read_end(db);
    if (opened)
        assert_true(plain.len == wanted.len && memcmp(plain.ptr, wanted.ptr, wanted.len) == 0);
    return opened;
}

static void law_8_a_value_opens_only_for_its_subject_and_purpose(void **state)
{
    struct world *w = *state;
    const text words[] = {T("A secret"), T(""), T("\0\x01\xff")};
    for (size_t i = 0; i < 3; i++) {
        const bytes sealed = seal(w, 7, T("test"), words[i]);
        assert_true(opens(w, 7, T("test"), sealed, words[i]));
        assert_false(opens(w, 8, T("test"), sealed, words[i]));
        (void)seal(w, 8, T("test"), T("has a key now"));
        assert_false(opens(w, 8, T("test"), sealed, words[i]));
        assert_false(opens(w, 7, T("other"), sealed, words[i]));
        assert_false(opens(w, 0, T("test"), sealed, words[i]));
        const bytes again = seal(w, 7, T("test"), words[i]);
        assert_memory_not_equal(again.ptr, sealed.ptr, again.len); /* a nonce of its own */
    }
}

static void law_8_a_tampered_value_does_not_open(void **state)
{
    struct world *w = *state;
    const bytes sealed = seal(w, 7, T("test"), T("A secret"));
    unsigned char *copy = arena_array(w->arena, unsigned char, sealed.len);
    for (size_t i = 0; i < sealed.len; i++) {
        memcpy(copy, sealed.ptr, sealed.len);
        copy[i] ^= 1;
        assert_false(opens(w, 7, T("test"), (bytes){copy, sealed.len}, T("A secret")));
        assert_false(opens(w, 7, T("test"), (bytes){sealed.ptr, i}, T("A secret")));
    }
}

static void seal_more(void *write)
{
    assert_null(vault_seal(vault, write, 7, T("test"), plain_of(T("more"))).ptr);
}

static void law_8_shredding_forgets_one_and_no_other(void **state)
{
    struct world *w = *state;
    const bytes mine = seal(w, 7, T("test"), T("Mine")), yours = seal(w, 8, T("test"), T("Yours"));
    struct db_write *write = db_write_begin(w->database, w->arena);
    vault_shred(write, 7);
    vault_shred(write, 9); /* never had a key: never gets one */
    db_write_commit(write);
    assert_false(opens(w, 7, T("test"), mine, T("Mine")));
    assert_true(opens(w, 8, T("test"), yours, T("Yours")));
    struct failure failure;
    struct arena *arena = arena_new((size_t)1 << 20);
    write = db_write_begin(w->database, arena);
    assert_false(fail_try(seal_more, write, &failure));
    assert_non_null(strstr(failure.what, "destroyed"));
    struct vault_sealer sealer;
    assert_false(vault_sealer_begin(&sealer, vault, write, 7));
    assert_false(vault_sealer_begin(&sealer, vault, write, 9));
    assert_true(vault_sealer_begin(&sealer, vault, write, 10));
    arena_free(arena);
}

static void a_key_made_in_a_transaction_that_was_undone_is_not_used(void **state)
{
    struct world *w = *state;
    struct arena *arena = arena_new((size_t)1 << 20);
    struct db_write *write = db_write_begin(w->database, arena);
    assert_non_null(vault_seal(vault, write, 7, T("test"), plain_of(T("lost"))).ptr);
    db_write_undo(write);
    arena_free(arena);
    assert_true(opens(w, 7, T("test"), seal(w, 7, T("test"), T("kept")), T("kept")));
}

static void look_ups_differ_by_purpose_and_by_key(void **state)
{
    struct world *w = *state;
    const bytes a = vault_look_up(vault, w->arena, T("mail"), plain_of(T("ana@x.example")));
    const bytes same = vault_look_up(vault, w->arena, T("mail"), plain_of(T("ana@x.example")));
    const bytes other = vault_look_up(vault, w->arena, T("mai"), plain_of(T("lana@x.example")));
    assert_int_equal(a.len, VAULT_HASH);
    assert_memory_equal(a.ptr, same.ptr, a.len);
    assert_memory_not_equal(a.ptr, other.ptr, a.len);
}

static void a_signature_is_of_this_key_and_message(void **state)
{
    (void)state;
    unsigned char signature[VAULT_SIGNATURE];
    vault_sign(vault, plain_of(T("message")), signature);
    assert_true(vault_signed(vault, plain_of(T("message")), (bytes){signature, sizeof signature}));
    assert_false(vault_signed(vault, plain_of(T("Message")), (bytes){signature, sizeof signature}));
    assert_false(vault_signed(vault, plain_of(T("message")), (bytes){signature, 63}));
    assert_false(vault_signed(vault, plain_of(T("message")), (bytes){NULL, 0}));
}

/* ---- The key file ---- */

static text keys_words(struct arena *arena, const struct keys *keys)
{
    char *room = arena_array(arena, char, KEYS_TEXT_MOST);
    return (text){.ptr = room, .len = keys_write(keys, room)};
}

static void keys_are_read_as_they_were_written(void **state)
{
    struct world *w = *state;
    struct keys *keys = keys_new(w->arena), *read = keys_new(w->arena);
    keys_make(keys);
    for (size_t i = 1; i < MASTERS_MOST; i++) {
        keys->master[i].number = (int64_t)i * 3 + 1;
        randombytes_buf(keys->master[i].key, VAULT_KEY);
        keys->masters++;
    }
    assert_true(keys_parse(keys_words(w->arena, keys), read));
    assert_memory_equal(keys, read, sizeof *keys);
    assert_ptr_equal(keys_master(read, 4), &read->master[1]);
    assert_null(keys_master(read, 5));
    assert_int_equal(keys_newest(read)->number, (MASTERS_MOST - 1) * 3 + 1);
}

/* Every byte matters: one that is another, or missing, is noticed. */
static void a_damaged_key_file_is_refused(void **state)
{
    struct world *w = *state;
    struct keys *keys = keys_new(w->arena), *read = keys_new(w->arena);
    keys_make(keys);
    const text words = keys_words(w->arena, keys);
    char *copy = arena_array(w->arena, char, words.len + 1);
    for (size_t i = 0; i < words.len; i++) {
        memcpy(copy, words.ptr, words.len);
        copy[i] = copy[i] == '1' ? '2' : '1';
        assert_false(keys_parse((text){copy, words.len}, read));
        if (i + 1 < words.len) /* the last line end alone may be gone */
            assert_false(keys_parse((text){words.ptr, i}, read));
    }
    memcpy(copy, words.ptr, words.len);
    copy[words.len] = 'x';
    assert_false(keys_parse((text){copy, words.len + 1}, read));
    static const char *const wrong[] = {"", "\n", "holdfast keys 1", "holdfast keys 2\n",
                                        "holdfast keys 1\ncheck 00\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(keys_parse(text_of(wrong[i]), read));
}

static void an_exported_copy_opens_with_its_passphrase_alone(void **state)
{
    struct world *w = *state;
    const char *to = world_file(w, "-copy");
    text say = T("");
    struct keys *read = keys_new(w->arena);
    assert_true(vault_export(vault, w->arena, to, T("twelve letters and more"), &say));
    FILE *file = fopen(to, "r");
    char room[8192];
    const text content = {room, fread(room, 1, sizeof room, file)};
    fclose(file);
    assert_true(exported_open(w->arena, content, T("twelve letters and more"), read, &say));
    assert_memory_equal(read->seed, vault->keys->seed, sizeof read->seed);
    assert_false(exported_open(w->arena, content, T("twelve letters and mor"), read, &say));
    assert_false(vault_export(vault, w->arena, world_file(w, "-short"), T("short"), &say));
    assert_false(file_there(world_file(w, "-short")));
    /* What is bound to it: the salt, the cost. Only those that change no cost, for time. */
    for (size_t i = 0; i < content.len; i++) {
        char was = room[i];
        room[i] = was == '\n' ? ' ' : '\n';
        assert_false(exported_reads(w->arena, content));
        room[i] = was;
    }
    static const char *const wrong[] = {
        "holdfast exported keys 1\nargon2id 17 1024 00000000000000000000000000000000\n",
        "holdfast exported keys 1\nargon2id 3 1048577 00000000000000000000000000000000\n",
        "holdfast exported keys 1\nargon2id 0 1024 00000000000000000000000000000000\n",
        "holdfast exported keys 1\nargon2id -3 1024 00000000000000000000000000000000\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(exported_reads(w->arena, text_of(wrong[i])));
}

static void note_nothing(struct db_write *write)
{
    (void)write;
}

static void a_new_master_wraps_all_and_old_values_open(void **state)
{
    struct world *w = *state;
    text say;
    bytes sealed[3];
    for (int64_t i = 0; i < 3; i++)
        sealed[i] = seal(w, i, T("test"), T("Kept"));
    for (int round = 0; round < 10; round++)
        assert_true(vault_rotate(vault, w->arena, w->database, round == 9, note_nothing, &say));
    assert_int_equal(vault->keys->masters, 1);
    assert_int_equal(keys_newest(vault->keys)->number, 11);
    for (int64_t i = 0; i < 3; i++)
        assert_true(opens(w, i, T("test"), sealed[i], T("Kept")));
    struct vault *again = vault_open_keys(w->arena, w->database, false, &say);
    assert_non_null(again);
    assert_memory_equal(again->keys, vault->keys, sizeof *again->keys);
}

static void take_temporary(struct db_write *write)
{
    (void)write;
    ensure(mkdir(text_cstr(db_arena(db_of(write)),
                           text_format(db_arena(db_of(write)), "%s.new", vault->path)),
                 0700) == 0);
}

/* The key file cannot be written, before the change or after it. */
static void a_change_of_master_that_breaks_off_says_how_far_it_came(void **state)
{
    struct world *w = *state;
    const char *in_the_way = text_cstr(w->arena, text_format(w->arena, "%s.new", vault->path));
    text say;
    bytes sealed[2] = {seal(w, 1, T("test"), T("Kept"))};
    assert_false(vault_rotate(vault, w->arena, w->database, true, take_temporary, &say));
    assert_true(text_find(say, T("has a new master key, which is in use")) > 0);
    assert_true(opens(w, 1, T("test"), sealed[0], T("Kept")));
    assert_false(vault_rotate(vault, w->arena, w->database, true, note_nothing, &say));
    assert_true(text_find(say, T("cannot be written")) > 0 && text_find(say, T("in use")) < 0);
    sealed[1] = seal(w, 2, T("test"), T("Kept"));
    assert_int_equal(rmdir(in_the_way), 0);
    vault = vault_open_keys(w->arena, w->database, false, &say);
    assert_non_null(vault);
    assert_int_equal(keys_newest(vault->keys)->number, 2);
    for (int64_t i = 0; i < 2; i++)
        assert_true(opens(w, i + 1, T("test"), sealed[i], T("Kept")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(law_8_a_value_opens_only_for_its_subject_and_purpose),
        TEST(law_8_a_tampered_value_does_not_open),
        TEST(law_8_shredding_forgets_one_and_no_other),
        TEST(a_key_made_in_a_transaction_that_was_undone_is_not_used),
        TEST(look_ups_differ_by_purpose_and_by_key),
        TEST(a_signature_is_of_this_key_and_message),
        TEST(keys_are_read_as_they_were_written),
        TEST(a_damaged_key_file_is_refused),
        TEST(an_exported_copy_opens_with_its_passphrase_alone),
        TEST(a_new_master_wraps_all_and_old_values_open),
        TEST(a_change_of_master_that_breaks_off_says_how_far_it_came),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
