/* Partners and their seats: counted apart (D1), shown with the whole split (D2), hidden with their
 * import. */
#include "fund/partners/partners.h"
#include "fund/partners/save.h"
#include "grants_queries.h"
#include "opendata_queries.h"
#include "partners_queries.h"
#include "programmes_queries.h"
#include "tests/fund/fresh.h"

/* Two partners in two grants of an import: Brackwater in both, Thornmere in one. */
struct scene {
    import_id import;
    partner_id brackwater, thornmere;
    grant_id both, alone;
};

static partner_id partner_of_import(struct db_write *write, const char *name, const char *key,
                                    import_id import)
{
    return import_write_partner(write, text_of(name), text_of(key), TEXT_ABSENT, TEXT_ABSENT,
                                TEXT_ABSENT, import, instant_now());
}

static struct scene scene_make(struct fresh *fresh, bool publish)
{
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    const funder_id funder =
        import_funder_add(write, T("Alder Trust"), T("alder trust"), TEXT_ABSENT);
    struct scene s = {.import = import_add(write, T("Alder Trust"), T("a.json"), instant_now())};
    const programme_id programme =
        import_write_programme(write, funder, T("Advice"), T("advice"), TEXT_ABSENT, s.import);
    s.brackwater =
        partner_of_import(write, "Brackwater Law Centre", "brackwater law centre", s.import);
    s.thornmere = partner_of_import(write, "Thornmere Welcome", "thornmere welcome", s.import);
    ensure(import_write_number(write, s.brackwater, IDENTIFIER_SCHEME_CHARITY, T("1164883")) == 1);
    bool conflict;
    day on;
    ensure(day_of(2024, 5, 1, &on));
    const opt_day none = {.some = false};
    const opt_pence nothing = {.some = false};
    s.both = import_write_grant(write, T("G-1"), funder, programme, T("Together"), T("together"),
                                T("Advice"), T("G-1"), nothing, pence_pounds(90000), on, none, none,
                                s.import, instant_now(), &conflict);
    s.alone = import_write_grant(write, T("G-2"), funder, programme, T("Alone"), T("alone"),
                                 T("Advice"), T("G-2"), nothing, pence_pounds(20000),
                                 day_add(on, 9), none, none, s.import, instant_now(), &conflict);
    ensure(import_write_seat(write, s.both, s.brackwater) == 1);
    ensure(import_write_seat(write, s.both, s.thornmere) == 1);
    ensure(import_write_seat(write, s.alone, s.brackwater) == 1);
    if (publish) {
        ensure(import_state_change(write, s.import, IMPORT_STATE_WAITING, IMPORT_STATE_WRITING) ==
               1);
        ensure(import_publish(write, s.import, instant_now(), 2, 0) == 1);
    }
    db_write_commit(write);
    return s;
}

static void D1_an_organisation_is_counted_once_however_many_seats_it_has(void **state)
{
    struct fresh *fresh = *state;
    scene_make(fresh, true); /* three seats */
    const text page = fresh_get(fresh, &partners_routes, "/partners", 0, "").page;
    assert_true(says(page, ">2 partners<"));
    text rest = page;
    int rows = 0;
    for (ptrdiff_t next; (next = text_find(rest, T("<th scope=\"row\">"))) >= 0; rows++)
        rest = text_slice(rest, (size_t)next + 1, rest.len);
    assert_int_equal(rows, 2);
    assert_true(says(page, "data-label=\"Seats in grants\" class=\"num\">2<") &&
                says(page, "data-label=\"Seats in grants\" class=\"num\">1<"));
}

static void D1_seats_are_said_in_words(void **state)
{
    struct fresh *fresh = *state;
    const struct scene s = scene_make(fresh, true);
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    const partner_id kestrel = partner_of_import(write, "Kestrelby", "kestrelby", s.import);
    const opt_pence share = {.some = true, .it = pence_pounds(5000)}, unknown = {.some = false};
    assert_int_equal(seat_add(write, s.both, kestrel, SEAT_KIND_MEMBER, share), 1);
    db_write_commit(write);
    const char *at = "/partners/:partner";
    assert_true(says(fresh_get(fresh, &partners_routes, at, partner_id_raw(kestrel), "").page,
                     "A seat in 1 grant. Their share: \xc2\xa3"
                     "5,000. Added"));
    write = db_write_begin(fresh->database, fresh->arena);
    assert_int_equal(seat_add(write, s.alone, kestrel, SEAT_KIND_LEAD, unknown), 1);
    db_write_commit(write);
    assert_true(says(fresh_get(fresh, &partners_routes, at, partner_id_raw(kestrel), "").page,
                     "Seats in 2 grants, in 1 of them as lead partner. Their share: \xc2\xa3"
                     "5,000, where the split is known. Added"));
}

static void D2_a_partners_page_shows_everyone_in_its_grants(void **state)
{
    struct fresh *fresh = *state;
    const struct scene s = scene_make(fresh, true);
    const struct asked shown =
        fresh_get(fresh, &partners_routes, "/partners/:partner", partner_id_raw(s.brackwater), "");
    assert_true(says(shown.page, "Lead partner in 2 grants."));
    assert_true(says(shown.page, "Together") && says(shown.page, "Alone") &&
                says(shown.page, "Thornmere Welcome"));
    assert_true(says(shown.page, "2 partners are in it") && !says(shown.page, "1 partners"));
    const struct asked other =
        fresh_get(fresh, &partners_routes, "/partners/:partner", partner_id_raw(s.thornmere), "");
    assert_true(says(other.page, "Brackwater Law Centre") && !says(other.page, "Alone"));
    assert_int_equal(shown.statements, other.statements);
}

static void what_an_import_has_not_published_is_nowhere(void **state)
{
    struct fresh *fresh = *state;
    const struct scene s = scene_make(fresh, false);
    assert_true(
        says(fresh_get(fresh, &partners_routes, "/partners", 0, "").page, "No partners yet"));
    assert_false(
        says(fresh_get(fresh, &partners_routes, "/partners", 0, "q=1164883").page, "Brackwater"));
    assert_false(says(fresh_get(fresh, &partners_routes, "/partners", 0, "q=brackwater").page,
                      "Law Centre"));
    struct db *db = db_read(fresh->database, fresh->arena);
    const struct viewer staff = {.account = 1, .roles = ROLE_STAFF};
    assert_false(partner_may_see(&staff, db, partner_id_raw(s.brackwater)));
    db_read_end(db);
}

static void a_number_of_a_hidden_partner_is_refused_without_telling_whose(void **state)
{
    struct fresh *fresh = *state;
    scene_make(fresh, false);
    const struct asked refused =
        fresh_post(fresh, &partners_routes, "/partners/new", 0, 0, "name=Mine&charity=1164883");
    assert_int_equal(refused.answer.kind, ANSWER_REFUSED);
    assert_true(says(refused.page, "not published yet"));
    assert_false(says(refused.page, "Brackwater"));
    assert_true(
        says(fresh_get(fresh, &partners_routes, "/partners", 0, "").page, "No partners yet"));
}

static text search_text(struct fresh *fresh, grant_id grant)
{
    const struct texts found = test_database_texts(
        fresh->arena, &fresh->place,
        text_cstr(fresh->arena,
                  text_format(fresh->arena, "SELECT search FROM grant_records WHERE id = %lld",
                              (long long)grant_id_raw(grant))));
    ensure(found.count == 1);
    return found.row[0];
}

static void a_new_name_finds_the_partners_grants(void **state)
{
    struct fresh *fresh = *state;
    const struct scene s = scene_make(fresh, true);
    const struct asked changed =
        fresh_post(fresh, &partners_routes, "/partners/:partner/edit", partner_id_raw(s.brackwater),
                   0, "version=1&name=Marlowick+Law&charity=1164883");
    assert_int_equal(changed.answer.kind, ANSWER_REDIRECT);
    assert_text(search_text(fresh, s.alone), "G-2\nMarlowick Law");
    assert_true(says(search_text(fresh, s.both), "Marlowick Law") &&
                says(search_text(fresh, s.both), "Thornmere Welcome"));
}

int main(void)
{
#define with_database(test) cmocka_unit_test_setup_teardown(test, fresh_begin, fresh_end)
    const struct CMUnitTest tests[] = {
        with_database(D1_an_organisation_is_counted_once_however_many_seats_it_has),
        with_database(D1_seats_are_said_in_words),
        with_database(D2_a_partners_page_shows_everyone_in_its_grants),
        with_database(what_an_import_has_not_published_is_nowhere),
        with_database(a_number_of_a_hidden_partner_is_refused_without_telling_whose),
        with_database(a_new_name_finds_the_partners_grants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
