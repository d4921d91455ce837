/*
 * The log's lines, each made on the stack and written with one write(), so that lines of many
 * threads do not mix and a full memory does not silence it. See log.h.
 */
#include "engine/web/log.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_TEXT = 300 };

struct line {
    char at[2048];
    size_t len;
};

static void line_add(struct line *line, const char *bytes, size_t len)
{
    if (len > sizeof line->at - line->len)
        len = sizeof line->at - line->len;
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
    for (size_t i = 0; i < t.len && i < MOST_TEXT; i++) {
        const unsigned char c = (unsigned char)t.ptr[i];
        char coded[8];
        if (c == '"' || c == '\\')
            line_add(line, (const char[]){'\\', (char)c}, 2);
        else if (c >= 0x20 && c < 0x7f)
            line_add(line, &t.ptr[i], 1);
        else
            line_add(line, coded, (size_t)snprintf(coded, sizeof coded, "\\u%04x", c));
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
