/* What the pages of one programme need, loaded; shared by actions.c and questions.c. Private to
 * fund/programmes. */
#ifndef FUND_PROGRAMMES_LOAD_H
#define FUND_PROGRAMMES_LOAD_H

#include "engine/web/route.h"
#include "fund/programmes/show.h"

/* False: there is no such programme. */
bool programme_load(struct db *db, programme_id id, struct programme_shown *shown) must_use;

/* Handlers of questions and purposes, for the route table in actions.c. */
struct answer questions_read(struct request *rq, struct db *db, const void *form);
struct answer questions_redraw(struct request *rq, struct db *db);
struct answer question_add_write(struct request *rq, struct db_write *write, const void *form);
struct answer question_up_write(struct request *rq, struct db_write *write, const void *form);
struct answer question_remove_write(struct request *rq, struct db_write *write, const void *form);
struct answer purposes_read(struct request *rq, struct db *db, const void *form);
struct answer purposes_redraw(struct request *rq, struct db *db);
struct answer purpose_add_write(struct request *rq, struct db_write *write, const void *form);

#endif
