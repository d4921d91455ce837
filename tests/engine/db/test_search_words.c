/*
 * What a search keeps of the words in its table's rows, on either engine: the same words, folded
 * alike, counted exactly, found by the same queries. PostgreSQL's functions are held against
 * SQLite's own tokenizer.
 */
#include "engine/db/search.h"
#include "engine/db/tables.h"
#include "tests/engine/db/behind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* ours */

static int set_up(void **state)
{
    struct behind *const b = calloc(1, sizeof *b);
    if (!b)
        return -1;
    behind_open(b);
    behind_migrate(b, 0, db_migration_count);
    *state = b;
    return 0;
}

static int tear_down(void **state)
{
    behind_close(*state);
    free(*state);
    return 0;
}

static const char *quoted(struct behind *b, const char *value)
{
    struct text_builder out = {.arena = b->arena};
    for (const char *at = value; *at; at++)
        text_add_format(&out, "%s%c", *at == '\'' ? "'" : "", *at);
    return text_cstr(b->arena, text_format(b->arena, "'%.*s'", TEXT_ARG(text_built(&out))));
}

static void add(struct behind *b, int id, const char *name, const char *about)
{
    behind_run(b, text_cstr(b->arena,
                            text_format(b->arena,
                                        "INSERT INTO partner_records (id, name, name_key, about, "
                                        "made_at) VALUES (%d, %s, 'k', %s, 1)",
                                        id, quoted(b, name), quoted(b, about))));
}

/* Each word with the number of rows that have it. */
static const char *vocabulary(struct behind *b)
{
    return behind_rows(b, "SELECT term, doc FROM partner_search_vocabulary ORDER BY term");
}

/* ---- Words ---- */

static const struct {
    const char *written, *words; /* in the order of their bytes, a line each */
} folds[] = {
    {"Women's rights: WOMEN'S", "rights\ns\nwomen\n"},
    {"O’Brien, O'Brien", "brien\no\n"},
    {"Café CAFÉ cafe\u0301 \u0301cafe", "cafe\n"},
    {"Naïve Zoë Çelik Škoda Ñandú", "celik\nnaive\nnandu\nskoda\nzoe\n"},
    {"Łódź ąęść", "aesc\nłodz\n"},
    {"Straße STRASSE Über", "strasse\nstraße\nuber\n"},
    {"İstanbul ISTANBUL ıstanbul", "istanbul\nıstanbul\n"},
    {"Việt Đà Nẵng", "nang\nviet\nđa\n"},
    {"Привет ЙОД ёж", "йод\nпривет\nёж\n"},
    {"Αθήνα σοφός", "αθήνα\nσοφόσ\n"},
    {"مرحبا بكم", "بكم\nمرحبا\n"},
    {"1164883 SC012345 3rd 1e5 2024–25 £5,000", "000\n1164883\n1e5\n2024\n25\n3rd\n5\nsc012345\n"},
    {"a@example.org/x_y-z", "a\nexample\norg\nx\ny\nz\n"},
    {"日本語 テキ", "テキ\n日本語\n"},
    {"😀 hope ✓ ☺", "hope\n"},
    {" \t\n.,;:!?", ""},
};

static void words_are_folded_alike_on_both_engines(void **state)
{
    struct behind *const b = *state;
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
        add(b, 1, folds[i].written, "");
        assert_string_equal(
            behind_rows(b, "SELECT term FROM partner_search_vocabulary ORDER BY term"),
            folds[i].words);
        behind_run(b, "DELETE FROM partner_records");
    }
}

/* "a", the character, "b", a space: what becomes of it tells what the character is. */
static text with_characters(struct arena *arena, uint32_t from, uint32_t to, uint32_t step)
{
    struct text_builder out = {.arena = arena};
    for (uint32_t c = from; c < to && c < 0x110000; c += step) {
        if (c >= 0xd800 && c <= 0xdfff)
            continue;
        text_add_char(&out, 'a');
        if (c < 0x80) {
            text_add_char(&out, (char)c);
        } else if (c < 0x800) {
            text_add_char(&out, (char)(0xc0 | (c >> 6)));
        } else if (c < 0x10000) {
            text_add_char(&out, (char)(0xe0 | (c >> 12)));
            text_add_char(&out, (char)(0x80 | ((c >> 6) & 0x3f)));
        } else {
            text_add_char(&out, (char)(0xf0 | (c >> 18)));
            text_add_char(&out, (char)(0x80 | ((c >> 12) & 0x3f)));
            text_add_char(&out, (char)(0x80 | ((c >> 6) & 0x3f)));
        }
        if (c >= 0x80)
            text_add_char(&out, (char)(0x80 | (c & 0x3f)));
        text_add(&out, T("b "));
    }
    return text_built(&out);
}

/* SQLite's own words of it, in their order. */
static const char *tokenized(struct arena *arena, sqlite3 *db, const char *literal)
{
    struct behind memory = {.file = db, .arena = arena};
    behind_run(&memory, "DELETE FROM f");
    behind_run(&memory, text_cstr(arena, text_format(arena, "INSERT INTO f VALUES (%s)", literal)));
    return behind_rows(&memory, "SELECT term FROM v ORDER BY offset");
}

static void each_character_is_what_it_is_to_sqlite(void **state)
{
    struct behind *const b = *state;
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db,
                     "CREATE VIRTUAL TABLE f USING fts5 (x, tokenize='unicode61 remove_diacritics "
                     "2'); CREATE VIRTUAL TABLE v USING fts5vocab (f, 'instance')",
                     NULL, NULL, NULL),
        SQLITE_OK);
    /* Every one that scripts in use have, a sample of what is beyond. */
    for (uint32_t from = 1; from < 0x110000; from += from < 0x3000 ? 0x800 : 0x40000) {
        const bool dense = from < 0x3000;
        const char *const literal = quoted(
            b, text_cstr(b->arena, with_characters(b->arena, from, from + (dense ? 0x800 : 0x40000),
                                                   dense ? 1 : 61)));
        const text sql = text_format(b->arena, "SELECT unnest(search_split(%s))", literal);
        assert_string_equal(behind_rows(b, text_cstr(b->arena, sql)),
                            tokenized(b->arena, db, literal));
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* ---- Queries ---- */

static const char *found(struct behind *b, const char *typed)
{
    const text match = search_match(b->arena, text_of(typed));
    const text sql =
        text_format(b->arena,
                    test_on_postgresql() ? "SELECT rowid FROM partner_search WHERE words @@ "
                                           "search_query(%s) ORDER BY rowid"
                                         : "SELECT rowid FROM partner_search WHERE partner_search "
                                           "MATCH %s ORDER BY rowid",
                    quoted(b, text_cstr(b->arena, match)));
    return behind_rows(b, text_cstr(b->arena, sql));
}

static void the_same_rows_are_found_on_both_engines(void **state)
{
    struct behind *const b = *state;
    add(b, 1, "Women's Law Centre", "Advice in Łódź and Café talks");
    add(b, 2, "The centre", "For s and women. Lawn mowing");
    add(b, 3, "😀 Refugees", "women women women");
    static const struct {
        const char *typed, *rows;
    } cases[] = {
        {"women", "1\n2\n3\n"},
        {"wom", "1\n2\n3\n"}, /* the last word may be a beginning */
        {"wom law", ""},      /* the others not */
        {"law cen", "1\n"},   /* in a name and in a description */
        {"women law", "1\n2\n"},
        {"women's", "1\n2\n"}, /* two words, each anywhere */
        {"women’s", "1\n"},    /* one typed word that is two to the index: side by side */
        {"CAFE", "1\n"},
        {"café", "1\n"},
        {"Łod", "1\n"},
        {"lodz", ""},          /* as on SQLite, a stroke is no mark */
        {"😀 refugees", "3\n"}, /* what is no word is not asked for */
        {"refugees 😀", "3\n"},
        {"refug 😀", ""},
        {"😀", ""},
        {"centre the", "2\n"},
        {"nowhere", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const rows = found(b, cases[i].typed);
        if (strcmp(rows, cases[i].rows) != 0)
            fail("%s found %s, not %s", cases[i].typed, rows, cases[i].rows);
    }
}

static void a_word_in_the_name_counts_for_more(void **state)
{
    struct behind *const b = *state;
    add(b, 1, "Quiet house", "refuge and refuge and rest");
    add(b, 2, "The refuge", "a quiet house with rest");
    assert_string_equal(
        behind_rows(b, test_on_postgresql()
                           ? "SELECT rowid FROM partner_search WHERE words @@ "
                             "search_query('\"refuge\"*') ORDER BY partner_search_rank(words, "
                             "search_query('\"refuge\"*'))"
                           : "SELECT rowid FROM partner_search WHERE partner_search MATCH "
                             "'\"refuge\"*' ORDER BY rank"),
        "2\n1\n");
}

/* ---- Counts ---- */

static void words_are_counted_exactly(void **state)
{
    struct behind *const b = *state;
    add(b, 1, "red red", "blue");
    add(b, 2, "Red", "green blue");
    assert_string_equal(vocabulary(b), "blue|2\ngreen|1\nred|2\n");
    behind_run(b, "UPDATE partner_records SET about = 'blue pink' WHERE id = 2");
    assert_string_equal(vocabulary(b), "blue|2\npink|1\nred|2\n");
    behind_run(b, "UPDATE partner_records SET name = 'pink', about = NULL"); /* both at once */
    assert_string_equal(vocabulary(b), "pink|2\n");
    behind_run(b, "BEGIN; UPDATE partner_records SET name = 'gone'; "
                  "INSERT INTO partner_records (id, name, name_key, made_at) "
                  "VALUES (3, 'gone', 'k', 1); ROLLBACK");
    assert_string_equal(vocabulary(b), "pink|2\n");
    behind_run(b, "BEGIN; UPDATE partner_records SET name = 'one' WHERE id = 1; "
                  "UPDATE partner_records SET name = 'two' WHERE id = 1; "
                  "INSERT INTO partner_records (id, name, name_key, made_at) "
                  "VALUES (3, 'gone', 'k', 1); DELETE FROM partner_records WHERE id = 3; COMMIT");
    assert_string_equal(vocabulary(b), "pink|1\ntwo|1\n");
    behind_run(b, "DELETE FROM partner_records WHERE id = 2; "
                  "INSERT INTO partner_records (id, name, name_key, made_at) "
                  "VALUES (2, 'Two again', 'k', 1)");
    assert_string_equal(vocabulary(b), "again|1\ntwo|2\n");
    behind_run(b, "DELETE FROM partner_records");
    assert_string_equal(vocabulary(b), "");
}

static void other_columns_cost_no_work(void **state)
{
    struct behind *const b = *state;
    add(b, 1, "red", "blue");
    const char *const before = behind_rows(b, "SELECT ctid, xmin FROM partner_search");
    behind_run(b, "UPDATE partner_records SET version = version + 1, name = name");
    assert_string_equal(behind_rows(b, "SELECT ctid, xmin FROM partner_search"), before);
}

static void what_is_long_does_not_break_it(void **state)
{
    struct behind *const b = *state;
    const struct {
        const char *unit;
        int times;
    } longs[] = {{"word ", 60000}, {"x", 70000}, {"م", 70000}, {"日 ", 60000}};
    for (size_t i = 0; i < sizeof longs / sizeof *longs; i++) {
        struct text_builder out = {.arena = b->arena};
        for (int n = 0; n < longs[i].times; n++)
            text_add(&out, text_of(longs[i].unit));
        add(b, 1 + (int)i, "name", text_cstr(b->arena, text_built(&out)));
    }
    assert_string_equal(found(b, "name"), "1\n2\n3\n4\n");
}

static const struct db_search *search_named(const char *name)
{
    for (const struct db_search *search = db_searches; search->name; search++)
        if (strcmp(search->name, name) == 0)
            return search;
    fail("no search %s", name);
}

static void a_search_is_checked_and_made_anew(void **state)
{
    struct behind *const b = *state;
    const struct db_search *const search = search_named("partner_search");
    add(b, 1, "red", "blue");
    add(b, 2, "red", "green");
    const char *const words = vocabulary(b);
    if (test_on_postgresql()) {
        static const char *const broken[] = {
            "DELETE FROM partner_search WHERE rowid = 1",
            "UPDATE partner_search SET words = '' WHERE rowid = 2",
            "INSERT INTO partner_search VALUES (9, '')",
            "UPDATE partner_search_vocabulary SET doc = doc + 1 WHERE term = 'red'",
            "DELETE FROM partner_search_vocabulary WHERE term = 'green'",
            "INSERT INTO partner_search_vocabulary VALUES ('pink', 1)",
        };
        for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
            assert_string_equal(behind_rows(b, search->check_postgresql), "0\n");
            behind_run(b, broken[i]);
            assert_string_not_equal(behind_rows(b, search->check_postgresql), "0\n");
            behind_run(b, search->rebuild_postgresql);
            assert_string_equal(vocabulary(b), words);
        }
        assert_string_equal(behind_rows(b, search->check_postgresql), "0\n");
    } else {
        behind_run(b, "INSERT INTO partner_search (partner_search) VALUES ('delete-all')");
        assert_string_equal(vocabulary(b), "");
        behind_run(b, search->rebuild_sqlite);
        assert_string_equal(vocabulary(b), words);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(words_are_folded_alike_on_both_engines), TEST(the_same_rows_are_found_on_both_engines),
        TEST(a_word_in_the_name_counts_for_more),     TEST(words_are_counted_exactly),
        TEST(what_is_long_does_not_break_it),         TEST(a_search_is_checked_and_made_anew),
    };
    /* What SQLite does of itself. */
    const struct CMUnitTest of_postgresql[] = {
        TEST(each_character_is_what_it_is_to_sqlite),
        TEST(other_columns_cost_no_work),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return test_on_postgresql() ? failed + cmocka_run_group_tests(of_postgresql, NULL, NULL)
                                : failed;
}
