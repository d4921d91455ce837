/* Made by querygen from the statements of nothing. */
#include "nothing_queries.h"

#pragma GCC diagnostic ignored "-Woverlength-strings"

