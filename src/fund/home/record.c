/*
 * What the fund keeps about an organisation, as its own people see it, and the box to say that
 * something in it is wrong. One page for partners, groups and co-funders.
 */
#include "fund/home/rules.h"
#include "fund/home/show.h"
#include "fund/people/people.h"
#include "fund/site/site.h"
#include "home_pages.h"

#define SAID_MOST 50
#define FACTS_MOST 40

struct facts {
    struct fact row[FACTS_MOST];
    size_t count;
};

/* An empty one is told too: what is not kept can be wrong as well. */
static void fact_add(struct facts *facts, text label, text value)
{
    ensure(facts->count < FACTS_MOST);
    facts->row[facts->count++] =
        (struct fact){.label = label, .value = text_present(value) ? value : T("Nothing yet")};
}

static text regions_words(struct arena *arena, struct home_regions_rows regions)
{
    text *name = arena_array(arena, text, regions.count + 1);
    for (size_t i = 0; i < regions.count; i++)
        name[i] = region_label(regions.row[i].region);
    return names_words(arena, name, regions.count);
}

static bool partner_record(struct db *db, partner_id id, struct record_page *page,
                           struct facts *facts)
{
    struct arena *arena = db_arena(db);
    const struct home_partner_row *partner = home_partner(db, id);
    if (!partner)
        return false;
    page->name = partner->name;
    page->said = remarks_of_partner(db, id, SAID_MOST);
    fact_add(facts, T("Name"), partner->name);
    if (text_present(partner->other_names))
        fact_add(facts, T("Other names"), partner->other_names);
    fact_add(facts, T("What you do, in your own words"), partner->about);
    fact_add(facts, T("Who you are there for, in your own words"), partner->affinity);
    fact_add(facts, T("Where you work"), regions_words(arena, home_regions(db, id)));
    const struct home_registrations_rows registered = home_registrations(db, id);
    for (size_t i = 0; i < registered.count && i < IAA_CATEGORY_COUNT; i++)
        fact_add(facts,
                 text_format(arena, "Immigration Advice Authority: %.*s",
                             TEXT_ARG(iaa_category_label(registered.row[i].category))),
                 iaa_level_label(registered.row[i].level));
    if (registered.count == 0)
        fact_add(facts, T("Immigration Advice Authority"), T("Not registered"));
    fact_add(facts, T("Solicitors or accredited caseworkers"),
             partner->solicitors ? T("Yes") : T("No"));
    const struct home_numbers_rows numbers = home_numbers(db, id);
    for (size_t i = 0; i < numbers.count && i < 20; i++)
        fact_add(facts, identifier_scheme_label(numbers.row[i].scheme), numbers.row[i].value);
    fact_add(facts, T("Website"), partner->website);
    fact_add(facts, T("Postcode"), partner->postcode);
    return true;
}

static bool group_record(struct db *db, group_id id, struct record_page *page, struct facts *facts)
{
    const struct home_group_row *group = home_group(db, id);
    if (!group)
        return false;
    page->name = group->name;
    page->said = remarks_of_group(db, id, SAID_MOST);
    fact_add(facts, T("Name"), group->name);
    fact_add(facts, T("What you do, in your own words"), group->about);
    fact_add(facts, T("The organisation that hosts you"), group->host);
    return true;
}

static bool funder_record(struct db *db, funder_id id, struct record_page *page,
                          struct facts *facts)
{
    const struct home_funder_row *funder = home_funder(db, id);
    if (!funder)
        return false;
    page->name = funder->name;
    page->said = remarks_of_funder(db, id, SAID_MOST);
    fact_add(facts, T("Name"), funder->name);
    fact_add(facts, T("About you"), funder->about);
    return true;
}

/* False: the organisation is not there. */
static bool record_draw(struct request *rq, struct db *db, const struct form_values *form)
{
    const struct viewer *viewer = &rq->view.viewer;
    struct facts *facts = arena_make(rq->arena, struct facts);
    struct record_page page = {.form = form};
    const bool there =
        viewer->roles & ROLE_PARTNER ? partner_record(db, partner_id_of(viewer->of), &page, facts)
        : viewer->roles & ROLE_GROUP ? group_record(db, group_id_of(viewer->of), &page, facts)
                                     : funder_record(db, funder_id_of(viewer->of), &page, facts);
    page.facts.row = facts->row;
    page.facts.count = facts->count;
    if (there)
        page_home_record(rq->out, &page);
    return there;
}

struct answer record_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    return record_draw(rq, db, form_blank(rq->arena, &remark_form_spec)) ? answer_page(rq)
                                                                         : answer_absent(rq);
}

struct answer record_redraw(struct request *rq, struct db *db)
{
    return record_draw(rq, db, rq->values) ? answer_refused(rq) : answer_absent(rq);
}

struct answer record_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct remark_form *form = form_;
    const struct viewer *viewer = &rq->view.viewer;
    const remark_id id = remark_add(
        write,
        (opt_partner_id){.some = (viewer->roles & ROLE_PARTNER) != 0,
                         .it = partner_id_of(viewer->of)},
        (opt_group_id){.some = (viewer->roles & ROLE_GROUP) != 0, .it = group_id_of(viewer->of)},
        (opt_funder_id){.some = (viewer->roles & ROLE_CO_FUNDER) != 0,
                        .it = funder_id_of(viewer->of)},
        (opt_grant_id){.some = false}, form->said, account_id_of(viewer->account), instant_now());
    if (viewer->roles & ROLE_PARTNER)
        letter_remark(rq->app, write, partner_id_of(viewer->of), (opt_grant_id){.some = false}, id,
                      rq->view.today);
    return answer_redirect(rq, T("/yours/record"), remark_id_raw(id),
                           T("Thank you. The fund has what you wrote, and will answer here."));
}
