/* Connections that never become requests: what they leave behind, and how long they may stay. */
#include "engine/web/listen.h"
#include "engine/web/server_private.h"
#include "tests/engine/web/served.h"

#include <errno.h>
#include <sys/stat.h>

static struct answer page_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    put(rq->out, "page");
    return answer_page(rq);
}

static const struct route rows[] = {
    ROUTE_READ("/", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, page_read)};
static const struct routes routes = {.row = rows, .count = 1};
static const struct routes *const all[] = {&routes, NULL};

static struct served served;

static struct server *start(const char *listen, bool behind_proxy, text *say)
{
    const struct server_options options = {.listen = listen,
                                           .threads = 4,
                                           .plain_cookie = true,
                                           .quiet = true,
                                           .patience = 1,
                                           .behind_proxy = behind_proxy};
    return server_start(served.arena, &served.app, &options, say);
}

static int begin(void **state)
{
    (void)state;
    served_start(&served, all);
    server_stop(served.server);
    text say;
    served.server = start("127.0.0.1:0", false, &say);
    assert_non_null(served.server);
    served.port = (int)strtol(strrchr(server_address(served.server), ':') + 1, NULL, 10);
    return 0;
}

static int end(void **state)
{
    (void)state;
    served_stop(&served);
    return 0;
}

static int reach(int port)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const struct sockaddr_in at = {.sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    assert_int_equal(connect(fd, (const struct sockaddr *)&at, sizeof at), 0);
    return fd;
}

static size_t links_in_use(void)
{
    size_t used = 0;
    pthread_mutex_lock(&served.server->mutex);
    for (size_t i = 0; i < served.server->links; i++)
        used += served.server->link[i].fd >= 0;
    pthread_mutex_unlock(&served.server->mutex);
    return used;
}

static void rest(long milliseconds)
{
    nanosleep(
        &(struct timespec){.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000},
        NULL);
}

/* All connections go, and with them what was begun: what did not, the sanitizer finds at the end.
 */
static void settle(void)
{
    for (int i = 0; i < 800 && links_in_use() > 0; i++)
        rest(10);
    assert_int_equal(links_in_use(), 0);
    assert_int_equal(atomic_load(&served.server->under_way), 0);
}

/* The library runs out of its own memory half-way through the parameters, and neither
 * answers nor closes. */
static void a_head_that_the_library_refuses_leaves_nothing(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)16 << 20);
    struct text_builder head = {.arena = arena};
    text_add(&head, T("GET /?"));
    for (int i = 0; i < 600; i++)
        text_add(&head, T("region=wales&"));
    text_add(&head, T(" HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    for (int i = 0; i < 600; i++) {
        const int fd = reach(served.port);
        assert_int_equal(send(fd, head.ptr, head.len, MSG_NOSIGNAL), (ssize_t)head.len);
        close(fd);
    }
    settle();
    arena_free(arena);
}

/* Sends `first`, then `again` three times a second; the seconds until the server has enough. */
static double seconds_endured(const char *first, const char *again)
{
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    const int fd = reach(served.port);
    (void)send(fd, first, strlen(first), MSG_NOSIGNAL);
    for (int i = 0; i < 40; i++) {
        char byte;
        rest(300);
        const ssize_t got = recv(fd, &byte, 1, MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN))
            break;
        (void)send(fd, again, strlen(again), MSG_NOSIGNAL);
    }
    close(fd);
    clock_gettime(CLOCK_MONOTONIC, &to);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static void a_request_that_trickles_in_is_ended(void **state)
{
    (void)state;
    assert_true(seconds_endured("GET", "x") < 6);
    assert_true(seconds_endured("GET / HTTP/1.1\r\nHost: localhost\r\n", "A: b\r\n") < 6);
    assert_true(seconds_endured("POST /nothing HTTP/1.1\r\nHost: localhost\r\nA:", "b") < 6);
}

static void stopping_does_not_wait_for_half_a_head(void **state)
{
    (void)state;
    const int fd = reach(served.port);
    static const char half[] = "GET / HTTP/1.1\r\nHost: a";
    (void)send(fd, half, sizeof half - 1, MSG_NOSIGNAL);
    rest(100);
    assert_int_equal(atomic_load(&served.server->under_way), 0);
    close(fd);
}

static void one_address_from_elsewhere_has_a_hundred_connections(void **state)
{
    (void)state;
    text say;
    struct server *server = start(":0", false, &say);
    assert_non_null(server);
    const int port = (int)strtol(strrchr(server_address(server), ':') + 1, NULL, 10);
    int fd[130], open_ones = 0;
    for (int i = 0; i < 130; i++)
        fd[i] = reach(port);
    rest(300);
    for (int i = 0; i < 130; i++) {
        char byte;
        open_ones += recv(fd[i], &byte, 1, MSG_DONTWAIT) < 0 && errno == EAGAIN;
        close(fd[i]);
    }
    assert_int_equal(open_ones, 100);
    server_stop(server);
}

/* ---- Who gets in ---- */

static void a_demo_is_for_this_machine_alone(void **state)
{
    (void)state;
    text say = T("");
    served.app.demo = true;
    assert_null(start(":0", false, &say));
    assert_true(text_find(say, T("only on this machine")) > 0);
    assert_null(start("127.0.0.1:0", true, &say));
    struct server *server = start("127.0.0.1:0", false, &say);
    assert_non_null(server);
    assert_true(server->site.plain_cookie);
    server_stop(server);
    served.app.demo = false;
    server = start(":0", false, &say);
    assert_false(server->site.plain_cookie);
    server_stop(server);
}

/* A stranger's page may have its own name looked up as 127.0.0.1. */
static void what_listens_here_has_only_names_of_this_machine(void **state)
{
    (void)state;
    text say = T("");
    assert_true(served.server->only_here);
    struct server *server = start(":0", false, &say);
    assert_false(server->only_here);
    server_stop(server);
    server = start("127.0.0.1:0", true, &say);
    assert_false(server->only_here);
    server_stop(server);
    const char *path =
        text_cstr(served.arena, text_format(served.arena, "unix:%s/socket", served.place.folder));
    server = start(path, false, &say);
    assert_false(server->only_here);
    server_stop(server);
    unlink(path + strlen("unix:"));
}

/* As systemd hands it over, whatever --listen says. */
static void a_demo_on_an_inherited_socket_of_all_addresses_is_refused(void **state)
{
    (void)state;
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    const struct sockaddr_in at = {.sin_family = AF_INET};
    assert_int_equal(bind(fd, (const struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fd, 5), 0);
    assert_false(listens_here(fd));
    close(fd);
}

static void a_unix_socket_is_never_open_to_all(void **state)
{
    (void)state;
    const char *path =
        text_cstr(served.arena, text_format(served.arena, "%s/s", served.place.folder));
    const mode_t mask = umask(0);
    const struct listening made = listen_open(
        served.arena, text_cstr(served.arena, text_format(served.arena, "unix:%s", path)));
    assert_int_equal(umask(mask), 0);
    assert_true(made.fd >= 0 && listens_here(made.fd));
    struct stat found;
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0660);
    close(made.fd);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_that_the_library_refuses_leaves_nothing),
        cmocka_unit_test(a_request_that_trickles_in_is_ended),
        cmocka_unit_test(stopping_does_not_wait_for_half_a_head),
        cmocka_unit_test(one_address_from_elsewhere_has_a_hundred_connections),
        cmocka_unit_test(a_demo_is_for_this_machine_alone),
        cmocka_unit_test(what_listens_here_has_only_names_of_this_machine),
        cmocka_unit_test(a_demo_on_an_inherited_socket_of_all_addresses_is_refused),
        cmocka_unit_test(a_unix_socket_is_never_open_to_all),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
