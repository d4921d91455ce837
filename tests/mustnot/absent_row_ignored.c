// expect: ignoring return value of 'maker_named'
/* :maybe may find none; nobody asks without looking. */
#include "tests/tools/querygen/golden/shop/expected/shop_queries.h"

bool is_there(struct db *db);
bool is_there(struct db *db)
{
#ifdef FIXED
    return maker_named(db, T("smith")) != NULL;
#else
    maker_named(db, T("smith"));
    return true;
#endif
}
