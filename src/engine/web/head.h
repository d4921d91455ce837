/*
 * A request's head, judged before a byte of its body is read.
 *
 * Two programs that read one request differently (a proxy and we) let a stranger hide a second
 * request in the first. So whatever could be read in two ways is refused, not repaired.
 */
#ifndef ENGINE_WEB_HEAD_H
#define ENGINE_WEB_HEAD_H

#include "engine/base/text.h"

struct header {
    text name;
    text value;
};

struct head {
    text method;
    text target;  /* raw, as sent */
    text version; /* "HTTP/1.1" */
    const struct header *header;
    size_t count;
    bool only_here; /* Host must name this machine: see host_is_here */
    /* Found by head_check. Texts are absent where the header is. */
    text path, query; /* of the target; query without "?" */
    text host, cookie, origin, fetch_site, content_type, forwarded_proto, forwarded_host, encodings,
        none_match, agent, forwarded_for; /* of the last two, what stands last */
    int64_t body_size;                    /* 0: none; -1: chunked */
};

struct head_verdict {
    int status; /* 0: fine; else 400, 405, 411, 414, 421, 431 or 505 */
    const char *why;
};
struct head_verdict head_check(struct head *head) must_use;

/* A host as it may stand in Host: a name, an IPv4 address or [IPv6], and perhaps a port. */
bool host_is_sound(text host);
/* A sound host that is always this machine: localhost, 127.x.x.x or [::1], with any port, since a
 * tunnel may begin at another. A stranger's page can have its own name looked up as 127.0.0.1, and
 * would then be of one origin with whatever answers there. */
bool host_is_here(text host);

#endif
