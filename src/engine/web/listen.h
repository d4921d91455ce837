/* The socket that the server listens on: an address, a path, or one that systemd opened. */
#ifndef ENGINE_WEB_LISTEN_H
#define ENGINE_WEB_LISTEN_H

#include "engine/base/text.h"

struct listening {
    int fd;       /* -1: refused */
    text address; /* for people: "http://127.0.0.1:8080" */
    text say;     /* why it was refused, and what to do */
};
/* where: "127.0.0.1:8080", "[::1]:8080", "localhost:8080", ":8080" (all), "unix:/path". A socket
 * inherited from systemd (LISTEN_FDS) comes before it. */
struct listening listen_open(struct arena *arena, const char *where) must_use;
/* Whether nobody but this machine reaches the socket, whatever was asked for. */
bool listens_here(int fd);
/* Whether whoever called is on this machine: loopback, or a unix socket. */
struct sockaddr;
bool peer_is_here(const struct sockaddr *peer);

#endif
