/* The frame around every page: layout, navigation, error pages, and what lists share. */
#ifndef FUND_SITE_H
#define FUND_SITE_H

#include "engine/web/html.h"
#include "engine/web/route.h"

/* Which entry of the main navigation is the present one. */
enum nav_item {
    NAV_NONE,
    NAV_DASHBOARD,
    NAV_GRANTS,
    NAV_PARTNERS,
    NAV_PROGRAMMES,
    NAV_FUNDERS,
    NAV_IMPORTS
};

/* For struct app: draws an error page. what: what to do next, or absent: the status has its own
 * words. */
void site_error_page(struct html *out, int status, text what);

extern const struct routes site_routes;

#endif
