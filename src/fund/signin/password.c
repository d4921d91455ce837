/* Hashes of passwords: see password.h. */
#include "fund/signin/password.h"

#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PASSES = 2, MEMORY = 19 << 20, HASH_HEX = 2 * SHA1_BYTES, LINE_MOST = 512 };

/* Of a random password that nobody kept, at the same cost: an address without an account, or
 * without a password, takes as long as one with. */
static const char of_nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$vEipap4YjClfxX/DofOv5g$"
                                "PRUqWR7wWmDMkszqydIZccHlCPcRp6Pw5maBcXmBmwM";

text password_hash(struct arena *arena, text password)
{
    char *hash = arena_alloc(arena, crypto_pwhash_argon2id_STRBYTES);
    if (crypto_pwhash_argon2id_str(hash, password.ptr, password.len, PASSES, MEMORY) != 0)
        fail("out of memory: no password can be hashed");
    return text_of(hash);
}

bool password_matches(struct arena *arena, text hash, text password)
{
    const char *against = hash.ptr ? text_cstr(arena, hash) : of_nobody;
    const bool matches = crypto_pwhash_argon2id_str_verify(
                             against, password.ptr ? password.ptr : "", password.len) == 0;
    return matches && hash.ptr;
}

/* ---- Lists ---- */

static ssize_t line_at(int fd, off_t at, char line[static LINE_MOST])
{
    const ssize_t n = pread(fd, line, LINE_MOST - 1, at);
    if (n <= 0)
        return 0;
    line[n] = 0;
    return n;
}

static bool line_is_hash(const char *line)
{
    for (size_t i = 0; i < HASH_HEX; i++)
        if (hex_digit(line[i]) < 0)
            return false;
    const char end = line[HASH_HEX];
    return end == ':' || end == '\n' || end == '\r' || end == 0;
}

/* Sorted lines of differing length: the middle is some byte, and the line is the next that begins
 * after it. */
static bool hash_find(int fd, off_t size, const char hex[static HASH_HEX])
{
    off_t low = 0, high = size; /* the line, if there is one, begins in [low, high) */
    char line[LINE_MOST];
    while (low < high) {
        off_t at = low + (high - low) / 2;
        const off_t middle = at;
        if (at > 0) {
            const ssize_t n = line_at(fd, at - 1, line);
            const char *end = n > 0 ? memchr(line, '\n', (size_t)n) : NULL;
            at = end ? at + (end - line) : size;
        }
        if (at >= high || line_at(fd, at, line) < HASH_HEX) {
            high = middle;
            continue;
        }
        int order = 0;
        for (size_t i = 0; i < HASH_HEX && order == 0; i++)
            order = hex_digit(hex[i]) - hex_digit(line[i]);
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = at + 1;
    }
    return false;
}

static bool word_find(struct arena *arena, int fd, text password)
{
    enum { PIECE = 64 << 10 };
    char *piece = arena_alloc(arena, PIECE);
    size_t held = 0;
    for (;;) {
        const ssize_t n = read(fd, piece + held, PIECE - held);
        if (n < 0)
            return false;
        text rest = {.ptr = piece, .len = held + (size_t)n};
        const bool last = n == 0;
        for (;;) {
            const text before = rest;
            text line = text_cut(&rest, '\n');
            if (!rest.ptr && !last) {
                rest = before; /* not whole yet */
                break;
            }
            if (text_ends(line, T("\r")))
                line = text_slice(line, 0, line.len - 1);
            if (text_eq(line, password))
                return true;
            if (!rest.ptr)
                return false;
        }
        held = rest.len < PIECE ? rest.len : 0; /* a line that fills it all is no password */
        memmove(piece, rest.ptr, held);
    }
}

bool password_is_known(struct arena *arena, const char *path, text password)
{
    const int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0)
        return false;
    struct stat file;
    char line[LINE_MOST] = {0};
    bool known = false;
    if (fstat(fd, &file) == 0 && line_at(fd, 0, line) > 0 && line_is_hash(line)) {
        unsigned char hash[SHA1_BYTES];
        sha1(hash, (bytes){.ptr = (const unsigned char *)password.ptr, .len = password.len});
        const text hex = bytes_hex(arena, (bytes){.ptr = hash, .len = sizeof hash});
        known = hash_find(fd, file.st_size, hex.ptr);
    } else {
        known = word_find(arena, fd, password);
    }
    close(fd);
    return known;
}
