/* The page of the settings, the stylesheet and the logo, on a real database. */
#include "fund/initiative/initiative.h"
#include "fund/settings/colour.h"
#include "fund/settings/settings.h"
#include "tests/fund/act.h"

static struct world *w;

static int begin(void **state)
{
    if (world_begin(state) != 0)
        return -1;
    w = *state;
    struct db_write *write = db_write_begin(w->database, w->arena);
    initiative_make(write, T("Test Fund"), false, (opt_day){.some = false});
    db_write_commit(write);
    return 0;
}

static struct acted post(const char *path, const char *body)
{
    return act_post(w, &settings_routes, path, 0, 0, body);
}

static struct acted get(const char *path, const char *query)
{
    return act_get(w, &settings_routes, path, 0, query, NULL);
}

static struct view shown(void)
{
    struct view view = {.theme = TEXT_ABSENT, .logo = TEXT_ABSENT};
    struct db *db = db_read(w->database, w->arena);
    const unsigned before = db_statements_run(db);
    settings_show(db, settings_show_ask(db), &view);
    assert_int_equal(db_statements_run(db) - before, 1);
    db_read_end(db);
    return view;
}

/* ---- Colours ---- */

static struct colour colour(const char *hex)
{
    struct colour c;
    if (!colour_parse(text_of(hex), &c))
        abort();
    return c;
}

static void contrast_is_reckoned_as_WCAG_does(void **state)
{
    (void)state;
    static const struct {
        const char *one, *other;
        double contrast;
    } cases[] = {{"#000", "#fff", 21.0},        {"#fff", "#fff", 1.0},
                 {"#777777", "#fff", 4.478},    {"#767676", "#fff", 4.542},
                 {"#0d5a4d", "#ffffff", 8.107}, {"#16302b", "#ffc044", 8.6}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const double got = colour_contrast(colour(cases[i].one), colour(cases[i].other));
        assert_true(got > cases[i].contrast - 0.06 && got < cases[i].contrast + 0.06);
    }
}

/* Each shade of a cube: the nearest can be read, is the colour itself where that can be, and all
 * that is mixed from it can be read where a page uses it. */
static void the_nearest_colour_can_always_be_read_and_so_can_its_theme(void **state)
{
    (void)state;
    const struct colour ink = colour("#16302b"), pale = colour("#eef4f0"), white = colour("#fff"),
                        night = colour("#0f1d1a");
    for (int r = 0; r < 256; r += 15)
        for (int g = 0; g < 256; g += 15)
            for (int b = 0; b < 256; b += 15) {
                const struct colour c = {(unsigned char)r, (unsigned char)g, (unsigned char)b};
                const struct colour light = colour_nearest(c, ON_LIGHT),
                                    dark = colour_nearest(c, ON_DARK);
                assert_true(colour_readable(light, ON_LIGHT) && colour_readable(dark, ON_DARK));
                assert_false(colour_readable(c, ON_LIGHT) && memcmp(&c, &light, sizeof c) != 0);
                const struct theme by_day = theme_of(light, ON_LIGHT),
                                   by_night = theme_of(dark, ON_DARK);
                assert_true(colour_readable(by_day.deep, ON_LIGHT) &&
                            colour_readable(by_night.deep, ON_DARK));
                assert_true(colour_contrast(white, by_day.accent) >= CONTRAST_LEAST);
                assert_true(colour_contrast(night, by_night.accent) >= CONTRAST_LEAST);
                assert_true(colour_contrast(ink, by_day.wash) >= CONTRAST_LEAST);
                assert_true(colour_contrast(by_day.deep, by_day.wash) >= CONTRAST_LEAST);
                assert_true(colour_contrast(pale, by_night.wash) >= CONTRAST_LEAST);
                assert_true(colour_contrast(by_night.deep, by_night.wash) >= CONTRAST_LEAST);
                assert_true(colour_contrast(white, by_day.slab) >= CONTRAST_LEAST);
                assert_true(colour_contrast(white, by_night.slab) >= CONTRAST_LEAST);
                assert_true(colour_contrast(colour("#d3e6df"), by_day.slab) >= CONTRAST_LEAST);
            }
}

static void a_colour_that_cannot_be_read_is_refused_and_the_nearest_is_offered(void **state)
{
    (void)state;
    const struct acted refused = post("/settings/look", "accent=%23ff8800&version=1");
    assert_int_equal(refused.kind, ANSWER_REFUSED);
    check_says(refused, "it needs 4.5");
    check_says(refused, "Use the nearest that everyone can read");
    assert_false(text_present(shown().theme));
    assert_int_equal(post("/settings/look", "accent=%23ff8800&nearest=1&version=1").kind,
                     ANSWER_REDIRECT);
    assert_true(text_starts(shown().theme, T("/theme.css?of=1-")));
}

static void colours_are_there_at_once_and_may_be_taken_back(void **state)
{
    (void)state;
    assert_int_equal(post("/settings/look", "accent=%23112299&version=1").kind, ANSWER_REDIRECT);
    const text theme = shown().theme;
    assert_true(text_find(theme, T("112299")) > 0);
    const struct acted css =
        get("/theme.css", text_cstr(w->arena, text_slice(theme, strlen("/theme.css?"), theme.len)));
    assert_int_equal(css.kind, ANSWER_BYTES);
    assert_int_equal(post("/settings/look/own", "").kind, ANSWER_REDIRECT);
    assert_false(text_present(shown().theme));
}

static void a_stylesheet_is_made_of_colours_alone(void **state)
{
    (void)state;
    static const char *const hostile[] = {"",
                                          "of=",
                                          "of=1-000000",
                                          "of=2-000000-ffffff",
                                          "of=1-ffffff-ffffff",
                                          "of=1-000000-ffffff}body{background:url(x)",
                                          "of=1-00000g-ffffff",
                                          "of=1-000000-%00fffff"};
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
        assert_int_equal(get("/theme.css", hostile[i]).kind, ANSWER_ABSENT);
}

/* ---- Name, contact, days ---- */

static void a_new_name_is_there_at_once_and_is_the_funder_s_too(void **state)
{
    (void)state;
    assert_int_equal(post("/settings/name", "name=Alderway+Fund&version=1").kind, ANSWER_REDIRECT);
    check_text(shown().initiative, "Alderway Fund");
}

static void two_people_change_two_parts_and_one_part_shows_both(void **state)
{
    (void)state;
    assert_int_equal(post("/settings/name", "name=One&version=1").kind, ANSWER_REDIRECT);
    assert_int_equal(post("/settings/contact", "mail=help%40example.org&version=1").kind,
                     ANSWER_REDIRECT);
    const struct acted stale = post("/settings/name", "name=Two&version=1");
    assert_int_equal(stale.kind, ANSWER_STALE);
    check_says(stale, "Someone else changed this while you were typing");
    check_says(stale, "One");
    check_says(stale, "value=\"Two\"");
    check_text(shown().initiative, "One");
    assert_int_equal(post("/settings/name", "name=Two&version=2").kind, ANSWER_REDIRECT);
}

static void working_days_are_set_with_closed_days(void **state)
{
    (void)state;
    const struct acted none = post("/settings/days", "nation=scotland&version=1");
    assert_int_equal(none.kind, ANSWER_REFUSED);
    check_says(none, "hoose at least one");
    const struct acted half =
        post("/settings/days", "week=monday&nation=scotland&closed.0.on=2026-12-24&version=1");
    assert_int_equal(half.kind, ANSWER_REFUSED);
    check_says(half, "Say in a word or two why you are closed");
    assert_int_equal(post("/settings/days",
                          "week=monday&week=thursday&nation=scotland&closed.0.on=2026-12-24"
                          "&closed.0.why=Office+move&version=1")
                         .kind,
                     ANSWER_REDIRECT);
    struct db *db = db_read(w->database, w->arena);
    const struct calendar calendar = settings_calendar(db);
    db_read_end(db);
    assert_int_equal(calendar.nation, NATION_SCOTLAND);
    assert_int_equal(calendar.week, 1 | 1 << 3);
    assert_int_equal(calendar.closed_count, 1);
}

static bool mails_go(const char *iso, int minute)
{
    struct mail_hours hours;
    day d;
    struct db *db = db_read(w->database, w->arena);
    settings_mail_hours(db, &hours);
    db_read_end(db);
    return day_parse(text_of(iso), &d) && hours_open(&hours, instant_at(d, minute));
}

static void mails_wait_over_night_and_on_days_off_unless_it_is_set_otherwise(void **state)
{
    (void)state;
    static const struct {
        const char *day;
        int minute;
        bool go;
    } cases[] = {{"2026-11-25", 18 * 60 + 59, true}, {"2026-11-25", 19 * 60, false},
                 {"2026-11-26", 0, false},           {"2026-11-26", 8 * 60, true},
                 {"2026-11-28", 12 * 60, false},     {"2026-12-25", 12 * 60, false},
                 {"2026-07-01", 8 * 60, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(mails_go(cases[i].day, cases[i].minute), cases[i].go);
    assert_int_equal(
        post("/settings/promises", "reply_days=5&quiet=1&quiet_from=22&quiet_until=6&version=1")
            .kind,
        ANSWER_REDIRECT);
    assert_true(mails_go("2026-11-28", 21 * 60 + 59) && !mails_go("2026-11-28", 22 * 60));
    assert_int_equal(
        post("/settings/promises", "reply_days=5&quiet_from=19&quiet_until=8&version=2").kind,
        ANSWER_REDIRECT);
    assert_true(mails_go("2026-12-25", 0));
}

static void numbers_out_of_reach_are_refused(void **state)
{
    (void)state;
    static const char *const bad[][2] = {
        {"/settings/promises", "reply_days=0&quiet_from=19&quiet_until=8&version=1"},
        {"/settings/promises", "reply_days=5&quiet=1&quiet_from=8&quiet_until=8&version=1"},
        {"/settings/promises", "reply_days=5&quiet=1&quiet_from=25&quiet_until=8&version=1"},
        {"/settings/keep", "keep_left=29&keep_problems=30&keep_mails=90&version=1"},
        {"/settings/files", "file_most_mb=31&files_of_one_mb=100&version=1"},
        {"/settings/files", "file_most_mb=20&files_of_one_mb=10&version=1"},
        {"/settings/contact", "mail=nonsense&version=1"},
        {"/settings/name", "name=&version=1"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(post(bad[i][0], bad[i][1]).kind, ANSWER_REFUSED);
    check_says(get("/settings", ""), "Test Fund");
}

/* ---- The logo ---- */

static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0,    0,   0, 13,
                                    'I',  'H', 'D', 'R', 0,    0,    0,    2,    0,    0,   0, 3,
                                    8,    2,   0,   0,   0,    1,    2,    3,    4,    0,   0, 0,
                                    1,    'I', 'D', 'A', 'T',  9,    1,    2,    3,    4,   0, 0,
                                    0,    0,   'I', 'E', 'N',  'D',  0xae, 0x42, 0x60, 0x82};

static struct acted send_logo(bytes content, int version)
{
    const struct route *route = act_route(&settings_routes, "/settings/logo", true);
    struct request *rq = arena_make(w->arena, struct request);
    *rq = act_request(w, route, 0, 0, T(""));
    html_start(rq->out, w->arena, &rq->view);
    const text body =
        text_format(w->arena,
                    "--b\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n%d\r\n--b\r\n"
                    "Content-Disposition: form-data; name=\"file\"; filename=\"l.png\"\r\n\r\n",
                    version);
    struct text_builder whole = {.arena = w->arena};
    text_add(&whole, body);
    text_add(&whole, (text){.ptr = (const char *)content.ptr, .len = content.len});
    text_add(&whole, T("\r\n--b--\r\n"));
    void *form = arena_alloc(w->arena, route->form->size);
    const bool fine =
        form_parse_multipart(w->arena, route->form, text_built(&whole), T("b"), form, &rq->values);
    struct db_write *write = db_write_begin(w->database, w->arena);
    const struct answer answer =
        fine ? route->write(rq, write, form) : route->redraw(rq, db_of(write));
    if (answer.kind == ANSWER_REDIRECT)
        db_write_commit(write);
    else
        db_write_undo(write);
    return act_answer(rq, answer);
}

static void a_logo_is_shown_taken_away_and_put_back(void **state)
{
    (void)state;
    assert_int_equal(send_logo((bytes){png, sizeof png}, 1).kind, ANSWER_REDIRECT);
    const text logo = shown().logo;
    assert_true(text_starts(logo, T("/logo?of=")));
    const char *query = text_cstr(w->arena, text_slice(logo, strlen("/logo?"), logo.len));
    assert_int_equal(get("/logo", query).kind, ANSWER_BYTES);
    assert_int_equal(post("/settings/logo/remove", "").kind, ANSWER_REDIRECT);
    assert_false(text_present(shown().logo));
    assert_int_equal(post("/settings/logo/back", "").kind, ANSWER_REDIRECT);
    assert_true(text_eq(shown().logo, logo));
}

static void a_picture_that_is_none_is_refused(void **state)
{
    (void)state;
    unsigned char trailed[sizeof png + 8], cut[sizeof png];
    memcpy(trailed, png, sizeof png);
    memcpy(trailed + sizeof png, "<script>", 8);
    memcpy(cut, png, sizeof png);
    static unsigned char large[200 * 1000 + 1];
    memcpy(large, png, sizeof png);
    static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    const bytes bad[] = {{trailed, sizeof trailed},
                         {cut, sizeof cut - 5},
                         {large, sizeof large},
                         {(const unsigned char *)svg, sizeof svg - 1}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(send_logo(bad[i], 1).kind, ANSWER_REFUSED);
    assert_false(text_present(shown().logo));
    assert_int_equal(get("/logo", "of=00").kind, ANSWER_ABSENT);
}

#define test(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(contrast_is_reckoned_as_WCAG_does),
        test(the_nearest_colour_can_always_be_read_and_so_can_its_theme),
        test(a_colour_that_cannot_be_read_is_refused_and_the_nearest_is_offered),
        test(colours_are_there_at_once_and_may_be_taken_back),
        test(a_stylesheet_is_made_of_colours_alone),
        test(a_new_name_is_there_at_once_and_is_the_funder_s_too),
        test(two_people_change_two_parts_and_one_part_shows_both),
        test(working_days_are_set_with_closed_days),
        test(mails_wait_over_night_and_on_days_off_unless_it_is_set_otherwise),
        test(numbers_out_of_reach_are_refused),
        test(a_logo_is_shown_taken_away_and_put_back),
        test(a_picture_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
