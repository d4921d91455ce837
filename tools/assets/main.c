/*
 * assets: static files to C.
 *
 * Embeds each file of assets/ with a hash of its content in its name, so that browsers may keep it
 * for ever, and with gzip and brotli made ahead. A style sheet's url(...) of another asset becomes
 * that asset's hashed path first, so its own hash changes with what it shows.
 *
 *     assets --out FILE --root DIR FILE...
 *
 * Names are relative to DIR: DIR/fonts/a.woff2 is "fonts/a.woff2".
 */
#include "assets.h"

#include <stdio.h>
#include <string.h>

/* The name below the root, or NULL. */
static const char *name_below(const char *path, const char *root)
{
    const size_t len = strlen(root);
    if (strncmp(path, root, len) == 0 && path[len] == '/')
        return path + len + 1;
    /* The build passes files relative to where it stands, and the root whole. */
    const char *last = strrchr(root, '/');
    last = last ? last + 1 : root;
    for (const char *at = strstr(path, last); at; at = strstr(at + 1, last))
        if ((at == path || at[-1] == '/') && at[strlen(last)] == '/')
            return at + strlen(last) + 1;
    return NULL;
}

struct job {
    struct arena *arena;
    const char *out, *root;
    char **file;
    size_t count;
};

static void run(void *arg)
{
    struct job *job = arg;
    struct asset_file *files = arena_array(job->arena, struct asset_file, job->count);
    for (size_t i = 0; i < job->count; i++) {
        const char *name = name_below(job->file[i], job->root);
        if (!name)
            fail("%s is not below %s", job->file[i], job->root);
        files[i] = (struct asset_file){.name = text_of(name),
                                       .plain = file_read(job->arena, job->file[i])};
    }
    assets_make(job->arena, files, job->count);
    file_write(job->out, assets_emit(job->arena, files, job->count));
}

int main(int argc, char **argv)
{
    struct job job = {.arena = arena_new((size_t)1 << 30)};
    int at = 1;
    for (; at + 1 < argc && strncmp(argv[at], "--", 2) == 0; at += 2) {
        if (strcmp(argv[at], "--out") == 0)
            job.out = argv[at + 1];
        else if (strcmp(argv[at], "--root") == 0)
            job.root = argv[at + 1];
        else
            break;
    }
    if (!job.out || !job.root || at == argc || strncmp(argv[at], "--", 2) == 0) {
        fputs("Usage: assets --out FILE --root DIR FILE...\n", stderr);
        return 2;
    }
    job.file = argv + at;
    job.count = (size_t)(argc - at);
    struct failure failure;
    const bool good = fail_try(run, &job, &failure);
    if (!good)
        fprintf(stderr, "assets: %s\n", failure.what);
    arena_free(job.arena);
    return good ? 0 : 1;
}
