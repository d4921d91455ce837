/* Bytes of a file from outside: see source.h. */
#include "engine/files/source.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_SIZE ((size_t)64 << 10)

struct source source_of_fd(struct arena *arena, int fd)
{
    return (struct source){.fd = fd, .block = arena_alloc(arena, BLOCK_SIZE)};
}

struct source source_of_bytes(bytes b)
{
    return (struct source){.fd = -1, .ptr = b.ptr, .len = b.len};
}

bool source_rewind(struct source *s)
{
    if (s->block) {
        if (lseek(s->fd, 0, SEEK_SET) != 0)
            return false;
        s->len = 0;
    }
    s->at = 0;
    s->before = 0;
    return true;
}

bool source_fill(struct source *s)
{
    if (!s->block || s->broken)
        return false;
    ssize_t n;
    do
        n = read(s->fd, s->block, BLOCK_SIZE);
    while (n < 0 && errno == EINTR);
    s->broken = n < 0;
    s->before += s->len;
    s->ptr = s->block;
    s->at = 0;
    s->len = n > 0 ? (size_t)n : 0;
    return n > 0;
}

enum file_kind source_kind(struct source *s)
{
    if (source_peek(s) < 0)
        return FILE_EMPTY;
    const unsigned char *p = s->ptr + s->at;
    const size_t n = s->len - s->at;
    if (n >= 4 && memcmp(p, "PK\x03\x04", 4) == 0)
        return FILE_XLSX;
    if (n >= 8 && memcmp(p, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
        return FILE_OLD_XLS;
    if (n >= 5 && memcmp(p, "%PDF-", 5) == 0)
        return FILE_PDF;
    const bool utf16 = n >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF));
    if (!utf16 && memchr(p, 0, n))
        return FILE_BINARY;
    size_t i = n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < n && (p[i] == ' ' || p[i] == '\t' || p[i] == '\r' || p[i] == '\n'))
        i++;
    if (i == n)
        return n < BLOCK_SIZE ? FILE_EMPTY : FILE_CSV;
    if (p[i] == '<')
        return FILE_WEB_PAGE;
    return p[i] == '{' || p[i] == '[' ? FILE_JSON : FILE_CSV;
}
