/* The lists behind the pages and their CSV. Private to fund/trail. */
#ifndef FUND_TRAIL_LISTS_H
#define FUND_TRAIL_LISTS_H

#include "fund/trail/trail.h"
#include "fund/trail/words.h"
#include "trail_queries.h"

struct trail_list trail_record_list(const struct vault *vault, struct db *db,
                                    const struct history_kind *kind, int64_t record,
                                    enum trail_reader reader, int64_t account, text at,
                                    size_t limit);
struct trail_list trail_whole_list(const struct vault *vault, struct db *db,
                                   const struct trail_page_ask *ask, int64_t account);

/* A download of either; kind NULL: of everything, as `ask` narrows it. */
struct trail_csv {
    const struct vault *vault;
    const struct history_kind *kind;
    int64_t record;
    enum trail_reader reader;
    int64_t account;
    struct trail_page_ask ask;
};
struct answer trail_csv_answer(struct request *rq, const struct trail_csv *asked, text file_name);

#endif
