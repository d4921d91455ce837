/* The demo's documents, invented like all of it. Private to fund/demo. */
#ifndef FUND_DEMO_DOCUMENTS_H
#define FUND_DEMO_DOCUMENTS_H

#include "engine/db/db.h"

/* Of its first partners and of its first grant. */
void demo_documents_add(struct db_write *write, instant at);

#endif
