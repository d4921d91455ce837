/* Adding a partner and changing one. Nobody is entered twice unseen: numbers and names that are
 * here already are shown before anything is written. */
#include "engine/web/form_changes.h"
#include "fund/partners/handlers.h"
#include "fund/partners/save.h"
#include "fund/site/site.h"
#include "partners_pages.h"

/* The edit form as the partner is now. */
static struct form_values *filled(struct db *db, const struct partner_row *partner)
{
    struct arena *arena = db_arena(db);
    struct form_values *values = form_blank(arena, &partner_form_spec);
    form_fill_text(values, "name", partner->name);
    form_fill_text(values, "other_names", partner->other_names);
    form_fill_text(values, "about", partner->about);
    form_fill_text(values, "affinity", partner->affinity);
    form_fill_text(values, "website", partner->website);
    form_fill_text(values, "postcode", partner->postcode);
    form_fill_flag(values, "solicitors", partner->solicitors);
    const struct partner_regions_of_rows regions = partner_regions_of(db, partner->id);
    text *codes = arena_array(arena, text, regions.count + 1);
    for (size_t i = 0; i < regions.count; i++)
        codes[i] = region_code(regions.row[i].region);
    form_fill_texts(values, "regions", (struct texts){.row = codes, .count = regions.count});
    const struct partner_registrations_of_rows registrations =
        partner_registrations_of(db, partner->id);
    for (size_t i = 0; i < registrations.count; i++)
        form_fill_text(values, text_cstr(arena, iaa_category_code(registrations.row[i].category)),
                       iaa_level_code(registrations.row[i].level));
    const struct partner_numbers_rows numbers = partner_numbers(db, partner->id);
    for (size_t i = 0; i < numbers.count;) {
        struct text_builder joined = {.arena = arena};
        const enum identifier_scheme scheme = numbers.row[i].scheme;
        for (; i < numbers.count && numbers.row[i].scheme == scheme; i++)
            text_add_format(&joined, "%s%.*s", joined.len ? ", " : "",
                            TEXT_ARG(numbers.row[i].value));
        form_fill_text(values, text_cstr(arena, identifier_scheme_code(scheme)),
                       text_built(&joined));
    }
    return values;
}

/* The form as a draft, of a partner that has the numbers known; false: a number is none, and its
 * field says so. */
static bool draft_make(struct request *rq, const struct partner_form *form,
                       struct partner_numbers_rows known, struct partner_draft *draft)
{
    *draft = (struct partner_draft){
        .name = form->name,
        .other_names = text_or_absent(form->other_names),
        .about = text_or_absent(form->about),
        .affinity = text_or_absent(form->affinity),
        .website = text_or_absent(form->website),
        .postcode = text_or_absent(form->postcode),
        .solicitors = form->solicitors,
        .region = form->regions.row,
        .regions = form->regions.count,
        .level = {[IAA_CATEGORY_IMMIGRATION] = {form->immigration.some, form->immigration.it},
                  [IAA_CATEGORY_ASYLUM] = {form->asylum.some, form->asylum.it}},
    };
    const text typed[IDENTIFIER_SCHEME_COUNT] = {
        [IDENTIFIER_SCHEME_CHARITY] = form->charity,   [IDENTIFIER_SCHEME_COMPANY] = form->company,
        [IDENTIFIER_SCHEME_SCOTTISH] = form->scottish, [IDENTIFIER_SCHEME_NI] = form->ni,
        [IDENTIFIER_SCHEME_OWN] = form->own,           [IDENTIFIER_SCHEME_OTHER] = form->other,
    };
    bool good = true;
    for (int i = 0; i < IDENTIFIER_SCHEME_COUNT; i++) {
        text say;
        if (!partner_draft_numbers(rq->arena, draft, (enum identifier_scheme)i, typed[i], known,
                                   &say)) {
            request_refuse(
                rq, text_cstr(rq->arena, identifier_scheme_code((enum identifier_scheme)i)), say);
            good = false;
        }
    }
    return good;
}

/* Says on the form why it is not saved because of those who are here already; false: nothing stands
 * against it. */
static bool refused_as_alike(struct request *rq, const struct partner_alikes *alikes,
                             bool said_another)
{
    if (alikes->count == 0 || (alikes->may_confirm && said_another))
        return false;
    const struct partner_alike *first = &alikes->row[0];
    if (alikes->may_confirm)
        request_refuse(
            rq, "another",
            text_format(rq->arena,
                        "%.*s is here already. If this is another organisation of the same "
                        "name, tick this and save again.",
                        TEXT_ARG(first->name)));
    else
        request_refuse(rq, NULL,
                       text_format(rq->arena, "%.*s %.*s. One number belongs to one organisation.",
                                   TEXT_ARG(first->name), TEXT_ARG(first->why)));
    return true;
}

static void refuse_hidden_number(struct request *rq)
{
    request_refuse(rq, NULL,
                   T("One of the numbers belongs to a partner in an import that is not published "
                     "yet. Publish or undo "
                     "that import first, or leave the number out."));
}

static struct answer to_partner(struct request *rq, partner_id id, text notice)
{
    const int64_t raw = partner_id_raw(id);
    return answer_redirect(rq, text_format(rq->arena, "/partners/%lld", (long long)raw), raw,
                           notice);
}

static const struct partner_alikes no_alikes = {.count = 0};
static const opt_partner_id nobody = {.some = false};

struct answer partner_new_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    page_partner_new(rq->out, form_blank(rq->arena, &partner_form_spec), no_alikes);
    return answer_page(rq);
}

struct answer partner_new_redraw(struct request *rq, struct db *db)
{
    (void)db;
    page_partner_new(rq->out, rq->values, no_alikes);
    return answer_refused(rq);
}

struct answer partner_new_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct partner_form *form = form_;
    struct partner_draft draft;
    struct partner_alikes alikes = no_alikes;
    partner_id id;
    bool refused = !draft_make(rq, form, (struct partner_numbers_rows){.count = 0}, &draft);
    if (!refused) {
        alikes = partner_alikes_find(db_of(write), &draft, nobody);
        refused = refused_as_alike(rq, &alikes, form->another);
    }
    if (!refused && partner_save_new(write, &draft, instant_now(), &id) == PARTNER_SAVED)
        return to_partner(rq, id, T("Partner added."));
    if (!refused)
        refuse_hidden_number(rq);
    page_partner_new(rq->out, rq->values, alikes);
    return answer_refused(rq);
}

struct answer partner_edit_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct partner_row *partner = partner_find(db, partner_id_of(rq->id[0]));
    if (!partner)
        return answer_absent(rq);
    page_partner_edit(rq->out, partner, filled(db, partner), no_alikes, NULL);
    return answer_page(rq);
}

/* partner: as it was before anything was written. */
static struct answer edit_refused(struct request *rq, const struct partner_row *partner,
                                  struct partner_alikes alikes)
{
    page_partner_edit(rq->out, partner, rq->values, alikes, NULL);
    return answer_refused(rq);
}

struct answer partner_edit_redraw(struct request *rq, struct db *db)
{
    const struct partner_row *partner = partner_find(db, partner_id_of(rq->id[0]));
    return partner ? edit_refused(rq, partner, no_alikes) : answer_absent(rq);
}

/* Both versions; what was typed stays in the form, which now knows the newer version. */
static struct answer edit_stale(struct request *rq, struct db *db,
                                const struct partner_row *partner)
{
    const struct form_changes changes = form_changes(rq->arena, filled(db, partner), rq->values);
    rq->values->version = partner->version;
    page_partner_edit(rq->out, partner, rq->values, no_alikes, &changes);
    return answer_stale(rq);
}

struct answer partner_edit_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct partner_form *form = form_;
    struct db *db = db_of(write);
    const struct partner_row *partner = partner_find(db, partner_id_of(rq->id[0]));
    if (!partner)
        return answer_absent(rq);
    if (partner->version != rq->values->version)
        return edit_stale(rq, db, partner);
    struct partner_draft draft;
    if (!draft_make(rq, form, partner_numbers(db, partner->id), &draft))
        return edit_refused(rq, partner, no_alikes);
    const opt_partner_id self = {.some = true, .it = partner->id};
    const struct partner_alikes alikes = partner_alikes_find(db, &draft, self);
    const bool same_name = text_eq(partner_name_key(rq->arena, draft.name), partner->name_key);
    if (refused_as_alike(rq, &alikes, form->another || same_name))
        return edit_refused(rq, partner, alikes);
    switch (partner_save_change(write, partner->id, rq->values->version, &draft)) {
    case PARTNER_SAVED:
        return to_partner(rq, partner->id, T("Saved."));
    case PARTNER_STALE:
        break; /* looked at above, in this transaction */
    case PARTNER_NUMBER_TAKEN:
        refuse_hidden_number(rq);
        return edit_refused(rq, partner, no_alikes);
    }
    fail("partner %lld changed inside a transaction of ours", (long long)rq->id[0]);
}
