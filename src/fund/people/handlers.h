/* Handlers and what they share. Private to fund/people; the table of routes is in routes.c. */
#ifndef FUND_PEOPLE_HANDLERS_H
#define FUND_PEOPLE_HANDLERS_H

#include "fund/people/people.h"
#include "fund/people/place.h"
#include "people_queries.h"

#define READ(name) struct answer name(struct request *rq, struct db *db, const void *form)
#define WRITE(name) struct answer name(struct request *rq, struct db_write *write, const void *form)
#define REDRAW(name) struct answer name(struct request *rq, struct db *db)

/* list.c */
READ(people_read);
READ(people_csv_read);
/* person.c */
bool person_may_see(const struct viewer *viewer, struct db *db, int64_t id);
/* The same of those who have not left. */
bool person_here_may_see(const struct viewer *viewer, struct db *db, int64_t id);
text person_path(struct arena *arena, account_id person);
struct answer to_person(struct request *rq, account_id person, text notice) must_use;
READ(person_read);
READ(person_edit_read);
WRITE(person_edit_write);
REDRAW(person_edit_redraw);
/* places.c */
READ(place_add_read);
WRITE(place_add_write);
REDRAW(place_add_redraw);
WRITE(place_end_write);
WRITE(place_back_write);
WRITE(place_main_write);
REDRAW(place_redraw);
/* invite.c */
bool invitation_may_see(const struct viewer *viewer, struct db *db, int64_t id);
READ(invite_read);
WRITE(invite_write);
REDRAW(invite_redraw);
READ(invite_fund_read);
WRITE(invite_fund_write);
REDRAW(invite_fund_redraw);
READ(invitations_read);
WRITE(invitation_resend_write);
WRITE(invitation_withdraw_write);
/* accept.c */
READ(accept_read);
WRITE(accept_write);
REDRAW(accept_redraw);
/* colleagues.c */
bool colleague_may_see(const struct viewer *viewer, struct db *db, int64_t id);
bool colleague_invitation_may_see(const struct viewer *viewer, struct db *db, int64_t id);
READ(colleagues_read);
READ(colleague_invite_read);
WRITE(colleague_invite_write);
REDRAW(colleague_invite_redraw);
WRITE(colleague_end_write);
WRITE(colleague_back_write);
WRITE(colleague_main_write);
WRITE(colleague_main_back_write);
REDRAW(colleague_back_redraw);
WRITE(colleague_resend_write);
WRITE(colleague_withdraw_write);
/* away.c */
bool away_may_see(const struct viewer *viewer, struct db *db, int64_t id);
READ(away_read);
WRITE(away_write);
REDRAW(away_redraw);
WRITE(away_end_write);
/* hand.c */
bool hand_may_see(const struct viewer *viewer, struct db *db, int64_t id);
READ(hand_read);
WRITE(hand_write);
REDRAW(hand_redraw);
bool handover_may_see(const struct viewer *viewer, struct db *db, int64_t id);
READ(handover_read);
WRITE(handover_undo_write);
READ(unmanaged_read);
WRITE(unmanaged_write);
REDRAW(unmanaged_redraw);
/* leave.c */
READ(leave_read);
WRITE(leave_write);
REDRAW(leave_redraw);
WRITE(return_write);
READ(forget_read);
WRITE(forget_write);
/* groups.c */
bool group_may_see(const struct viewer *viewer, struct db *db, int64_t id);
READ(groups_read);
READ(group_new_read);
WRITE(group_new_write);
REDRAW(group_new_redraw);
READ(group_edit_read);
WRITE(group_edit_write);
REDRAW(group_edit_redraw);
/* hats.c */
READ(hats_read);
WRITE(hat_switch_write);
REDRAW(hats_redraw);
/* reach.c */
READ(reach_read);

#undef READ
#undef WRITE
#undef REDRAW

#endif
