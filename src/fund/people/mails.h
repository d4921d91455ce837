/* The mails that this module sends. Private to fund/people. */
#ifndef FUND_PEOPLE_MAILS_H
#define FUND_PEOPLE_MAILS_H

#include "engine/web/route.h"
#include "people_queries.h"

/* To the person invited; the token stands in the link and nowhere else. */
void mail_invitation(struct request *rq, struct db_write *write,
                     const struct invitation_row *invitation, text token);
/* To the address that was, so that nobody's account changes hands unseen. person: before. */
void mail_address_changed(struct request *rq, struct db_write *write,
                          const struct person_row *person, text now);

#endif
