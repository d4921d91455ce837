/*
 * multipart/form-data as browsers send it (RFC 7578), from a body already whole and bounded.
 * Nothing is copied: values and files are slices of the body. What is not framed exactly as it says
 * is refused whole, for a part that ends elsewhere than the sender meant is somebody's attack, not
 * a mistake.
 */
#include "engine/web/form_pairs.h"

#include <string.h>

enum { MOST_HEAD = 8 * 1024, MOST_HEADERS = 16 };

static text after_spaces(text t)
{
    while (t.len && (t.ptr[0] == ' ' || t.ptr[0] == '\t'))
        t = text_slice(t, 1, t.len);
    return t;
}

/* RFC 2046, 5.1.1, without what must be quoted and no browser sends. */
static bool boundary_is_sound(text boundary)
{
    if (boundary.len == 0 || boundary.len > 70)
        return false;
    for (size_t i = 0; i < boundary.len; i++) {
        const char c = boundary.ptr[i];
        const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || (c && strchr("'()+_,-./:=?", c));
        if (!good)
            return false;
    }
    return true;
}

text multipart_boundary(text content_type)
{
    text rest = content_type;
    if (!text_eq_fold(text_trim(text_cut(&rest, ';')), T("multipart/form-data")))
        return TEXT_ABSENT;
    while (rest.ptr) {
        text value = text_cut(&rest, ';');
        const text name = text_trim(text_cut(&value, '='));
        if (!value.ptr || !text_eq_fold(name, T("boundary")))
            continue;
        value = text_trim(value);
        if (value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"')
            value = text_slice(value, 1, value.len - 1);
        return boundary_is_sound(value) ? value : TEXT_ABSENT;
    }
    return TEXT_ABSENT;
}

/* The next line of *rest, without its CRLF. False: there is none that ends so. */
static bool line_next(text *rest, text *line)
{
    const ptrdiff_t end = text_find(*rest, T("\r\n"));
    if (end < 0)
        return false;
    *line = text_slice(*rest, 0, (size_t)end);
    *rest = text_slice(*rest, (size_t)end + 2, rest->len);
    return true;
}

/* Browsers write a quote in a name as %22 and line ends as %0D %0A, and all else as it is. */
static text unescaped(struct arena *arena, text t)
{
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < t.len; i++) {
        const text here = text_slice(t, i, i + 3);
        const bool quote = text_eq(here, T("%22"));
        if (quote || text_eq_fold(here, T("%0d")) || text_eq_fold(here, T("%0a"))) {
            text_add_char(&out, quote ? '"' : ' ');
            i += 2;
        } else {
            text_add_char(&out, t.ptr[i]);
        }
    }
    return out.len ? text_built(&out) : T("");
}

/* A parameter ;name="value" of a header, or absent. */
static text parameter(struct arena *arena, text header, text name)
{
    text rest = header;
    (void)text_cut(&rest, ';');
    while (rest.ptr && rest.len) {
        rest = after_spaces(rest);
        const ptrdiff_t equals = text_find(rest, T("="));
        if (equals < 0)
            return TEXT_ABSENT;
        const text found = text_slice(rest, 0, (size_t)equals);
        rest = text_slice(rest, (size_t)equals + 1, rest.len);
        text value;
        if (rest.len && rest.ptr[0] == '"') {
            rest = text_slice(rest, 1, rest.len);
            const ptrdiff_t end = text_find(rest, T("\""));
            if (end < 0)
                return TEXT_ABSENT;
            value = text_slice(rest, 0, (size_t)end);
            rest = text_slice(rest, (size_t)end + 1, rest.len);
            (void)text_cut(&rest, ';');
        } else {
            value = text_cut(&rest, ';');
        }
        if (text_eq_fold(found, name))
            return unescaped(arena, value);
    }
    return TEXT_ABSENT;
}

/* The last part of a path of either kind, with nothing in it that could steer a terminal or a
 * header. */
static text safe_file_name(struct arena *arena, text sent)
{
    text name = form_readable(arena, sent);
    for (size_t i = name.len; i-- > 0;)
        if (name.ptr[i] == '/' || name.ptr[i] == '\\') {
            name = text_slice(name, i + 1, name.len);
            break;
        }
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] >= 0x20 && name.ptr[i] != 0x7f && name.ptr[i] != '"')
            text_add_char(&out, name.ptr[i]);
    const text safe = out.len ? text_trim(text_built(&out)) : T("");
    return safe.len == 0 || text_eq(safe, T(".")) || text_eq(safe, T("..")) ? T("file") : safe;
}

/* Reads a part's headers. False: they are not sound. */
static bool head_read(struct arena *arena, text *rest, struct form_pair *pair, bool *is_file)
{
    const text start = *rest;
    text line, type = TEXT_ABSENT, disposition = TEXT_ABSENT;
    size_t headers = 0;
    for (;;) {
        if (!line_next(rest, &line) || (size_t)(rest->ptr - start.ptr) > MOST_HEAD)
            return false;
        if (line.len == 0)
            break;
        if (++headers > MOST_HEADERS)
            return false;
        text value = line;
        const text name = text_cut(&value, ':');
        if (!value.ptr)
            return false;
        if (text_eq_fold(name, T("Content-Disposition"))) {
            if (disposition.ptr)
                return false;
            disposition = text_trim(value);
        } else if (text_eq_fold(name, T("Content-Type"))) {
            type = text_trim(value);
        }
    }
    text kind = disposition;
    if (!disposition.ptr || !text_eq_fold(text_trim(text_cut(&kind, ';')), T("form-data")))
        return false;
    pair->name = parameter(arena, disposition, T("name"));
    if (!pair->name.ptr || !text_is_utf8(pair->name))
        return false;
    const text file_name = parameter(arena, disposition, T("filename"));
    *is_file = file_name.ptr != NULL;
    if (*is_file && file_name.len)
        pair->file = (struct upload){.name = safe_file_name(arena, file_name),
                                     .type = type.ptr ? form_readable(arena, type) : T("")};
    return true;
}

/* After a boundary: "--" ends the body, a line end begins a part; -1: neither. */
static int boundary_end(text *rest)
{
    if (text_starts(*rest, T("--")))
        return 0;
    *rest = after_spaces(*rest);
    if (!text_starts(*rest, T("\r\n")))
        return -1;
    *rest = text_slice(*rest, 2, rest->len);
    return 1;
}

static void value_take(struct arena *arena, struct form_pair *pair, bool is_file, text content)
{
    pair->value = T("");
    if (!is_file) {
        pair->unreadable = !text_is_utf8(content);
        pair->value = form_readable(arena, content);
    } else if (pair->file.name.ptr) {
        pair->file.bytes = (bytes){.ptr = (const unsigned char *)content.ptr, .len = content.len};
        pair->value = pair->file.name;
    }
}

struct form_pairs form_pairs_multipart(struct arena *arena, text body, text boundary)
{
    const struct form_pairs broken = {
        .refusal = T("The form did not arrive whole. Nothing was kept; send it again.")};
    const text mark_parts[] = {T("\r\n--"), boundary};
    const text mark = text_join(arena, mark_parts, 2, T(""));
    const text first = text_slice(mark, 2, mark.len);
    if (!text_starts(body, first))
        return broken;
    text rest = text_slice(body, first.len, body.len);
    struct form_pairs pairs = {.refusal = TEXT_ABSENT};
    size_t room = 0, files = 0;
    for (;;) {
        const int end = boundary_end(&rest);
        if (end < 0)
            return broken;
        if (end == 0)
            return pairs;
        if (pairs.count == FORM_MOST_PAIRS)
            return broken;
        if (pairs.count == room) {
            const size_t more = room ? room * 2 : 32;
            pairs.row =
                arena_grow(arena, pairs.row, room * sizeof *pairs.row, more * sizeof *pairs.row);
            room = more;
        }
        struct form_pair *pair = &pairs.row[pairs.count++];
        *pair = (struct form_pair){0};
        bool is_file = false;
        if (!head_read(arena, &rest, pair, &is_file) || (is_file && ++files > FORM_MOST_FILES))
            return broken;
        const char *stop = memmem(rest.ptr, rest.len, mark.ptr, mark.len);
        if (!stop)
            return broken;
        const size_t size = (size_t)(stop - rest.ptr);
        value_take(arena, pair, is_file, text_slice(rest, 0, size));
        rest = text_slice(rest, size + mark.len, rest.len);
    }
}
