/*
 * The C source: bytes as string literals, sixteen to a line, which compilers read much faster than
 * lists of numbers.
 */
#include "assets.h"

static const struct {
    const char *ending, *type;
} types[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".json", "application/json"},
};

static const char *type_of(text name)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_ends(name, text_of(types[i].ending)))
            return types[i].type;
    fail("%.*s: assets of this kind are not known to the embedder", TEXT_ARG(name));
}

/* Octal, always three digits: what follows cannot join in. */
static void bytes_emit(struct text_builder *out, size_t index, const char *what, text content)
{
    if (!content.ptr)
        return;
    text_add_format(out, "static const unsigned char %s_%zu[%zu] =", what, index, content.len + 1);
    for (size_t i = 0; i < content.len; i++) {
        const unsigned char c = (unsigned char)content.ptr[i];
        if (i % 64 == 0)
            text_add(out, i ? T("\"\n    \"") : T("\n    \""));
        const bool plain = c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '?';
        if (plain)
            text_add_char(out, (char)c);
        else
            text_add_format(out, "\\%03o", c);
    }
    text_add(out, content.len ? T("\";\n") : T(" \"\";\n"));
}

static void field_emit(struct text_builder *out, size_t index, const char *what, text content)
{
    if (content.ptr)
        text_add_format(out, ", .%s = {%s_%zu, %zu}", what, what, index, content.len);
}

text assets_emit(struct arena *arena, const struct asset_file *files, size_t count)
{
    struct text_builder out = {.arena = arena};
    text_add(
        &out,
        T("/* Made by assets from the files of assets/. */\n#include \"engine/web/server.h\"\n\n"
          "/* A long literal is what this file is for. */\n#pragma GCC diagnostic ignored "
          "\"-Woverlength-strings\"\n"));
    for (size_t i = 0; i < count; i++) {
        bytes_emit(&out, i, "plain", files[i].plain);
        bytes_emit(&out, i, "gzip", files[i].gzip);
        bytes_emit(&out, i, "brotli", files[i].brotli);
    }
    text_add(&out, T("\nconst struct asset assets[] = {\n"));
    for (size_t i = 0; i < count; i++) {
        text_add_format(&out, "    {.name = \"%.*s\", .path = \"%.*s\", .type = \"%s\"",
                        TEXT_ARG(files[i].name), TEXT_ARG(files[i].path), type_of(files[i].name));
        field_emit(&out, i, "plain", files[i].plain);
        field_emit(&out, i, "gzip", files[i].gzip);
        field_emit(&out, i, "brotli", files[i].brotli);
        text_add(&out, T("},\n"));
    }
    text_add_format(&out, "};\nconst size_t asset_count = %zu;\n", count);
    return text_built(&out);
}
