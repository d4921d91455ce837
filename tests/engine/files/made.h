/* Small files of each kind, made in memory: whole, cut, or with something behind their end. */
#ifndef TESTS_ENGINE_FILES_MADE_H
#define TESTS_ENGINE_FILES_MADE_H

#include "engine/base/values.h"

#include <string.h>

static inline bytes made_of(text t)
{
    return (bytes){.ptr = (const unsigned char *)t.ptr, .len = t.len};
}
#define BYTES(literal)                                                                             \
    ((bytes){.ptr = (const unsigned char *)"" literal "", .len = sizeof(literal) - 1})

static inline bytes made_with(struct arena *arena, bytes a, bytes b)
{
    unsigned char *both = arena_alloc(arena, a.len + b.len);
    memcpy(both, a.ptr, a.len);
    memcpy(both + a.len, b.ptr, b.len);
    return (bytes){.ptr = both, .len = a.len + b.len};
}

#define MADE_PDF BYTES("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n")
#define MADE_PNG                                                                                   \
    BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\2\0\0\0\3\x08\2\0\0\0\1\2\3\4"                      \
          "\0\0\0\0IEND\xae\x42\x60\x82")
#define MADE_JPEG                                                                                  \
    BYTES("\xff\xd8\xff\xe0\0\4JF\xff\xc0\0\x0b\x08\0\5\0\7\1\1\x11\0\xff\xda\0\3\0xyz\xff\xd9")
#define MADE_WEBP BYTES("RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0\x2f\1\x80\0\0\0\0\0\0\0")
#define MADE_WAV BYTES("RIFF\x0c\0\0\0WAVEdata\0\0\0\0")
#define MADE_OGG BYTES("OggS\0\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\3abc")
#define MADE_MP4                                                                                   \
    BYTES("\0\0\0\x10"                                                                             \
          "ftypisom\0\0\0\1\0\0\0\x0cmdatabcd")
#define MADE_M4A                                                                                   \
    BYTES("\0\0\0\x10"                                                                             \
          "ftypM4A \0\0\0\1\0\0\0\x0cmdatabcd")
#define MADE_HEIC                                                                                  \
    BYTES("\0\0\0\x10"                                                                             \
          "ftypheic\0\0\0\1\0\0\0\x0cmdatabcd")

/* Two frames of 128 kbit/s at 44.1 kHz. */
static inline bytes made_mp3(struct arena *arena)
{
    unsigned char *b = arena_alloc(arena, 2 * 417);
    for (size_t at = 0; at < 2 * 417; at += 417)
        memcpy(b + at, "\xff\xfb\x90\0", 4);
    return (bytes){.ptr = b, .len = 2 * 417};
}

/* A zip of stored entries. */
struct made_entry {
    const char *name;
    const char *content;
    uint32_t says;  /* what it unpacks to, when not what it is */
    unsigned flags; /* 1: with a password */
};

static inline void made_number(struct text_builder *out, uint64_t n, size_t size)
{
    for (size_t i = 0; i < size; i++)
        text_add_char(out, (char)(unsigned char)(i < 8 ? n >> 8 * i : 0));
}

static inline bytes made_zip(struct arena *arena, const struct made_entry *entries, size_t count)
{
    struct text_builder out = {.arena = arena}, list = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        const text name = text_of(entries[i].name), content = text_of(entries[i].content);
        const uint32_t says = entries[i].says ? entries[i].says : (uint32_t)content.len;
        text_add(&list, T("PK\1\2\24\0"));
        made_number(&list, 20, 2);
        made_number(&list, entries[i].flags, 2);
        made_number(&list, 0, 2 + 4 + 4);
        made_number(&list, content.len, 4);
        made_number(&list, says, 4);
        made_number(&list, name.len, 2);
        made_number(&list, 0, 2 + 2 + 2 + 2 + 4);
        made_number(&list, out.len, 4);
        text_add(&list, name);
        text_add(&out, T("PK\3\4\24\0"));
        made_number(&out, entries[i].flags, 2);
        made_number(&out, 0, 2 + 4 + 4);
        made_number(&out, content.len, 4);
        made_number(&out, says, 4);
        made_number(&out, name.len, 2);
        made_number(&out, 0, 2);
        text_add(&out, name);
        text_add(&out, content);
    }
    const size_t start = out.len;
    text_add(&out, text_built(&list));
    text_add(&out, T("PK\5\6\0\0\0\0"));
    made_number(&out, count, 2);
    made_number(&out, count, 2);
    made_number(&out, list.len, 4);
    made_number(&out, start, 4);
    made_number(&out, 0, 2);
    return made_of(text_built(&out));
}

#define MADE_DOCX_ENTRIES                                                                          \
    {"[Content_Types].xml", "<Types/>", 0, 0},                                                     \
    {                                                                                              \
        "word/document.xml", "<w/>", 0, 0                                                          \
    }
static inline bytes made_docx(struct arena *arena)
{
    const struct made_entry entries[] = {MADE_DOCX_ENTRIES};
    return made_zip(arena, entries, 2);
}

#endif
