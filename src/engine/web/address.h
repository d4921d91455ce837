/*
 * Whom tries are counted by. An address is used for that while the program runs; it is never stored
 * and never logged.
 */
#ifndef ENGINE_WEB_ADDRESS_H
#define ENGINE_WEB_ADDRESS_H

#include "engine/base/text.h"

struct sockaddr;

/* "192.0.2.7", "2001:db8:1:2::/64" (one household has that many to itself), or "here" for a unix
 * socket. */
text address_of_peer(struct arena *arena, const struct sockaddr *peer) must_use;
/* The same of the last entry in X-Forwarded-For, the one that the proxy beside us wrote itself; the
 * entries before it are whatever a stranger sent. Absent: it is no address. */
text address_of_forwarded(struct arena *arena, text header) must_use;

#endif
