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

struct failure {
    char what[512]; /* one line, for the log; never for a page */
};

/* Ends the current fail_try(). Outside any, prints to stderr and aborts. */
_Noreturn void fail(const char *format, ...) like_printf(1, 2);

/* Runs body(arg). True when it returned; false when fail() ended it, with *failure filled in.
 * Nests: the inner one catches. Locals of the caller that body changes must be reached through arg.
 */
bool fail_try(void (*body)(void *arg), void *arg, struct failure *failure) must_use;

/* An invariant in code, checked in every build. */
#define ensure(condition)                                                                          \
    ((condition) ? (void)0 : fail("%s:%d: not true: %s", __FILE__, __LINE__, #condition))

#endif
