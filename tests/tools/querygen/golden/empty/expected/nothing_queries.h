/* Made by querygen from the statements of nothing. */
#ifndef NOTHING_QUERIES_H
#define NOTHING_QUERIES_H

#include "engine/db/db.h"
#include "types.h"

#endif
