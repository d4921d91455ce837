/*
 * Hashes, references and compression. Hashes are FNV-1a of 32 bits: they tell versions apart, and
 * guard nothing.
 */
#include "assets.h"

#include <brotli/encode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

text file_read(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail("cannot read %s", path);
    struct text_builder all = {.arena = arena};
    char piece[65536];
    size_t size;
    while ((size = fread(piece, 1, sizeof piece, file)) > 0)
        text_add(&all, (text){.ptr = piece, .len = size});
    const bool broken = ferror(file) != 0;
    fclose(file);
    if (broken)
        fail("cannot read %s", path);
    return all.len ? text_built(&all) : T("");
}

void file_write(const char *path, text content)
{
    FILE *file = fopen(path, "wb");
    const bool good = file && fwrite(content.ptr, 1, content.len, file) == content.len;
    if (!file || fclose(file) != 0 || !good)
        fail("cannot write %s", path);
}

static uint32_t hash_of(text t)
{
    uint32_t hash = UINT32_C(2166136261);
    for (size_t i = 0; i < t.len; i++)
        hash = (hash ^ (unsigned char)t.ptr[i]) * UINT32_C(16777619);
    return hash;
}

/* "fonts/a.woff2" and a hash: "/assets/fonts/a.1f2e3d4c.woff2". */
static text hashed_path(struct arena *arena, text name, text content)
{
    size_t dot = name.len;
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] == '.')
            dot = i;
    return text_format(arena, "/assets/%.*s.%08x%.*s", (int)dot, name.ptr, hash_of(content),
                       (int)(name.len - dot), name.ptr + dot);
}

static const struct asset_file *file_named(const struct asset_file *files, size_t count, text name)
{
    for (size_t i = 0; i < count; i++)
        if (text_eq(files[i].name, name))
            return &files[i];
    return NULL;
}

static text unquoted(text t)
{
    t = text_trim(t);
    if (t.len >= 2 && (t.ptr[0] == '"' || t.ptr[0] == '\'') && t.ptr[t.len - 1] == t.ptr[0])
        t = text_slice(t, 1, t.len - 1);
    return text_starts(t, T("./")) ? text_slice(t, 2, t.len) : t;
}

/* url(x) becomes url(hashed path of x). #fragments and data: stay; what names no asset is an error.
 */
static text references_put(struct arena *arena, const struct asset_file *sheet,
                           const struct asset_file *files, size_t count)
{
    struct text_builder out = {.arena = arena};
    text rest = sheet->plain;
    ptrdiff_t at;
    while ((at = text_find(rest, T("url("))) >= 0) {
        const size_t start = (size_t)at + 4;
        const ptrdiff_t length = text_find(text_slice(rest, start, rest.len), T(")"));
        if (length < 0)
            fail("%.*s: a url( that does not end", TEXT_ARG(sheet->name));
        const text url = text_slice(rest, start, start + (size_t)length), name = unquoted(url);
        text_add(&out, text_slice(rest, 0, start));
        if (text_starts(name, T("#")) || text_starts(name, T("data:"))) {
            text_add(&out, url);
        } else {
            const struct asset_file *file = file_named(files, count, name);
            if (!file || !file->path.ptr)
                fail("%.*s: url(%.*s) names no asset", TEXT_ARG(sheet->name), TEXT_ARG(name));
            text_add(&out, file->path);
        }
        rest = text_slice(rest, start + (size_t)length, rest.len);
    }
    text_add(&out, rest);
    return text_built(&out);
}

/* ---- Compression ---- */

/* Not worth it below a network packet's saving. */
static text if_worth_it(text packed, text plain)
{
    return packed.len + 64 < plain.len ? packed : TEXT_ABSENT;
}

static text gzip_of(struct arena *arena, text plain)
{
    z_stream z = {0};
    if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        fail("zlib does not start");
    const size_t room = deflateBound(&z, plain.len);
    unsigned char *packed = arena_alloc(arena, room);
    union {
        const char *in;
        unsigned char *out;
    } from = {.in = plain.ptr}; /* zlib's old face takes no const */
    z.next_in = from.out;
    z.avail_in = (unsigned)plain.len;
    z.next_out = packed;
    z.avail_out = (unsigned)room;
    const bool good = deflate(&z, Z_FINISH) == Z_STREAM_END;
    const size_t size = z.total_out;
    deflateEnd(&z);
    if (!good)
        fail("zlib cannot pack %zu bytes", plain.len);
    return if_worth_it((text){.ptr = (const char *)packed, .len = size}, plain);
}

static text brotli_of(struct arena *arena, text plain)
{
    size_t size = BrotliEncoderMaxCompressedSize(plain.len);
    unsigned char *packed = arena_alloc(arena, size ? size : 1);
    if (!BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_TEXT,
                               plain.len, (const unsigned char *)plain.ptr, &size, packed))
        fail("brotli cannot pack %zu bytes", plain.len);
    return if_worth_it((text){.ptr = (const char *)packed, .len = size}, plain);
}

static bool is_packed_already(text name)
{
    return text_ends(name, T(".woff2")) || text_ends(name, T(".png")) ||
           text_ends(name, T(".jpg")) || text_ends(name, T(".webp"));
}

void assets_make(struct arena *arena, struct asset_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!text_ends(files[i].name, T(".css")))
            files[i].path = hashed_path(arena, files[i].name, files[i].plain);
    for (size_t i = 0; i < count; i++)
        if (text_ends(files[i].name, T(".css"))) {
            files[i].plain = references_put(arena, &files[i], files, count);
            files[i].path = hashed_path(arena, files[i].name, files[i].plain);
        }
    for (size_t i = 0; i < count; i++) {
        if (files[i].plain.len == 0 || is_packed_already(files[i].name))
            continue;
        files[i].gzip = gzip_of(arena, files[i].plain);
        files[i].brotli = brotli_of(arena, files[i].plain);
    }
}
