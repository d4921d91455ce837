/* The pages about the site itself, and what monitors ask. Anyone may read them, before signing in
 * too. */
#include "fund/site/site.h"
#include "site_pages.h"

static struct answer accessibility_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    page_accessibility(rq->out);
    return answer_page(rq);
}

static struct answer privacy_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    page_privacy(rq->out);
    return answer_page(rq);
}

/* Whoever asks has just made the guard read from the database, so that it answers is what this
 * says. While it does not, the guard says so in this one's place. */
static struct answer health_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    return answer_json(rq, T("{\"ok\":true}\n"));
}

static const struct route rows[] = {
    ROUTE_READ("/accessibility", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, accessibility_read),
    ROUTE_READ("/privacy", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, privacy_read),
    ROUTE_PROGRAMS("/health", PERMIT_ANYONE, health_read),
};
const struct routes site_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
