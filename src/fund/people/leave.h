/* Leaving, for the pages and for the command line. Private to fund/people. */
#ifndef FUND_PEOPLE_LEAVE_H
#define FUND_PEOPLE_LEAVE_H

#include "fund/people/show.h"

enum leave_fault { LEAVE_FINE, LEAVE_LAST_DIRECTOR };
enum leave_fault person_leave_check(struct db *db, account_id person, uint32_t roles) must_use;

/* Ends every hat, session and link at once. Grants and contacts go first. */
void person_leave_now(struct db_write *write, const struct person_row *person, day today);

/* Name, address and the key of what the trail keeps go for good; db_scrub() comes at night. */
void person_forget_now(struct db_write *write, const struct person_row *person);

enum { GRANTS_LEFT_MOST = 10000 };

struct leave_shown {
    const struct person_row *person;
    struct grants_looked_after_rows grants;
    struct options managers;
    struct mains_kept mains;
};

#endif
