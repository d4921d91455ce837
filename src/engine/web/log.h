/*
 * One line of JSON for each request, on standard error: what was asked, how it went, how long it
 * took. Never a body, a query, a name or an address of anyone.
 */
#ifndef ENGINE_WEB_LOG_H
#define ENGINE_WEB_LOG_H

#include "engine/base/text.h"

struct log_line {
    text id, method, path;
    int status;
    int64_t microseconds;
    size_t bytes;
    unsigned statements; /* that the reader ran: must not grow with the rows on a page */
    const char *failure; /* what fail() said, or NULL */
};
void log_request(const struct log_line *line);

#endif
