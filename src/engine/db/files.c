/*
 * Files beside a database: made new, given to whom the database belongs to, made to last.
 */
#include "engine/db/db_private.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PASSWD_BYTES = 4096 };

int folder_open(struct arena *arena, const char *path)
{
    const char *const slash = strrchr(path, '/');
    const char *folder = ".";
    if (slash == path)
        folder = "/";
    else if (slash)
        folder = text_cstr(arena, (text){.ptr = path, .len = (size_t)(slash - path)});
    return open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

bool folder_sync(struct arena *arena, const char *path)
{
    const int fd = folder_open(arena, path);
    if (fd < 0)
        return false;
    const int rc = fsync(fd), error = errno;
    close(fd);
    errno = error;
    return rc == 0;
}

bool file_rename_new(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL)
        return false;
    /* A file system that cannot promise it: look first. */
    if (access(to, F_OK) == 0) {
        errno = EEXIST;
        return false;
    }
    return rename(from, to) == 0;
}

char *file_temporary(struct arena *arena, const char *path, int *fd)
{
    static const char ending[] = ".part-XXXXXX";
    const size_t length = strlen(path);
    char *const name = arena_array(arena, char, length + sizeof ending);
    memcpy(name, path, length);
    memcpy(name + length, ending, sizeof ending);
    *fd = mkostemp(name, O_CLOEXEC);
    return *fd < 0 ? NULL : name;
}

void file_give(struct arena *arena, int fd, const char *like)
{
    struct stat found, own;
    if (geteuid() != 0 || fstat(fd, &own) != 0)
        return;
    if (stat(like, &found) != 0 || (found.st_dev == own.st_dev && found.st_ino == own.st_ino)) {
        const int folder = folder_open(arena, like);
        const bool known = folder >= 0 && fstat(folder, &found) == 0;
        if (folder >= 0)
            close(folder);
        if (!known)
            return;
    }
    if (found.st_uid != 0 && fchown(fd, found.st_uid, found.st_gid) != 0)
        fail("database: the owner of %s cannot be given a file beside it: %s", like,
             strerror(errno));
}

text file_whose(struct arena *arena, const char *path)
{
    struct stat found;
    struct passwd account, *known = NULL;
    char *const words = arena_array(arena, char, PASSWD_BYTES);
    if (stat(path, &found) != 0)
        return T("");
    if (getpwuid_r(found.st_uid, &account, words, PASSWD_BYTES, &known) != 0 || !known)
        return text_format(arena, " It belongs to account %u: run holdfast as that, or chown it.",
                           (unsigned)found.st_uid);
    return text_format(arena, " It belongs to %s: run holdfast as %s, or chown it.", known->pw_name,
                       known->pw_name);
}

int beside_open(struct arena *arena, const char *path, const char *ending, bool create)
{
    const char *const name = text_cstr(arena, text_format(arena, "%s%s", path, ending));
    int fd = open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 && errno == ENOENT && create) {
        fd = open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_CREAT | O_EXCL, 0600);
        if (fd >= 0)
            file_give(arena, fd, path);
        else if (errno == EEXIST) /* another was first */
            fd = open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    }
    return fd;
}

int db_beside(struct arena *arena, const struct database *database, const char *ending)
{
    return beside_open(arena, database->path, ending, true);
}

void db_give(struct arena *arena, int fd, const struct database *database)
{
    file_give(arena, fd, database->path);
}
