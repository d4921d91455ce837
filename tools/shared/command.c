/*
 * The command line of a source compiler: reads sources, compiles, writes what changed.
 */
#include "shared/shared.h"

#include <stdio.h>
#include <string.h>

#define MEMORY ((size_t)2 << 30) /* a limit for runaways */

struct command {
    const char *name, *out, *stamp;
    compile_fn compile;
    struct arena *arena;
};

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

static int usage(const char *name)
{
    fprintf(stderr, "Usage: %s --out DIR [--stamp FILE] SRC...\n", name);
    return 2;
}

static int trouble(const struct command *command, const char *what, const char *path)
{
    fprintf(stderr, "%s: %s: ", command->name, what);
    perror(path);
    return 1;
}

static int run(const struct command *command, char **paths, int count)
{
    struct arena *arena = command->arena;
    read_list files = {0};
    for (int i = 0; i < count; i++) {
        struct read_file one = {.path = text_of(paths[i])};
        if (!file_read(arena, paths[i], &one.content))
            return trouble(command, "cannot read", paths[i]);
        list_add(arena, &files, one);
    }
    made_list made = {0};
    const text wrong = command->compile(arena, &files, &made);
    if (wrong.ptr) {
        fwrite(wrong.ptr, 1, wrong.len, stderr);
        return 1;
    }
    for (size_t i = 0; i < made.count; i++) {
        const char *path = text_cstr(
            arena, text_format(arena, "%s/%.*s", command->out, TEXT_ARG(made.at[i].name)));
        if (!file_update(arena, path, made.at[i].content))
            return trouble(command, "cannot write", path);
    }
    return !command->stamp || file_write(command->stamp, T(""))
               ? 0
               : trouble(command, "cannot write", command->stamp);
}

int command_run(const char *name, compile_fn compile, int argc, char **argv)
{
    struct command command = {.name = name, .compile = compile};
    int at = 1;
    for (; at + 1 < argc && strncmp(argv[at], "--", 2) == 0; at += 2) {
        if (strcmp(argv[at], "--out") == 0)
            command.out = argv[at + 1];
        else if (strcmp(argv[at], "--stamp") == 0)
            command.stamp = argv[at + 1];
        else
            return usage(name);
    }
    if (!command.out || at >= argc)
        return usage(name);
    command.arena = arena_new(MEMORY);
    const int code = run(&command, argv + at, argc - at);
    arena_free(command.arena);
    return code;
}
