/*
 * Opens the listening socket; see listen.h. Names are not looked up: an address is what it says.
 */
#include "engine/web/listen.h"
#include "engine/base/values.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 1024, FIRST_INHERITED = 3 };

static struct listening refused(text say)
{
    return (struct listening){.fd = -1, .address = TEXT_ABSENT, .say = say};
}

static struct listening refused_by_system(struct arena *arena, int fd, const char *where)
{
    const int error = errno;
    if (fd >= 0)
        close(fd);
    if (error == EADDRINUSE)
        return refused(text_format(
            arena, "%s is in use: stop the other program, or choose another with --listen", where));
    if (error == EACCES)
        return refused(text_format(
            arena, "%s is not allowed to this account: choose a port above 1023 with --listen",
            where));
    return refused(text_format(arena, "cannot listen on %s: %s. Choose another with --listen",
                               where, strerror(error)));
}

/* The address that the socket really has: port 0 asked for any. */
static text address_text(struct arena *arena, int fd)
{
    struct sockaddr_storage at;
    socklen_t size = sizeof at;
    char host[INET6_ADDRSTRLEN];
    if (getsockname(fd, (struct sockaddr *)&at, &size) != 0)
        return T("(unknown)");
    if (at.ss_family == AF_INET) {
        const struct sockaddr_in *in = (const void *)&at;
        const bool all = in->sin_addr.s_addr == htonl(INADDR_ANY);
        inet_ntop(AF_INET, &in->sin_addr, host, sizeof host);
        return text_format(arena, "http://%s:%u", all ? "localhost" : host, ntohs(in->sin_port));
    }
    if (at.ss_family == AF_INET6) {
        const struct sockaddr_in6 *in6 = (const void *)&at;
        if (IN6_IS_ADDR_UNSPECIFIED(&in6->sin6_addr))
            return text_format(arena, "http://localhost:%u", ntohs(in6->sin6_port));
        inet_ntop(AF_INET6, &in6->sin6_addr, host, sizeof host);
        return text_format(arena, "http://[%s]:%u", host, ntohs(in6->sin6_port));
    }
    const struct sockaddr_un *un = (const void *)&at;
    return text_format(arena, "unix:%.*s", (int)strnlen(un->sun_path, sizeof un->sun_path),
                       un->sun_path);
}

static struct listening listen_at(struct arena *arena, const char *where, const struct sockaddr *at,
                                  socklen_t size)
{
    const int fd = socket(at->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1, off = 0;
    if (fd < 0)
        return refused_by_system(arena, fd, where);
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (at->sa_family == AF_INET6)
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (bind(fd, at, size) != 0 || listen(fd, BACKLOG) != 0)
        return refused_by_system(arena, fd, where);
    return (struct listening){.fd = fd, .address = address_text(arena, fd), .say = TEXT_ABSENT};
}

/* A socket file that nobody answers at is what a killed server left: it goes. */
static void stale_socket_remove(const struct sockaddr_un *at)
{
    struct stat found;
    if (lstat(at->sun_path, &found) != 0 || !S_ISSOCK(found.st_mode))
        return;
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    if (connect(fd, (const struct sockaddr *)at, sizeof *at) != 0 && errno == ECONNREFUSED)
        (void)unlink(at->sun_path);
    close(fd);
}

static struct listening listen_unix(struct arena *arena, const char *where, const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    const size_t len = strlen(path);
    if (len == 0 || len >= sizeof at.sun_path)
        return refused(text_format(
            arena, "cannot listen on '%s': unix: needs a path of 1 to 107 characters", where));
    memcpy(at.sun_path, path, len);
    stale_socket_remove(&at);
    /* The proxy is in our group; nobody else ever gets in, not even until a chmod. */
    const mode_t mask = umask(0117);
    const struct listening made = listen_at(arena, where, (const struct sockaddr *)&at, sizeof at);
    (void)umask(mask);
    return made;
}

static struct listening refused_as_written(struct arena *arena, const char *where, const char *why)
{
    return refused(text_format(arena,
                               "cannot listen on '%s': %s. Say it as 127.0.0.1:8080, [::1]:8080, "
                               ":8080 for every address of this machine, or unix:/path",
                               where, why));
}

/* "host:port" or "[host]:port" or ":port". */
static struct listening listen_inet(struct arena *arena, const char *where)
{
    const char *colon = strrchr(where, ':');
    int64_t port;
    if (!colon)
        return refused_as_written(arena, where, "it has no port");
    if (!int_parse(text_of(colon + 1), &port) || port < 0 || port > 65535)
        return refused_as_written(arena, where,
                                  "the port after its last : is no number up to 65535");
    text host = {.ptr = where, .len = (size_t)(colon - where)};
    if (host.len > 1 && host.ptr[0] == '[' && host.ptr[host.len - 1] == ']')
        host = text_slice(host, 1, host.len - 1);
    if (text_eq(host, T("localhost")))
        host = T("127.0.0.1");
    struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    if (host.len == 0) {
        struct listening all = listen_at(arena, where, (const struct sockaddr *)&in6, sizeof in6);
        if (all.fd >= 0)
            return all;
        in.sin_addr.s_addr = htonl(INADDR_ANY); /* a machine without IPv6 */
        return listen_at(arena, where, (const struct sockaddr *)&in, sizeof in);
    }
    const char *name = text_cstr(arena, host);
    if (inet_pton(AF_INET, name, &in.sin_addr) == 1)
        return listen_at(arena, where, (const struct sockaddr *)&in, sizeof in);
    if (inet_pton(AF_INET6, name, &in6.sin6_addr) == 1)
        return listen_at(arena, where, (const struct sockaddr *)&in6, sizeof in6);
    return refused_as_written(arena, where, "names are not looked up, so it wants an address");
}

/* The one socket that systemd passes, or -1. */
static int inherited(void)
{
    const char *pid = getenv("LISTEN_PID"), *fds = getenv("LISTEN_FDS");
    int64_t n;
    if (!pid || !fds || !int_parse(text_of(pid), &n) || n != getpid() ||
        !int_parse(text_of(fds), &n) || n < 1)
        return -1;
    const int flags = fcntl(FIRST_INHERITED, F_GETFL);
    if (flags < 0 || fcntl(FIRST_INHERITED, F_SETFD, FD_CLOEXEC) != 0 ||
        fcntl(FIRST_INHERITED, F_SETFL, flags | O_NONBLOCK) != 0)
        return -1;
    return FIRST_INHERITED;
}

struct listening listen_open(struct arena *arena, const char *where)
{
    const int fd = inherited();
    if (fd >= 0)
        return (struct listening){.fd = fd, .address = address_text(arena, fd), .say = TEXT_ABSENT};
    return strncmp(where, "unix:", 5) == 0 ? listen_unix(arena, where, where + 5)
                                           : listen_inet(arena, where);
}

bool peer_is_here(const struct sockaddr *peer)
{
    if (!peer)
        return false;
    if (peer->sa_family == AF_UNIX)
        return true;
    if (peer->sa_family == AF_INET)
        return (ntohl(((const struct sockaddr_in *)(const void *)peer)->sin_addr.s_addr) >> 24) ==
               127;
    if (peer->sa_family != AF_INET6)
        return false;
    const struct in6_addr *in6 = &((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr;
    return IN6_IS_ADDR_LOOPBACK(in6) || (IN6_IS_ADDR_V4MAPPED(in6) && in6->s6_addr[12] == 127);
}

bool listens_here(int fd)
{
    struct sockaddr_storage at;
    socklen_t size = sizeof at;
    return getsockname(fd, (struct sockaddr *)&at, &size) == 0 &&
           peer_is_here((const struct sockaddr *)&at);
}
