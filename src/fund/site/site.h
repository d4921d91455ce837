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
    NAV_IMPORTS,
    NAV_PEOPLE,
    NAV_SETTINGS
};

/* The same in the layout `own`: everyone who is not staff, and the pages about oneself. */
enum own_nav { OWN_NONE, OWN_FRONT, OWN_RECORD, OWN_PEOPLE, OWN_DOCUMENTS, OWN_YOU };

/* What the page says of something that broke off and may work again by itself. */
struct interruption {
    text title, happened;
    text kept;  /* how what was typed is sent again, after a form was sent; else absent */
    text again; /* when to try again */
    text here;  /* the page that was asked for */
};
/* For struct app: draws an error page. what: what to do next, or absent: the status has its own
 * words. */
void site_error_page(struct html *out, int status, text what);

/* "1 partner", "More than 1,000 partners": lists are counted to LIST_COUNT_MOST + 1, no further. */
#define LIST_COUNT_MOST 1000
text list_count_words(struct arena *arena, int64_t count, text one, text many);

/* A record to choose, and the label of the one that was chosen; absent: it is not among them. */
struct option option_of(struct arena *arena, int64_t id, text label);
text option_label(struct arena *arena, struct options options, int64_t id);

/* A telephone number as a phone dials it: its digits, and a plus in front. */
text phone_dialled(struct arena *arena, text phone) must_use;

/* An empty field stores nothing. */
text text_or_absent(text t);

extern const struct routes site_routes;

#endif
