/*
 * First pages of groups, co-funders and the learning partner. Each sees their own, and of the rest
 * what the fund tells everyone of their kind.
 */
#include "fund/home/rules.h"
#include "fund/home/show.h"
#include "fund/money/money.h"
#include "home_pages.h"

struct answer group_home_read(struct request *rq, struct db *db)
{
    const group_id self = group_id_of(rq->view.viewer.of);
    struct group_home home = {.group = home_group(db, self), .people = home_group_people(db, self)};
    if (!home.group)
        return answer_absent(rq);
    home.names = people_names(rq->arena, home.people);
    page_home_group(rq->out, &home);
    return answer_page(rq);
}

/* A16: totals of the pool, and the funder's own ledgers; no other funder's. */
struct answer funder_home_read(struct request *rq, struct db *db)
{
    const funder_id self = funder_id_of(rq->view.viewer.of);
    struct funder_home home = {
        .funder = home_funder(db, self),
        .pledges = home_pledges(db, self),
        .contributions = home_contributions(db, self),
        .pledged = pence_of(0),
        .received = pence_of(0),
        .to_come = pence_of(0),
        .people = home_funder_people(db, self),
    };
    if (!home.funder)
        return answer_absent(rq);
    for (size_t i = 0; i < home.pledges.count; i++)
        home.pledged = pence_add(home.pledged, home.pledges.row[i].amount);
    for (size_t i = 0; i < home.contributions.count; i++)
        home.received = pence_add(home.received, home.contributions.row[i].amount);
    if (pence_order(home.received, home.pledged) < 0)
        home.to_come = pence_less(home.pledged, home.received);
    home.names = people_names(rq->arena, home.people);
    const struct money_pool pool = money_pool_now(db, rq->view.today);
    page_home_funder(rq->out, &home, &pool);
    return answer_page(rq);
}

/* J5, H15: what programmes are for, and nothing of what is assessed or who came to what. */
struct answer learning_home_read(struct request *rq, struct db *db)
{
    page_home_learning(rq->out, home_programmes(db));
    return answer_page(rq);
}
