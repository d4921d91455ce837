/* A form gives typed values or says what to do, and nothing that was typed is lost. */
#include "tests/engine/web/support.h"

#include "engine/web/form_pairs.h"

struct seat {
    text name;
    opt_pence amount;
    opt_int id;
};
struct made {
    text title, note, email, url;
    pence awarded;
    opt_day ends_on;
    int64_t people;
    bool agreed;
    struct {
        bool some;
        int it;
    } kind;
    struct {
        const int *row;
        size_t count;
    } regions;
    opt_int programme;
    struct upload file;
    struct {
        const struct seat *row;
        size_t count;
    } seat;
};

enum {
    TITLE,
    NOTE,
    EMAIL,
    URL,
    AWARDED,
    ENDS_ON,
    PEOPLE,
    AGREED,
    KIND,
    REGIONS,
    PROGRAMME,
    FILE_,
    FIELDS
};

static const text codes[] = {{"lead", 4}, {"member", 6}, {"network", 7}};
static const struct enum_table members = {.codes = codes, .labels = codes, .count = 3};

static const struct group_spec groups[1];
static const struct field_spec seat_fields[] = {
    {.name = "name",
     .label = "Name",
     .kind = FIELD_TEXT,
     .required = true,
     .offset = offsetof(struct seat, name),
     .group = groups,
     .index = 0},
    {.name = "amount",
     .label = "Amount",
     .kind = FIELD_PENCE,
     .offset = offsetof(struct seat, amount),
     .group = groups,
     .index = 1},
    {.name = "id",
     .label = "Id",
     .kind = FIELD_ID,
     .offset = offsetof(struct seat, id),
     .group = groups,
     .index = 2},
};
static const struct group_spec groups[1] = {{.name = "seat",
                                             .field = seat_fields,
                                             .field_count = 3,
                                             .row_size = sizeof(struct seat),
                                             .offset = offsetof(struct made, seat),
                                             .max_rows = 4}};
#define FIELD(n, l, k, member, ...)                                                                \
    {                                                                                              \
        .name = n, .label = l, .kind = k, .offset = offsetof(struct made, member), __VA_ARGS__     \
    }
static const struct field_spec fields[] = {
    FIELD("title", "Title", FIELD_TEXT, title, .required = true, .max_length = 10),
    FIELD("note", "Note", FIELD_LONGTEXT, note, .index = NOTE),
    FIELD("email", "Email", FIELD_EMAIL, email, .index = EMAIL),
    FIELD("url", "Website", FIELD_URL, url, .index = URL),
    FIELD("awarded", "Awarded", FIELD_PENCE, awarded, .required = true, .has_min = true, .min = 100,
          .index = AWARDED),
    FIELD("ends_on", "Ends on", FIELD_DAY, ends_on, .has_min = true, .min = 18262,
          .index = ENDS_ON),
    FIELD("people", "People", FIELD_INT, people, .required = true, .has_max = true, .max = 50,
          .index = PEOPLE),
    FIELD("agreed", "I agree", FIELD_FLAG, agreed, .index = AGREED),
    FIELD("kind", "Seat", FIELD_ENUM, kind, .members = &members, .index = KIND),
    FIELD("regions", "Regions", FIELD_ENUM, regions, .repeated = true, .members = &members,
          .index = REGIONS),
    FIELD("programme", "Programme", FIELD_ID, programme, .index = PROGRAMME),
    FIELD("file", "File", FIELD_FILE, file, .index = FILE_),
};
static const struct form_spec spec = {.name = "made",
                                      .field = fields,
                                      .field_count = FIELDS,
                                      .group = groups,
                                      .group_count = 1,
                                      .size = sizeof(struct made)};

#define GOOD "title=A&awarded=1&people=2"

static bool parse(struct arena *arena, const char *body, struct made *made,
                  struct form_values **values)
{
    *made = (struct made){0};
    return form_parse(arena, &spec, text_of(body), made, values);
}

/* What is said of the field. */
static text said(struct arena *arena, const char *body, unsigned field)
{
    struct made made;
    struct form_values *values;
    (void)!parse(arena, body, &made, &values);
    return form_value_at(values, field)->error;
}

static void every_kind_of_value_is_read(void **state)
{
    struct made m;
    struct form_values *values;
    assert_true(parse(
        *state,
        "title=+Caf%65%CC%81+&note=a%0D%0Ab&email=a@b.example&url=example.org&awarded=20%2C000.50&"
        "ends_on=18+October+2024&people=12&agreed=1&kind=member&regions=lead&regions=network&"
        "programme=7&"
        "version=3&unknown=x",
        &m, &values));
    assert_text(*state, m.title, "Caf\xc3\xa9"); /* NFC, trimmed */
    assert_text(*state, m.note, "a\nb");
    assert_text(*state, m.email, "a@b.example");
    assert_text(*state, m.url, "https://example.org");
    assert_int_equal(pence_whole(m.awarded), 2000050);
    assert_true(m.ends_on.some);
    assert_text(*state, day_iso(*state, m.ends_on.it), "2024-10-18");
    assert_int_equal(m.people, 12);
    assert_true(m.agreed);
    assert_true(m.kind.some);
    assert_int_equal(m.kind.it, 1);
    assert_int_equal(m.regions.count, 2);
    assert_int_equal(m.regions.row[1], 2);
    assert_true(m.programme.some);
    assert_int_equal(m.programme.it, 7);
    assert_int_equal(values->version, 3);
}

static void what_is_skipped_is_absent(void **state)
{
    struct made m;
    struct form_values *values;
    assert_true(parse(*state, GOOD "&note=+&ends_on=&kind=", &m, &values));
    assert_null(m.note.ptr);
    assert_false(m.ends_on.some);
    assert_false(m.kind.some);
    assert_false(m.agreed);
    assert_int_equal(m.regions.count, 0);
    assert_int_equal(m.seat.count, 0);
    assert_int_equal(values->version, 0);
}

static void what_does_not_fit_is_said_in_words(void **state)
{
    static const struct {
        const char *body;
        unsigned field;
        const char *say;
    } tried[] = {
        {"awarded=1&people=1", TITLE, "Fill in: Title"},
        {"title=%20%C2%A0&awarded=1", TITLE, "Fill in: Title"},
        {"title=%01", TITLE, "Fill in: Title"},
        {"title=abcdefghijklm", TITLE, "Title is longer than 10 characters: shorten it by 3"},
        {"title=%F0%9F%98%80%F0%9F%98%80%F0%9F%98%80%F0%9F%98%80%F0%9F%98%80%F0%9F%98%80", TITLE,
         "Title is longer than 10 characters: shorten it by 2"},
        {"title=%FF", TITLE, "Title has characters that cannot be read: write it again"},
        {"title=a%00b", TITLE, "Title has characters that cannot be read: write it again"},
        {"title=a%2", TITLE, "Title has characters that cannot be read: write it again"},
        {"awarded=lots", AWARDED, "Write the amount in pounds, like 20,000 or 1,250.50"},
        {"awarded=0.50", AWARDED,
         "Awarded must be at least \xc2\xa3"
         "1"},
        {"ends_on=31/02/2024", ENDS_ON, "Write the date like 18 October 2024 or 18/10/2024"},
        {"ends_on=31/12/2019", ENDS_ON, "Ends on must be on or after 1 January 2020"},
        {"people=51", PEOPLE, "People must be at most 50"},
        {"people=1.5", PEOPLE, "Write a whole number, like 12"},
        {"kind=chair", KIND, "Choose one of the answers"},
        {"regions=lead&regions=moon", REGIONS, "Choose one of the answers"},
        {"programme=-1", PROGRAMME, "Choose one of the answers"},
        {"programme=0", PROGRAMME, "Choose one of the answers"},
        {"programme=99999999999999999999", PROGRAMME, "Choose one of the answers"},
        {"email=a@b", EMAIL, "Write the email address like name@example.org"},
        {"email=a@b.example@c.example", EMAIL, "Write the email address like name@example.org"},
        {"url=javascript:alert(1)", URL, "Write the web address like https://example.org"},
        {"url=http://user:pass@x.example/", URL, "Write the web address like https://example.org"},
        {"url=https://bank.example@evil.example", URL,
         "Write the web address like https://example.org"},
        {"url=https://", URL, "Write the web address like https://example.org"},
    };
    for (size_t i = 0; i < sizeof tried / sizeof *tried; i++)
        assert_text(*state, said(*state, tried[i].body, tried[i].field), tried[i].say);
}

static void what_was_typed_is_kept(void **state)
{
    struct made m;
    struct form_values *values;
    assert_false(parse(*state, "title=&awarded=about+twenty&regions=lead&regions=moon&note=+kept+",
                       &m, &values));
    assert_text(*state, form_typed(form_value_at(values, AWARDED)), "about twenty");
    assert_text(*state, form_typed(form_value_at(values, NOTE)), " kept ");
    assert_true(form_has(form_value_at(values, REGIONS), T("moon")));
    assert_false(form_has(form_value_at(values, REGIONS), T("network")));
    assert_int_equal(values->error_count, 4); /* title, awarded, people, regions */
}

static void a_line_end_in_one_line_becomes_a_space(void **state)
{
    struct made m;
    struct form_values *values;
    assert_true(parse(*state, "title=a%0D%0Ab%09c%1B&awarded=1&people=1", &m, &values));
    assert_text(*state, m.title, "a b c");
}

static void rows_are_read_in_order_and_empty_ones_dropped(void **state)
{
    struct made m;
    struct form_values *values;
    assert_true(parse(
        *state,
        GOOD
        "&seat.9.name=Nine&seat.2.name=Two&seat.2.amount=5&seat.3.id=44&seat.3.name=+&seat.9.id=7",
        &m, &values));
    assert_int_equal(m.seat.count, 2);
    assert_text(*state, m.seat.row[0].name, "Two");
    assert_int_equal(pence_whole(m.seat.row[0].amount.it), 500);
    assert_text(*state, m.seat.row[1].name, "Nine");
    assert_false(m.seat.row[1].amount.some);
    assert_int_equal(m.seat.row[1].id.it, 7);
    assert_int_equal(values->group_rows[0], 2);
    assert_text(*state, form_typed(form_value_in(values, groups, 1, 0)), "Nine");
    assert_int_equal(form_typed(form_value_in(values, groups, 2, 0)).len,
                     0); /* the empty row on offer */
}

static void a_row_says_what_is_wrong_with_it(void **state)
{
    struct made m;
    struct form_values *values;
    assert_false(parse(*state, GOOD "&seat.0.name=A&seat.1.amount=x", &m, &values));
    assert_null(form_value_in(values, groups, 0, 0)->error.ptr);
    assert_text(*state, form_value_in(values, groups, 1, 0)->error, "Fill in: Name");
    assert_text(*state, form_typed(form_value_in(values, groups, 1, 1)), "x");
    assert_int_equal(values->error_count, 2);
}

static void too_many_rows_or_fields_refuse_the_whole(void **state)
{
    struct made m;
    struct form_values *values;
    assert_false(
        parse(*state, GOOD "&seat.0.name=A&seat.1.name=A&seat.2.name=A&seat.3.name=A&seat.4.name=A",
              &m, &values));
    assert_text(*state, values->whole_error, "There is room for 4 rows here, and 5 were sent");
    struct text_builder many = {.arena = *state};
    for (int i = 0; i < 2001; i++)
        text_add(&many, T("a=1&"));
    assert_false(form_parse(*state, &spec, text_built(&many), &m, &values));
    assert_true(text_present(values->whole_error));
}

static void names_that_are_no_row_are_ignored(void **state)
{
    struct made m;
    struct form_values *values;
    assert_true(parse(
        *state,
        GOOD
        "&seat.-1.name=A&seat..name=A&seat.1=A&seat.x.name=A&seat.99999999.name=A&seat.0.other=1&"
        "seat.0.name.x=1",
        &m, &values));
    assert_int_equal(m.seat.count, 0);
}

static void a_form_is_filled_with_what_is_there(void **state)
{
    struct form_values *values = form_blank(*state, &spec);
    form_fill_text(values, "title", T("A"));
    form_fill_pence(values, "awarded", pence_of(125050));
    form_fill_int(values, "people", 1200);
    form_fill_flag(values, "agreed", true);
    form_fill_flag(values, "agreed", false);
    form_fill_group_text(values, "seat", 0, "name", T("Zero"));
    form_fill_group_text(values, "seat", 1, "name", T("One"));
    assert_text(*state, form_typed(form_value_at(values, AWARDED)), "1,250.50");
    assert_text(*state, form_typed(form_value_at(values, PEOPLE)), "1200");
    assert_int_equal(form_value_at(values, AGREED)->typed.count, 0);
    assert_int_equal(values->group_rows[0], 2);
    assert_text(*state, form_typed(form_value_in(values, groups, 0, 0)), "Zero");
    assert_text(*state, form_typed(form_value_in(values, groups, 1, 0)), "One");
    form_refuse(values, "title", T("No"));
    form_refuse(values, "title", T("Still no"));
    form_refuse(values, NULL, T("Whole"));
    form_refuse_row(values, "seat", 1, "amount", T("Row"));
    assert_int_equal(values->error_count, 3);
    assert_text(*state, form_value_in(values, groups, 1, 1)->error, "Row");
}

static void a_file_comes_with_its_bytes(void **state)
{
    const text body = T("--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nA\r\n--x\r\n"
                        "Content-Disposition: form-data; name=\"awarded\"\r\n\r\n1\r\n--x\r\n"
                        "Content-Disposition: form-data; name=\"people\"\r\n\r\n1\r\n--x\r\n"
                        "Content-Disposition: form-data; name=\"file\"; "
                        "filename=\"a.csv\"\r\n\r\n1,2\r\n--x--\r\n");
    struct made m = {0};
    struct form_values *values;
    assert_true(form_parse_multipart(*state, &spec, body, T("x"), &m, &values));
    assert_text(*state, m.file.name, "a.csv");
    assert_int_equal(m.file.bytes.len, 3);
    assert_false(form_parse_multipart(*state, &spec, text_slice(body, 0, body.len - 9), T("x"), &m,
                                      &values));
    assert_true(text_present(values->whole_error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(every_kind_of_value_is_read),
        arena_test(what_is_skipped_is_absent),
        arena_test(what_does_not_fit_is_said_in_words),
        arena_test(what_was_typed_is_kept),
        arena_test(a_line_end_in_one_line_becomes_a_space),
        arena_test(rows_are_read_in_order_and_empty_ones_dropped),
        arena_test(a_row_says_what_is_wrong_with_it),
        arena_test(too_many_rows_or_fields_refuse_the_whole),
        arena_test(names_that_are_no_row_are_ignored),
        arena_test(a_form_is_filled_with_what_is_there),
        arena_test(a_file_comes_with_its_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
