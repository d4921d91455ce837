/*
 * Feeds files to a fuzzer's entry point without libFuzzer, so that whatever was once found stays a
 * test in the ordinary build. Each file runs in a process of its own: one that crashes, leaks or
 * hangs is named, and the others still run.
 *
 * Usage: replay_NAME FOLDER...   Ends with "N passed, N failed, N skipped".
 */
#include "engine/base/arena.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_BYTES = 1 << 20, SECONDS_EACH = 30, PATH_ROOM = 4096 };

/* False: it cannot be read. The bytes stand in memory of exactly their size, so that one too many
 * is seen. */
static bool feed(const char *path)
{
    static uint8_t room[MOST_BYTES];
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    const size_t size = fread(room, 1, sizeof room, file);
    const bool whole = !ferror(file) && fgetc(file) == EOF;
    fclose(file);
    if (!whole)
        return false;
    struct arena *arena = arena_new(MOST_BYTES + 16);
    uint8_t *data = arena_alloc(arena, size);
    for (size_t i = 0; i < size; i++)
        data[i] = room[i];
    LLVMFuzzerTestOneInput(data, size);
    arena_free(arena);
    return true;
}

static bool replay(DIR *folder, const char *path)
{
    fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        closedir(folder); /* or it would be found to leak */
        alarm(SECONDS_EACH);
        exit(feed(path) ? 0 : 1);
    }
    int status = -1;
    const bool passed = child > 0 && waitpid(child, &status, 0) == child && status == 0;
    if (!passed)
        printf("not ok  %s (%s %d)\n", path, WIFSIGNALED(status) ? "signal" : "exit",
               WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    return passed;
}

int main(int argc, char **argv)
{
    int passed = 0, failed = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        if (!folder) /* nothing was ever found */
            continue;
        for (const struct dirent *entry; (entry = readdir(folder));) {
            char path[PATH_ROOM];
            if (entry->d_name[0] == '.')
                continue;
            const int len = snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
            if (len > 0 && len < PATH_ROOM && replay(folder, path))
                passed++;
            else
                failed++;
        }
        closedir(folder);
    }
    printf("%d passed, %d failed, 0 skipped\n", passed, failed);
    return failed > 0 || passed == 0;
}
