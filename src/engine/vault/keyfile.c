/*
 * The key file: only its owner may read it, and it is replaced whole or not at all.
 */
#include "engine/vault/vault_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *vault_path(struct arena *arena, const struct database *database)
{
    const char *const elsewhere = getenv("HOLDFAST_KEYS");
    if (elsewhere && *elsewhere)
        return elsewhere;
    return text_cstr(arena, text_format(arena, "%s-keys", db_path(database)));
}

/* Keys that others can read are no keys. */
static text too_open(struct arena *arena, const char *path, const struct stat *found)
{
    if (!S_ISREG(found->st_mode))
        return text_format(arena, "%s is not a file.", path);
    if ((found->st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return text_format(arena,
                           "%s can be read by others than its owner. Close it with: chmod 600 %s",
                           path, path);
    return TEXT_ABSENT;
}

static ssize_t read_whole(int fd, char *into, size_t room)
{
    size_t have = 0;
    while (have < room) {
        const ssize_t got = read(fd, into + have, room - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
}

enum keyfile_state keyfile_read(struct arena *arena, const char *path, struct keys *out, text *say)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return KEYFILE_ABSENT;
    if (fd < 0) {
        *say = text_format(arena, "The keys in %s cannot be read: %s.", path, strerror(errno));
        return KEYFILE_REFUSED;
    }
    struct stat found;
    char *const room = locked_new(arena, KEYS_TEXT_MOST);
    const bool known = fstat(fd, &found) == 0;
    *say = known ? too_open(arena, path, &found) : TEXT_ABSENT;
    const ssize_t length = known && !say->ptr ? read_whole(fd, room, KEYS_TEXT_MOST) : -1;
    close(fd);
    const bool fine = length >= 0 && keys_parse((text){.ptr = room, .len = (size_t)length}, out);
    sodium_memzero(room, KEYS_TEXT_MOST);
    if (!fine && !say->ptr)
        *say = text_format(arena,
                           "%s is not a key file, or is damaged. Put a copy of it in its place, or "
                           "an exported one: holdfast key import FILE.",
                           path);
    return fine ? KEYFILE_FINE : KEYFILE_REFUSED;
}

static bool write_whole(int fd, const char *from, size_t length)
{
    for (size_t put = 0; put < length;) {
        const ssize_t n = write(fd, from + put, length - put);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        put += (size_t)n;
    }
    return fsync(fd) == 0;
}

static bool folder_to_disk(struct arena *arena, const char *path)
{
    const char *const slash = strrchr(path, '/');
    const char *const folder =
        !slash          ? "."
        : slash == path ? "/"
                        : text_cstr(arena, (text){.ptr = path, .len = (size_t)(slash - path)});
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return done;
}

bool keyfile_write(struct arena *arena, const struct database *database, const char *path,
                   const struct keys *keys, text *say)
{
    const char *const temporary = text_cstr(arena, text_format(arena, "%s.new", path));
    char *const room = locked_new(arena, KEYS_TEXT_MOST);
    const size_t length = keys_write(keys, room);
    (void)unlink(temporary); /* of one who was killed */
    const int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool done = fd >= 0 && write_whole(fd, room, length);
    sodium_memzero(room, KEYS_TEXT_MOST);
    if (done)
        db_give(arena, fd, database);
    if (fd >= 0)
        done = close(fd) == 0 && done;
    done = done && rename(temporary, path) == 0 && folder_to_disk(arena, path);
    if (done)
        return true;
    *say = text_format(arena, "The keys cannot be written to %s: %s.", path, strerror(errno));
    (void)unlink(temporary);
    return false;
}
