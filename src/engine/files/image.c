/* PNG, JPEG and WebP by their frames: see image.h. */
#include "engine/files/image.h"

#include <string.h>

static bool starts(bytes b, size_t at, const char *magic, size_t size)
{
    return at <= b.len && b.len - at >= size && memcmp(b.ptr + at, magic, size) == 0;
}
#define STARTS(b, at, literal) starts((b), (at), literal, sizeof(literal) - 1)

static uint32_t big(bytes b, size_t at, size_t size)
{
    uint32_t n = 0;
    for (size_t i = 0; i < size; i++)
        n = n << 8 | b.ptr[at + i];
    return n;
}

static uint32_t little(bytes b, size_t at, size_t size)
{
    uint32_t n = 0;
    for (size_t i = size; i > 0; i--)
        n = n << 8 | b.ptr[at + i - 1];
    return n;
}

/* Chunks: length, name, content, check; IHDR first, IEND last. */
static bool png_look(bytes b, struct image *out)
{
    if (!STARTS(b, 0, "\x89PNG\r\n\x1a\n") || !STARTS(b, 8, "\0\0\0\rIHDR") || b.len < 33)
        return false;
    *out = (struct image){.type = "image/png", .width = big(b, 16, 4), .height = big(b, 20, 4)};
    for (size_t at = 8; b.len - at >= 12;) {
        const size_t length = big(b, at, 4);
        if (length > b.len - at - 12)
            return false;
        const bool end = STARTS(b, at + 4, "IEND");
        at += length + 12;
        if (end)
            return at == b.len;
    }
    return false;
}

/* Segments up to the picture's own data; of that only the end is looked for. */
static bool jpeg_look(bytes b, struct image *out)
{
    if (!STARTS(b, 0, "\xff\xd8\xff") || b.len < 4 || !STARTS(b, b.len - 2, "\xff\xd9"))
        return false;
    *out = (struct image){.type = "image/jpeg"};
    for (size_t at = 2; b.len - at >= 4;) {
        const unsigned char mark = b.ptr[at + 1];
        const size_t length = big(b, at + 2, 2);
        if (b.ptr[at] != 0xff || mark < 0xc0 || length < 2 || length > b.len - at - 2)
            return false;
        if (mark == 0xda)
            return out->width > 0;
        /* A frame's head; of this range three marks are something else. */
        if (mark <= 0xcf && mark != 0xc4 && mark != 0xc8 && mark != 0xcc) {
            if (length < 8)
                return false;
            out->height = big(b, at + 5, 2);
            out->width = big(b, at + 7, 2);
        }
        at += length + 2;
    }
    return false;
}

static bool webp_look(bytes b, struct image *out)
{
    if (!STARTS(b, 0, "RIFF") || !STARTS(b, 8, "WEBP") || b.len < 30 ||
        little(b, 4, 4) != b.len - 8)
        return false;
    *out = (struct image){.type = "image/webp"};
    if (STARTS(b, 12, "VP8X")) {
        out->width = little(b, 24, 3) + 1;
        out->height = little(b, 27, 3) + 1;
    } else if (STARTS(b, 12, "VP8L") && b.ptr[20] == 0x2f) {
        const uint32_t sizes = little(b, 21, 4);
        out->width = (sizes & 0x3fff) + 1;
        out->height = (sizes >> 14 & 0x3fff) + 1;
    } else if (STARTS(b, 12, "VP8 ") && STARTS(b, 23, "\x9d\x01\x2a")) {
        out->width = little(b, 26, 2) & 0x3fff;
        out->height = little(b, 28, 2) & 0x3fff;
    } else {
        return false;
    }
    return true;
}

bool image_look(bytes b, struct image *out)
{
    return (png_look(b, out) || jpeg_look(b, out) || webp_look(b, out)) && out->width > 0 &&
           out->height > 0;
}
