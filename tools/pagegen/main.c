/*
 * The command line of pagegen: reads sources, compiles, writes what changed. See README.md.
 */
#include "pagegen.h"
#include <stdio.h>
#include <string.h>

#define MEMORY ((size_t)2 << 30) /* a limit for runaways */

static bool file_read(struct arena *arena, const char *path, text *out)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    struct text_builder content = {.arena = arena};
    text_add(&content, T(""));
    char block[65536];
    size_t length;
    while ((length = fread(block, 1, sizeof(block), file)) > 0)
        text_add(&content, (text){.ptr = block, .len = length});
    const bool fine = ferror(file) == 0;
    fclose(file);
    *out = text_built(&content);
    if (!out->ptr)
        *out = T("");
    return fine;
}

static bool file_write(const char *path, text content)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    const bool whole = content.len == 0 || fwrite(content.ptr, 1, content.len, file) == content.len;
    return fclose(file) == 0 && whole;
}

/* Leaves a file alone whose content is the same, so that nothing is compiled again for it. */
static bool file_update(struct arena *arena, const char *path, text content)
{
    text before;
    if (file_read(arena, path, &before) && text_eq(before, content))
        return true;
    return file_write(path, content);
}

static int usage(void)
{
    fputs("Usage: pagegen --out DIR [--stamp FILE] SRC...\n", stderr);
    return 2;
}

static int trouble(const char *what, const char *path)
{
    fprintf(stderr, "pagegen: %s: ", what);
    perror(path);
    return 1;
}

static int run(struct arena *arena, const char *out, const char *stamp, char **paths, int count)
{
    struct errors errors = {.arena = arena};
    struct source *sources = arena_array(arena, struct source, (size_t)count);
    size_t source_count = 0;
    made_list made = {0};
    for (int i = 0; i < count; i++) {
        text content;
        if (!file_read(arena, paths[i], &content))
            return trouble("cannot read", paths[i]);
        if (source_of(&errors, text_of(paths[i]), content, &sources[source_count]))
            source_count++;
    }
    pagegen_compile(arena, &errors, sources, source_count, &made);
    if (errors.list.count > 0) {
        const text words = errors_text(arena, &errors);
        fwrite(words.ptr, 1, words.len, stderr);
        return 1;
    }
    for (size_t i = 0; i < made.count; i++) {
        const char *path =
            text_cstr(arena, text_format(arena, "%s/%.*s", out, TEXT_ARG(made.at[i].name)));
        if (!file_update(arena, path, made.at[i].content))
            return trouble("cannot write", path);
    }
    return !stamp || file_write(stamp, T("")) ? 0 : trouble("cannot write", stamp);
}

int main(int argc, char **argv)
{
    const char *out = NULL, *stamp = NULL;
    int at = 1;
    for (; at + 1 < argc && strncmp(argv[at], "--", 2) == 0; at += 2) {
        if (strcmp(argv[at], "--out") == 0)
            out = argv[at + 1];
        else if (strcmp(argv[at], "--stamp") == 0)
            stamp = argv[at + 1];
        else
            return usage();
    }
    if (!out || at >= argc)
        return usage();
    struct arena *arena = arena_new(MEMORY);
    const int code = run(arena, out, stamp, argv + at, argc - at);
    arena_free(arena);
    return code;
}
