/* Adding a grant and changing its plain fields. The award itself changes only through its ledger
 * (award.c). */
#include "engine/web/form_changes.h"
#include "fund/grants/grants.h"
#include "fund/grants/handlers.h"
#include "fund/grants/rules.h"
#include "fund/programmes/programmes.h"
#include "grants_pages.h"

/* ---- What there is to choose from ---- */

static struct options partnership_options(struct db *db)
{
    const struct partnership_choices_rows rows = partnership_choices(db);
    struct option *row = arena_array(db_arena(db), struct option, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = option_of(db_arena(db), partnership_id_raw(rows.row[i].id), rows.row[i].name);
    return (struct options){.row = row, .count = rows.count};
}

/* grant NULL: a new one, of the initiative itself. */
static struct grant_choices choices_of(struct db *db, const struct grant_row *grant)
{
    opt_funder_id funder = {.some = false};
    opt_programme_id present = {.some = grant != NULL};
    if (grant)
        present.it = grant->programme_id;
    const struct grant_own_funder_row *own = grant ? NULL : grant_own_funder(db);
    funder.some = grant || own;
    if (funder.some)
        funder.it = grant ? grant->funder_id : own->id;
    return (struct grant_choices){
        .programmes = programme_options(db, funder, present),
        .rounds = round_options(db),
        .partnerships = partnership_options(db),
        .purposes = grant ? programme_purpose_options(db, grant->programme_id)
                          : (struct options){.count = 0},
    };
}

static bool offers(struct arena *arena, struct options options, int64_t raw)
{
    return option_label(arena, options, raw).ptr != NULL;
}

/* What both forms ask: false, and the field says why, when a choice is not among those offered or
 * the dates run backwards. */
static bool choices_hold(struct request *rq, const struct grant_choices *choices,
                         programme_id programme, opt_round_id round, opt_partnership_id partnership,
                         opt_day starts_on, opt_day ends_on)
{
    bool good = true;
    if (!offers(rq->arena, choices->programmes, programme_id_raw(programme))) {
        request_refuse(rq, "programme", T("Choose one of the programmes."));
        good = false;
    }
    if (round.some && !offers(rq->arena, choices->rounds, round_id_raw(round.it))) {
        request_refuse(rq, "round", T("Choose one of the rounds, or none."));
        good = false;
    }
    if (partnership.some &&
        !offers(rq->arena, choices->partnerships, partnership_id_raw(partnership.it))) {
        request_refuse(rq, "partnership", T("Choose one of the partnerships, or none."));
        good = false;
    }
    const text dates = grant_dates_check(starts_on, ends_on);
    if (text_present(dates)) {
        request_refuse(rq, "ends_on", dates);
        good = false;
    }
    return good;
}

/* ---- A new grant ---- */

struct answer grant_new_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct grant_choices choices = choices_of(db, NULL);
    page_grant_new(rq->out, form_blank(rq->arena, &grant_new_form_spec), &choices);
    return answer_page(rq);
}

struct answer grant_new_redraw(struct request *rq, struct db *db)
{
    const struct grant_choices choices = choices_of(db, NULL);
    page_grant_new(rq->out, rq->values, &choices);
    return answer_refused(rq);
}

/* A2: the programme's cap binds the first award too. */
static bool first_award_holds(struct request *rq, struct db *db, const struct grant_new_form *form)
{
    text say = award_first_check(form->awarded);
    if (!text_present(say))
        say = programme_award_refusal(db, form->programme, form->awarded);
    if (!text_present(say))
        return true;
    request_refuse(rq, "awarded", say);
    return false;
}

static void add_parts(struct db_write *write, grant_id grant, const struct grant_new_form *form,
                      instant at)
{
    (void)award_add(write, grant, AWARD_KIND_AWARD, form->awarded, form->awarded_on, TEXT_ABSENT,
                    at);
    for (size_t i = 0; i < form->regions.count; i++)
        (void)grant_region_add(write, grant, form->regions.row[i]);
    if (form->needed.some)
        (void)grant_need_set(write, grant, form->needed.it);
}

/* The record alone. False: its reference is taken. One that was left empty gets the next number
 * that is free: someone may have given a grant by hand the one that comes next. */
static bool add_record(struct request *rq, struct db_write *write, funder_id own,
                       const struct grant_new_form *form, instant at, grant_id *grant)
{
    const bool given = text_present(form->reference);
    for (int64_t number = given ? 0 : grant_next_number(db_of(write)).number;; number++) {
        const text reference =
            given ? form->reference : text_format(rq->arena, "G-%lld", (long long)number);
        bool taken = false;
        *grant = grant_add(write, reference, own, form->programme, form->round, form->partnership,
                           form->title, sort_key(rq->arena, form->title), form->description,
                           form->asked, form->awarded, form->awarded_on, form->starts_on,
                           form->ends_on, TEXT_ABSENT, at, &taken);
        if (!taken || given)
            return !taken;
    }
}

struct answer grant_new_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct grant_new_form *form = form_;
    struct db *db = db_of(write);
    const struct grant_own_funder_row *own = grant_own_funder(db);
    ensure(own);
    const struct grant_choices choices = choices_of(db, NULL);
    if (!choices_hold(rq, &choices, form->programme, form->round, form->partnership,
                      form->starts_on, form->ends_on) ||
        !first_award_holds(rq, db, form))
        return grant_new_redraw(rq, db);
    const instant at = instant_now();
    grant_id grant;
    if (!add_record(rq, write, own->id, form, at, &grant)) {
        request_refuse(rq, "reference",
                       T("Another grant has this reference. Choose another, or leave it empty."));
        return grant_new_redraw(rq, db);
    }
    add_parts(write, grant, form, at);
    return to_grant(rq, grant, T("Grant added. Its partners come next."));
}

/* ---- A changed one ---- */

static void fill_id(struct form_values *values, const char *field, bool some, int64_t raw)
{
    if (some)
        form_fill_int(values, field, raw);
}

static void fill_day(struct form_values *values, const char *field, opt_day value)
{
    if (value.some)
        form_fill_day(values, field, value.it);
}

/* The ticks of the form: regions, methods, purposes. */
static void fill_ticks(struct db *db, struct form_values *values, grant_id grant)
{
    struct arena *arena = db_arena(db);
    const struct grant_regions_of_rows regions = grant_regions_of(db, grant);
    text *region = arena_array(arena, text, regions.count + 1);
    for (size_t i = 0; i < regions.count; i++)
        region[i] = region_code(regions.row[i].region);
    form_fill_texts(values, "regions", (struct texts){.row = region, .count = regions.count});
    const struct grant_methods_of_rows methods = grant_methods_of(db, grant);
    text *method = arena_array(arena, text, methods.count + 1);
    for (size_t i = 0; i < methods.count; i++)
        method[i] = influencing_method_code(methods.row[i].method);
    form_fill_texts(values, "methods", (struct texts){.row = method, .count = methods.count});
    const struct grant_purposes_of_rows purposes = grant_purposes_of(db, grant);
    text *purpose = arena_array(arena, text, purposes.count + 1);
    for (size_t i = 0; i < purposes.count; i++)
        purpose[i] = text_format(arena, "%lld", (long long)purpose_id_raw(purposes.row[i].id));
    form_fill_texts(values, "purposes", (struct texts){.row = purpose, .count = purposes.count});
}

/* The form as the grant is now. */
static struct form_values *filled(struct db *db, const struct grant_row *grant)
{
    struct form_values *values = form_blank(db_arena(db), &grant_edit_form_spec);
    form_fill_text(values, "title", grant->title);
    form_fill_text(values, "description", grant->description);
    form_fill_int(values, "programme", programme_id_raw(grant->programme_id));
    fill_id(values, "round", grant->round_id.some, round_id_raw(grant->round_id.it));
    fill_id(values, "partnership", grant->partnership_id.some,
            partnership_id_raw(grant->partnership_id.it));
    if (grant->asked.some)
        form_fill_pence(values, "asked", grant->asked.it);
    form_fill_day(values, "awarded_on", grant->awarded_on);
    fill_day(values, "starts_on", grant->starts_on);
    fill_day(values, "ends_on", grant->ends_on);
    if (grant->methods_words.ptr)
        form_fill_text(values, "methods_words", grant->methods_words);
    fill_ticks(db, values, grant->id);
    return values;
}

struct answer grant_edit_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct grant_row *grant = grant_find(db, grant_id_of(rq->id[0]));
    if (!grant)
        return answer_absent(rq);
    const struct grant_choices choices = choices_of(db, grant);
    page_grant_edit(rq->out, grant, filled(db, grant), &choices, NULL);
    return answer_page(rq);
}

struct answer grant_edit_redraw(struct request *rq, struct db *db)
{
    const struct grant_row *grant = grant_find(db, grant_id_of(rq->id[0]));
    if (!grant)
        return answer_absent(rq);
    const struct grant_choices choices = choices_of(db, grant);
    page_grant_edit(rq->out, grant, rq->values, &choices, NULL);
    return answer_refused(rq);
}

/* Both versions; what was typed stays in the form, which now knows the newer version: saving again
 * is a choice made with open eyes. */
static struct answer edit_stale(struct request *rq, struct db *db, const struct grant_row *grant)
{
    const struct grant_choices choices = choices_of(db, grant);
    const struct form_changes changes = form_changes(rq->arena, filled(db, grant), rq->values);
    rq->values->version = grant->version;
    page_grant_edit(rq->out, grant, rq->values, &choices, &changes);
    return answer_stale(rq);
}

static void replace_ticks(struct db_write *write, grant_id grant,
                          const struct grant_edit_form *form)
{
    (void)grant_regions_clear(write, grant);
    for (size_t i = 0; i < form->regions.count; i++)
        (void)grant_region_add(write, grant, form->regions.row[i]);
    (void)grant_methods_clear(write, grant);
    for (size_t i = 0; i < form->methods.count; i++)
        (void)grant_method_add(write, grant, form->methods.row[i]);
    (void)grant_purposes_clear(write, grant);
    for (size_t i = 0; i < form->purposes.count; i++)
        (void)grant_purpose_add(write, grant, form->purposes.row[i], form->programme);
}

struct answer grant_edit_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct grant_edit_form *form = form_;
    struct db *db = db_of(write);
    const struct grant_row *grant = grant_find(db, grant_id_of(rq->id[0]));
    if (!grant)
        return answer_absent(rq);
    if (rq->values->version != grant->version)
        return edit_stale(rq, db, grant);
    const struct grant_choices choices = choices_of(db, grant);
    if (!choices_hold(rq, &choices, form->programme, form->round, form->partnership,
                      form->starts_on, form->ends_on))
        return grant_edit_redraw(rq, db);
    /* A2: into a programme with a cap moves only what fits under it. */
    const text over = programme_award_refusal(db, form->programme, grant->awarded);
    if (text_present(over) &&
        programme_id_raw(form->programme) != programme_id_raw(grant->programme_id)) {
        request_refuse(rq, "programme", over);
        return grant_edit_redraw(rq, db);
    }
    if (grant_change(write, grant->id, grant->version, form->programme, form->round,
                     form->partnership, form->title, sort_key(rq->arena, form->title),
                     form->description, form->asked, form->awarded_on, form->starts_on,
                     form->ends_on, text_or_absent(form->methods_words)) == 0)
        return edit_stale(rq, db, grant);
    replace_ticks(write, grant->id, form);
    return to_grant(rq, grant->id, T("Saved."));
}
