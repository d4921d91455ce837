/* Bank holidays against the days that were proclaimed, and working days counted with them. */
#include "fund/settings/settings.h"
#include "tests/fund/world.h"

static struct world *w;

static int begin(void **state)
{
    const int code = world_begin(state);
    w = *state;
    return code;
}

static day on(const char *iso)
{
    day d;
    if (!day_parse(text_of(iso), &d))
        abort();
    return d;
}

/* As gov.uk/bank-holidays listed them. */
static const struct {
    enum nation nation;
    int year;
    const char *days; /* month-date, in order */
} official[] = {
    {NATION_ENGLAND_WALES, 2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"},
    {NATION_ENGLAND_WALES, 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"},
    {NATION_ENGLAND_WALES, 2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"},
    {NATION_ENGLAND_WALES, 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"},
    {NATION_ENGLAND_WALES, 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"},
    {NATION_ENGLAND_WALES, 2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"},
    {NATION_ENGLAND_WALES, 2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"},
    {NATION_ENGLAND_WALES, 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"},
    {NATION_SCOTLAND, 2019, "01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26"},
    {NATION_SCOTLAND, 2020, "01-01 01-02 04-10 05-08 05-25 08-03 11-30 12-25 12-28"},
    {NATION_SCOTLAND, 2021, "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28"},
    {NATION_SCOTLAND, 2022, "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27"},
    {NATION_SCOTLAND, 2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"},
    {NATION_SCOTLAND, 2024, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"},
    {NATION_SCOTLAND, 2025, "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26"},
    {NATION_SCOTLAND, 2026, "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28"},
    {NATION_NORTHERN_IRELAND, 2019, "01-01 03-18 04-19 04-22 05-06 05-27 07-12 08-26 12-25 12-26"},
    {NATION_NORTHERN_IRELAND, 2020, "01-01 03-17 04-10 04-13 05-08 05-25 07-13 08-31 12-25 12-28"},
    {NATION_NORTHERN_IRELAND, 2021, "01-01 03-17 04-02 04-05 05-03 05-31 07-12 08-30 12-27 12-28"},
    {NATION_NORTHERN_IRELAND, 2022,
     "01-03 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-29 09-19 12-26 12-27"},
    {NATION_NORTHERN_IRELAND, 2023,
     "01-02 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-28 12-25 12-26"},
    {NATION_NORTHERN_IRELAND, 2024, "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26"},
    {NATION_NORTHERN_IRELAND, 2025, "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26"},
    {NATION_NORTHERN_IRELAND, 2026, "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"},
};

static void bank_holidays_are_the_official_ones_of_2019_to_2026(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof official / sizeof *official; i++) {
        struct bank_holiday row[BANK_HOLIDAYS_MOST];
        const size_t count = bank_holidays(official[i].nation, official[i].year, row);
        struct text_builder days = {.arena = w->arena};
        for (size_t d = 0; d < count; d++) {
            int year, month, date;
            day_parts(row[d].on, &year, &month, &date);
            assert_int_equal(year, official[i].year);
            text_add_format(&days, "%s%02d-%02d", d ? " " : "", month, date);
        }
        if (!text_eq(text_built(&days), text_of(official[i].days)))
            print_error("%d of nation %d\n", official[i].year, (int)official[i].nation);
        check_text(text_built(&days), official[i].days);
    }
}

static void Easter_falls_where_the_church_says(void **state)
{
    (void)state;
    static const char *const good_fridays[] = {"1954-04-16", "1981-04-17", "2000-04-21",
                                               "2008-03-21", "2011-04-22", "2038-04-23",
                                               "2049-04-16", "2076-04-17"};
    for (size_t i = 0; i < sizeof good_fridays / sizeof *good_fridays; i++)
        check_text(bank_holiday_name(on(good_fridays[i]), NATION_SCOTLAND), "Good Friday");
}

static void every_year_that_days_reach_has_its_holidays(void **state)
{
    (void)state;
    for (int year = 1900; year <= 2199; year++)
        for (int nation = 0; nation < NATION_COUNT; nation++) {
            struct bank_holiday row[BANK_HOLIDAYS_MOST];
            const size_t count = bank_holidays((enum nation)nation, year, row);
            assert_in_range(count, 8, 12);
            for (size_t i = 1; i < count; i++)
                assert_true(day_order(row[i - 1].on, row[i].on) < 0);
        }
}

static void working_days_step_over_weekends_holidays_and_closed_days(void **state)
{
    (void)state;
    const day closed[] = {on("2026-08-28")};
    static const struct {
        const char *from;
        int days;
        enum nation nation;
        bool closed;
        const char *to;
    } cases[] = {
        {"2026-11-25", 5, NATION_ENGLAND_WALES, false, "2026-12-02"},
        {"2026-11-25", 5, NATION_SCOTLAND, false, "2026-12-03"}, /* St Andrew's */
        {"2026-12-24", 1, NATION_ENGLAND_WALES, false, "2026-12-29"},
        {"2026-04-02", 1, NATION_ENGLAND_WALES, false, "2026-04-07"},
        {"2026-04-02", 1, NATION_SCOTLAND, false, "2026-04-06"},
        {"2026-07-10", 1, NATION_NORTHERN_IRELAND, false, "2026-07-14"},
        {"2026-08-27", 1, NATION_ENGLAND_WALES, true, "2026-09-01"},
        {"2026-11-28", 0, NATION_ENGLAND_WALES, false, "2026-11-30"}, /* a Saturday */
        {"2026-11-27", 0, NATION_ENGLAND_WALES, false, "2026-11-27"},
        {"2026-12-02", -5, NATION_ENGLAND_WALES, false, "2026-11-25"},
        {"2026-12-31", 2, NATION_SCOTLAND, false, "2027-01-06"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct calendar calendar = {
            .nation = cases[i].nation, .closed = closed, .closed_count = cases[i].closed ? 1 : 0};
        const day to = working_day_add(on(cases[i].from), cases[i].days, &calendar);
        check_text(day_iso(w->arena, to), cases[i].to);
        if (cases[i].days != 0)
            assert_int_equal(working_days_between(on(cases[i].from), to, &calendar), cases[i].days);
    }
}

static void a_fund_may_work_on_other_days(void **state)
{
    (void)state;
    const struct calendar calendar = {.week = 1U << 1 | 1U << 5}; /* Tuesdays and Saturdays */
    check_text(day_iso(w->arena, working_day_add(on("2026-11-25"), 2, &calendar)), "2026-12-01");
}

#define test(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(bank_holidays_are_the_official_ones_of_2019_to_2026),
        test(Easter_falls_where_the_church_says),
        test(every_year_that_days_reach_has_its_holidays),
        test(working_days_step_over_weekends_holidays_and_closed_days),
        test(a_fund_may_work_on_other_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
