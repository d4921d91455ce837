/* One grant's page: loaded by a constant number of statements, whatever it holds; all but the last
 * are asked at once. */
#include "fund/grants/grants.h"
#include "fund/grants/handlers.h"
#include "fund/grants/rules.h"
#include "grants_pages.h"

static struct seats_shown seats_of(struct arena *arena, const struct grant_row *grant,
                                   struct seat_row_rows rows)
{
    struct seat_shown *row = arena_array(arena, struct seat_shown, rows.count + 1);
    opt_pence *share = arena_array(arena, opt_pence, rows.count + 1);
    struct seats_shown seats = {.row = row, .count = rows.count, .shared = pence_of(0)};
    for (size_t i = 0; i < rows.count; i++) {
        row[i].seat = &rows.row[i];
        row[i].colour = (int)(i % 6) + 1;
        share[i] = rows.row[i].share;
        if (!share[i].some)
            continue;
        row[i].from = pence_share(seats.shared, grant->awarded);
        row[i].part = pence_share(share[i].it, grant->awarded);
        seats.shared = pence_add(seats.shared, share[i].it);
        seats.known = true;
    }
    if (seats.known) /* an import tells no split, and that is no fault of anyone's */
        seats.fault = split_check(arena, grant->awarded, share, rows.count);
    return seats;
}

static void add_lines(struct arena *arena, struct grant_shown *shown, struct line_row_rows lines)
{
    shown->lines = lines;
    enum restriction *restriction = arena_array(arena, enum restriction, shown->lines.count + 1);
    pence *amount = arena_array(arena, pence, shown->lines.count + 1);
    shown->line_sum = pence_of(0);
    for (size_t i = 0; i < shown->lines.count; i++) {
        restriction[i] = shown->lines.row[i].restriction;
        amount[i] = shown->lines.row[i].amount;
        shown->line_sum = pence_add(shown->line_sum, amount[i]);
    }
    shown->core = core_share(restriction, amount, shown->lines.count);
}

struct answer grant_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const grant_id id = grant_id_of(rq->id[0]);
    const struct grant_find_asked found = grant_find_ask(db, id);
    const struct grant_seats_of_asked seats = grant_seats_of_ask(db, id);
    const struct grant_ledger_of_asked ledger = grant_ledger_of_ask(db, id);
    const struct grant_regions_of_asked regions = grant_regions_of_ask(db, id);
    const struct grant_methods_of_asked methods = grant_methods_of_ask(db, id);
    const struct grant_purposes_of_asked purposes = grant_purposes_of_ask(db, id);
    const struct grant_extras_of_asked extras = grant_extras_of_ask(db, id);
    const struct grant_lines_of_asked lines = grant_lines_of_ask(db, id);
    const struct people_contact_asked *contact = people_contact_ask(db, id, rq->view.today);
    const struct grant_row *grant = grant_find_take(found);
    if (!grant)
        return answer_absent(rq);
    struct grant_shown shown = {
        .grant = grant,
        .seats = seats_of(rq->arena, grant, grant_seats_of_take(seats)),
        .ledger = grant_ledger_of_take(ledger),
        .regions = grant_regions_of_take(regions),
        .methods = grant_methods_of_take(methods),
        .purposes = grant_purposes_of_take(purposes),
        .extras = grant_extras_of_take(extras),
        .time_left = grant_time_left(rq->arena, grant->ends_on, rq->view.today),
        .share = award_share(grant->awarded, grant->asked),
        .may_edit = people_may_edit(rq),
    };
    shown.looked_after = people_contact_take(contact, &shown.contact);
    add_lines(rq->arena, &shown, grant_lines_of_take(lines));
    page_grant_show(rq->out, &shown);
    return answer_page(rq);
}
