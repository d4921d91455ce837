/*
 * Unexpected failure: the database broke, memory ran out, an invariant does not hold.
 *
 * There are two kinds of failure in Holdfast (law 4). The expected kind (refused, absent, invalid)
 * is a return value marked must_use. The other kind ends here: fail() unwinds to the nearest
 * fail_try(), which a worker opens around each request or job, so that the arena's clean-ups run,
 * the transaction rolls back, and the person sees "something went wrong" with an id that stands in
 * the log.
 *
 * Never call fail() from inside a library's callback (libmicrohttpd, expat, SQLite): record the
 * failure, return the library's own error, and fail() once its frames are gone.
 */
#ifndef ENGINE_BASE_FAIL_H
#define ENGINE_BASE_FAIL_H

#include <stdbool.h>

#define must_use __attribute__((warn_unused_result))
#define like_printf(f, a) __attribute__((format(printf, f, a)))

/* What a failure comes to for whoever asked. All but the first may pass by themselves, so the same
 * may be asked again; of all but the last it is certain that nothing was written. */
enum failure_kind {
    FAILURE_BROKEN, /* something is not as it must be */
    FAILURE_AWAY,   /* the database cannot be reached, or is busy */
    FAILURE_SLOW,   /* it took too long, and was stopped */
    FAILURE_FULL,   /* there is no room left to write in; what is there can be read */
    FAILURE_UNSURE  /* the database was lost while it committed: all is written, or nothing */
};

struct failure {
    char what[512]; /* one line, for the log; never for a page */
    enum failure_kind kind;
};

/* Ends the current fail_try(), as FAILURE_BROKEN. Outside any, prints to stderr and aborts. */
_Noreturn void fail(const char *format, ...) like_printf(1, 2);
/* The same, of another kind. */
_Noreturn void fail_as(enum failure_kind kind, const char *format, ...) like_printf(2, 3);
/* Goes on with one that was caught. */
_Noreturn void fail_again(const struct failure *failure);

/* Runs body(arg). True when it returned; false when fail() ended it, with *failure filled in.
 * Nests: the inner one catches. Locals of the caller that body changes must be reached through arg.
 */
bool fail_try(void (*body)(void *arg), void *arg, struct failure *failure) must_use;

/* An invariant in code, checked in every build. */
#define ensure(condition)                                                                          \
    ((condition) ? (void)0 : fail("%s:%d: not true: %s", __FILE__, __LINE__, #condition))

#endif
