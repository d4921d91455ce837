// expect: passing argument 1 of 'maker_rename' from incompatible pointer type
/* A page that has only a reader cannot change anything. */
#include "tests/tools/querygen/golden/shop/expected/shop_queries.h"

int64_t rename_it(struct db *reader, struct db_write *writer, maker_id maker);
int64_t rename_it(struct db *reader, struct db_write *writer, maker_id maker)
{
#ifdef FIXED
    (void)reader;
    return maker_rename(writer, maker, T("New"), T("new"));
#else
    (void)writer;
    return maker_rename(reader, maker, T("New"), T("new"));
#endif
}
