/* The handlers behind the route table of actions.c, and what they share. Private to fund/grants. */
#ifndef FUND_GRANTS_HANDLERS_H
#define FUND_GRANTS_HANDLERS_H

#include "fund/grants/show.h"
#include "fund/people/people.h"
#include "fund/site/site.h"

/* Back to the grant's page after a change. */
struct answer to_grant(struct request *rq, grant_id id, text notice) must_use;

/* show.c */
struct answer grant_read(struct request *rq, struct db *db, const void *form);
/* edit.c */
struct answer grant_new_read(struct request *rq, struct db *db, const void *form);
struct answer grant_new_write(struct request *rq, struct db_write *write, const void *form);
struct answer grant_new_redraw(struct request *rq, struct db *db);
struct answer grant_edit_read(struct request *rq, struct db *db, const void *form);
struct answer grant_edit_write(struct request *rq, struct db_write *write, const void *form);
struct answer grant_edit_redraw(struct request *rq, struct db *db);
/* seats.c */
struct answer seat_add_read(struct request *rq, struct db *db, const void *form);
struct answer seat_add_write(struct request *rq, struct db_write *write, const void *form);
struct answer seat_add_redraw(struct request *rq, struct db *db);
struct answer seat_remove_write(struct request *rq, struct db_write *write, const void *form);
struct answer seat_removed_read(struct request *rq, struct db *db, const void *form);
struct answer seat_back_write(struct request *rq, struct db_write *write, const void *form);
struct answer seat_back_redraw(struct request *rq, struct db *db);
struct answer split_read(struct request *rq, struct db *db, const void *form);
struct answer split_write(struct request *rq, struct db_write *write, const void *form);
struct answer split_redraw(struct request *rq, struct db *db);
/* award.c */
struct answer award_read(struct request *rq, struct db *db, const void *form);
struct answer award_write(struct request *rq, struct db_write *write, const void *form);
struct answer award_redraw(struct request *rq, struct db *db);
struct answer lines_read(struct request *rq, struct db *db, const void *form);
struct answer lines_write(struct request *rq, struct db_write *write, const void *form);
struct answer lines_redraw(struct request *rq, struct db *db);
/* manager.c */
struct answer manager_read(struct request *rq, struct db *db, const void *form);
struct answer manager_write(struct request *rq, struct db_write *write, const void *form);
struct answer manager_redraw(struct request *rq, struct db *db);
/* rounds.c */
struct options round_options(struct db *db);
struct options round_options_of(struct arena *arena, struct round_choices_rows rows);
bool round_may_see(const struct viewer *viewer, struct db *db, int64_t id);
struct answer rounds_read(struct request *rq, struct db *db, const void *form);
struct answer round_add_write(struct request *rq, struct db_write *write, const void *form);
struct answer round_add_redraw(struct request *rq, struct db *db);
struct answer round_edit_read(struct request *rq, struct db *db, const void *form);
struct answer round_edit_write(struct request *rq, struct db_write *write, const void *form);
struct answer round_edit_redraw(struct request *rq, struct db *db);
struct answer round_remove_read(struct request *rq, struct db *db, const void *form);
struct answer round_remove_write(struct request *rq, struct db_write *write, const void *form);
/* partnerships.c */
bool partnership_may_see(const struct viewer *viewer, struct db *db, int64_t id);
struct answer partnerships_read(struct request *rq, struct db *db, const void *form);
struct answer partnerships_csv_read(struct request *rq, struct db *db, const void *form);
struct answer partnership_read(struct request *rq, struct db *db, const void *form);
struct answer partnership_new_read(struct request *rq, struct db *db, const void *form);
struct answer partnership_new_write(struct request *rq, struct db_write *write, const void *form);
struct answer partnership_new_redraw(struct request *rq, struct db *db);
struct answer partnership_edit_read(struct request *rq, struct db *db, const void *form);
struct answer partnership_edit_write(struct request *rq, struct db_write *write, const void *form);
struct answer partnership_edit_redraw(struct request *rq, struct db *db);

#endif
