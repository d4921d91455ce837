/*
 * Connections: what is known of one between and before its requests.
 *
 * The library forgets a request whose head it refused itself, and never says so; what was begun for
 * it is kept here and goes when the connection does. The library's own time-out starts anew with
 * every byte, so a client that sends a byte now and then would hold its place for ever: each step
 * of a request has a moment by which it must be over, and a thread that looks each second shuts the
 * connections that are past theirs.
 */
#include "engine/web/server_private.h"

#include <sys/socket.h>

enum {
    /* In patiences: */
    FOR_LINE = 2, /* until a request line is there; so long may a connection idle */
    FOR_HEAD = 1, /* from there until the head is whole */
    FOR_BODY = 2, /* from there until the body is, and a second more for each: */
    BODY_BYTES_A_SECOND = 4096
};

static int64_t seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

void link_await_line(struct link *link)
{
    atomic_store(&link->until, seconds_now() + FOR_LINE * link->server->patience);
}

void link_await_head(struct link *link)
{
    atomic_store(&link->until, seconds_now() + FOR_HEAD * link->server->patience);
}

void link_await_body(struct link *link, int64_t began, size_t received)
{
    atomic_store(&link->until, began + FOR_BODY * link->server->patience +
                                   (int64_t)(received / BODY_BYTES_A_SECOND));
}

void link_await_nothing(struct link *link)
{
    atomic_store(&link->until, 0);
}

struct link *link_take(struct server *server, int fd)
{
    struct link *link = NULL;
    pthread_mutex_lock(&server->mutex);
    if (server->free_link) {
        link = server->free_link;
        server->free_link = link->next_free;
        link->beginning = NULL;
        link->fd = fd;
        link_await_line(link);
    }
    pthread_mutex_unlock(&server->mutex);
    return link;
}

void link_return(struct server *server, struct link *link)
{
    pthread_mutex_lock(&server->mutex);
    link->fd = -1;
    link_await_nothing(link);
    link->next_free = server->free_link;
    server->free_link = link;
    pthread_mutex_unlock(&server->mutex);
}

/* The library closes a connection's socket only after link_return, so that the descriptor is still
 * this connection's. */
static void links_sweep(struct server *server)
{
    const int64_t now = seconds_now();
    pthread_mutex_lock(&server->mutex);
    for (size_t i = 0; i < server->links; i++) {
        struct link *const link = &server->link[i];
        const int64_t until = atomic_load(&link->until);
        if (link->fd < 0 || until == 0 || now < until)
            continue;
        link_await_nothing(link);
        (void)shutdown(link->fd, SHUT_RDWR);
    }
    pthread_mutex_unlock(&server->mutex);
}

static void *sweeper(void *arg)
{
    struct server *const server = arg;
    struct timespec next;
    clock_gettime(CLOCK_MONOTONIC, &next);
    pthread_mutex_lock(&server->mutex);
    while (!server->stopping) {
        next.tv_sec++;
        if (pthread_cond_timedwait(&server->wake, &server->mutex, &next) == 0)
            continue;
        pthread_mutex_unlock(&server->mutex);
        links_sweep(server);
        pthread_mutex_lock(&server->mutex);
    }
    pthread_mutex_unlock(&server->mutex);
    return NULL;
}

bool links_start(struct arena *arena, struct server *server, size_t most)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&server->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    server->link = arena_array(arena, struct link, most);
    server->links = most;
    for (size_t i = most; i > 0; i--) {
        server->link[i - 1].server = server;
        server->link[i - 1].fd = -1;
        server->link[i - 1].next_free = server->free_link;
        server->free_link = &server->link[i - 1];
    }
    return pthread_create(&server->sweeper, NULL, sweeper, server) == 0;
}

void links_stop(struct server *server)
{
    pthread_mutex_lock(&server->mutex);
    server->stopping = true;
    pthread_cond_signal(&server->wake);
    pthread_mutex_unlock(&server->mutex);
    pthread_join(server->sweeper, NULL);
    pthread_cond_destroy(&server->wake);
}
