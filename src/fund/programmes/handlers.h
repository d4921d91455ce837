/* The handlers behind the route table of actions.c, and what they share. Private to
 * fund/programmes. */
#ifndef FUND_PROGRAMMES_HANDLERS_H
#define FUND_PROGRAMMES_HANDLERS_H

#include "engine/web/route.h"
#include "fund/people/people.h"
#include "fund/programmes/show.h"

/* What the pages of one programme need. False: there is no such programme. */
bool programme_load(struct db *db, programme_id id, struct programme_shown *shown) must_use;

/* Who may have a programme: every funder, the initiative itself first. */
struct options programme_funder_options(struct db *db);

/* show.c */
struct answer programme_show_read(struct request *rq, struct db *db, const void *form);
/* edit.c */
struct answer programme_new_read(struct request *rq, struct db *db, const void *form);
struct answer programme_new_write(struct request *rq, struct db_write *write, const void *form);
struct answer programme_new_redraw(struct request *rq, struct db *db);
struct answer programme_edit_read(struct request *rq, struct db *db, const void *form);
struct answer programme_edit_write(struct request *rq, struct db_write *write, const void *form);
struct answer programme_edit_redraw(struct request *rq, struct db *db);
/* questions.c */
struct answer questions_read(struct request *rq, struct db *db, const void *form);
struct answer questions_redraw(struct request *rq, struct db *db);
struct answer question_add_write(struct request *rq, struct db_write *write, const void *form);
struct answer question_up_write(struct request *rq, struct db_write *write, const void *form);
struct answer question_remove_write(struct request *rq, struct db_write *write, const void *form);
struct answer question_back_write(struct request *rq, struct db_write *write, const void *form);
struct answer purposes_read(struct request *rq, struct db *db, const void *form);
struct answer purposes_redraw(struct request *rq, struct db *db);
struct answer purpose_add_write(struct request *rq, struct db_write *write, const void *form);
struct answer purpose_remove_write(struct request *rq, struct db_write *write, const void *form);

#endif
