/* The handlers behind the route table of actions.c. Private to fund/partners. */
#ifndef FUND_PARTNERS_HANDLERS_H
#define FUND_PARTNERS_HANDLERS_H

#include "engine/web/route.h"
#include "fund/people/people.h"

/* show.c */
struct answer partner_show_read(struct request *rq, struct db *db, const void *form);
/* edit.c */
struct answer partner_new_read(struct request *rq, struct db *db, const void *form);
struct answer partner_new_write(struct request *rq, struct db_write *write, const void *form);
struct answer partner_new_redraw(struct request *rq, struct db *db);
struct answer partner_edit_read(struct request *rq, struct db *db, const void *form);
struct answer partner_edit_write(struct request *rq, struct db_write *write, const void *form);
struct answer partner_edit_redraw(struct request *rq, struct db *db);

#endif
