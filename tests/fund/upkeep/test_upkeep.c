/* Who reads mails, what a director decides about them, and what a person chooses by the link in
 * one. */
#include "engine/base/clock.h"
#include "engine/mail/bounce.h"
#include "engine/mail/choice.h"
#include "engine/mail/mail.h"
#include "engine/mail/send.h"
#include "fund/upkeep/show.h"
#include "fund/upkeep/upkeep.h"
#include "tests/fund/fresh.h"
#include "upkeep_pages.h"

#include <stdatomic.h>

static instant morning(void)
{
    day d;
    ensure(day_of(2026, 11, 25, &d));
    return instant_at(d, 600);
}

static int begin(void **state)
{
    clock_set(morning());
    const int code = fresh_begin(state);
    struct fresh *fresh = *state;
    fresh->app.initiative = T("Test");
    fresh->app.url = T("https://fund.example");
    return code;
}

static int end(void **state)
{
    clock_clear();
    return fresh_end(state);
}

static mail_id queue(struct fresh *fresh, enum mail_kind kind, bool secret)
{
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    struct mail *mail = mail_begin(&fresh->app, write, T("You get this because of a test."),
                                   (struct mail_head){.kind = kind,
                                                      .account = 7,
                                                      .to_name = T("Ann <b>"),
                                                      .to = T("Ann@example.org"),
                                                      .subject = T("A subject"),
                                                      .summary = T("A line"),
                                                      .path = T("/grants/1"),
                                                      .secret = secret});
    page_mail_demo(mail_html(mail), mail);
    const mail_id id = mail_add(mail);
    db_write_commit(write);
    return id;
}

static void set_state(struct fresh *fresh, mail_id id, enum mail_state state)
{
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    (void)outbox_end(write, id, state, instant_now(), T("451 later"), true);
    db_write_commit(write);
}

static const struct mail_row *found(struct fresh *fresh, mail_id id)
{
    struct db *db = db_read(fresh->database, fresh->arena);
    const struct mail_row *row = mail_find(db, id);
    db_read_end(db);
    return row;
}

static enum answer_kind list_as(struct fresh *fresh, uint32_t roles, bool demo)
{
    const struct route *route = route_named(&upkeep_routes, "/mails", false);
    struct html out;
    struct request rq = fresh_request(fresh, route, 0, 0, &out);
    rq.view.viewer.roles = roles;
    rq.view.demo = demo;
    html_start(&out, fresh->arena, &rq.view);
    struct db *db = db_read(fresh->database, fresh->arena);
    const struct answer answer = route->read(&rq, db, NULL);
    db_read_end(db);
    return answer.kind;
}

static void only_directors_read_mails_but_in_the_demo(void **state)
{
    struct fresh *fresh = *state;
    assert_int_equal(list_as(fresh, ROLE_DIRECTOR, false), ANSWER_PAGE);
    assert_int_equal(list_as(fresh, ROLE_VIEWER, false), ANSWER_ABSENT);
    assert_int_equal(list_as(fresh, ROLE_GRANT_MANAGER | ROLE_FINANCE, false), ANSWER_ABSENT);
    assert_int_equal(list_as(fresh, ROLE_VIEWER, true), ANSWER_PAGE);
}

static void a_mail_is_shown_as_text_with_its_links_and_whole_by_itself(void **state)
{
    struct fresh *fresh = *state;
    const mail_id id = queue(fresh, MAIL_KIND_URGENT, false);
    const struct asked shown =
        fresh_get(fresh, &upkeep_routes, "/mails/:mail", mail_id_raw(id), "");
    assert_true(says(shown.page, "Dear Ann &lt;b&gt;"));
    assert_true(says(shown.page, "<a href=\"https://fund.example/grants\">"));
    assert_true(says(shown.page, "You get this because of a test."));
    const struct asked whole =
        fresh_get(fresh, &upkeep_routes, "/mails/:mail/whole", mail_id_raw(id), "");
    assert_int_equal(whole.answer.kind, ANSWER_BYTES);
    assert_true(whole.answer.sandboxed);
    assert_true(says(whole.answer.body, "You get this because of a test."));
}

/* A director who could read it would come in as whom it was made for. */
static void a_link_that_signs_in_is_read_by_no_director(void **state)
{
    struct fresh *fresh = *state;
    const mail_id id = queue(fresh, MAIL_KIND_URGENT, true);
    const enum mail_state states[] = {MAIL_STATE_WAITING, MAIL_STATE_UNSURE, MAIL_STATE_FAILED};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        set_state(fresh, id, states[i]);
        const text page =
            fresh_get(fresh, &upkeep_routes, "/mails/:mail", mail_id_raw(id), "").page;
        assert_true(says(page, "Its words are for the person it goes to"));
        assert_false(says(page, "https://fund.example"));
        assert_false(says(page, "/whole"));
        assert_int_equal(
            fresh_get(fresh, &upkeep_routes, "/mails/:mail/whole", mail_id_raw(id), "").answer.kind,
            ANSWER_ABSENT);
    }
}

static void an_unsure_mail_is_settled_by_a_person_alone(void **state)
{
    struct fresh *fresh = *state;
    const mail_id id = queue(fresh, MAIL_KIND_NEEDED, false);
    set_state(fresh, id, MAIL_STATE_UNSURE);
    assert_true(says(fresh_get(fresh, &upkeep_routes, "/mails/:mail", mail_id_raw(id), "").page,
                     "It may have arrived"));
    (void)fresh_post(fresh, &upkeep_routes, "/mails/:mail/arrived", mail_id_raw(id), 0, "");
    assert_int_equal(found(fresh, id)->state, MAIL_STATE_SENT);
    /* What was settled is not settled again. */
    (void)fresh_post(fresh, &upkeep_routes, "/mails/:mail/give-up", mail_id_raw(id), 0, "");
    (void)fresh_post(fresh, &upkeep_routes, "/mails/:mail/again", mail_id_raw(id), 0, "");
    assert_int_equal(found(fresh, id)->state, MAIL_STATE_SENT);
    set_state(fresh, id, MAIL_STATE_UNSURE);
    (void)fresh_post(fresh, &upkeep_routes, "/mails/:mail/again", mail_id_raw(id), 0, "");
    assert_int_equal(found(fresh, id)->state, MAIL_STATE_WAITING);
    assert_int_equal(found(fresh, id)->tries, 0);
    (void)fresh_post(fresh, &upkeep_routes, "/mails/:mail/give-up", mail_id_raw(id), 0, "");
    assert_int_equal(found(fresh, id)->state, MAIL_STATE_DROPPED);
}

static atomic_int rounds;

static void count_round(struct arena *arena, const struct jobs *jobs, const void *arg)
{
    (void)arena, (void)jobs, (void)arg;
    atomic_fetch_add(&rounds, 1);
}

/* Before the commit it would find nothing, and the mail would wait for the next round. */
static void who_sends_is_woken_after_the_change(void **state)
{
    struct fresh *fresh = *state;
    const mail_id id = queue(fresh, MAIL_KIND_URGENT, false);
    set_state(fresh, id, MAIL_STATE_FAILED);
    fresh->app.post = jobs_new(fresh->arena);
    jobs_tick_every(fresh->app.post, 3600, count_round, NULL);
    jobs_wait(fresh->app.post);
    const int before = atomic_load(&rounds);
    struct arena *const whole = fresh->arena;
    fresh->arena = arena_new((size_t)8 << 20);
    (void)fresh_post(fresh, &upkeep_routes, "/mails/:mail/again", mail_id_raw(id), 0, "");
    jobs_wait(fresh->app.post);
    assert_int_equal(atomic_load(&rounds), before);
    arena_free(fresh->arena);
    fresh->arena = whole;
    jobs_wait(fresh->app.post);
    assert_int_equal(atomic_load(&rounds), before + 1);
    fresh->app.post = NULL;
}

static void new_name(struct db *db, const void *asked, struct view *view)
{
    (void)db, (void)asked;
    view->initiative = T("Renamed Since");
}

static void a_digest_bears_the_present_name(void **state)
{
    struct fresh *fresh = *state;
    fresh->app.show = new_name;
    const mail_id first = queue(fresh, MAIL_KIND_OPTIONAL, false);
    (void)queue(fresh, MAIL_KIND_OPTIONAL, false);
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    choice_set(&fresh->app, write, 7, MAIL_CHOICE_DAILY);
    db_write_commit(write);
    clock_advance(48 * 3600);
    struct arena *own = arena_new((size_t)8 << 20);
    mail_digests(&fresh->app, own);
    arena_free(own);
    const struct mail_row *gathered = found(fresh, first);
    assert_true(gathered->digest_id.some);
    assert_true(
        text_eq(found(fresh, gathered->digest_id.it)->subject, T("2 things from Renamed Since")));
}

static void a_secret_mail_that_was_settled_keeps_no_words(void **state)
{
    struct fresh *fresh = *state;
    const mail_id id = queue(fresh, MAIL_KIND_URGENT, true);
    set_state(fresh, id, MAIL_STATE_UNSURE);
    assert_non_null(found(fresh, id)->body.ptr);
    (void)fresh_post(fresh, &upkeep_routes, "/mails/:mail/arrived", mail_id_raw(id), 0, "");
    assert_null(found(fresh, id)->body.ptr);
    assert_true(says(fresh_get(fresh, &upkeep_routes, "/mails/:mail", mail_id_raw(id), "").page,
                     "Its words are gone"));
    /* And one that nobody settles keeps them for a day. */
    const mail_id other = queue(fresh, MAIL_KIND_URGENT, true);
    set_state(fresh, other, MAIL_STATE_UNSURE);
    clock_advance(25 * 3600);
    fresh->app.schedules = (const struct schedule *const[]){&upkeep_schedule, NULL};
    struct arena *arena = arena_new((size_t)64 << 20);
    (void)jobs_tick(&fresh->app, NULL, arena, instant_now());
    arena_free(arena);
    assert_null(found(fresh, other)->body.ptr);
}

static void the_link_in_a_mail_says_how_often(void **state)
{
    struct fresh *fresh = *state;
    const mail_id id = queue(fresh, MAIL_KIND_OPTIONAL, false);
    const text body = found(fresh, id)->body;
    const ptrdiff_t at = text_find(body, T("/mail-choice?token="));
    assert_true(at > 0);
    const text token = text_slice(body, (size_t)at + 19, (size_t)at + 51);
    const struct asked page = fresh_get(
        fresh, &upkeep_routes, "/mail-choice", 0,
        text_cstr(fresh->arena, text_format(fresh->arena, "token=%.*s", TEXT_ARG(token))));
    assert_true(says(page.page, "Once a day, all together"));
    assert_true(says(fresh_get(fresh, &upkeep_routes, "/mail-choice", 0, "token=none").page,
                     "not known here"));
    struct asked done =
        fresh_post(fresh, &upkeep_routes, "/mail-choice", 0, 0,
                   text_cstr(fresh->arena, text_format(fresh->arena, "choice=daily&token=%.*s",
                                                       TEXT_ARG(token))));
    assert_int_equal(done.answer.kind, ANSWER_REDIRECT);
    assert_int_equal(found(fresh, id)->state, MAIL_STATE_HELD); /* what waits goes by it too */
    done = fresh_post(fresh, &upkeep_routes, "/mail-choice", 0, 0,
                      text_cstr(fresh->arena, text_format(fresh->arena, "choice=none&token=%.*s",
                                                          TEXT_ARG(token))));
    assert_int_equal(done.answer.kind, ANSWER_REDIRECT);
    assert_null(found(fresh, id));
    assert_int_equal(mail_id_raw(queue(fresh, MAIL_KIND_OPTIONAL, false)), 0);
    assert_true(mail_id_raw(queue(fresh, MAIL_KIND_NEEDED, false)) > 0); /* the others still come */
}

static void who_leaves_gets_nothing_more_and_leaves_no_words(void **state)
{
    struct fresh *fresh = *state;
    const mail_id waits = queue(fresh, MAIL_KIND_NEEDED, false);
    const mail_id went = queue(fresh, MAIL_KIND_NEEDED, false);
    set_state(fresh, went, MAIL_STATE_SENT);
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    mail_forget_address(write, fresh->arena, T("Ann@example.org"));
    db_write_commit(write);
    assert_null(found(fresh, waits));
    assert_null(found(fresh, went)->body.ptr);
    assert_int_equal(found(fresh, went)->to_name.len, 0);
}

static void an_address_that_was_mended_is_not_listed(void **state)
{
    struct fresh *fresh = *state;
    const mail_id id = queue(fresh, MAIL_KIND_NEEDED, false);
    set_state(fresh, id, MAIL_STATE_SENT);
    const struct bounce bounce = {.message_id = text_format(fresh->arena, "%lld.%.*s@fund.example",
                                                            (long long)mail_id_raw(id),
                                                            TEXT_ARG(found(fresh, id)->token)),
                                  .status = T("5.1.1"),
                                  .words = T("550 no such mailbox")};
    struct db_write *write = db_write_begin(fresh->database, fresh->arena);
    assert_int_equal(bounce_take(write, &bounce), BOUNCE_FAILING);
    db_write_commit(write);
    assert_true(says(fresh_get(fresh, &upkeep_routes, "/mails", 0, "").page,
                     "action=\"/mails/addresses?address=ann@example.org\""));
    const struct route *route = route_named(&upkeep_routes, "/mails/addresses", true);
    struct html out;
    struct request rq = fresh_request(fresh, route, 0, 0, &out);
    rq.view.query = T("address=ann@example.org");
    write = db_write_begin(fresh->database, fresh->arena);
    assert_int_equal(route->write(&rq, write, NULL).kind, ANSWER_REDIRECT);
    db_write_commit(write);
    assert_false(says(fresh_get(fresh, &upkeep_routes, "/mails", 0, "").page, "no such mailbox"));
}

static void the_list_is_a_constant_number_of_statements_and_pages_by_key(void **state)
{
    struct fresh *fresh = *state;
    (void)queue(fresh, MAIL_KIND_NEEDED, false);
    const unsigned few = fresh_get(fresh, &upkeep_routes, "/mails", 0, "").statements;
    for (int i = 0; i < 60; i++)
        (void)queue(fresh, MAIL_KIND_NEEDED, false);
    const struct asked many = fresh_get(fresh, &upkeep_routes, "/mails", 0, "");
    assert_int_equal(many.statements, few);
    assert_true(says(many.page, "Next page"));
    assert_true(
        says(fresh_get(fresh, &upkeep_routes, "/mails", 0, "state=sent").page, "No mails here"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(only_directors_read_mails_but_in_the_demo),
        TEST(a_mail_is_shown_as_text_with_its_links_and_whole_by_itself),
        TEST(a_link_that_signs_in_is_read_by_no_director),
        TEST(an_unsure_mail_is_settled_by_a_person_alone),
        TEST(a_secret_mail_that_was_settled_keeps_no_words),
        TEST(who_sends_is_woken_after_the_change),
        TEST(a_digest_bears_the_present_name),
        TEST(the_link_in_a_mail_says_how_often),
        TEST(who_leaves_gets_nothing_more_and_leaves_no_words),
        TEST(an_address_that_was_mended_is_not_listed),
        TEST(the_list_is_a_constant_number_of_statements_and_pages_by_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
