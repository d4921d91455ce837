/*
 * Files from outside are parsed in a process that can do nothing else.
 *
 * The program starts itself again (/proc/self/exe) with one hidden command word. That process has
 * the file as descriptor 0 and a pipe as descriptor 1, an empty environment, and no database or
 * key. Before it looks at the first byte it calls confine_self: no other descriptors, no new
 * privileges, limits on memory and time, and a system-call filter that lets it read, write and
 * allocate; anything else ends it. It is not a fork that runs on, because the server has threads
 * and a fork would carry its memory along.
 */
#ifndef ENGINE_FILES_CONFINE_H
#define ENGINE_FILES_CONFINE_H

#include "engine/base/values.h"

#include <sys/types.h>

struct confined {
    pid_t pid; /* 0: ended */
    int out;   /* read here what it writes; -1: closed */
};

enum confined_end {
    CONFINED_DONE,       /* exit code 0 */
    CONFINED_GAVE_UP,    /* another exit code: it ran out of memory */
    CONFINED_OVER_LIMIT, /* processor time */
    CONFINED_FORBIDDEN,  /* tried a system call that is not for it */
    CONFINED_CRASHED
};

/* Starts the program itself with argv[1] = word, reading input. It is ended with the arena at the
 * latest. fail()s when no process can be started. */
struct confined *confined_start(struct arena *arena, const char *word, int input);
/* Waits at most so long. True: confined_read will not wait, be it for bytes or for the end. */
bool confined_wait(const struct confined *child, int milliseconds) must_use;
/* Up to size bytes; 0 at the end. */
size_t confined_read(struct confined *child, void *to, size_t size) must_use;
/* Waits for its end; stops it first when it still runs and `stop` is set. */
enum confined_end confined_finish(struct confined *child, bool stop);

/* In the child, first of all. False: this machine cannot confine it, and nothing may be parsed. */
bool confine_self(void) must_use;
/* In the child: writes all or ends the process (the reader has gone). */
void confined_write(const void *ptr, size_t size);

#endif
