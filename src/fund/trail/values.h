/* Values of the audit log in words, by what their column means. Private to fund/trail. */
#ifndef FUND_TRAIL_VALUES_H
#define FUND_TRAIL_VALUES_H

#include "engine/audit/audit.h"
#include "engine/db/tables.h"
#include "fund/trail/names.h"

struct trail_value {
    const struct db_table *table; /* NULL: this reader may not see it */
    const struct db_column *column;
    struct audit_value it;
};

/* Asks for the name of what it speaks of, where it speaks of a record. */
void trail_value_want(const struct trail_value *value, struct names *names);
/* "3 May 2024", "£20,000", “as it was typed”, "Quayside Advice", "(forgotten)". */
text trail_value_words(const struct trail_value *value, struct arena *arena,
                       const struct names *names);
/* Whether in a row's line it needs its column's words before it: a name or a choice says what it
 * is, a number or a day does not. */
bool trail_value_wants_label(const struct trail_value *value);

#endif
