/* Large bodies in files without a name: see spool.h. */
#include "engine/web/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct spool {
    int fd;
    size_t size;
    void *map; /* NULL: not mapped */
};

static void spool_close(void *thing)
{
    struct spool *spool = thing;
    if (spool->map)
        (void)munmap(spool->map, spool->size);
    if (spool->fd >= 0)
        (void)close(spool->fd);
}

/* Not every file system can make a file without a name: one with a name loses it at once. */
static int nameless(struct arena *arena, const char *folder)
{
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
        return fd;
    const text name = text_format(arena, "%s/.holdfast-body-XXXXXX", folder);
    char *path = arena_alloc(arena, name.len + 1);
    memcpy(path, name.ptr, name.len);
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        (void)unlink(path);
    return fd;
}

struct spool *spool_open(struct arena *arena, const char *beside)
{
    const char *const slash = strrchr(beside, '/');
    const text folder = slash ? text_slice(text_of(beside), 0, (size_t)(slash - beside)) : T(".");
    struct spool *spool = arena_make(arena, struct spool);
    spool->fd = nameless(arena, folder.len ? text_cstr(arena, folder) : "/");
    if (spool->fd < 0)
        return NULL;
    arena_on_close(arena, spool_close, spool);
    return spool;
}

bool spool_add(struct spool *spool, const void *ptr, size_t size)
{
    const char *at = ptr;
    ensure(!spool->map);
    while (size > 0) {
        const ssize_t written = write(spool->fd, at, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        at += written;
        size -= (size_t)written;
        spool->size += (size_t)written;
    }
    return true;
}

text spool_text(struct spool *spool)
{
    if (spool->size == 0)
        return T("");
    if (!spool->map) {
        void *const map = mmap(NULL, spool->size, PROT_READ, MAP_PRIVATE, spool->fd, 0);
        if (map == MAP_FAILED)
            return TEXT_ABSENT;
        spool->map = map;
    }
    return (text){.ptr = spool->map, .len = spool->size};
}
