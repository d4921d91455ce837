/* Workbooks as they come, and workbooks made to do harm. */
#include "engine/files/xlsx_read.h"
#include "make_xlsx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)2 << 30);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void assert_text(text t, const char *expected)
{
    assert_string_equal(text_cstr(arena, t), expected);
}

/* Opens and reads all; gives the sentence that refused it, or absent. */
static text refusal(bytes file)
{
    text say = TEXT_ABSENT;
    struct xlsx_row row;
    struct xlsx_book *book = xlsx_open(arena, -1, file, &say);
    for (size_t i = 0; book && i < xlsx_sheet_count(book); i++) {
        struct xlsx_sheet *sheet = xlsx_sheet_open(book, i, &say);
        if (!sheet)
            return say;
        enum xlsx_result result;
        while ((result = xlsx_next(sheet, &row, &say)) == XLSX_ROW)
            continue;
        if (result == XLSX_BAD)
            return say;
    }
    return book ? TEXT_ABSENT : say;
}

static void assert_refused(bytes file, const char *words)
{
    const text say = refusal(file);
    if (!say.ptr || text_find(say, text_of(words)) < 0)
        fail_msg("'%s' is not in: %s", words,
                 say.ptr ? text_cstr(arena, say) : "(it was accepted)");
}

static bytes sheet_of(text cells)
{
    return make_xlsx(
        arena,
        text_format(arena, "<worksheet><sheetData>%.*s</sheetData></worksheet>", TEXT_ARG(cells)),
        NULL, 0);
}

static void cells_of_every_kind_are_read(void **state)
{
    (void)state;
    const bytes file =
        sheet_of(T("<row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' t='s'><v>1</v></c>"
                   "<c r='C2'><v>44222</v></c><c r='D2' s='1'><v>44222</v></c><c r='E2' "
                   "s='2'><v>44222.5</v></c>"
                   "<c r='F2' s='3'><v>44222</v></c><c r='H2' t='b'><v>1</v></c><c r='I2' "
                   "t='e'><v>#REF!</v></c>"
                   "<c r='J2' t='inlineStr'><is><t>in &amp; line</t></is></c>"
                   "<c r='K2' t='str'><f>A1&amp;B1</f><v>stored</v></c><c r='L2' s='2'/></row>"
                   "<row r='3'><c r='A3' s='2'/></row><row r='5'><c "
                   "t='inlineStr'><is><t>x</t></is></c></row>"));
    text say;
    struct xlsx_row row;
    struct xlsx_book *book = xlsx_open(arena, -1, file, &say);
    assert_non_null(book);
    assert_text(xlsx_sheet_name(book, 0), "grants");
    struct xlsx_sheet *sheet = xlsx_sheet_open(book, 0, &say);
    assert_int_equal(xlsx_next(sheet, &row, &say), XLSX_ROW);
    assert_int_equal(row.number, 2);
    assert_int_equal(row.count, 11);
    static const struct {
        enum xlsx_kind kind;
        const char *words;
    } expected[] = {{XLSX_TEXT, "Identifier"},
                    {XLSX_TEXT, "rich text"},
                    {XLSX_NUMBER, "44222"},
                    {XLSX_DATE, "2021-01-26T00:00:00+00:00"},
                    {XLSX_DATE, "2021-01-26T12:00:00+00:00"},
                    {XLSX_NUMBER, "44222"}, /* its format has a d only in quotes */
                    {XLSX_EMPTY, ""},
                    {XLSX_FLAG, "true"},
                    {XLSX_ERROR, "#REF!"},
                    {XLSX_TEXT, "in & line"},
                    {XLSX_TEXT, "stored"}};
    for (size_t i = 0; i < row.count; i++) {
        assert_int_equal(row.cell[i].kind, expected[i].kind);
        assert_text(row.cell[i].text, expected[i].words);
    }
    assert_int_equal(xlsx_next(sheet, &row, &say), XLSX_ROW);
    assert_int_equal(row.number, 5);
    assert_int_equal(xlsx_next(sheet, &row, &say), XLSX_END);
}

static void dates_count_from_1904_when_the_workbook_says_so(void **state)
{
    (void)state;
    const struct made_part book = {"xl/workbook.xml",
                                   T("<workbook><workbookPr date1904='1'/><sheets><sheet name='a' "
                                     "id='rId1'/></sheets></workbook>"),
                                   false};
    const bytes file = make_xlsx(arena,
                                 T("<worksheet><sheetData><row r='1'><c r='A1' "
                                   "s='1'><v>42760</v></c></row></sheetData></worksheet>"),
                                 &book, 1);
    text say;
    struct xlsx_row row;
    struct xlsx_book *opened = xlsx_open(arena, -1, file, &say);
    assert_non_null(opened);
    assert_int_equal(xlsx_next(xlsx_sheet_open(opened, 0, &say), &row, &say), XLSX_ROW);
    assert_text(row.cell[0].text, "2021-01-26T00:00:00+00:00");
}

static text repeat(const char *words, size_t times)
{
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < times; i++)
        text_add(&out, text_of(words));
    return text_built(&out);
}

static void a_zip_bomb_is_refused(void **state)
{
    (void)state;
    const text spaces =
        repeat("                                                                ", (size_t)1 << 19);
    assert_refused(sheet_of(spaces), "300 times");
}

static void an_entity_bomb_is_refused(void **state)
{
    (void)state;
    assert_refused(
        make_xlsx(arena,
                  T("<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
                    "<worksheet><sheetData><row r='1'><c r='A1' "
                    "t='inlineStr'><is><t>&c;</t></is></c></row>"
                    "</sheetData></worksheet>"),
                  NULL, 0),
        "document type");
}

static void an_external_entity_is_refused(void **state)
{
    (void)state;
    const struct made_part strings = {
        "xl/sharedStrings.xml",
        T("<!DOCTYPE s SYSTEM 'file:///etc/passwd'><sst><si><t>x</t></si></sst>"), false};
    assert_refused(make_xlsx(arena, T("<worksheet/>"), &strings, 1), "document type");
}

static void a_cut_zip_is_refused_at_any_length(void **state)
{
    (void)state;
    const bytes whole = sheet_of(T("<row r='1'><c r='A1' t='s'><v>0</v></c></row>"));
    assert_false(refusal(whole).ptr);
    for (size_t len = 0; len < whole.len; len += 7)
        assert_true(refusal((bytes){.ptr = whole.ptr, .len = len}).len > 0);
}

static void damage_never_crashes(void **state)
{
    (void)state;
    const bytes whole =
        sheet_of(T("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>1</v></c></row>"));
    unsigned char *copy = arena_alloc(arena, whole.len);
    for (size_t at = 0; at < whole.len; at += 3) {
        memcpy(copy, whole.ptr, whole.len);
        copy[at] ^= 0xFF;
        (void)refusal((bytes){.ptr = copy, .len = whole.len});
    }
}

static void too_many_columns_are_refused(void **state)
{
    (void)state;
    assert_refused(sheet_of(T("<row r='1'><c r='XFE1'><v>1</v></c></row>")), "16,384 columns");
    assert_refused(sheet_of(T("<row r='1'><c r='ZZZZZZZZZZZZZZZZZZZZ1'><v>1</v></c></row>")),
                   "16,384 columns");
    assert_refused(sheet_of(text_format(arena, "<row r='1'>%.*s</row>",
                                        TEXT_ARG(repeat("<c><v>1</v></c>", 1000000)))),
                   "");
}

static void nonsense_is_refused(void **state)
{
    (void)state;
    assert_refused((bytes){.ptr = (const unsigned char *)"PK\3\4 not a zip", .len = 15},
                   "not a whole workbook");
    assert_refused(sheet_of(T("<row r='1'><c r='A1' t='s'><v>7</v></c></row>")), "shared text");
    assert_refused(
        sheet_of(T("<row r='1'><c r='A1' t='s'><v>99999999999999999999999</v></c></row>")),
        "shared text");
    assert_refused(sheet_of(T("<row r='2'><c><v>1</v></c></row><row r='1'><c><v>1</v></c></row>")),
                   "out of order");
    assert_refused(sheet_of(T("<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>")),
                   "out of order");
    assert_refused(sheet_of(T("<row r='1'><c r='A1'><v>1</v></row>")), "not whole XML");
    assert_refused(sheet_of(repeat("<x>", 200)), "64 deep");
    const struct made_part other = {"readme.txt", T("hello"), false};
    assert_refused(make_zip(arena, &other, 1), "not a workbook");
}

static void a_row_of_endless_text_is_refused(void **state)
{
    (void)state;
    /* Not so regular that the ratio would catch it first. */
    struct text_builder words = {.arena = arena};
    for (unsigned i = 0; words.len < ((size_t)5 << 20); i++)
        text_add_format(&words, "%u ", i * 2654435761u);
    assert_refused(
        sheet_of(text_format(arena, "<row r='1'><c t='inlineStr'><is><t>%.*s</t></is></c></row>",
                             TEXT_ARG(text_built(&words)))),
        "4 MB");
}

/* A workbook of `count` shared texts, each of these. Not packed, so that no cap on packing sees
 * them.
 */
static bytes strings_of(const char *each, size_t count)
{
    const size_t len = strlen(each);
    char *content = arena_alloc(arena, len * count + 11);
    memcpy(content, "<sst>", 5);
    for (size_t i = 0; i < count; i++)
        memcpy(content + 5 + i * len, each, len);
    memcpy(content + 5 + len * count, "</sst>", 6);
    const struct made_part strings = {
        "xl/sharedStrings.xml", {.ptr = content, .len = len * count + 11}, true};
    return make_xlsx(arena, T("<worksheet/>"), &strings, 1);
}

static void more_shared_texts_than_there_is_room_for_are_refused(void **state)
{
    (void)state;
    const char *each = text_cstr(
        arena, text_format(arena, "<si><t>%.*s</t></si>", TEXT_ARG(repeat("text ", 50000))));
    assert_false(refusal(strings_of(each, 500)).ptr);
    assert_refused(strings_of(each, 540), "over 128 MB together");
    /* Empty ones take memory too. */
    assert_refused(strings_of("<si/>", 4300000), "over 128 MB together");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cells_of_every_kind_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates_count_from_1904_when_the_workbook_says_so, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_zip_bomb_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_entity_bomb_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_external_entity_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cut_zip_is_refused_at_any_length, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damage_never_crashes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_many_columns_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nonsense_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_row_of_endless_text_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(more_shared_texts_than_there_is_room_for_are_refused,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
