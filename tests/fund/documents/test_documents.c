/* Documents on a real database: added, read, withdrawn, put back, deleted; by whom and by whom not.
 */
#include "engine/db/changes.h"
#include "engine/files/store.h"
#include "fund/documents/documents.h"
#include "fund/demo/demo.h"
#include "partners_queries.h"
#include "tests/engine/files/made.h"
#include "tests/fund/act.h"

static struct world *w;
static int64_t partner = 5, grant; /* one without documents in the demo */
static struct viewer viewer;

static int begin(void **state)
{
    if (world_begin(state) != 0)
        return -1;
    w = *state;
    setenv("HOLDFAST_CLAMD", "/nowhere", 1);
    viewer = (struct viewer){.account = 1, .roles = ROLE_DIRECTOR, .name = T("Tester")};
    struct db_write *write = db_write_begin(w->database, w->arena);
    demo_build(write);
    const struct partner_seats_rows seats = partner_seats(db_of(write), partner_id_of(partner), 1);
    grant = seats.count ? grant_id_raw(seats.row[0].id) : 0;
    db_write_commit(write);
    return grant ? 0 : -1;
}

static void wear_partner(int64_t of)
{
    viewer = (struct viewer){.account = 1, .roles = ROLE_PARTNER, .of = of, .name = T("Partner")};
}

static struct acted ask(const char *path, int64_t id, bool writes, text body, const char *boundary)
{
    const struct route *route = act_route(&documents_routes, path, writes);
    struct request *rq = arena_make(w->arena, struct request);
    *rq = act_request(w, route, id, 0, T(""));
    rq->view.viewer = viewer;
    html_start(rq->out, w->arena, &rq->view);
    struct db *db = db_read(w->database, w->arena);
    const bool allowed = (route->permit & viewer.roles) && route->may_see(&viewer, db, id);
    if (!allowed || !writes) {
        const struct answer answer = allowed ? route->read(rq, db, NULL) : answer_absent(rq);
        db_read_end(db);
        return act_answer(rq, answer);
    }
    db_read_end(db);
    void *form = route->form ? arena_alloc(w->arena, route->form->size) : NULL;
    const bool fine = !form || form_parse_multipart(w->arena, route->form, body, text_of(boundary),
                                                    form, &rq->values);
    if (fine && route->prepare) {
        db = db_read(w->database, w->arena);
        assert_false(route->prepare(rq, db, form));
        db_read_end(db);
    }
    struct db_write *write = db_write_begin(w->database, w->arena);
    const struct answer answer =
        fine ? route->write(rq, write, form) : route->redraw(rq, db_of(write));
    if (answer.kind == ANSWER_REDIRECT)
        db_write_commit(write);
    else
        db_write_undo(write);
    return act_answer(rq, answer);
}

static struct acted get(const char *path, int64_t id)
{
    return ask(path, id, false, TEXT_ABSENT, NULL);
}

static struct acted post(const char *path, int64_t id)
{
    return ask(path, id, true, TEXT_ABSENT, NULL);
}

static struct acted add_as(const char *path, int64_t id, const char *name, bytes content)
{
    struct text_builder body = {.arena = w->arena};
    static const char *const fields[][2] = {
        {"title", "Accounts 2024"}, {"kind", "Annual accounts"}, {"on_day", "2024-03-31"}};
    for (size_t i = 0; i < 3; i++)
        text_add_format(&body, "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n",
                        fields[i][0], fields[i][1]);
    text_add_format(&body,
                    "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n",
                    name);
    text_add(&body, (text){.ptr = (const char *)content.ptr, .len = content.len});
    text_add(&body, T("\r\n--b--\r\n"));
    return ask(path, id, true, text_built(&body), "b");
}

#define LIST "/partners/:partner/documents"
#define ADD "/partners/:partner/documents/add"

static int64_t id_in(struct acted acted)
{
    int64_t id;
    assert_int_equal(acted.kind, ANSWER_REDIRECT);
    if (!int_parse(text_slice(acted.location, strlen("/documents/"), acted.location.len), &id))
        abort();
    return id;
}

static void a_document_is_added_listed_and_downloaded(void **state)
{
    (void)state;
    check_says(get(ADD, partner), "no names, no cases");
    const int64_t id = id_in(add_as(ADD, partner, "accounts.pdf", MADE_PDF));
    check_says(get(LIST, partner), "Accounts 2024");
    check_says(get("/documents/:document", id), "Not checked for viruses");
    const struct acted file = get("/documents/:document/file", id);
    assert_int_equal(file.kind, ANSWER_STREAM);
    check_text(file.location, "accounts.pdf");
    const struct acted again = add_as(ADD, partner, "copy.pdf", MADE_PDF);
    assert_int_equal(again.kind, ANSWER_REFUSED);
    check_says(again, "here already, as “Accounts 2024”");
}

static void what_is_withdrawn_can_be_put_back_for_thirty_days_and_then_its_bytes_go(void **state)
{
    (void)state;
    const int64_t id = id_in(add_as(ADD, partner, "a.pdf", MADE_PDF));
    assert_int_equal(post("/documents/:document/withdraw", id).kind, ANSWER_REDIRECT);
    assert_int_equal(get("/documents/:document/file", id).kind, ANSWER_ABSENT);
    check_says(get(LIST, partner), "Withdrawn in the last thirty days");
    assert_null(documents_tidy(w->arena, w->database, NULL, instant_now()).ptr);
    assert_int_equal(post("/documents/:document/back", id).kind, ANSWER_REDIRECT);
    assert_int_equal(get("/documents/:document/file", id).kind, ANSWER_STREAM);
    assert_int_equal(post("/documents/:document/withdraw", id).kind, ANSWER_REDIRECT);
    const instant later = instant_add(instant_now(), 31 * 24 * 3600);
    check_text(documents_tidy(w->arena, w->database, NULL, later), "Deleted 1 file.");
    assert_null(documents_tidy(w->arena, w->database, NULL, later).ptr);
    check_says(get("/documents/:document", id), "Deleted, thirty days after it was withdrawn");
    struct db *db = db_read(w->database, w->arena);
    assert_int_equal(files_of_owner(db, partner).bytes, 0);
    db_read_end(db);
}

static size_t commits;

static void before(void *arg, struct db_write *write)
{
    (void)arg, (void)write;
}

static void after(void *arg, struct db_write *write)
{
    (void)arg, (void)write;
    commits++;
}

/* A large file does not go in one change, for which everyone would wait. */
static void bytes_go_in_many_short_changes(void **state)
{
    (void)state;
    enum { LARGE = 3 << 20 };
    unsigned char *large = arena_array(w->arena, unsigned char, LARGE);
    memset(large, 'a', LARGE);
    const int64_t id = id_in(add_as(ADD, partner, "a.txt", (bytes){large, LARGE}));
    assert_int_equal(post("/documents/:document/withdraw", id).kind, ANSWER_REDIRECT);
    db_watch_set(w->database, &(struct db_watch){.before = before, .after = after});
    commits = 0;
    const instant later = instant_add(instant_now(), 31 * 24 * 3600);
    check_text(documents_tidy(w->arena, w->database, NULL, later), "Deleted 1 file.");
    assert_true(commits >= 4);
    struct db *db = db_read(w->database, w->arena);
    assert_int_equal(files_of_owner(db, partner).bytes, 0);
    db_read_end(db);
}

/* The server stopped after the file had come and before there was a document of it. */
static void a_file_that_became_no_document_can_be_sent_again(void **state)
{
    (void)state;
    const struct file_offer offer = {.name = T("accounts.pdf"),
                                     .content = MADE_PDF,
                                     .owner = partner,
                                     .most = 1 << 20,
                                     .all_most = 1 << 20};
    assert_null(file_stage(w->arena, w->database, &offer).say.ptr);
    const int64_t id = id_in(add_as(ADD, partner, "accounts.pdf", MADE_PDF));
    assert_int_equal(get("/documents/:document/file", id).kind, ANSWER_STREAM);
    assert_int_equal(add_as(ADD, partner, "copy.pdf", MADE_PDF).kind, ANSWER_REFUSED);
}

static void partner_people_see_their_own_and_foreign_is_as_absent(void **state)
{
    (void)state;
    const int64_t id = id_in(add_as(ADD, partner, "a.pdf", MADE_PDF));
    wear_partner(partner);
    assert_int_equal(get(LIST, partner).kind, ANSWER_PAGE);
    const struct acted own = get("/documents/:document", id);
    check_says(own, "by the fund");
    assert_true(text_find(own.page, T("Tester")) < 0);
    const int64_t theirs = id_in(add_as(ADD, partner, "b.txt", BYTES("Minutes of June")));
    wear_partner(partner + 1);
    static const char *const paths[] = {"/documents/:document", "/documents/:document/file"};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(get(paths[i], id).kind, ANSWER_ABSENT);
        assert_int_equal(get(paths[i], theirs).kind, ANSWER_ABSENT);
        assert_int_equal(get(paths[i], 99999).kind, ANSWER_ABSENT);
    }
    assert_int_equal(get(LIST, partner).kind, ANSWER_ABSENT);
    assert_int_equal(add_as(ADD, partner, "c.txt", BYTES("x")).kind, ANSWER_ABSENT);
    assert_int_equal(post("/documents/:document/withdraw", theirs).kind, ANSWER_ABSENT);
}

static void a_grant_s_documents_are_seen_by_whoever_has_a_seat_in_it(void **state)
{
    (void)state;
    const int64_t id =
        id_in(add_as("/grants/:grant/documents/add", grant, "agreement.docx", made_docx(w->arena)));
    wear_partner(partner);
    assert_int_equal(get("/grants/:grant/documents", grant).kind, ANSWER_PAGE);
    assert_int_equal(get("/documents/:document/file", id).kind, ANSWER_STREAM);
    wear_partner(999999);
    assert_int_equal(get("/grants/:grant/documents", grant).kind, ANSWER_ABSENT);
    assert_int_equal(get("/documents/:document/file", id).kind, ANSWER_ABSENT);
}

/* A member of a grant, or a partner that falls out with the fund, must not make the agreement
 * vanish; nor show again what another took out. */
static void a_partner_withdraws_what_it_added_and_nothing_else(void **state)
{
    (void)state;
    const char *const add = "/grants/:grant/documents/add";
    const int64_t of_fund = id_in(add_as(add, grant, "agreement.pdf", MADE_PDF));
    const int64_t on_record = id_in(add_as(ADD, partner, "policy.txt", BYTES("A policy")));
    wear_partner(partner);
    const int64_t own = id_in(add_as(add, grant, "own.txt", BYTES("Our part of it")));
    check_says(get("/documents/:document", own), "/withdraw");
    const int64_t theirs[] = {of_fund, on_record};
    for (size_t i = 0; i < 2; i++) {
        assert_true(text_find(get("/documents/:document", theirs[i]).page, T("/withdraw")) < 0);
        assert_int_equal(post("/documents/:document/withdraw", theirs[i]).kind, ANSWER_ABSENT);
    }
    assert_int_equal(post("/documents/:document/withdraw", own).kind, ANSWER_REDIRECT);
    assert_int_equal(post("/documents/:document/back", own).kind, ANSWER_REDIRECT);
    assert_int_equal(post("/documents/:document/withdraw", own).kind, ANSWER_REDIRECT);
    viewer = (struct viewer){.account = 1, .roles = ROLE_GRANT_MANAGER, .name = T("Tester")};
    assert_int_equal(post("/documents/:document/back", own).kind, ANSWER_REDIRECT);

    /* Rules: another member has a seat, and did not add it. */
    const struct hat member = {.roles = ROLE_PARTNER, .of = partner + 1};
    const struct document_facts facts = {.grant = {.some = true, .it = grant_id_of(grant)},
                                         .seat = true};
    assert_true(access_may(may_see_document(member, &facts)));
    assert_false(access_may(may_withdraw_document(member, &facts)));
}

/* A title or a file's name can be what should not have been there. */
static void what_was_withdrawn_is_gone_for_those_who_did_not_add_it(void **state)
{
    (void)state;
    const int64_t id = id_in(add_as("/grants/:grant/documents/add", grant, "slip.pdf", MADE_PDF));
    assert_int_equal(post("/documents/:document/withdraw", id).kind, ANSWER_REDIRECT);
    check_says(get("/grants/:grant/documents", grant), "Accounts 2024");
    wear_partner(partner);
    assert_true(text_find(get("/grants/:grant/documents", grant).page, T("Accounts 2024")) < 0);
    assert_int_equal(get("/documents/:document", id).kind, ANSWER_ABSENT);
    const int64_t own =
        id_in(add_as("/grants/:grant/documents/add", grant, "own.txt", BYTES("Our part of it")));
    assert_int_equal(post("/documents/:document/withdraw", own).kind, ANSWER_REDIRECT);
    check_says(get("/grants/:grant/documents", grant), "Withdrawn in the last thirty days");
    check_says(get("/documents/:document", own), "Put it back");
}

static void other_hats_see_no_documents(void **state)
{
    (void)state;
    const int64_t id = id_in(add_as(ADD, partner, "a.pdf", MADE_PDF));
    static const uint32_t others[] = {ROLE_PAYMENTS,         ROLE_PANEL, ROLE_GROUP, ROLE_CO_FUNDER,
                                      ROLE_LEARNING_PARTNER, 0};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        viewer = (struct viewer){.account = 1, .roles = others[i], .of = partner};
        assert_int_equal(get("/documents/:document", id).kind, ANSWER_ABSENT);
        struct db *db = db_read(w->database, w->arena);
        assert_false(document_may_see(&viewer, db, id));
        db_read_end(db);
    }
    viewer = (struct viewer){.account = 1, .roles = ROLE_VIEWER};
    assert_int_equal(get("/documents/:document/file", id).kind, ANSWER_STREAM);
    assert_int_equal(post("/documents/:document/withdraw", id).kind, ANSWER_ABSENT);
}

static void hostile_uploads_are_refused_and_nothing_is_kept(void **state)
{
    (void)state;
    const struct {
        const char *name;
        bytes content;
    } cases[] = {
        {"a.pdf", BYTES("MZ\x90\0")},
        {"a.pdf", {.ptr = (const unsigned char *)"", .len = 0}},
        {"a.docx", made_with(w->arena, MADE_PNG, made_docx(w->arena))},
        {"", MADE_PDF},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(add_as(ADD, partner, cases[i].name, cases[i].content).kind,
                         ANSWER_REFUSED);
    struct db *db = db_read(w->database, w->arena);
    assert_int_equal(files_of_owner(db, partner).files, 0);
    db_read_end(db);
    const int64_t id = id_in(add_as(ADD, partner, "../../x\xe2\x80\xae.pdf.html", MADE_PDF));
    check_text(get("/documents/:document/file", id).location, "x.pdf.html.pdf");
}

#define test(name) cmocka_unit_test_setup_teardown(name, begin, world_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_document_is_added_listed_and_downloaded),
        test(what_is_withdrawn_can_be_put_back_for_thirty_days_and_then_its_bytes_go),
        test(bytes_go_in_many_short_changes),
        test(a_file_that_became_no_document_can_be_sent_again),
        test(partner_people_see_their_own_and_foreign_is_as_absent),
        test(a_grant_s_documents_are_seen_by_whoever_has_a_seat_in_it),
        test(a_partner_withdraws_what_it_added_and_nothing_else),
        test(what_was_withdrawn_is_gone_for_those_who_did_not_add_it),
        test(other_hats_see_no_documents),
        test(hostile_uploads_are_refused_and_nothing_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
