/* The confined process can read its file and answer, and nothing else. Each forbidden thing is
 * tried. */
#include "engine/files/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- What the child does, by its word ---- */

static void answer(const char *words)
{
    confined_write(words, strlen(words));
    _exit(0);
}

static int child(const char *word)
{
    if (!confine_self())
        _exit(9);
    if (strcmp(word, "try-read") == 0) {
        char buffer[64];
        const ssize_t n = read(STDIN_FILENO, buffer, sizeof buffer);
        confined_write(buffer, n > 0 ? (size_t)n : 0);
        _exit(0);
    }
    if (strcmp(word, "try-environment") == 0)
        answer(getenv("HOME") || getenv("PATH") || getenv("HOLDFAST_SECRET") ? "has one" : "empty");
    if (strcmp(word, "try-descriptors") == 0) {
        int open = 0;
        for (int fd = 3; fd < 64; fd++)
            open += fcntl(fd, F_GETFD) >= 0;
        answer(open > 0 ? "has some" : "none");
    }
    if (strcmp(word, "try-open") == 0)
        (void)open("/etc/passwd", O_RDONLY);
    if (strcmp(word, "try-socket") == 0)
        (void)socket(AF_INET, SOCK_STREAM, 0);
    if (strcmp(word, "try-fork") == 0)
        (void)fork();
    if (strcmp(word, "try-exec") == 0) {
        char name[] = "/bin/true";
        char *argv[] = {name, NULL};
        (void)execv(name, argv);
    }
    if (strcmp(word, "try-kill") == 0)
        (void)kill(getppid(), SIGTERM);
    if (strcmp(word, "try-signal") == 0)
        (void)syscall(SYS_tgkill, getppid(), getppid(), 0);
    if (strcmp(word, "try-owner") == 0)
        (void)fcntl(STDOUT_FILENO, F_SETOWN, getppid());
    if (strcmp(word, "try-duplicate") == 0)
        (void)fcntl(STDOUT_FILENO, F_DUPFD, 3);
    if (strcmp(word, "try-abort") == 0)
        abort();
    if (strcmp(word, "try-code") == 0)
        (void)mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (strcmp(word, "try-stop") == 0)
        for (;;)
            (void)getpid();
    answer("still here");
    return 0;
}

/* ---- The tests ---- */

struct outcome {
    char said[65];
    enum confined_end end;
};

static struct outcome run(const char *word, const char *input)
{
    struct arena *arena = arena_new((size_t)1 << 20);
    FILE *file = tmpfile();
    fputs(input, file);
    fflush(file);
    rewind(file);
    struct confined *confined = confined_start(arena, word, fileno(file));
    struct outcome out = {.said = ""};
    size_t len = 0, n;
    while (len < 64 && (n = confined_read(confined, out.said + len, 64 - len)) > 0)
        len += n;
    out.end = confined_finish(confined, false);
    fclose(file);
    arena_free(arena);
    return out;
}

static void it_reads_its_file_and_answers(void **state)
{
    (void)state;
    const struct outcome out = run("try-read", "the file");
    assert_int_equal(out.end, CONFINED_DONE);
    assert_string_equal(out.said, "the file");
}

static void it_has_no_environment(void **state)
{
    (void)state;
    setenv("HOLDFAST_SECRET", "key", 1);
    assert_string_equal(run("try-environment", "").said, "empty");
}

static void it_inherits_no_descriptor(void **state)
{
    (void)state;
    const int leak = open("/etc/passwd", O_RDONLY); /* on purpose without O_CLOEXEC */
    assert_true(leak >= 0);
    assert_string_equal(run("try-descriptors", "").said, "none");
    close(leak);
}

static void whatever_else_it_tries_ends_it(void **state)
{
    (void)state;
    static const char *const words[] = {"try-open", "try-socket", "try-fork",
                                        "try-exec", "try-kill",   "try-signal",
                                        "try-code", "try-owner",  "try-duplicate"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const struct outcome out = run(words[i], "");
        if (out.end != CONFINED_FORBIDDEN || out.said[0])
            fail_msg("%s: end %d, said '%s'", words[i], (int)out.end, out.said);
    }
}

static void it_may_end_itself(void **state)
{
    (void)state;
    assert_int_equal(run("try-abort", "").end, CONFINED_CRASHED);
}

static void waiting_ends_with_the_time_or_with_what_it_says(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    const int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    struct confined *quiet = confined_start(arena, "try-stop", input);
    assert_false(confined_wait(quiet, 20));
    struct confined *talker = confined_start(arena, "try-environment", input);
    assert_true(confined_wait(talker, 20000));
    char said[16];
    assert_int_equal(confined_read(talker, said, sizeof said), 5);
    assert_true(confined_wait(talker, 20000)); /* the end too */
    assert_int_equal(confined_read(talker, said, sizeof said), 0);
    arena_free(arena);
    close(input);
}

static void it_ends_with_its_arena(void **state)
{
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 20);
    const int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    const struct confined *confined = confined_start(arena, "try-stop", input);
    const pid_t pid = confined->pid;
    assert_int_equal(kill(pid, 0), 0);
    arena_free(arena);
    assert_int_equal(kill(pid, 0), -1);
    assert_int_equal(errno, ESRCH);
    close(input);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strncmp(argv[1], "try-", 4) == 0)
        return child(argv[1]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_reads_its_file_and_answers),
        cmocka_unit_test(it_has_no_environment),
        cmocka_unit_test(it_inherits_no_descriptor),
        cmocka_unit_test(whatever_else_it_tries_ends_it),
        cmocka_unit_test(it_may_end_itself),
        cmocka_unit_test(waiting_ends_with_the_time_or_with_what_it_says),
        cmocka_unit_test(it_ends_with_its_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
