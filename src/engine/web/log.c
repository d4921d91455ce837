/*
 * The log's lines, each made on the stack and written with one write(), so that lines of many
 * threads do not mix and a full memory does not silence it. See log.h.
 */
#include "engine/web/log.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A line of its own is written whole also into a pipe: POSIX promises 512 bytes, Linux 4096. Bytes
 * of a string are counted as written: an escape takes six. */
enum { MOST_LINE = 4096, STRINGS = 4, MOST_STRING = 900, OTHER_WORDS = 400 };
_Static_assert(STRINGS *(MOST_STRING + 2) + OTHER_WORDS <= MOST_LINE, "the end of a line has room");

struct line {
    char at[MOST_LINE];
    size_t len;
};

static void line_add(struct line *line, const char *bytes, size_t len)
{
    ensure(len <= sizeof line->at - line->len);
    memcpy(line->at + line->len, bytes, len);
    line->len += len;
}

static void line_words(struct line *line, const char *words)
{
    line_add(line, words, strlen(words));
}

/* A JSON string; what is not printable ASCII becomes \u00XX, so that no reader is fooled. */
static void line_string(struct line *line, text t)
{
    line_words(line, "\"");
    const size_t end = line->len + MOST_STRING;
    for (size_t i = 0; i < t.len; i++) {
        const unsigned char c = (unsigned char)t.ptr[i];
        char coded[8] = {(char)c};
        size_t len = 1;
        if (c == '"' || c == '\\')
            len = (size_t)snprintf(coded, sizeof coded, "\\%c", c);
        else if (c < 0x20 || c >= 0x7f)
            len = (size_t)snprintf(coded, sizeof coded, "\\u%04x", c);
        if (len > end - line->len)
            break;
        line_add(line, coded, len);
    }
    line_words(line, "\"");
}

void log_request(const struct log_line *l)
{
    struct line line = {.len = 0};
    char part[128];
    struct timespec now;
    struct tm utc;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    snprintf(part, sizeof part,
             "{\"at\":\"%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ\",\"id\":", utc.tm_year + 1900,
             utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec,
             now.tv_nsec / 1000000);
    line_words(&line, part);
    line_string(&line, l->id);
    line_words(&line, ",\"method\":");
    line_string(&line, l->method);
    line_words(&line, ",\"path\":");
    line_string(&line, l->path);
    snprintf(part, sizeof part, ",\"status\":%d,\"us\":%lld,\"bytes\":%zu,\"statements\":%u",
             l->status, (long long)l->microseconds, l->bytes, l->statements);
    line_words(&line, part);
    if (l->failure) {
        line_words(&line, ",\"failure\":");
        line_string(&line, text_of(l->failure));
    }
    line_words(&line, "}\n");
    /* A log that cannot be written stops nothing. */
    const ssize_t written = write(STDERR_FILENO, line.at, line.len);
    (void)written;
}
