/* Made by querygen from the migrations: ids and enumerations. */
#ifndef TYPES_H
#define TYPES_H

#include "engine/base/values.h"

/* X(type) for each id type. */
#define ID_TYPES(X)

#endif
