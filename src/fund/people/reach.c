/*
 * What someone can see, and why: for a director, of any person and each of their hats. It asks the
 * same rules that guard the routes, and the same table of routes that the server reads, so that it
 * cannot say other than what is so.
 */
#include "fund/people/handlers.h"
#include "fund/people/hats.h"
#include "people_pages.h"

static void kinds_add(struct reach_hat *reach, struct hat hat)
{
    size_t count = 0;
    for (int seen = 1; seen >= 0; seen--) /* what they see comes first */
        for (int kind = 0; kind < ACCESS_KIND_COUNT; kind++) {
            const struct access access = access_of_kind(hat, (enum access_kind)kind);
            if (access_may(access) != (seen == 1))
                continue;
            reach->line[count++] = (struct reach_line){
                .kind = access_kind_label((enum access_kind)kind),
                .extent = access.extent,
                .how_much = access_extent_words(access.extent),
                .why = access_why_words(access.why),
            };
        }
    reach->lines.row = reach->line;
    reach->lines.count = count;
}

static size_t routes_count(const struct app *app)
{
    size_t count = 0;
    for (size_t m = 0; app->modules && app->modules[m]; m++)
        count += app->modules[m]->count;
    return count;
}

/* Those that strangers may open are no one's in particular. */
static void routes_add(struct request *rq, struct reach_hat *reach, struct hat hat)
{
    const size_t all = routes_count(rq->app);
    struct reach_route *page = arena_array(rq->arena, struct reach_route, all + 1);
    struct reach_route *change = arena_array(rq->arena, struct reach_route, all + 1);
    size_t pages = 0, changes = 0;
    for (size_t m = 0; rq->app->modules && rq->app->modules[m]; m++)
        for (size_t i = 0; i < rq->app->modules[m]->count; i++) {
            const struct route *route = &rq->app->modules[m]->row[i];
            if (!(route->permit & (hat.roles | PERMIT_SIGNED_IN)))
                continue;
            if (route->writes)
                change[changes++] = (struct reach_route){.path = text_of(route->path),
                                                         .act = text_of(route->audit)};
            else
                page[pages++] =
                    (struct reach_route){.path = text_of(route->path), .act = TEXT_ABSENT};
        }
    reach->pages.row = page;
    reach->pages.count = pages;
    reach->changes.row = change;
    reach->changes.count = changes;
}

struct answer reach_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct person_row *person = person_find(db, account_id_of(rq->id[0]));
    if (!person)
        return answer_absent(rq);
    const struct hats_shown hats = person_hats(db, person, (struct hat){.roles = 0});
    struct reach_hat *row = arena_array(rq->arena, struct reach_hat, hats.count + 1);
    for (size_t i = 0; i < hats.count; i++) {
        row[i].label = hats.row[i].label;
        row[i].on_fund = hats.row[i].hat.of == 0;
        kinds_add(&row[i], hats.row[i].hat);
        routes_add(rq, &row[i], hats.row[i].hat);
    }
    struct reach_shown shown = {.person = person};
    shown.hats.row = row;
    shown.hats.count = hats.count;
    page_reach(rq->out, &shown);
    return answer_page(rq);
}
