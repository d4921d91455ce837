/* The confined process, from both sides: see confine.h. */
#include "engine/files/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) ||                         \
    __has_feature(thread_sanitizer)
#define UNDER_SANITIZER 1
#endif
#endif
#ifndef UNDER_SANITIZER
#define UNDER_SANITIZER 0
#endif

#define MEMORY_MAX ((rlim_t)1 << 30)
#define CPU_SECONDS_MAX 900

/* ---- The side that starts it ---- */

static void end_child(void *thing)
{
    (void)confined_finish(thing, true);
}

struct confined *confined_start(struct arena *arena, const char *word, int input)
{
    struct confined *child = arena_make(arena, struct confined);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        fail("no pipe: %s", strerror(errno));
    child->out = ends[0];
    arena_on_close(arena, end_child, child);

    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGTERM);
    sigaddset(&usual, SIGINT);
    int code = posix_spawn_file_actions_init(&files);
    ensure(code == 0);
    code = posix_spawnattr_init(&attributes);
    ensure(code == 0);
    (void)posix_spawnattr_setsigmask(&attributes, &none);
    (void)posix_spawnattr_setsigdefault(&attributes, &usual);
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    /* Two steps, so that an input that is descriptor 1 is not overwritten first. */
    code = posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    if (code == 0)
        code = posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
    if (code == 0)
        code = posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    char name[] = "holdfast", word_copy[64];
    ensure(strlen(word) < sizeof word_copy);
    memcpy(word_copy, word, strlen(word) + 1);
    char *const argv[] = {name, word_copy, NULL}, *const environment[] = {NULL};
    if (code == 0)
        code = posix_spawn(&child->pid, "/proc/self/exe", &files, &attributes, argv, environment);
    (void)posix_spawn_file_actions_destroy(&files);
    (void)posix_spawnattr_destroy(&attributes);
    (void)close(ends[1]);
    if (code != 0) {
        child->pid = 0;
        fail("the reader of files could not be started: %s", strerror(code));
    }
    return child;
}

bool confined_wait(const struct confined *child, int milliseconds)
{
    struct pollfd out = {.fd = child->out, .events = POLLIN};
    const int n = poll(&out, 1, milliseconds);
    if (n < 0 && errno != EINTR)
        fail("the pipe from the reader of files broke: %s", strerror(errno));
    return n > 0;
}

size_t confined_read(struct confined *child, void *to, size_t size)
{
    ssize_t n;
    do
        n = read(child->out, to, size);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        fail("the pipe from the reader of files broke: %s", strerror(errno));
    return (size_t)n;
}

enum confined_end confined_finish(struct confined *child, bool stop)
{
    if (child->out >= 0)
        (void)close(child->out);
    child->out = -1;
    if (child->pid == 0)
        return CONFINED_CRASHED;
    if (stop)
        (void)kill(child->pid, SIGKILL);
    int status = 0;
    pid_t pid;
    do
        pid = waitpid(child->pid, &status, 0);
    while (pid < 0 && errno == EINTR);
    child->pid = 0;
    if (pid < 0)
        return CONFINED_CRASHED;
    if (WIFEXITED(status))
        return WEXITSTATUS(status) == 0 ? CONFINED_DONE : CONFINED_GAVE_UP;
    if (WTERMSIG(status) == SIGSYS)
        return CONFINED_FORBIDDEN;
    return WTERMSIG(status) == SIGXCPU ? CONFINED_OVER_LIMIT : CONFINED_CRASHED;
}

/* ---- The confined side ---- */

static bool limit(__rlimit_resource_t what, rlim_t most)
{
    return setrlimit(what, &(struct rlimit){.rlim_cur = most, .rlim_max = most}) == 0;
}

static bool filter_calls(void)
{
    static const int allowed[] = {
        SCMP_SYS(read),         SCMP_SYS(pread64),       SCMP_SYS(write),
        SCMP_SYS(writev),       SCMP_SYS(lseek),         SCMP_SYS(fstat),
        SCMP_SYS(close),        SCMP_SYS(dup),           SCMP_SYS(munmap),
        SCMP_SYS(mremap),       SCMP_SYS(brk),           SCMP_SYS(madvise),
        SCMP_SYS(futex),        SCMP_SYS(clock_gettime), SCMP_SYS(getrandom),
        SCMP_SYS(getpid),       SCMP_SYS(gettid),        SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigaction),  SCMP_SYS(sigaltstack),
        SCMP_SYS(sched_yield),  SCMP_SYS(exit),          SCMP_SYS(exit_group),
    };
    /* Calls of which one argument is held to a value, or to bits that must not be set. */
    const struct {
        int call;
        struct scmp_arg_cmp argument;
    } held[] = {
        /* abort, but no signal to another process. */
        {SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0)},
        {SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_GETFD, 0)},
        {SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_SETFD, 0)},
        {SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_GETFL, 0)},
        /* How the C library asks fstat. The flag does not forbid a path beside it, and a filter
         * cannot look at one: whether a file is there, how large it is and when it changed leaks;
         * what is in it does not, because nothing can be opened. */
        {SCMP_SYS(newfstatat), SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH, 0)},
        /* Memory, but none that can be run. */
        {SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)},
        {SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)},
    };
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter)
        return false;
    bool ok = true;
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    for (size_t i = 0; i < sizeof held / sizeof *held; i++)
        ok = ok && seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, held[i].call, 1,
                                          &held[i].argument) == 0;
    ok = ok && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return ok;
}

bool confine_self(void)
{
    if (close_range(3, ~0u, 0) != 0 && errno != ENOSYS)
        return false;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return false;
    /* libzip turns the zip's times into local ones; the time zone's file cannot be opened later, so
     * be in none. */
    if (setenv("TZ", "UTC0", 1) != 0)
        return false;
    tzset();
    /* A sanitizer's shadow memory alone is larger than any limit. */
    if (!UNDER_SANITIZER && !limit(RLIMIT_AS, MEMORY_MAX))
        return false;
    return limit(RLIMIT_CPU, CPU_SECONDS_MAX) && limit(RLIMIT_NOFILE, 16) &&
           limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) && filter_calls();
}

void confined_write(const void *ptr, size_t size)
{
    const char *p = ptr;
    while (size > 0) {
        const ssize_t n = write(STDOUT_FILENO, p, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            _exit(2);
        p += n;
        size -= (size_t)n;
    }
}
