/*
 * What happens on the pages of documents. A place (a partner, or a grant) has a list; a document
 * has a page. Each handler looks the place up again: the guard has said that it may be seen.
 */
#include "engine/files/look.h"
#include "engine/files/store.h"
#include "engine/jobs/schedule.h"
#include "fund/documents/documents.h"
#include "fund/documents/show.h"
#include "fund/settings/settings.h"
#include "fund/site/site.h"
#include "documents_pages.h"

#define MEGABYTE INT64_C(1000000)
#define A_DAY INT64_C(86400)
#define BACK_SECONDS (DOCUMENT_BACK_DAYS * A_DAY)
#define ORPHAN_SECONDS A_DAY
#define TIDY_MEMORY ((size_t)1 << 20)

#define ROLE_READER (ROLE_STAFF | ROLE_PARTNER)
#define ROLE_ADDER (ROLE_EDITOR | ROLE_PARTNER)

/* ---- Who may see ---- */

static bool partner_documents_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    const struct document_facts facts = {.partner = {.some = true, .it = partner_id_of(id)}};
    return access_may(may_see_document(hat_of(viewer), &facts)) &&
           document_partner(db, partner_id_of(id));
}

static bool grant_documents_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    const struct document_facts facts = {
        .grant = {.some = true, .it = grant_id_of(id)},
        .seat = (viewer->roles & ROLE_PARTNER) &&
                document_seat(db, grant_id_of(id), partner_id_of(viewer->of))};
    return access_may(may_see_document(hat_of(viewer), &facts)) &&
           document_grant(db, grant_id_of(id));
}

static bool document_may(const struct viewer *viewer, struct db *db, int64_t id,
                         struct access (*rule)(struct hat, const struct document_facts *))
{
    const struct document_whose_row *whose =
        document_whose(db, document_id_of(id), partner_id_of(viewer->of));
    if (!whose)
        return false;
    const struct document_facts facts = {.partner = whose->partner_id,
                                         .grant = whose->grant_id,
                                         .seat = whose->seat,
                                         .added = whose->added,
                                         .withdrawn = whose->withdrawn};
    if (!access_may(rule(hat_of(viewer), &facts)))
        return false;
    /* What an import hides is hidden with its documents. */
    return facts.partner.some ? document_partner(db, facts.partner.it) != NULL
                              : document_grant(db, facts.grant.it) != NULL;
}

bool document_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    return document_may(viewer, db, id, may_see_document);
}

static bool document_may_withdraw(const struct viewer *viewer, struct db *db, int64_t id)
{
    return document_may(viewer, db, id, may_withdraw_document);
}

/* ---- A place ---- */

/* Their pages have the frame of staff, others' their own. */
static bool is_staff(const struct request *rq)
{
    return (rq->view.viewer.roles & ROLE_STAFF) != 0;
}

static instant back_since(instant now)
{
    return instant_add(now, -BACK_SECONDS);
}

static void place_measure(struct request *rq, struct db *db, struct document_place *place)
{
    const struct settings_row settings = settings_find(db);
    const struct files_of_owner_row have = files_of_owner(db, place->room);
    place->may_add = may_add_document(rq->view.viewer.roles);
    place->a_file = file_size_text(rq->arena, settings.file_most_mb * MEGABYTE);
    place->used =
        text_format(rq->arena, "%.*s of %.*s", TEXT_ARG(file_size_text(rq->arena, have.bytes)),
                    TEXT_ARG(file_size_text(rq->arena, settings.files_of_one_mb * MEGABYTE)));
}

/* False: it is not there, or hidden. */
static bool place_of_partner(struct request *rq, struct db *db, partner_id id,
                             struct document_place *place)
{
    const struct document_partner_row *partner = document_partner(db, id);
    if (!partner)
        return false;
    const long long raw = (long long)partner_id_raw(id);
    *place = (struct document_place){
        .own = !is_staff(rq),
        .id = raw,
        .name = partner->name,
        .home = is_staff(rq) ? text_format(rq->arena, "/partners/%lld", raw) : T("/"),
        .path = text_format(rq->arena, "/partners/%lld/documents", raw),
        .add = text_format(rq->arena, "/partners/%lld/documents/add", raw),
        .room = raw,
    };
    place_measure(rq, db, place);
    return true;
}

static bool place_of_grant(struct request *rq, struct db *db, grant_id id,
                           struct document_place *place)
{
    const struct document_grant_row *grant = document_grant(db, id);
    if (!grant)
        return false;
    const struct viewer *viewer = &rq->view.viewer;
    const long long raw = (long long)grant_id_raw(id);
    const int64_t lead = grant->lead.some ? partner_id_raw(grant->lead.it) : 0;
    *place = (struct document_place){
        .of_grant = true,
        .own = !is_staff(rq),
        .id = raw,
        .name = grant->title,
        .home = text_format(rq->arena, is_staff(rq) ? "/grants/%lld" : "/yours/grants/%lld", raw),
        .path = text_format(rq->arena, "/grants/%lld/documents", raw),
        .add = text_format(rq->arena, "/grants/%lld/documents/add", raw),
        .room = viewer->roles & ROLE_PARTNER ? viewer->of : lead,
    };
    place_measure(rq, db, place);
    return true;
}

text document_list_name(struct arena *arena, const struct document_place *place)
{
    return place->own && !place->of_grant
               ? T("Documents")
               : text_format(arena, "Documents of %.*s", TEXT_ARG(place->name));
}

static bool route_is_of_grant(const struct request *rq)
{
    return text_starts(text_of(rq->route->path), T("/grants/"));
}

static bool place_of_route(struct request *rq, struct db *db, struct document_place *place)
{
    return route_is_of_grant(rq) ? place_of_grant(rq, db, grant_id_of(rq->id[0]), place)
                                 : place_of_partner(rq, db, partner_id_of(rq->id[0]), place);
}

static bool place_of_document(struct request *rq, struct db *db,
                              const struct document_row *document, struct document_place *place)
{
    return document->partner_id.some
               ? place_of_partner(rq, db, document->partner_id.it, place)
               : document->grant_id.some && place_of_grant(rq, db, document->grant_id.it, place);
}

/* ---- The list, and adding to it ---- */

static struct answer list_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    struct document_place place;
    if (!place_of_route(rq, db, &place))
        return answer_absent(rq);
    const instant since = back_since(instant_now());
    const int64_t of = rq->view.viewer.of;
    const struct document_card_rows found =
        place.of_grant ? documents_of_grant(db, grant_id_of(place.id), since, of)
                       : documents_of_partner(db, partner_id_of(place.id), since, of);
    /* As may_see_document() says of each. */
    struct document_card *row = arena_array(rq->arena, struct document_card, found.count + 1);
    struct document_card_rows documents = {.row = row};
    bool withdrawn = false;
    for (size_t i = 0; i < found.count; i++) {
        const struct document_card *one = &found.row[i];
        if (one->withdrawn_at.some && !one->added && !is_staff(rq))
            continue;
        row[documents.count++] = *one;
        withdrawn = withdrawn || one->withdrawn_at.some;
    }
    if (is_staff(rq))
        page_documents(rq->out, &place, documents, withdrawn);
    else
        page_own_documents(rq->out, &place, documents, withdrawn);
    return answer_page(rq);
}

static void new_draw(struct request *rq, const struct document_place *place,
                     const struct form_values *form)
{
    if (is_staff(rq))
        page_document_new(rq->out, place, form);
    else
        page_own_document_new(rq->out, place, form);
}

static struct answer add_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    struct document_place place;
    if (!place_of_route(rq, db, &place))
        return answer_absent(rq);
    new_draw(rq, &place, form_blank(rq->arena, &document_form_spec));
    return answer_page(rq);
}

static struct answer add_redraw(struct request *rq, struct db *db)
{
    struct document_place place;
    if (!place_of_route(rq, db, &place))
        return answer_absent(rq);
    new_draw(rq, &place, rq->values);
    return answer_refused(rq);
}

static opt_int account_of(const struct request *rq)
{
    const int64_t account = rq->view.viewer.account;
    return (opt_int){.some = account != 0, .it = account};
}

static bool by_fund(const struct request *rq)
{
    return (rq->view.viewer.roles & ROLE_FUND) != 0;
}

static void note(struct request *rq, struct db_write *write, document_id id, enum document_act act)
{
    (void)document_note(write, id, act, instant_now(), account_of(rq), by_fund(rq));
}

document_id document_record_add(struct db_write *write, const struct document_record *record,
                                opt_int account, bool of_fund, instant at)
{
    const document_id id = document_add(write, record->partner, record->grant, record->title,
                                        record->kind, record->on, record->file);
    (void)document_note(write, id, DOCUMENT_ACT_ADDED, at, account, of_fund);
    return id;
}

/* The same bytes are here: under which title, if they may see that. */
static text same_words(struct request *rq, struct db *db, file_id file)
{
    const struct document_of_file_row *other = document_of_file(db, file);
    if (!other || !document_may_see(&rq->view.viewer, db, document_id_raw(other->id)))
        return T("This very file is here already");
    return text_format(rq->arena, "This very file is here already, as “%.*s”%s",
                       TEXT_ARG(other->title),
                       other->withdrawn_at.some ? ", which was withdrawn and can be put back" : "");
}

static struct answer to_document(struct request *rq, document_id id, text notice)
{
    const int64_t raw = document_id_raw(id);
    return answer_redirect(rq, text_format(rq->arena, "/documents/%lld", (long long)raw), raw,
                           notice);
}

static struct file_offer offer_of(const struct document_place *place, struct settings_row settings,
                                  const struct document_form *form)
{
    return (struct file_offer){
        .name = form->file.name,
        .content = form->file.bytes,
        .owner = place->room,
        .most = settings.file_most_mb * MEGABYTE,
        .all_most = settings.files_of_one_mb * MEGABYTE,
    };
}

/* A file that came whole and that no document holds: the change after it was not made, because the
 * server stopped or somebody left in between. Whoever sends it again means it. Only while the
 * clock's job leaves it alone for a good while. */
static bool may_adopt(struct db *db, file_id file)
{
    const struct file_row *row = file_find(db, file);
    return row && !row->gone_at.some && !document_of_file(db, file) &&
           instant_order(instant_add(row->added_at, ORPHAN_SECONDS / 2), instant_now()) > 0;
}

/* Within the change: a file is one document's. */
static void taken_settle(struct db *db, struct file_taken *taken)
{
    if (taken->same.some && may_adopt(db, taken->same.it))
        *taken = (struct file_taken){.id = taken->same.it, .say = TEXT_ABSENT};
    else if (!taken->say.ptr && document_of_file(db, taken->id))
        *taken = (struct file_taken){.same = {.some = true, .it = taken->id},
                                     .say = T("This very file is here already")};
}

/* The file goes in before the change that makes a document of it. */
static bool add_prepare(struct request *rq, struct db *db, const void *form)
{
    struct document_place place;
    if (!place_of_route(rq, db, &place))
        return false;
    const struct file_offer offer = offer_of(&place, settings_find(db), form);
    struct file_taken *taken = arena_make(rq->arena, struct file_taken);
    *taken = file_stage(rq->arena, rq->database, &offer);
    rq->prepared = taken;
    return false;
}

/* There is none: prepare has stored the file. */
static void add_work(struct arena *arena, void *prepared)
{
    (void)arena, (void)prepared;
}

static struct answer add_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct document_form *form = form_;
    struct db *db = db_of(write);
    struct document_place place;
    if (!place_of_route(rq, db, &place))
        return answer_absent(rq);
    struct file_taken taken;
    if (rq->prepared) {
        taken = *(const struct file_taken *)rq->prepared;
    } else {
        const struct file_offer offer = offer_of(&place, settings_find(db), form);
        taken = file_take(write, &offer);
    }
    taken_settle(db, &taken);
    if (taken.say.ptr) {
        request_refuse(rq, "file", taken.same.some ? same_words(rq, db, taken.same.it) : taken.say);
        return add_redraw(rq, db);
    }
    const document_id id =
        document_record_add(write,
                            &(struct document_record){
                                .partner = {.some = !place.of_grant, .it = partner_id_of(place.id)},
                                .grant = {.some = place.of_grant, .it = grant_id_of(place.id)},
                                .title = form->title,
                                .kind = form->kind,
                                .on = form->on_day,
                                .file = taken.id,
                            },
                            account_of(rq), by_fund(rq), instant_now());
    files_scan_soon(rq->app ? rq->app->jobs : NULL, rq->database);
    return to_document(rq, id, T("The document is added."));
}

/* ---- One document ---- */

static const struct document_row *document_of(const struct request *rq, struct db *db)
{
    const struct document_row *document = document_find(db, document_id_of(rq->id[0]));
    /* Of one whose file is deleted staff see the history; to others it is gone. */
    return document && (!document->gone_at.some || document->scan == FILE_SCAN_REFUSED ||
                        (rq->view.viewer.roles & ROLE_STAFF))
               ? document
               : NULL;
}

static bool may_go(const struct document_row *document)
{
    return !document->withdrawn_at.some &&
           file_may_go(&(struct file_row){.scan = document->scan, .gone_at = document->gone_at});
}

static struct answer show_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct document_row *document = document_of(rq, db);
    struct document_shown shown = {.document = document};
    if (!document || !place_of_document(rq, db, document, &shown.place))
        return answer_absent(rq);
    shown.history = document_history_of(db, document->id);
    shown.staff = is_staff(rq);
    shown.may_go = may_go(document);
    const bool theirs = document_may_withdraw(&rq->view.viewer, db, rq->id[0]);
    shown.may_withdraw = theirs && !document->withdrawn_at.some;
    shown.may_back = theirs && document->withdrawn_at.some && !document->gone_at.some &&
                     instant_order(document->withdrawn_at.it, back_since(instant_now())) > 0;
    if (is_staff(rq))
        page_document(rq->out, &shown);
    else
        page_own_document(rq->out, &shown);
    return answer_page(rq);
}

static struct answer file_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct document_row *document = document_of(rq, db);
    if (!document || !may_go(document))
        return answer_absent(rq);
    return answer_stream(rq, stored_kind_type(document->file_kind),
                         file_save_name(rq->arena, document->file_name, document->file_kind),
                         file_send, file_send_start(rq->arena, document->file_id));
}

static struct answer withdraw_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const document_id id = document_id_of(rq->id[0]);
    if (document_withdraw(write, id, instant_now()) > 0)
        note(rq, write, id, DOCUMENT_ACT_WITHDRAWN);
    return to_document(rq, id,
                       T("The document is withdrawn. You can put it back for thirty days."));
}

static struct answer back_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const document_id id = document_id_of(rq->id[0]);
    if (document_put_back(write, id, back_since(instant_now())) == 0)
        return to_document(rq, id, T("It is not withdrawn any more, or its thirty days are over."));
    note(rq, write, id, DOCUMENT_ACT_PUT_BACK);
    return to_document(rq, id, T("The document is back."));
}

/* ---- The clock's part ---- */

/* The next file to delete; some false: none. A document's, withdrawn long enough ago that nobody
 * can put it back; or one that no document holds. One that is arriving at this moment has none yet.
 */
static opt_file_id next_to_delete(struct db *db, instant now, opt_document_id *of)
{
    const struct documents_to_delete_rows due = documents_to_delete(db, back_since(now), 1);
    *of = (opt_document_id){.some = due.count > 0};
    if (due.count > 0) {
        of->it = due.row[0].id;
        return (opt_file_id){.some = true, .it = due.row[0].file_id};
    }
    const struct documents_orphans_rows orphans =
        documents_orphans(db, instant_add(now, -ORPHAN_SECONDS), 1);
    return orphans.count > 0 ? (opt_file_id){.some = true, .it = orphans.row[0].id}
                             : (opt_file_id){.some = false};
}

/* False: there is none. */
static bool delete_next(struct arena *arena, struct database *database, instant now)
{
    opt_document_id of;
    struct db *db = db_read(database, arena);
    const opt_file_id file = next_to_delete(db, now, &of);
    db_read_end(db);
    if (!file.some)
        return false;
    file_thin(arena, database, file.it);
    struct db_write *write = db_write_begin(database, arena);
    file_forget(write, file.it, now);
    if (of.some)
        (void)document_note(write, of.it, DOCUMENT_ACT_DELETED, now, (opt_int){.some = false},
                            true);
    db_write_commit(write);
    return true;
}

text documents_tidy(struct arena *arena, struct database *database, const struct jobs *jobs,
                    instant now)
{
    struct arena *each = arena_new_in(arena, TIDY_MEMORY);
    size_t all = 0;
    while (!(jobs && jobs_stopping(jobs)) && delete_next(each, database, now)) {
        arena_reset(each);
        all++;
    }
    return all == 0 ? TEXT_ABSENT
                    : text_format(
                          arena, "Deleted %.*s.",
                          TEXT_ARG(list_count_words(arena, (int64_t)all, T("file"), T("files"))));
}

static text tidy_run(struct job_run *run)
{
    const text said = documents_tidy(run->arena, run->app->database, run->jobs, run->now);
    run->stopped = run_stopping(run);
    return said;
}

static text scan_run(struct job_run *run)
{
    const size_t count = files_scan(run->arena, run->app->database, run->jobs);
    return count == 0 ? TEXT_ABSENT
                      : text_format(run->arena, "Looked at %.*s.",
                                    TEXT_ARG(list_count_words(run->arena, (int64_t)count, T("file"),
                                                              T("files"))));
}

static const struct schedule_row jobs[] = {
    {"documents.tidy", "Deletes the files of documents that were withdrawn thirty days ago",
     DAILY(3, 40), tidy_run},
    {"documents.scan",
     "Has files looked at that no virus scanner has seen yet, where there is a scanner", OFTEN(10),
     scan_run},
};
const struct schedule documents_schedule = {.row = jobs, .count = sizeof jobs / sizeof *jobs};

static const struct route rows[] = {
    ROUTE_READ("/partners/:partner/documents", ROLE_READER, partner_documents_may_see, NO_FORM,
               list_read),
    ROUTE_READ("/partners/:partner/documents/add", ROLE_ADDER, partner_documents_may_see, NO_FORM,
               add_read),
    ROUTE_SLOW("/partners/:partner/documents/add", ROLE_ADDER, partner_documents_may_see,
               &document_form_spec, "document.add", add_prepare, add_work, add_write, add_redraw),
    ROUTE_READ("/grants/:grant/documents", ROLE_READER, grant_documents_may_see, NO_FORM,
               list_read),
    ROUTE_READ("/grants/:grant/documents/add", ROLE_ADDER, grant_documents_may_see, NO_FORM,
               add_read),
    ROUTE_SLOW("/grants/:grant/documents/add", ROLE_ADDER, grant_documents_may_see,
               &document_form_spec, "document.add", add_prepare, add_work, add_write, add_redraw),
    ROUTE_READ("/documents/:document", ROLE_READER, document_may_see, NO_FORM, show_read),
    ROUTE_READ("/documents/:document/file", ROLE_READER, document_may_see, NO_FORM, file_read),
    ROUTE_WRITE("/documents/:document/withdraw", ROLE_ADDER, document_may_withdraw, NO_FORM,
                "document.withdraw", withdraw_write, NULL),
    ROUTE_WRITE("/documents/:document/back", ROLE_ADDER, document_may_withdraw, NO_FORM,
                "document.back", back_write, NULL),
};
const struct routes documents_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
