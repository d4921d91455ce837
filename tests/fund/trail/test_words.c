/* Every audited column reads as words, and what is closed stays closed. */
#include "engine/db/tables.h"
#include "fund/trail/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_new((size_t)8 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* Words of people: no underscores, no ids, none of the schema's own endings. */
static bool reads(text words)
{
    static const char *const wrong[] = {"_", " id", " key", "record", "  "};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (text_find(words, text_of(wrong[i])) >= 0 && !text_ends(words, T("organisation id")))
            return false;
    return words.len > 2;
}

static void law_9_every_audited_column_reads_as_words(void **state)
{
    (void)state;
    size_t looked_at = 0, wrong = 0;
    for (size_t t = 0; t < db_table_count; t++) {
        const struct db_table *table = &db_tables[t];
        if (!table->audited || table->is_protected)
            continue;
        const text row = history_table_words(arena, table->name);
        if (!reads(row) && ++wrong)
            print_error("%s is called '%.*s'\n", table->name, TEXT_ARG(row));
        for (size_t c = 0; c < table->count; c++) {
            const text words = history_column_words(arena, table->name, table->column[c].name);
            looked_at++;
            if (words.ptr && !reads(words) && ++wrong)
                print_error("%s.%s is called '%.*s': give it a line in fund/trail/words.c\n",
                            table->name, table->column[c].name, TEXT_ARG(words));
        }
    }
    assert_int_equal(wrong, 0);
    assert_true(looked_at > 100);
}

static void better_words_are_of_columns_that_are_there(void **state)
{
    (void)state;
    static const struct {
        const char *table, *column, *words;
    } cases[] = {
        {"grant_records", "ends_on", "end date"},
        {"grant_records", "title", "title"},
        {"grant_records", "version", NULL},
        {"grant_records", "title_key", NULL},
        {"grant_records", "programme_id", "programme"},
        {"sessions", "token_hash", NULL},
        {"anything", "left_on", "left date"},
        {"anything", "sent_at", "sent time"},
        {"anything", "two_words", "two words"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const text words = history_column_words(arena, cases[i].table, cases[i].column);
        if (cases[i].words)
            assert_string_equal(text_cstr(arena, words), cases[i].words);
        else
            assert_null(words.ptr);
    }
}

static void acts_read_as_what_somebody_did(void **state)
{
    (void)state;
    static const struct {
        const char *act, *words;
    } cases[] = {
        {"grant.change", "Changed the grant"},
        {"grant.split", "Changed the split"},
        {"programme.purpose_add", "Added a purpose of the programme"},
        {"partner_note.add", "Added the partner note"},
        {"sign_out", "Signed out"},
        {"new_thing", "New thing"},
        {"person.give_hat", "Person: give hat"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(text_cstr(arena, history_act_words(arena, text_of(cases[i].act))),
                            cases[i].words);
}

static void kinds_are_found_by_all_their_names(void **state)
{
    (void)state;
    assert_string_equal(history_kind_find(arena, T("account"))->kind, "person");
    assert_string_equal(history_kind_find(arena, T("person"))->table, "accounts");
    assert_null(history_kind_find(arena, T("")));
    assert_null(history_kind_find(arena, T("acc")));
    assert_null(history_kind_find(arena, T(",")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(law_9_every_audited_column_reads_as_words, begin, end),
        cmocka_unit_test_setup_teardown(better_words_are_of_columns_that_are_there, begin, end),
        cmocka_unit_test_setup_teardown(acts_read_as_what_somebody_did, begin, end),
        cmocka_unit_test_setup_teardown(kinds_are_found_by_all_their_names, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
