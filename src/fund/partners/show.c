/* One partner's page: loaded by a constant number of statements, whatever it holds; all are asked
 * at once. */
#include "fund/partners/show.h"
#include "fund/partners/handlers.h"
#include "fund/site/site.h"
#include "partners_pages.h"

#define GRANTS_SHOWN 100

/* Seats of all its grants come in the grants' own order: each grant takes its run. */
static struct partner_grants grants_of(struct arena *arena, struct partner_seats_rows seats,
                                       struct partner_co_seats_rows all)
{
    struct partner_grant *row = arena_array(arena, struct partner_grant, seats.count + 1);
    size_t at = 0;
    for (size_t i = 0; i < seats.count; i++) {
        row[i] = (struct partner_grant){.seat = &seats.row[i], .all = {.row = all.row + at}};
        while (at < all.count &&
               grant_id_raw(all.row[at].grant_id) == grant_id_raw(seats.row[i].id)) {
            at++;
            row[i].all.count++;
        }
    }
    return (struct partner_grants){.row = row, .count = seats.count};
}

/* "Lead partner in 3 grants"; "A seat in 1 grant"; one seat in a grant: as many grants as seats
 * (D1). */
static text grants_words(struct arena *arena, const struct partner_totals_row *totals)
{
    if (totals->seats == 0)
        return T("No grants yet");
    struct text_builder words = {.arena = arena};
    text_add_format(&words, "%s %.*s",
                    totals->leads == totals->seats ? "Lead partner in"
                    : totals->seats == 1           ? "A seat in"
                                                   : "Seats in",
                    TEXT_ARG(list_count_words(arena, totals->seats, T("grant"), T("grants"))));
    if (totals->leads > 0 && totals->leads < totals->seats)
        text_add_format(&words, ", in %.*s of them as lead partner",
                        TEXT_ARG(int_text(arena, totals->leads)));
    if (totals->shares > 0)
        text_add_format(&words, ". Their share%s: %.*s%s", totals->shares > 1 ? "s together" : "",
                        TEXT_ARG(pence_text(arena, totals->share)),
                        totals->shares < totals->seats ? ", where the split is known" : "");
    return text_built(&words);
}

struct answer partner_show_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const partner_id id = partner_id_of(rq->id[0]);
    const struct partner_find_asked found = partner_find_ask(db, id);
    const struct partner_numbers_asked numbers = partner_numbers_ask(db, id);
    const struct partner_regions_of_asked regions = partner_regions_of_ask(db, id);
    const struct partner_registrations_of_asked registrations =
        partner_registrations_of_ask(db, id);
    const struct partner_totals_asked totals = partner_totals_ask(db, id);
    const struct partner_seats_asked seats = partner_seats_ask(db, id, GRANTS_SHOWN);
    const struct partner_co_seats_asked all = partner_co_seats_ask(db, id, GRANTS_SHOWN);
    const struct partner_row *partner = partner_find_take(found);
    if (!partner)
        return answer_absent(rq);
    struct partner_shown shown = {
        .partner = partner,
        .numbers = partner_numbers_take(numbers),
        .regions = partner_regions_of_take(regions),
        .registrations = partner_registrations_of_take(registrations),
        .totals = partner_totals_take(totals),
        .grants = grants_of(rq->arena, partner_seats_take(seats), partner_co_seats_take(all)),
    };
    shown.grants_words = grants_words(rq->arena, &shown.totals);
    page_partner_show(rq->out, &shown, people_may_edit(rq));
    return answer_page(rq);
}
