/* One value of a page's query, such as the sort of a list: what links hold beside the fields of a
 * form. */
#ifndef ENGINE_WEB_QUERY_H
#define ENGINE_WEB_QUERY_H

#include "engine/base/text.h"

/* Decoded; the first of that name; absent when there is none, or when it is no text. */
text query_value(struct arena *arena, text query, text name);

#endif
