/* Contacts that go from one person to another, and back. Private to fund/people. */
#ifndef FUND_PEOPLE_HAND_H
#define FUND_PEOPLE_HAND_H

#include "fund/people/place.h"

/* For so long someone may take back what they gave away themselves. */
#define TAKE_BACK_SECONDS INT64_C(86400)

/* Whose contact it was that was handed over; role 0: grants. */
struct body handover_body(const struct handover_row *handover);

/* An organisation's main contact from now on, for the undo kept as *id (may be NULL). False: they
 * have no place there. */
bool main_hand(struct db_write *write, struct body body, account_id to, handover_id *id) must_use;
/* The one before is the main contact again. False: they have no place there any more, or the
 * contact went on since; nothing changed. */
bool main_hand_undo(struct db_write *write, const struct handover_row *handover) must_use;

/* Grants go to someone, whoever looked after them before. from: whose they were, if of one person.
 */
handover_id grants_hand(struct db_write *write, const grant_id *grant, size_t count,
                        opt_account_id from, account_id to, day today);
/* Those that are still so go back. */
void grants_hand_undo(struct db_write *write, const struct handover_row *handover, day today);

/* Staff, to choose from; but one of them. */
struct options managers_options(struct db *db, opt_account_id but);

#endif
