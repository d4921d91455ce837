/*
 * Every module's routes and jobs, in one place to read: a new module adds a line. And the command
 * that lists routes.
 */
#include "commands/commands.h"
#include "engine/jobs/schedule.h"
#include "fund/documents/documents.h"
#include "fund/grants/grants.h"
#include "fund/home/home.h"
#include "fund/money/money.h"
#include "fund/opendata/opendata.h"
#include "fund/partners/partners.h"
#include "fund/people/people.h"
#include "fund/programmes/programmes.h"
#include "fund/roles/roles.h"
#include "fund/settings/settings.h"
#include "fund/signin/signin.h"
#include "fund/site/site.h"
#include "fund/start/start.h"
#include "fund/trail/trail.h"
#include "fund/upkeep/upkeep.h"

/* clang-format off: a line each, so that two new modules do not meet in one */
const struct routes *const all_routes[] = {
    &documents_routes, &grants_routes, &home_routes,       &money_routes,    &opendata_routes,
    &partners_routes,  &people_routes, &programmes_routes, &settings_routes, &signin_routes,
    &site_routes,      &start_routes,  &trail_routes,      &upkeep_routes,   NULL,
};

const struct schedule *const all_schedules[] = {
    &documents_schedule,
    &opendata_schedule,
    &people_schedule,
    &signin_schedule,
    &trail_schedule,
    &upkeep_schedule,
    NULL,
};
/* clang-format on */

text roles_text(struct arena *arena, uint32_t roles)
{
    if (roles & PERMIT_ANYONE)
        return T("anyone");
    if (roles & PERMIT_SIGNED_IN)
        return T("signed in");
    struct text_builder names = {.arena = arena};
    for (uint32_t role = 1; role <= ROLE_ANY; role <<= 1)
        if (roles & role)
            text_add_format(&names, "%s%.*s", names.len ? "," : "",
                            TEXT_ARG(people_role_name(role)));
    return text_built(&names);
}

enum exit_code command_routes(struct args *args)
{
    json_t *list = json_array();
    for (size_t m = 0; all_routes[m]; m++)
        for (size_t i = 0; i < all_routes[m]->count; i++) {
            const struct route *route = &all_routes[m]->row[i];
            const text roles = roles_text(args->arena, route->permit);
            say_line(args, text_format(args->arena, "%-4s  %-44s  %-48.*s  %s",
                                       route->writes ? "POST" : "GET", route->path, TEXT_ARG(roles),
                                       route->audit ? route->audit : ""));
            json_array_append_new(list, json_pack("{s:s, s:s, s:s%, s:s}", "method",
                                                  route->writes ? "POST" : "GET", "path",
                                                  route->path, "roles", roles.ptr, roles.len,
                                                  "audit", route->audit ? route->audit : ""));
        }
    if (args->json)
        print_json(json_pack("{s:b, s:O}", "ok", 1, "routes", list));
    json_decref(list);
    return EXIT_DONE;
}
