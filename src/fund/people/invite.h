/* Making an invitation, whoever invites. Private to fund/people. */
#ifndef FUND_PEOPLE_INVITE_H
#define FUND_PEOPLE_INVITE_H

#include "fund/people/place.h"
#include "fund/people/show.h"

/* One hat for one address: roles of the fund's own (body.role 0), or a place. */
struct invite_draft {
    text name, email;
    uint32_t roles; /* of the fund's own; 0 with a body */
    struct body body;
    bool main;
};

/* Sends it. False: *field and *say tell why not, and nothing is written. */
bool invite_make(struct request *rq, struct db_write *write, const struct invite_draft *draft,
                 invitation_id *id, const char **field, text *say) must_use;
/* A new link, by mail; the one sent before is dead. False: it was answered or taken back, or sent a
 * moment ago. *say tells how it went. */
bool invite_again(struct request *rq, struct db_write *write, invitation_id id, text *say) must_use;

/* "Grant manager", "Brackwater Law Centre". */
text invitation_does(struct db *db, const struct invitation_row *invitation);
struct body invitation_body(const struct invitation_row *invitation);

/* Cards as lists show them. */
struct invitation_lines invitation_lines(struct arena *arena, struct invitation_card_rows rows,
                                         instant now);

#endif
