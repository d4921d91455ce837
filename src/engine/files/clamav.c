/*
 * clamd's protocol (clamd(8)): "zINSTREAM" and a NUL; then pieces, each after its length as four
 * bytes, big end first; a length of 0 ends them. The answer is one line up to a NUL:
 * "stream: OK", "stream: NAME FOUND", or something that ends in "ERROR".
 */
#include "engine/files/clamav.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define SOCKET_OF_DEBIAN "/run/clamav/clamd.ctl"
enum { PATIENCE_SECONDS = 60, ANSWER_MOST = 1024 };

struct clamav {
    int fd;
};

const char *clamav_socket(void)
{
    const char *const set = getenv("HOLDFAST_CLAMD");
    const char *const path = set && *set ? set : SOCKET_OF_DEBIAN;
    struct stat stat_;
    return stat(path, &stat_) == 0 && S_ISSOCK(stat_.st_mode) ? path : NULL;
}

static void hang_up(void *thing)
{
    struct clamav *asked = thing;
    if (asked->fd >= 0)
        (void)close(asked->fd);
    asked->fd = -1;
}

static bool send_all(const struct clamav *asked, const void *ptr, size_t size)
{
    const unsigned char *at = ptr;
    while (size > 0) {
        const ssize_t sent = send(asked->fd, at, size, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        at += sent;
        size -= (size_t)sent;
    }
    return true;
}

struct clamav *clamav_ask(struct arena *arena, const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const size_t length = strlen(path);
    if (length >= sizeof address.sun_path)
        return NULL;
    memcpy(address.sun_path, path, length);
    struct clamav *asked = arena_make(arena, struct clamav);
    asked->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (asked->fd < 0)
        return NULL;
    arena_on_close(arena, hang_up, asked);
    const struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
    const union {
        const struct sockaddr_un *of_unix;
        const struct sockaddr *any;
    } to = {.of_unix = &address};
    const bool good =
        setsockopt(asked->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) == 0 &&
        setsockopt(asked->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
        connect(asked->fd, to.any, sizeof address) == 0 && send_all(asked, "zINSTREAM", 10);
    return good ? asked : NULL;
}

static bool length_send(const struct clamav *asked, size_t size)
{
    const unsigned char length[4] = {(unsigned char)(size >> 24), (unsigned char)(size >> 16),
                                     (unsigned char)(size >> 8), (unsigned char)size};
    return send_all(asked, length, sizeof length);
}

bool clamav_give(struct clamav *asked, bytes piece)
{
    return piece.len == 0 ||
           (length_send(asked, piece.len) && send_all(asked, piece.ptr, piece.len));
}

enum clamav_verdict clamav_answer(struct arena *arena, struct clamav *asked, text *said)
{
    (void)length_send(asked, 0); /* it may have hung up on a file too large for it, and said so */
    char *answer = arena_alloc(arena, ANSWER_MOST);
    size_t size = 0;
    while (size < ANSWER_MOST) {
        const ssize_t got = recv(asked->fd, answer + size, ANSWER_MOST - size, 0);
        if (got <= 0)
            break;
        size += (size_t)got;
        if (answer[size - 1] == '\0')
            break;
    }
    hang_up(asked);
    text line = text_trim((text){.ptr = answer, .len = strnlen(answer, size)});
    if (text_starts(line, T("stream: ")))
        line = text_slice(line, 8, line.len);
    *said = text_present(line) ? text_visible(arena, text_is_utf8(line) ? line : T("?"), false)
                               : T("no answer");
    if (text_eq(line, T("OK")))
        return CLAMAV_CLEAN;
    if (!text_ends(line, T(" FOUND")))
        return CLAMAV_NO_ANSWER;
    *said = text_slice(*said, 0, said->len - 6);
    return CLAMAV_FOUND;
}
