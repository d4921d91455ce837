/* Slow rows, by real requests: the work runs beside the pages, one at a time, in a queue that ends;
 * and what is around it holds all the same. */
#include "engine/web/slow.h"
#include "tests/engine/web/served.h"

#include <stdatomic.h>

struct slow_form {
    text title;
};
static const struct field_spec fields[] = {{.name = "title",
                                            .label = "Title",
                                            .kind = FIELD_TEXT,
                                            .required = true,
                                            .max_length = 40,
                                            .offset = 0}};
static const struct form_spec slow_spec = {
    .name = "slow", .field = fields, .field_count = 1, .size = sizeof(struct slow_form)};

struct slow_work {
    text title;
    bool asked_database, done;
};

static atomic_int asked_for, now_working, most_working, works_done, writes_done;
static atomic_bool held, session_over; /* the work waits while held */

static struct answer form_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    put(rq->out, "<input name=once value=\"");
    html_put_text(rq->out, view_once(rq->arena, &rq->view));
    put(rq->out, "\">");
    return answer_page(rq);
}

static struct answer form_redraw(struct request *rq, struct db *db)
{
    (void)form_read(rq, db, NULL);
    return answer_refused(rq);
}

static bool slow_prepare(struct request *rq, struct db *db, const void *arg)
{
    const struct slow_form *form = arg;
    struct slow_work *work = arena_make(rq->arena, struct slow_work);
    *work = (struct slow_work){.title = form->title};
    work->asked_database =
        once_answer_find(db, (bytes){.ptr = (const unsigned char *)"x", .len = 1}) == NULL;
    rq->prepared = work;
    atomic_fetch_add(&asked_for, 1);
    return !text_eq(form->title, T("no work"));
}

static void slow_do(struct arena *in, void *prepared)
{
    struct slow_work *work = prepared;
    (void)!arena_alloc(in, 100);
    const int now = atomic_fetch_add(&now_working, 1) + 1;
    if (now > atomic_load(&most_working))
        atomic_store(&most_working, now);
    while (atomic_load(&held))
        usleep(1000);
    usleep(2000);
    atomic_fetch_sub(&now_working, 1);
    atomic_fetch_add(&works_done, 1);
    if (text_eq(work->title, T("break")))
        (fail)("the work broke on purpose");
    work->done = true;
}

static struct answer slow_write(struct request *rq, struct db_write *write, const void *arg)
{
    const struct slow_form *form = arg;
    const struct slow_work *work = rq->prepared;
    if (!work->asked_database || work->done == text_eq(form->title, T("no work")))
        (fail)("the steps came in another order");
    if (text_eq(form->title, T("refuse"))) {
        request_refuse(rq, "title", T("Not this one"));
        return form_redraw(rq, db_of(write));
    }
    atomic_fetch_add(&writes_done, 1);
    struct answer answer = answer_redirect(rq, T("/form"), 1, T("Done."));
    answer.device_cookie = TOKEN_TWO;
    return answer;
}

static struct answer limited_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)write, (void)form;
    put(rq->out, "[");
    html_put_text(rq->out, rq->caller.address);
    put(rq->out, "|");
    html_put_text(rq->out, rq->caller.agent);
    put(rq->out, "|");
    html_put_text(rq->out, rq->caller.device);
    put(rq->out, "]");
    return answer_too_many(rq, 90);
}

static bool may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    (void)viewer, (void)db;
    return id == 1;
}

static const struct route rows[] = {
    ROUTE_READ("/form", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, form_read),
    ROUTE_SLOW("/slow", PERMIT_ANYONE, MAY_SEE_NO_RECORD, &slow_spec, "thing.slow", slow_prepare,
               slow_do, slow_write, form_redraw),
    ROUTE_SLOW("/slow/:thing", ROLE_CHANGE, may_see, &slow_spec, "thing.slow", slow_prepare,
               slow_do, slow_write, form_redraw),
    ROUTE_WRITE("/limited", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, "thing.limited",
                limited_write, NULL),
};
static const struct routes module = {.row = rows, .count = sizeof rows / sizeof *rows};
static const struct routes *const modules[] = {&module, NULL};

static struct served served;
static struct arena *arena;

static bool find_unless_over(struct app *app, struct db *db, const struct caller *caller,
                             instant now, struct viewer *viewer)
{
    return !atomic_load(&session_over) && viewer_find(app, db, caller, now, viewer);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)256 << 20);
    atomic_store(&held, false);
    atomic_store(&session_over, false);
    atomic_store(&most_working, 0);
    atomic_store(&works_done, 0);
    atomic_store(&writes_done, 0);
    const int code = served_start(&served, modules);
    served.app.viewer_find = find_unless_over;
    return code;
}

static int tear_down(void **state)
{
    (void)state;
    if (served.server)
        served_stop(&served);
    arena_free(arena);
    return 0;
}

static text request_for(const char *target, const char *more, const char *title)
{
    const text once = between(served_get(&served, arena, "/form", more), "value=\"", "\"");
    const text body = text_format(arena, "once=%.*s&title=%s", TEXT_ARG(once), title);
    return text_format(arena,
                       "POST %s HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n" FORM_TYPE
                       "%sContent-Length: %zu\r\n\r\n%.*s",
                       target, more, body.len, TEXT_ARG(body));
}

static text ask(const char *target, const char *more, const char *title)
{
    return served_send(&served, arena, request_for(target, more, title));
}

static void slow_work_is_done_before_the_handler_and_its_answer_is_sent(void **state)
{
    (void)state;
    const text answer = ask("/slow", "", "a");
    assert_int_equal(status_of(answer), 303);
    assert_true(
        says(answer, "device=" TOKEN_TWO "; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000"));
    assert_int_equal(atomic_load(&works_done), 1);
    assert_int_equal(status_of(ask("/slow/1", AS_ONE, "a")), 303);
    assert_int_equal(served_audit_rows(&served, "thing.slow"), 2);
    assert_int_equal(status_of(ask("/slow", "", "refuse")), 422);
    assert_int_equal(served_audit_rows(&served, "thing.slow"), 2);
}

static void what_needs_no_work_goes_on_at_once(void **state)
{
    (void)state;
    assert_int_equal(status_of(ask("/slow", "", "no+work")), 303);
    assert_int_equal(atomic_load(&works_done), 0);
}

static void nobody_makes_it_work_who_may_not_come_in(void **state)
{
    (void)state;
    assert_int_equal(status_of(ask("/slow/1", AS_TWO, "a")), 403);
    assert_int_equal(status_of(ask("/slow/2", AS_ONE, "a")), 404);
    assert_int_equal(status_of(ask("/slow/1", "", "a")), 403);
    assert_int_equal(status_of(ask("/slow", "", "")), 422);
    assert_int_equal(status_of(ask("/slow", "Origin: https://evil.example\r\n", "a")), 403);
    assert_int_equal(status_of(served_post(&served, arena, "/slow", FORM_TYPE, T("title=a"))), 403);
    assert_int_equal(atomic_load(&works_done), 0);
}

static void work_that_breaks_is_500_and_the_next_one_works(void **state)
{
    (void)state;
    assert_int_equal(status_of(ask("/slow", "", "break")), 500);
    assert_int_equal(atomic_load(&writes_done), 0);
    assert_int_equal(status_of(ask("/slow", "", "a")), 303);
}

static void a_repeat_gets_the_first_answer(void **state)
{
    (void)state;
    const text request = request_for("/slow", "", "a");
    assert_int_equal(status_of(served_send(&served, arena, request)), 303);
    assert_int_equal(status_of(served_send(&served, arena, request)), 303);
    assert_int_equal(atomic_load(&writes_done), 1);
}

static void a_session_that_ends_during_the_work_changes_nothing(void **state)
{
    (void)state;
    struct racing one = {.served = &served,
                         .arena = arena_new((size_t)1 << 20),
                         .request = request_for("/slow/1", AS_ONE, "a")};
    atomic_store(&held, true);
    pthread_create(&one.thread, NULL, race, &one);
    while (atomic_load(&now_working) == 0)
        usleep(1000);
    atomic_store(&session_over, true);
    atomic_store(&held, false);
    pthread_join(one.thread, NULL);
    assert_int_equal(status_of(one.answer), 403);
    assert_int_equal(atomic_load(&writes_done), 0);
    arena_free(one.arena);
}

enum { CROWD = 90, QUEUE = 64 };

static atomic_int answered;

static void *crowd_one(void *arg)
{
    (void)race(arg);
    atomic_fetch_add(&answered, 1);
    return NULL;
}

static int working_at_once(void)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 4 ? 1 : cores > 32 ? 16 : (int)cores / 2;
}

/* Starts so many slow requests while the first is held, and lets go when all have been sent. */
static void crowd_start(struct racing *crowd, size_t count)
{
    atomic_store(&held, true);
    atomic_store(&answered, 0);
    atomic_store(&asked_for, 0);
    for (size_t i = 0; i < count; i++)
        crowd[i] = (struct racing){.served = &served,
                                   .arena = arena_new((size_t)1 << 20),
                                   .request = request_for("/slow", "", "a")};
    for (size_t i = 0; i < count; i++)
        pthread_create(&crowd[i].thread, NULL, crowd_one, &crowd[i]);
    while (atomic_load(&now_working) == 0)
        usleep(1000);
}

static size_t crowd_end(struct racing *crowd, size_t count, int status)
{
    size_t with = 0;
    for (size_t i = 0; i < count; i++) {
        pthread_join(crowd[i].thread, NULL);
        with += status_of(crowd[i].answer) == status;
        arena_free(crowd[i].arena);
    }
    return with;
}

static void pages_come_while_every_place_in_the_queue_is_taken(void **state)
{
    (void)state;
    struct racing *crowd = arena_array(arena, struct racing, CROWD);
    crowd_start(crowd, CROWD);
    while (atomic_load(&answered) < CROWD - QUEUE - working_at_once())
        usleep(1000); /* the rest have a place each */
    for (int i = 0; i < 20; i++)
        assert_int_equal(status_of(served_get(&served, arena, "/form", "")), 200);
    const text turned_away = ask("/slow", "", "a");
    assert_int_equal(status_of(turned_away), 503);
    assert_true(says(turned_away, "Wait a minute"));
    atomic_store(&held, false);
    const size_t let_in = crowd_end(crowd, CROWD, 303);
    assert_int_equal(let_in, QUEUE + working_at_once());
    assert_int_equal(atomic_load(&most_working), working_at_once());
    assert_int_equal(atomic_load(&writes_done), let_in);
}

static void whoever_leaves_during_the_work_leaves_nothing_behind(void **state)
{
    (void)state;
    atomic_store(&held, true);
    atomic_store(&asked_for, 0);
    for (int i = 0; i < 10; i++) {
        const text request = request_for("/slow", "", "a");
        const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const struct sockaddr_in at = {.sin_family = AF_INET,
                                       .sin_port = htons((uint16_t)served.port),
                                       .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        assert_int_equal(connect(fd, (const struct sockaddr *)&at, sizeof at), 0);
        assert_int_equal(send(fd, request.ptr, request.len, MSG_NOSIGNAL), request.len);
        while (atomic_load(&asked_for) <= i)
            usleep(1000);
        close(fd);
    }
    atomic_store(&held, false);
    assert_int_equal(status_of(ask("/slow", "", "a")), 303);
    assert_int_equal(atomic_load(&works_done), 11); /* what began is finished: it cannot be known */
}

static void stopping_finishes_what_runs_and_turns_away_what_waits(void **state)
{
    (void)state;
    struct racing *crowd = arena_array(arena, struct racing, 5);
    crowd_start(crowd, 5);
    while (atomic_load(&asked_for) < 5)
        usleep(1000);
    atomic_store(&held, false);
    served_stop(&served);
    served.server = NULL;
    const size_t done = crowd_end(crowd, 5, 303);
    assert_int_equal(done, 5); /* they had ten seconds, and needed little */
}

static void too_many_tries_say_when_to_come_again_and_are_told_apart_by_address(void **state)
{
    (void)state;
    const text once = between(served_get(&served, arena, "/form", ""), "value=\"", "\"");
    const text body = text_format(arena, "once=%.*s", TEXT_ARG(once));
    const text plain =
        served_post(&served, arena, "/limited",
                    FORM_TYPE "User-Agent: Tester/1\r\nCookie: device=abc\r\n", body);
    assert_int_equal(status_of(plain), 429);
    assert_true(text_eq(header_of(plain, "Retry-After"), T("90")));
    assert_true(says(plain, "[127.0.0.1|Tester/1|abc]"));
    /* This server trusts a proxy on this machine: the last hop is the proxy's own word. */
    const text behind = served_post(
        &served, arena, "/limited",
        FORM_TYPE "X-Forwarded-For: 10.1.1.1\r\nX-Forwarded-For: 10.2.2.2, 2001:db8::1:2:3:4\r\n",
        body);
    assert_true(says(behind, "[2001:db8::/64|"));
    assert_true(says(
        served_post(&served, arena, "/limited", FORM_TYPE "X-Forwarded-For: nonsense\r\n", body),
        "[127.0.0.1|"));
}

static void no_work(void *arg)
{
    (void)arg;
}

static void not_asked(void *arg, bool ran)
{
    (void)arg, (void)ran;
    abort();
}

/* A connection that was kept open may ask until the library has stopped. */
static void whoever_asks_after_the_stop_is_turned_away(void **state)
{
    (void)state;
    struct arena *own = arena_new((size_t)1 << 20);
    struct slow *slow = slow_new(own, 1, 4);
    struct slow_task task = {.run = no_work, .done = not_asked};
    slow_stop(slow);
    assert_false(slow_add(slow, &task));
    arena_free(own);
}

int main(void)
{
#define SLOW(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        SLOW(slow_work_is_done_before_the_handler_and_its_answer_is_sent),
        SLOW(what_needs_no_work_goes_on_at_once),
        SLOW(nobody_makes_it_work_who_may_not_come_in),
        SLOW(work_that_breaks_is_500_and_the_next_one_works),
        SLOW(a_repeat_gets_the_first_answer),
        SLOW(a_session_that_ends_during_the_work_changes_nothing),
        SLOW(pages_come_while_every_place_in_the_queue_is_taken),
        SLOW(whoever_leaves_during_the_work_leaves_nothing_behind),
        cmocka_unit_test(whoever_asks_after_the_stop_is_turned_away),
        SLOW(stopping_finishes_what_runs_and_turns_away_what_waits),
        SLOW(too_many_tries_say_when_to_come_again_and_are_told_apart_by_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
