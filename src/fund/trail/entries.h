/* Entries of the audit log, opened and put into words. Private to fund/trail. */
#ifndef FUND_TRAIL_ENTRIES_H
#define FUND_TRAIL_ENTRIES_H

#include "fund/trail/trail.h"
#include "trail_queries.h"

struct trail_reading {
    const struct vault *vault;
    enum trail_reader reader;
    int64_t account;   /* who reads: "You" */
    const char *table; /* of the record whose history it is; NULL: of everything */
    int64_t record;
};

/* In db's arena. The entries keep their order; those in which this reader may see nothing of what
 * is on somebody else's record are left out for a partner. */
struct trail_list trail_entries(const struct trail_reading *reading, struct db *db,
                                const struct trail_entry *entry, size_t count);

#endif
