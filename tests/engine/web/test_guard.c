/* The guard chain, step by step, by real requests to a served application. */
#include "tests/engine/web/served.h"

#include <stdatomic.h>

struct change_form {
    text title;
};
static const struct field_spec change_fields[] = {{.name = "title",
                                                   .label = "Title",
                                                   .kind = FIELD_TEXT,
                                                   .required = true,
                                                   .max_length = 20,
                                                   .offset = 0}};
static const struct form_spec change_spec = {.name = "change",
                                             .field = change_fields,
                                             .field_count = 1,
                                             .size = sizeof(struct change_form),
                                             .max_body = 4096};
static const struct field_spec upload_fields[] = {
    {.name = "file", .label = "File", .kind = FIELD_FILE, .required = true, .offset = 0}};
static const struct form_spec upload_spec = {.name = "upload",
                                             .field = upload_fields,
                                             .field_count = 1,
                                             .size = sizeof(struct upload),
                                             .multipart = true};
static const struct form_spec filter_spec = {
    .name = "filter", .field = change_fields, .field_count = 1, .size = sizeof(struct change_form)};

static atomic_int writes_done;
static atomic_bool away; /* the database, as handlers say */

static void show_form(struct request *rq)
{
    put(rq->out, rq->view.refused ? "<title>Error: form</title>" : "<title>form</title>");
    put(rq->out, "<input name=once value=\"");
    html_put_text(rq->out, view_once(rq->arena, &rq->view));
    put(rq->out, "\"><i>");
    if (rq->values) {
        html_put_text(rq->out, form_typed(form_value_at(rq->values, 0)));
        put(rq->out, "</i><b>");
        html_put_text(rq->out, form_value_at(rq->values, 0)->error);
        put(rq->out, "</b>");
    }
    put(rq->out, "<u>");
    html_put_text(rq->out, rq->view.notice);
    put(rq->out, "</u>");
}

static struct answer form_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    show_form(rq);
    return answer_page(rq);
}

static struct answer filter_read(struct request *rq, struct db *db, const void *arg)
{
    (void)db;
    const struct change_form *form = arg;
    put(rq->out, "filter:");
    html_put_text(rq->out, form->title.ptr ? form->title : T("(none)"));
    return answer_page(rq);
}

static struct answer form_redraw(struct request *rq, struct db *db)
{
    (void)db;
    show_form(rq);
    return answer_refused(rq);
}

/* (fail)(...): the engine's own, not cmocka's macro. */
static struct answer change_write(struct request *rq, struct db_write *write, const void *arg)
{
    const struct change_form *form = arg;
    /* Something stored, to see whether it stays. */
    audit_act_add(write, &(struct audit_act){.act = form->title, .request = T("handler")});
    if (text_eq(form->title, T("refuse"))) {
        request_refuse(rq, "title", T("Not this one"));
        show_form(rq);
        return answer_refused(rq);
    }
    if (text_eq(form->title, T("stale"))) {
        put(rq->out, "both versions");
        return answer_stale(rq);
    }
    if (text_eq(form->title, T("break")))
        (fail)("broken on purpose");
    if (text_eq(form->title, T("away")) && atomic_load(&away))
        fail_as(FAILURE_AWAY, "away on purpose");
    atomic_fetch_add(&writes_done, 1);
    return answer_redirect(rq, T("/things/1"), 1, T("Thing changed."));
}

static struct answer sign_in_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)write, (void)form;
    struct answer answer = answer_redirect(rq, T("/form"), 0, T("Welcome."));
    answer.session_cookie = TOKEN_ONE;
    return answer;
}

static struct answer sign_out_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)write, (void)form;
    struct answer answer = answer_redirect(rq, T("/"), 0, TEXT_ABSENT);
    answer.session_cookie = "";
    return answer;
}

static struct answer pulse_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    if (atomic_load(&away))
        fail_as(FAILURE_AWAY, "away on purpose");
    return answer_json(rq, T("{}"));
}

static struct answer slow_read(struct request *rq, struct db *db, const void *form)
{
    (void)rq, (void)db, (void)form;
    fail_as(FAILURE_SLOW, "slow on purpose");
}

/* No header can say that. */
static struct answer unfit_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    struct answer answer = answer_page(rq);
    answer.kind = ANSWER_BYTES;
    answer.type = T("text/\0");
    return answer;
}

static struct answer upload_write(struct request *rq, struct db_write *write, const void *arg)
{
    (void)write;
    const struct upload *upload = arg;
    return answer_redirect(rq, text_format(rq->arena, "/got/%zu", upload->bytes.len), 0,
                           TEXT_ABSENT);
}

static struct answer thing_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    put(rq->out, "thing ");
    put(rq->out, text_cstr(rq->arena, int_text(rq->arena, rq->id[0])));
    return answer_page(rq);
}

static struct answer break_read(struct request *rq, struct db *db, const void *form)
{
    (void)rq, (void)db, (void)form;
    (fail)("broken on purpose, with secret words");
}

/* Rows 0 to 29999, a thousand a piece; its cursor is kept in the piece's own memory. */
struct counting {
    text at;
};

static bool count_on(void *state, struct db *db, struct text_builder *out)
{
    struct counting *counting = state;
    int64_t from = 0;
    if (counting->at.ptr && !int_parse(counting->at, &from))
        (fail)("the cursor is gone");
    for (int64_t i = from; i < from + 1000; i++)
        text_add_format(out, "row %lld\r\n", (long long)i);
    counting->at = text_format(db_arena(db), "%lld", (long long)from + 1000);
    return from + 1000 < 30000;
}

static struct answer stream_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    struct counting *counting = arena_make(rq->arena, struct counting);
    return answer_stream(rq, T("text/csv; charset=utf-8"), T("a \"list\".csv"), count_on, counting);
}

static bool may_see_thing(const struct viewer *viewer, struct db *db, int64_t id)
{
    (void)db;
    return viewer->account == 1 && id == 1;
}

static const struct route rows[] = {
    ROUTE_READ("/", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, form_read),
    ROUTE_READ("/form", ROLE_LOOK, MAY_SEE_NO_RECORD, NO_FORM, form_read),
    ROUTE_READ("/filter", PERMIT_ANYONE, MAY_SEE_NO_RECORD, &filter_spec, filter_read),
    ROUTE_READ("/things/:thing", ROLE_LOOK, may_see_thing, NO_FORM, thing_read),
    ROUTE_WRITE("/things/:thing", ROLE_CHANGE, may_see_thing, &change_spec, "thing.change",
                change_write, form_redraw),
    ROUTE_WRITE("/change", ROLE_CHANGE, MAY_SEE_NO_RECORD, &change_spec, "thing.change",
                change_write, form_redraw),
    ROUTE_WRITE("/upload", ROLE_CHANGE, MAY_SEE_NO_RECORD, &upload_spec, "thing.upload",
                upload_write, form_redraw),
    ROUTE_WRITE("/sign-in", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, "session.begin",
                sign_in_write, NULL),
    ROUTE_WRITE("/sign-out", ROLE_LOOK, MAY_SEE_NO_RECORD, NO_FORM, "session.end", sign_out_write,
                NULL),
    ROUTE_READ("/mine", PERMIT_SIGNED_IN, MAY_SEE_NO_RECORD, NO_FORM, form_read),
    ROUTE_PROGRAMS("/pulse", PERMIT_ANYONE, pulse_read),
    ROUTE_READ("/slow", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, slow_read),
    ROUTE_READ("/unfit", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, unfit_read),
    ROUTE_READ("/break", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, break_read),
    ROUTE_READ("/stream", ROLE_LOOK, MAY_SEE_NO_RECORD, NO_FORM, stream_read),
    ROUTE_READ("/filter.csv", PERMIT_ANYONE, MAY_SEE_NO_RECORD, &filter_spec, stream_read),
};
static const struct routes module = {.row = rows, .count = sizeof rows / sizeof *rows};
static const struct routes *const modules[] = {&module, NULL};

static struct served served;
static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new((size_t)512 << 20);
    return served_start(&served, modules);
}

static int tear_down(void **state)
{
    (void)state;
    served_stop(&served);
    arena_free(arena);
    return 0;
}

static text get(const char *target, const char *more)
{
    return served_get(&served, arena, target, more);
}

static text once(const char *as)
{
    return between(get("/form", as), "value=\"", "\"");
}

static text body_with(text once_value, const char *rest)
{
    return text_format(arena, "once=%.*s&%s", TEXT_ARG(once_value), rest);
}

static text post(const char *target, const char *more, text body)
{
    return served_post(&served, arena, target,
                       text_cstr(arena, text_format(arena, FORM_TYPE "%s", more)), body);
}

static int64_t audit_rows(const char *act)
{
    return served_audit_rows(&served, act);
}

/* ---- Session and permission ---- */

static void a_stranger_is_sent_to_sign_in(void **state)
{
    (void)state;
    const text answer = get("/form?a=b%26c&d=e", "");
    assert_int_equal(status_of(answer), 303);
    assert_text(arena, header_of(answer, "Location"),
                "/sign-in?next=%2Fform%3Fa%3Db%2526c%26d%3De");
    assert_int_equal(status_of(get("/form", "Cookie: holdfast=0000\r\n")), 303);
    assert_int_equal(status_of(get("/", "")), 200);
}

static void whoever_is_signed_in_comes_in(void **state)
{
    (void)state;
    const text answer = get("/form", AS_ONE);
    assert_int_equal(status_of(answer), 200);
    assert_text(arena, header_of(answer, "Cache-Control"), "no-store");
    assert_text(arena, header_of(get("/", ""), "Cache-Control"), "no-cache");
    /* A link that lets someone in has its token there: the next person at this computer finds no
     * copy of the page. */
    assert_text(arena, header_of(get("/?token=0123", ""), "Cache-Control"), "no-store");
}

static void a_role_that_is_missing_is_refused(void **state)
{
    (void)state;
    const text form = once(AS_TWO);
    assert_int_equal(status_of(post("/change", AS_TWO, body_with(form, "title=A"))), 403);
    const text stranger = post("/change", "", T("title=A"));
    assert_int_equal(status_of(stranger), 403);
    assert_null(header_of(stranger, "Location").ptr);
}

/* ---- Record ---- */

static void foreign_and_absent_records_answer_alike(void **state)
{
    (void)state;
    assert_int_equal(status_of(get("/things/1", AS_ONE)), 200);
    const text foreign = get("/things/1", AS_TWO), absent = get("/things/2", AS_TWO);
    assert_int_equal(status_of(foreign), 404);
    assert_int_equal(status_of(absent), 404);
    assert_true(text_eq(between(foreign, "<h1>", "<p>"), between(absent, "<h1>", "<p>")));
    assert_int_equal(status_of(post("/things/2", AS_ONE, body_with(once(AS_ONE), "title=A"))), 404);
    assert_int_equal(status_of(get("/nothing", "")), 404);
}

static void a_large_body_of_nobody_is_refused_before_it_is_sent(void **state)
{
    (void)state;
    const text head = T("POST /upload HTTP/1.1\r\nHost: a.example\r\nCookie: holdfast=junk\r\n"
                        "Content-Type: multipart/form-data; boundary=b\r\n"
                        "Content-Length: 20000000\r\n\r\n");
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    assert_int_equal(status_of(served_send(&served, arena, head)), 403);
    clock_gettime(CLOCK_MONOTONIC, &to);
    assert_true(to.tv_sec - from.tv_sec < 10);
}

/* ---- Once: CSRF and repeats ---- */

static void a_form_without_our_once_value_is_refused(void **state)
{
    (void)state;
    const int before = atomic_load(&writes_done);
    assert_int_equal(status_of(post("/change", AS_ONE, T("title=A"))), 403);
    assert_int_equal(status_of(post("/change", AS_ONE, T("once=abc.def&title=A"))), 403);
    assert_int_equal(status_of(post("/change", AS_ONE, body_with(once(AS_TWO), "title=A"))), 403);
    assert_int_equal(status_of(post("/change", AS_ONE,
                                    body_with(between(get("/", ""), "value=\"", "\""), "title=A"))),
                     403);
    assert_true(text_find(post("/change", AS_ONE, T("title=A")), T("(send again)")) > 0);
    assert_int_equal(
        status_of(served_post(&served, arena, "/change", "Content-Type: text/plain\r\n" AS_ONE,
                              body_with(once(AS_ONE), "title=A"))),
        403);
    assert_int_equal(atomic_load(&writes_done), before);
}

static void a_form_from_another_site_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *headers;
        int status;
    } tried[] = {
        {AS_ONE "Origin: https://evil.example\r\n", 403},
        {AS_ONE "Origin: null\r\n", 403},
        {AS_ONE "Origin: http://a.example.evil.example\r\n", 403},
        {AS_ONE "Origin: https://a.example:444\r\n", 403},
        {AS_ONE "Sec-Fetch-Site: cross-site\r\n", 403},
        {AS_ONE "Origin: http://a.example\r\nSec-Fetch-Site: same-origin\r\n", 303},
        {AS_ONE "Origin: https://A.EXAMPLE\r\n", 303},
    };
    for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
        const int status =
            status_of(post("/change", tried[i].headers, body_with(once(AS_ONE), "title=A")));
        if (status != tried[i].status)
            fail_msg("%s: %d", tried[i].headers, status);
    }
}

static void a_repeated_form_gets_the_first_answer_and_changes_nothing(void **state)
{
    (void)state;
    const text body = body_with(once(AS_ONE), "title=A");
    const int before = atomic_load(&writes_done);
    for (int i = 0; i < 3; i++) {
        const text answer = post("/change", AS_ONE, body);
        assert_int_equal(status_of(answer), 303);
        assert_text(arena, header_of(answer, "Location"), "/things/1");
    }
    assert_int_equal(atomic_load(&writes_done), before + 1);
}

static void the_same_form_sent_eight_times_at_once_counts_once(void **state)
{
    (void)state;
    const text body = body_with(once(AS_ONE), "title=Race");
    const int before = atomic_load(&writes_done);
    struct racing racing[8];
    for (size_t i = 0; i < 8; i++) {
        racing[i].served = &served;
        racing[i].arena = arena_new((size_t)1 << 20);
        racing[i].request = text_format(
            arena,
            "POST /change HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n" FORM_TYPE AS_ONE
            "Content-Length: %zu\r\n\r\n%.*s",
            body.len, TEXT_ARG(body));
        assert_int_equal(pthread_create(&racing[i].thread, NULL, race, &racing[i]), 0);
    }
    for (size_t i = 0; i < 8; i++) {
        pthread_join(racing[i].thread, NULL);
        assert_int_equal(status_of(racing[i].answer), 303);
        arena_free(racing[i].arena);
    }
    assert_int_equal(atomic_load(&writes_done), before + 1);
    assert_int_equal(audit_rows("Race"), 1);
}

/* ---- Form, handler, audit, commit ---- */

static void what_does_not_parse_is_shown_again(void **state)
{
    (void)state;
    const text answer =
        post("/change", AS_ONE, body_with(once(AS_ONE), "title=far+too+long+a+title+%3Cb%3E"));
    assert_int_equal(status_of(answer), 422);
    assert_true(says(answer, "<title>Error: form</title>"));
    assert_true(says(answer, "<i>far too long a title"));
    assert_true(says(answer, "shorten it by 4"));
}

static void a_change_is_audited_and_says_so_once(void **state)
{
    (void)state;
    const int64_t before = audit_rows("thing.change");
    const text answer = post("/change", AS_ONE, body_with(once(AS_ONE), "title=Kept"));
    assert_int_equal(status_of(answer), 303);
    assert_int_equal(audit_rows("thing.change"), before + 1);
    assert_int_equal(audit_rows("Kept"), 1);
    const text cookie = header_of(answer, "Set-Cookie");
    assert_true(text_starts(cookie, T("notice=")));
    assert_true(says(cookie, "HttpOnly; SameSite=Lax; Max-Age=30"));
    text rest = cookie;
    const text pair = text_cut(&rest, ';');
    const char *with = text_cstr(
        arena, text_format(arena, "Cookie: holdfast=" TOKEN_ONE "; %.*s\r\n", TEXT_ARG(pair)));
    const text next = get("/form", with);
    assert_true(says(next, "<u>Thing changed.</u>"));
    assert_true(says(header_of(next, "Set-Cookie"), "notice=;"));
    assert_true(
        says(get("/form", "Cookie: holdfast=" TOKEN_ONE "; notice=SGVsbG8.1234\r\n"), "<u></u>"));
}

static void a_handler_that_refuses_or_breaks_changes_nothing(void **state)
{
    (void)state;
    const text refused = post("/change", AS_ONE, body_with(once(AS_ONE), "title=refuse"));
    assert_int_equal(status_of(refused), 422);
    assert_true(says(refused, "Not this one"));
    assert_true(says(refused, "<title>Error: "));
    const text stale = post("/change", AS_ONE, body_with(once(AS_ONE), "title=stale"));
    assert_int_equal(status_of(stale), 409);
    assert_true(says(stale, "both versions"));
    const text body = body_with(once(AS_ONE), "title=break");
    assert_int_equal(status_of(post("/change", AS_ONE, body)), 500);
    assert_int_equal(status_of(post("/change", AS_ONE, body)),
                     500); /* not answered, so it may be tried again */
    assert_int_equal(audit_rows("refuse") + audit_rows("stale") + audit_rows("break"), 0);
    /* The writer was given back. */
    assert_int_equal(status_of(post("/change", AS_ONE, body_with(once(AS_ONE), "title=A"))), 303);
}

static void a_failure_shows_a_number_and_no_inside(void **state)
{
    (void)state;
    for (int i = 0; i < 100; i++) { /* more than there are readers: each came back */
        const text answer = get("/break", "");
        assert_int_equal(status_of(answer), 500);
        assert_false(says(answer, "secret"));
        assert_true(text_present(between(answer, "<p>id ", "</p>")));
    }
}

static void a_filter_that_does_not_parse_filters_nothing(void **state)
{
    (void)state;
    assert_true(says(get("/filter?title=x+y", ""), "filter:x y"));
    assert_true(says(get("/filter", ""), "filter:(none)"));
    assert_true(says(get("/filter?title=%FF", ""), "filter:(none)"));
    assert_int_equal(status_of(get("/filter?title=far+too+long+a+title+indeed", "")), 200);
}

/* It would hold more than was asked for, and nobody would see that. */
static void a_download_whose_filter_does_not_parse_is_refused(void **state)
{
    (void)state;
    assert_int_equal(status_of(get("/filter.csv?title=x", "")), 200);
    const text refused = get("/filter.csv?title=far+too+long+a+title+indeed", "");
    assert_int_equal(status_of(refused), 422);
    assert_true(says(refused, "not made"));
    assert_false(says(refused, "row 0"));
    assert_int_equal(status_of(get("/filter.csv?title=%FF", "")), 422);
}

/* ---- Cookies, methods, sizes, downloads ---- */

static void signing_in_and_out_sets_the_cookie(void **state)
{
    (void)state;
    const text in = post("/sign-in", "", body_with(between(get("/", ""), "value=\"", "\""), ""));
    assert_int_equal(status_of(in), 303);
    assert_true(says(in, "Set-Cookie: holdfast=" TOKEN_ONE "; Path=/; HttpOnly; SameSite=Lax\r\n"));
    const text out = post("/sign-out", AS_ONE, body_with(once(AS_ONE), ""));
    assert_true(says(out, "Set-Cookie: holdfast=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0\r\n"));
}

/* Signed in in another tab since the form was opened: the form to sign in still works, and no other
 * takes a stranger's value. */
static void a_strangers_form_to_sign_in_works_beside_a_session(void **state)
{
    (void)state;
    const text strange = between(get("/", ""), "value=\"", "\"");
    assert_int_equal(status_of(post("/sign-in", AS_ONE, body_with(strange, ""))), 303);
    assert_int_equal(status_of(post("/change", AS_ONE, body_with(strange, "title=a"))), 403);
    assert_int_equal(status_of(post("/sign-out", AS_ONE, body_with(strange, ""))), 403);
}

/* A second click on a link to sign in must not lose the cookie that the first was given. */
static void a_repeated_sign_in_gets_its_cookie_too(void **state)
{
    (void)state;
    const text body = body_with(between(get("/", ""), "value=\"", "\""), "");
    for (int i = 0; i < 2; i++) {
        const text in = post("/sign-in", "", body);
        assert_int_equal(status_of(in), 303);
        assert_true(says(in, "Set-Cookie: holdfast=" TOKEN_ONE ";"));
    }
}

/* Under the leak checker: nothing of the answer that could not be sent is left. */
static void an_answer_that_cannot_be_sent_is_an_error_page(void **state)
{
    (void)state;
    assert_int_equal(status_of(get("/unfit", "")), 500);
}

/* The same form, sent again when the database is back, is done, and done once. */
static void a_form_that_the_database_was_away_for_can_be_sent_again(void **state)
{
    (void)state;
    const text body = body_with(once(AS_ONE), "title=away");
    const int before = atomic_load(&writes_done);
    const int64_t told = served_audit_rows(&served, "away");
    atomic_store(&away, true);
    const text refused = post("/change", AS_ONE, body);
    atomic_store(&away, false);
    assert_int_equal(status_of(refused), 503);
    assert_text(arena, header_of(refused, "Retry-After"), "5");
    assert_text(arena, header_of(refused, "Cache-Control"), "no-store");
    assert_true(says(refused, "<p>kind 1, sent</p>"));
    assert_false(says(refused, "on purpose"));
    assert_int_equal(served_audit_rows(&served, "away"), told);
    for (int i = 0; i < 2; i++)
        assert_int_equal(status_of(post("/change", AS_ONE, body)), 303);
    assert_int_equal(atomic_load(&writes_done), before + 1);
    assert_int_equal(served_audit_rows(&served, "away"), told + 1);
}

static void what_took_too_long_says_when_to_come_again(void **state)
{
    (void)state;
    const text slow = get("/slow", "");
    assert_int_equal(status_of(slow), 503);
    assert_text(arena, header_of(slow, "Retry-After"), "30");
    assert_true(says(slow, "<p>kind 2, asked</p>"));
}

/* What a program asks for is JSON that nobody keeps, also when it fails. */
static void a_program_is_answered_in_json(void **state)
{
    (void)state;
    const text good = get("/pulse", "");
    assert_int_equal(status_of(good), 200);
    assert_text(arena, header_of(good, "Content-Type"), "application/json");
    assert_text(arena, header_of(good, "Cache-Control"), "no-store");
    atomic_store(&away, true);
    const text bad = get("/pulse", "");
    atomic_store(&away, false);
    assert_int_equal(status_of(bad), 503);
    assert_text(arena, header_of(bad, "Content-Type"), "application/json");
    assert_text(arena, header_of(bad, "Retry-After"), "5");
    assert_true(says(bad, "{\"ok\":false,\"status\":503,\"why\":\"the database cannot be "
                          "reached\",\"again_in\":5,\"request\":\""));
}

static void head_answers_as_get_without_a_body(void **state)
{
    (void)state;
    const text got = get("/things/1", AS_ONE);
    const text head =
        served_send(&served, arena,
                    T("HEAD /things/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" AS_ONE "\r\n"));
    assert_int_equal(status_of(head), 200);
    assert_true(text_eq(header_of(head, "Content-Length"), header_of(got, "Content-Length")));
    assert_true(text_ends(head, T("\r\n\r\n")));
}

static void the_other_method_is_said(void **state)
{
    (void)state;
    const text answer = get("/change", AS_ONE);
    assert_int_equal(status_of(answer), 405);
    assert_text(arena, header_of(answer, "Allow"), "POST");
    assert_text(arena, header_of(post("/form", AS_ONE, T("a=b")), "Allow"), "GET, HEAD");
}

static text upload_body(text once_value, size_t size)
{
    struct text_builder body = {.arena = arena};
    text_add_format(&body,
                    "--x\r\nContent-Disposition: form-data; "
                    "name=\"once\"\r\n\r\n%.*s\r\n--x\r\nContent-Disposition: "
                    "form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n",
                    TEXT_ARG(once_value));
    char *content = arena_alloc(arena, size);
    memset(content, '\n', size);
    text_add(&body, (text){.ptr = content, .len = size});
    text_add(&body, T("\r\n--x--\r\n"));
    return text_built(&body);
}

static void a_large_file_arrives_whole_and_one_too_large_is_refused(void **state)
{
    (void)state;
    const char *headers = "Content-Type: multipart/form-data; boundary=x\r\n" AS_ONE;
    const text answer =
        served_post(&served, arena, "/upload", headers, upload_body(once(AS_ONE), 20000000));
    assert_int_equal(status_of(answer), 303);
    assert_text(arena, header_of(answer, "Location"), "/got/20000000");
    assert_int_equal(status_of(served_post(&served, arena, "/upload", headers,
                                           upload_body(once(AS_ONE), 34000000))),
                     413);
    struct text_builder chunked = {.arena = arena};
    text_add(&chunked,
             T("POST /change HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n" FORM_TYPE AS_ONE
               "\r\n"));
    for (int i = 0; i < 10; i++)
        text_add_format(&chunked, "400\r\n%01024d\r\n", i);
    text_add(&chunked, T("0\r\n\r\n"));
    assert_int_equal(status_of(served_send(&served, arena, text_built(&chunked))), 413);
}

static void a_chunked_form_is_a_form(void **state)
{
    (void)state;
    const text body = body_with(once(AS_ONE), "title=Chunked");
    const text request =
        text_format(arena,
                    "POST /change HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: "
                    "chunked\r\n" FORM_TYPE AS_ONE "\r\n5\r\n%.*s\r\n%zx\r\n%.*s\r\n0\r\n\r\n",
                    5, body.ptr, body.len - 5, (int)body.len - 5, body.ptr + 5);
    assert_int_equal(status_of(served_send(&served, arena, request)), 303);
    assert_int_equal(audit_rows("Chunked"), 1);
}

static void a_download_comes_piece_by_piece_and_whole(void **state)
{
    (void)state;
    const text answer =
        served_send(&served, arena, T("GET /stream HTTP/1.0\r\nHost: a\r\n" AS_ONE "\r\n"));
    assert_int_equal(status_of(answer), 200);
    assert_text(arena, header_of(answer, "Content-Disposition"),
                "attachment; filename=\"a _list_.csv\"");
    const text body = between(answer, "\r\n\r\n", "row 29999\r\n");
    size_t lines = 0;
    for (size_t i = 0; i < body.len; i++)
        lines += body.ptr[i] == '\n';
    assert_int_equal(lines, 29999);
    assert_true(text_starts(body, T("row 0\r\nrow 1\r\n")));
}

static void every_answer_carries_the_policies(void **state)
{
    (void)state;
    const text answers[] = {get("/", ""),     get("/nothing", ""),
                            get("/form", ""), get("/break", ""),
                            get("/a%00", ""), get(text_cstr(arena, asset_path(T("app.css"))), "")};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        assert_true(text_starts(header_of(answers[i], "Content-Security-Policy"),
                                T("default-src 'none'; style-src 'self';")));
        assert_text(arena, header_of(answers[i], "X-Content-Type-Options"), "nosniff");
        assert_text(arena, header_of(answers[i], "Referrer-Policy"), "same-origin");
        assert_true(header_of(answers[i], "Permissions-Policy").ptr != NULL);
        assert_null(header_of(answers[i], "Strict-Transport-Security").ptr);
    }
    assert_true(
        header_of(get("/", "X-Forwarded-Proto: https\r\n"), "Strict-Transport-Security").ptr !=
        NULL);
}

static void assets_are_kept_for_ever_and_packed(void **state)
{
    (void)state;
    const char *path = text_cstr(arena, asset_path(T("app.css")));
    const text plain = get(path, ""), packed = get(path, "Accept-Encoding: gzip, deflate, br\r\n");
    assert_int_equal(status_of(plain), 200);
    assert_text(arena, header_of(plain, "Content-Type"), "text/css; charset=utf-8");
    assert_text(arena, header_of(plain, "Cache-Control"), "public, max-age=31536000, immutable");
    assert_text(arena, header_of(plain, "Vary"), "Accept-Encoding");
    assert_null(header_of(plain, "Content-Encoding").ptr);
    assert_text(arena, header_of(packed, "Content-Encoding"), "br");
    assert_text(arena, header_of(get(path, "Accept-Encoding: gzip\r\n"), "Content-Encoding"),
                "gzip");
    assert_null(header_of(get(path, "Accept-Encoding: br;q=0\r\n"), "Content-Encoding").ptr);
    assert_true(packed.len < plain.len / 2);
    const text tag = header_of(plain, "ETag");
    assert_int_equal(
        status_of(get(
            path, text_cstr(arena, text_format(arena, "If-None-Match: %.*s\r\n", TEXT_ARG(tag))))),
        304);
    assert_int_equal(status_of(get("/assets/app.00000000.css", "")), 404);
    assert_int_equal(status_of(get("/favicon.ico", "")), 200);
}

static void who_has_something_to_do_first_is_led_to_it(void **state)
{
    (void)state;
    const text led = get("/form?a=1", AS_THREE);
    assert_int_equal(status_of(led), 303);
    assert_true(text_eq(header_of(led, "location"), T("/first?next=%2Fform%3Fa%3D1")));
    assert_int_equal(status_of(get("/mine", AS_THREE)), 200);
    assert_int_equal(status_of(get("/mine", AS_ONE)), 200);
    const text stranger = get("/mine", "");
    assert_int_equal(status_of(stranger), 303);
    assert_true(text_eq(header_of(stranger, "location"), T("/sign-in?next=%2Fmine")));
    assert_int_equal(status_of(post("/sign-out", AS_THREE, body_with(once(AS_ONE), ""))), 403);
    assert_int_equal(status_of(get("/things/1", AS_THREE)), 303); /* and not whether it is there */
    assert_int_equal(status_of(get("/things/2", AS_THREE)), 303);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stranger_is_sent_to_sign_in),
        cmocka_unit_test(whoever_is_signed_in_comes_in),
        cmocka_unit_test(who_has_something_to_do_first_is_led_to_it),
        cmocka_unit_test(a_role_that_is_missing_is_refused),
        cmocka_unit_test(foreign_and_absent_records_answer_alike),
        cmocka_unit_test(a_large_body_of_nobody_is_refused_before_it_is_sent),
        cmocka_unit_test(a_form_without_our_once_value_is_refused),
        cmocka_unit_test(a_form_from_another_site_is_refused),
        cmocka_unit_test(a_repeated_form_gets_the_first_answer_and_changes_nothing),
        cmocka_unit_test(the_same_form_sent_eight_times_at_once_counts_once),
        cmocka_unit_test(what_does_not_parse_is_shown_again),
        cmocka_unit_test(a_change_is_audited_and_says_so_once),
        cmocka_unit_test(a_handler_that_refuses_or_breaks_changes_nothing),
        cmocka_unit_test(a_failure_shows_a_number_and_no_inside),
        cmocka_unit_test(a_filter_that_does_not_parse_filters_nothing),
        cmocka_unit_test(signing_in_and_out_sets_the_cookie),
        cmocka_unit_test(a_download_whose_filter_does_not_parse_is_refused),
        cmocka_unit_test(a_strangers_form_to_sign_in_works_beside_a_session),
        cmocka_unit_test(a_repeated_sign_in_gets_its_cookie_too),
        cmocka_unit_test(an_answer_that_cannot_be_sent_is_an_error_page),
        cmocka_unit_test(a_form_that_the_database_was_away_for_can_be_sent_again),
        cmocka_unit_test(what_took_too_long_says_when_to_come_again),
        cmocka_unit_test(a_program_is_answered_in_json),
        cmocka_unit_test(head_answers_as_get_without_a_body),
        cmocka_unit_test(the_other_method_is_said),
        cmocka_unit_test(a_large_file_arrives_whole_and_one_too_large_is_refused),
        cmocka_unit_test(a_chunked_form_is_a_form),
        cmocka_unit_test(a_download_comes_piece_by_piece_and_whole),
        cmocka_unit_test(every_answer_carries_the_policies),
        cmocka_unit_test(assets_are_kept_for_ever_and_packed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
