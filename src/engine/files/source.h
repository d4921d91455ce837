/*
 * Bytes of a file from outside, a block at a time, so that a reader's memory does not grow with the
 * file.
 *
 * Comes from a descriptor or from memory (tests, fuzzing). Readers pull single bytes; looking ahead
 * is source_peek. A read error ends the source and is remembered in .broken.
 */
#ifndef ENGINE_FILES_SOURCE_H
#define ENGINE_FILES_SOURCE_H

#include "engine/base/values.h"

struct source {
    int fd;               /* -1: memory */
    unsigned char *block; /* NULL: memory */
    const unsigned char *ptr;
    size_t at, len;  /* in the present block */
    uint64_t before; /* bytes of the blocks before it */
    bool broken;
};

struct source source_of_fd(struct arena *arena, int fd);
struct source source_of_bytes(bytes b);

/* Back to the first byte. False: the descriptor cannot seek. */
bool source_rewind(struct source *s) must_use;
/* Loads the next block; false at the end. For the two functions below. */
bool source_fill(struct source *s) must_use;

/* The next byte, or -1 at the end. */
static inline int source_next(struct source *s)
{
    if (s->at == s->len && !source_fill(s))
        return -1;
    return s->ptr[s->at++];
}

/* The same without taking it. */
static inline int source_peek(struct source *s)
{
    if (s->at == s->len && !source_fill(s))
        return -1;
    return s->ptr[s->at];
}

/* Bytes taken so far. */
static inline uint64_t source_taken(const struct source *s)
{
    return s->before + s->at;
}

/* What the bytes are, judged by themselves and never by the file's name. Leaves the source at its
 * beginning. */
enum file_kind {
    FILE_EMPTY,   /* or nothing but blanks */
    FILE_XLSX,    /* any zip */
    FILE_OLD_XLS, /* OLE2: .xls, or a workbook with a password */
    FILE_PDF,
    FILE_WEB_PAGE, /* or any XML: what is saved when a link was no link to the file */
    FILE_BINARY,   /* a picture, a program, an archive: it has NUL bytes soon */
    FILE_JSON,
    FILE_CSV /* any other text */
};
enum file_kind source_kind(struct source *s) must_use;

#endif
