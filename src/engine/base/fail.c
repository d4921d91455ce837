/*
 * The unexpected kind of failure (law 4): a stack of places to unwind to, one stack a thread.
 *
 * fail_try() puts a frame on the thread's stack and runs its body; fail() takes the newest frame
 * off, leaves its words there and jumps. Nothing is allocated on the way, for memory may be what
 * ran out. With no frame there is nobody to tell but the operator, so the process ends with a core
 * to look at.
 */
#include "engine/base/fail.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct frame {
    jmp_buf place;
    struct frame *outer;
    struct failure *failure;
};

/* State of the thread's own call stack, as errno is; never seen by another thread. */
static _Thread_local struct frame *innermost;

/* One line for the log: what a value brought along must not forge another. */
static void keep_to_one_line(char *what)
{
    for (char *c = what; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = ' ';
}

void fail_again(const struct failure *failure)
{
    struct frame *frame = innermost;
    if (!frame) {
        fprintf(stderr, "holdfast: %s\n", failure->what);
        abort();
    }
    innermost = frame->outer;
    if (frame->failure != failure)
        *frame->failure = *failure;
    longjmp(frame->place, 1);
}

like_printf(2, 0) static void words_put(struct failure *failure, const char *format,
                                        va_list arguments)
{
    vsnprintf(failure->what, sizeof failure->what, format, arguments);
    keep_to_one_line(failure->what);
}

void fail(const char *format, ...)
{
    struct failure failure = {.kind = FAILURE_BROKEN};
    va_list arguments;
    va_start(arguments, format);
    words_put(&failure, format, arguments);
    va_end(arguments);
    fail_again(&failure);
}

void fail_as(enum failure_kind kind, const char *format, ...)
{
    struct failure failure = {.kind = kind};
    va_list arguments;
    va_start(arguments, format);
    words_put(&failure, format, arguments);
    va_end(arguments);
    fail_again(&failure);
}

bool fail_try(void (*body)(void *arg), void *arg, struct failure *failure)
{
    struct frame frame = {.outer = innermost, .failure = failure};
    if (setjmp(frame.place) != 0)
        return false; /* fail() has taken the frame off */
    innermost = &frame;
    body(arg);
    innermost = frame.outer;
    return true;
}
