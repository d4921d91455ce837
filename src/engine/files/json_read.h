/*
 * JSON read a token at a time (RFC 8259), so that a file of a million records needs no more memory
 * than its longest string.
 *
 * Strict: UTF-8 only, no NUL, no trailing commas or words after the end. Depth, string length and
 * number length are capped. Numbers stay text: what they mean is the caller's business, and none is
 * lost in a double.
 */
#ifndef ENGINE_FILES_JSON_READ_H
#define ENGINE_FILES_JSON_READ_H

#include "engine/files/source.h"

#define JSON_DEPTH_MAX 32
#define JSON_STRING_MAX ((size_t)1 << 20)

enum json_kind {
    TOKEN_OBJECT,
    TOKEN_OBJECT_END,
    TOKEN_ARRAY,
    TOKEN_ARRAY_END,
    TOKEN_KEY,
    TOKEN_STRING,
    TOKEN_NUMBER,
    TOKEN_TRUE,
    TOKEN_FALSE,
    TOKEN_NULL,
    TOKEN_END, /* the text is over and was whole */
    TOKEN_BAD  /* .text is a sentence with line and column; reading is over */
};

struct json_token {
    enum json_kind kind;
    text text; /* of a key, string or number; lasts until the next call */
};

struct json_reader;

struct json_reader *json_open(struct arena *arena, struct source *source) must_use;
struct json_token json_next(struct json_reader *reader) must_use;
/* Reads past the value that begins with this token. False: the text is bad; *bad is the TOKEN_BAD
 * token. */
bool json_skip(struct json_reader *reader, struct json_token begin,
               struct json_token *bad) must_use;

#endif
