/* The list of grants, what others may ask of this module, and the route table. */
#include "engine/web/query.h"
#include "fund/grants/grants.h"
#include "fund/grants/handlers.h"
#include "fund/grants/list.h"
#include "fund/grants/rules.h"
#include "fund/programmes/programmes.h"
#include "grants_pages.h"

bool grant_may_see(const struct viewer *viewer, struct db *db, int64_t id)
{
    /* One statement, the same for another's grant as for one that is not there. */
    const struct grant_seen_row *seen =
        grant_seen(db, grant_id_of(id),
                   (opt_partner_id){.some = (viewer->roles & ROLE_PARTNER) != 0,
                                    .it = partner_id_of(viewer->of)});
    return seen && access_may(may_see_grant(hat_of(viewer), seen->seat));
}

struct grants_verified grants_verify(struct db *db)
{
    return (struct grants_verified){.ledger_mismatches = grants_ledger_mismatch_count(db),
                                    .splits_over = grants_splits_over_count(db),
                                    .lines_over = grants_lines_over_count(db)};
}

void grant_search_refresh(struct db_write *write, grant_id id)
{
    (void)grant_search_words(write, id);
}

struct answer to_grant(struct request *rq, grant_id id, text notice)
{
    const int64_t raw = grant_id_raw(id);
    return answer_redirect(rq, text_format(rq->arena, "/grants/%lld", (long long)raw), raw, notice);
}

/* ---- The list ---- */

static struct grant_ask ask_of(struct request *rq, struct db *db,
                               const struct grant_filter_form *form)
{
    struct grant_ask ask = grant_ask_make(db, rq->view.today, form->q,
                                          query_value(rq->arena, rq->view.query, T("sort")));
    ask.programme = form->programme;
    ask.round = form->round;
    ask.region =
        form->region.some ? (opt_region){true, form->region.it} : (opt_region){.some = false};
    ask.funder = form->funder;
    ask.live = form->live;
    return ask;
}

static struct options funder_options(struct arena *arena, struct grant_funder_choices_rows rows)
{
    struct option *row = arena_array(arena, struct option, rows.count + 1);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = option_of(arena, funder_id_raw(rows.row[i].id), rows.row[i].name);
    return (struct options){.row = row, .count = rows.count};
}

/* The label of what was chosen; absent: nothing was. */
static text chosen(struct arena *arena, struct options options, bool some, int64_t raw)
{
    if (!some)
        return TEXT_ABSENT;
    const text label = option_label(arena, options, raw);
    return label.ptr ? label : T("Something that is not here");
}

static struct answer list_read(struct request *rq, struct db *db, const void *form_)
{
    const struct grant_filter_form *form = form_;
    const struct round_choices_asked rounds = round_choices_ask(db);
    const struct grant_funder_choices_asked funders = grant_funder_choices_ask(db);
    const struct grant_ask ask = ask_of(rq, db, form);
    const struct programme_options_asked *programmes = programme_options_ask(db, form->funder);
    const struct grant_cards_count count = grant_cards_count_ask(db, &ask, LIST_COUNT_MOST + 1);
    const struct grant_cards cards =
        grant_cards(db, &ask, query_value(rq->arena, rq->view.query, T("after")), 0);
    struct grant_list list = {
        .row = cards.row,
        .count = cards.count,
        .next = cards.next,
        .previous = cards.previous,
        .how_many =
            list_count_words(rq->arena, grant_cards_count_take(count), T("grant"), T("grants")),
        .words = text_or_absent(form->q),
        .corrected = ask.corrected,
        .many = ask.many,
        .whole = ask.whole,
        .sort = ask.sort,
        .region = form->region.some ? region_label(ask.region.it) : TEXT_ABSENT,
        .live = form->live,
        .programmes = programme_options_take(db, programmes, form->programme),
        .rounds = round_options_of(rq->arena, round_choices_take(rounds)),
        .funders = funder_options(rq->arena, grant_funder_choices_take(funders)),
        .filtered = text_present(form->q) || form->programme.some || form->round.some ||
                    form->region.some || form->funder.some || form->live,
    };
    list.programme = chosen(rq->arena, list.programmes, form->programme.some,
                            programme_id_raw(form->programme.it));
    list.round = chosen(rq->arena, list.rounds, form->round.some, round_id_raw(form->round.it));
    list.funder =
        chosen(rq->arena, list.funders, form->funder.some, funder_id_raw(form->funder.it));
    page_grants(rq->out, &list, rq->values, people_may_edit(rq));
    return answer_page(rq);
}

static struct answer csv_read(struct request *rq, struct db *db, const void *form)
{
    const struct grant_ask ask = ask_of(rq, db, form);
    return answer_stream(rq, T("text/csv"), T("grants.csv"), grants_csv,
                         grant_csv_state(rq->arena, &ask));
}

/* ---- Who may open what ---- */

static const struct route rows[] = {
    ROUTE_READ("/grants", ROLE_STAFF, MAY_SEE_NO_RECORD, &grant_filter_form_spec, list_read),
    ROUTE_READ("/grants.csv", ROLE_STAFF, MAY_SEE_NO_RECORD, &grant_filter_form_spec, csv_read),
    ROUTE_READ("/grants/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, NO_FORM, grant_new_read),
    ROUTE_WRITE("/grants/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, &grant_new_form_spec, "grant.add",
                grant_new_write, grant_new_redraw),
    ROUTE_READ("/grants/:grant", ROLE_STAFF, grant_may_see, NO_FORM, grant_read),
    ROUTE_READ("/grants/:grant/manager", ROLE_EDITOR, grant_may_see, NO_FORM, manager_read),
    ROUTE_WRITE("/grants/:grant/manager", ROLE_EDITOR, grant_may_see, &grant_manager_form_spec,
                "grant.manager", manager_write, manager_redraw),
    ROUTE_READ("/grants/:grant/edit", ROLE_EDITOR, grant_may_see, NO_FORM, grant_edit_read),
    ROUTE_WRITE("/grants/:grant/edit", ROLE_EDITOR, grant_may_see, &grant_edit_form_spec,
                "grant.change", grant_edit_write, grant_edit_redraw),
    ROUTE_READ("/grants/:grant/seats/add", ROLE_EDITOR, grant_may_see, &seat_find_form_spec,
               seat_add_read),
    ROUTE_WRITE("/grants/:grant/seats/add", ROLE_EDITOR, grant_may_see, &seat_add_form_spec,
                "grant.seat_add", seat_add_write, seat_add_redraw),
    ROUTE_WRITE("/grants/:grant/seats/:seat/remove", ROLE_EDITOR, grant_may_see, NO_FORM,
                "grant.seat_remove", seat_remove_write, NULL),
    ROUTE_READ("/grants/:grant/seats/removed", ROLE_EDITOR, grant_may_see, &seat_back_form_spec,
               seat_removed_read),
    ROUTE_WRITE("/grants/:grant/seats/back", ROLE_EDITOR, grant_may_see, &seat_back_form_spec,
                "grant.seat_back", seat_back_write, seat_back_redraw),
    ROUTE_READ("/grants/:grant/split", ROLE_EDITOR, grant_may_see, NO_FORM, split_read),
    ROUTE_WRITE("/grants/:grant/split", ROLE_EDITOR, grant_may_see, &split_form_spec, "grant.split",
                split_write, split_redraw),
    ROUTE_READ("/grants/:grant/award", ROLE_EDITOR, grant_may_see, NO_FORM, award_read),
    ROUTE_WRITE("/grants/:grant/award", ROLE_EDITOR, grant_may_see, &award_entry_form_spec,
                "grant.award", award_write, award_redraw),
    ROUTE_READ("/grants/:grant/lines", ROLE_EDITOR, grant_may_see, NO_FORM, lines_read),
    ROUTE_WRITE("/grants/:grant/lines", ROLE_EDITOR, grant_may_see, &grant_lines_form_spec,
                "grant.lines", lines_write, lines_redraw),
    ROUTE_READ("/rounds", ROLE_STAFF, MAY_SEE_NO_RECORD, NO_FORM, rounds_read),
    ROUTE_WRITE("/rounds", ROLE_EDITOR, MAY_SEE_NO_RECORD, &round_form_spec, "round.add",
                round_add_write, round_add_redraw),
    ROUTE_READ("/rounds/:round/edit", ROLE_EDITOR, round_may_see, NO_FORM, round_edit_read),
    ROUTE_WRITE("/rounds/:round/edit", ROLE_EDITOR, round_may_see, &round_form_spec, "round.change",
                round_edit_write, round_edit_redraw),
    ROUTE_READ("/rounds/:round/remove", ROLE_EDITOR, round_may_see, NO_FORM, round_remove_read),
    ROUTE_WRITE("/rounds/:round/remove", ROLE_EDITOR, round_may_see, NO_FORM, "round.remove",
                round_remove_write, NULL),
    ROUTE_READ("/partnerships", ROLE_STAFF, MAY_SEE_NO_RECORD, &partnership_filter_form_spec,
               partnerships_read),
    ROUTE_READ("/partnerships.csv", ROLE_STAFF, MAY_SEE_NO_RECORD, &partnership_filter_form_spec,
               partnerships_csv_read),
    ROUTE_READ("/partnerships/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, NO_FORM, partnership_new_read),
    ROUTE_WRITE("/partnerships/new", ROLE_EDITOR, MAY_SEE_NO_RECORD, &partnership_form_spec,
                "partnership.add", partnership_new_write, partnership_new_redraw),
    ROUTE_READ("/partnerships/:partnership", ROLE_STAFF, partnership_may_see, NO_FORM,
               partnership_read),
    ROUTE_READ("/partnerships/:partnership/edit", ROLE_EDITOR, partnership_may_see, NO_FORM,
               partnership_edit_read),
    ROUTE_WRITE("/partnerships/:partnership/edit", ROLE_EDITOR, partnership_may_see,
                &partnership_form_spec, "partnership.change", partnership_edit_write,
                partnership_edit_redraw),
};
const struct routes grants_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
