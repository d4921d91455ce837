/* A record's history, and everything that was done, as lists: see trail.h. */
#include "fund/trail/trail.h"
#include "engine/web/server.h"
#include "fund/trail/entries.h"
#include "fund/trail/lists.h"
#include "fund/trail/words.h"

#include <string.h>

static bool is_person(const struct history_kind *kind)
{
    return strcmp(kind->table, "accounts") == 0;
}

struct trail_list trail_record_list(const struct vault *vault, struct db *db,
                                    const struct history_kind *kind, int64_t record,
                                    enum trail_reader reader, int64_t account, text at,
                                    size_t limit)
{
    const struct history_page_ask ask = {.sort = HISTORY_PAGE_NEWEST, .at = at, .limit = limit};
    const struct history_page_page page = history_page(
        db, text_of(kind->names), text_of(kind->table), record, is_person(kind) ? record : 0, &ask);
    const struct trail_reading reading = {.vault = vault,
                                          .reader = reader,
                                          .account = account,
                                          .table = kind->table,
                                          .record = record};
    struct trail_list list = trail_entries(&reading, db, page.row, page.count);
    list.next = page.next;
    list.previous = page.previous;
    return list;
}

struct trail_list trail_whole_list(const struct vault *vault, struct db *db,
                                   const struct trail_page_ask *ask, int64_t account)
{
    const struct trail_page_page page = trail_page(db, ask);
    const struct trail_reading reading = {
        .vault = vault, .reader = TRAIL_DIRECTOR, .account = account};
    struct trail_list list = trail_entries(&reading, db, page.row, page.count);
    list.next = page.next;
    list.previous = page.previous;
    return list;
}

struct trail_list trail_of_record(const struct request *rq, struct db *db, text kind,
                                  int64_t record, enum trail_reader reader, text at, size_t limit)
{
    const struct history_kind *const known = history_kind_find(rq->arena, kind);
    ensure(known);
    return trail_record_list(rq->app->vault, db, known, record, reader, rq->view.viewer.account, at,
                             limit);
}
