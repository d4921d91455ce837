/* Reads CSV a row at a time: see csv_read.h. Buffers are fixed, so the memory is too. */
#include "engine/files/csv_read.h"

#include <string.h>

struct csv_reader {
    struct arena *arena;
    struct source *source;
    bool cp1252;
    char separator;
    int64_t number;
    char *buffer; /* the row's bytes, CSV_ROW_BYTES_MAX of them */
    size_t used;
    text *cell; /* CSV_COLUMNS_MAX */
    size_t cells;
};

/* Windows-1252 0x80..0x9F as Unicode; 0 where it has no character: shown as the replacement
 * character. */
static const uint16_t cp1252_high[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/* One step of a UTF-8 check: need is how many continuation bytes are due, low and high bound the
 * next one. */
struct utf8_check {
    int need;
    int low, high;
};

static bool utf8_step(struct utf8_check *u, int c)
{
    if (u->need > 0) {
        if (c < u->low || c > u->high)
            return false;
        u->need--;
        u->low = 0x80;
        u->high = 0xBF;
        return true;
    }
    if (c < 0x80)
        return true;
    if (c < 0xC2 || c > 0xF4)
        return false;
    u->need = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
    u->low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    u->high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    return true;
}

/* Passes over the whole file once. False: refused. */
static bool look(struct csv_reader *reader, text *say)
{
    struct source *s = reader->source;
    struct utf8_check utf8 = {.need = 0};
    bool is_utf8 = true, first_line = true, quoted = false;
    size_t commas = 0, semicolons = 0, tabs = 0;
    for (int c = source_next(s); c >= 0; c = source_next(s)) {
        if (c == 0) {
            *say = T("The file has NUL bytes, so it is not CSV text. Save it as CSV UTF-8 and try "
                     "again.");
            return false;
        }
        is_utf8 = is_utf8 && utf8_step(&utf8, c);
        if (!first_line)
            continue;
        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        commas += c == ',';
        semicolons += c == ';';
        tabs += c == '\t';
        first_line = c != '\n' && c != '\r';
    }
    if (s->broken) {
        *say = T("The file could not be read to its end.");
        return false;
    }
    reader->cp1252 = !is_utf8 || utf8.need > 0;
    reader->separator = commas > 0 || (semicolons == 0 && tabs == 0) ? ','
                        : semicolons >= tabs                         ? ';'
                                                                     : '\t';
    return true;
}

struct csv_reader *csv_open(struct arena *arena, struct source *source, text *say)
{
    struct csv_reader *reader = arena_make(arena, struct csv_reader);
    reader->arena = arena;
    reader->source = source;
    if (source_peek(source) < 0) {
        *say = T("The file is empty.");
        return NULL;
    }
    const unsigned char *p = source->ptr + source->at;
    const size_t n = source->len - source->at;
    if (n >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF))) {
        *say = T("The file is in UTF-16. Save it as CSV UTF-8 and try again.");
        return NULL;
    }
    const bool has_bom = n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0;
    if (!look(reader, say))
        return NULL;
    if (!source_rewind(source)) {
        *say = T("The file cannot be read twice: give a file, not a pipe.");
        return NULL;
    }
    for (int i = 0; has_bom && i < 3; i++)
        if (source_next(source) < 0)
            break;
    reader->buffer = arena_alloc(arena, CSV_ROW_BYTES_MAX);
    reader->cell = arena_array(arena, text, CSV_COLUMNS_MAX);
    return reader;
}

/* Adds one byte of the file to the row, as UTF-8. False: the row is too long. */
static bool add(struct csv_reader *reader, int c)
{
    if (reader->used + 3 > CSV_ROW_BYTES_MAX)
        return false;
    char *out = reader->buffer + reader->used;
    if (!reader->cp1252 || c < 0x80) {
        *out = (char)c;
        reader->used += 1;
        return true;
    }
    unsigned u = c < 0xA0 ? cp1252_high[c - 0x80] : (unsigned)c;
    if (u == 0)
        u = 0xFFFD;
    if (u < 0x800) {
        out[0] = (char)(0xC0 | (u >> 6));
        out[1] = (char)(0x80 | (u & 0x3F));
        reader->used += 2;
    } else {
        out[0] = (char)(0xE0 | (u >> 12));
        out[1] = (char)(0x80 | ((u >> 6) & 0x3F));
        out[2] = (char)(0x80 | (u & 0x3F));
        reader->used += 3;
    }
    return true;
}

enum cell_end { CELL_NEXT, CELL_ROW, CELL_FILE, CELL_BAD };

static enum cell_end bad(struct csv_reader *reader, text *say, const char *what)
{
    *say = text_format(reader->arena, "Row %lld %s.", (long long)reader->number, what);
    return CELL_BAD;
}

/* Reads one cell and what ends it. */
static enum cell_end read_cell(struct csv_reader *reader, text *say)
{
    struct source *s = reader->source;
    const size_t from = reader->used;
    int c = source_next(s);
    if (c == '"') {
        for (;;) {
            c = source_next(s);
            if (c < 0)
                return bad(reader, say, "begins a quoted cell that never ends");
            if (c == '"') {
                if (source_peek(s) != '"')
                    break;
                c = source_next(s);
            }
            if (!add(reader, c))
                return bad(reader, say, "is longer than 4 MB");
        }
        c = source_next(s);
    }
    /* What follows a closing quote is kept, as spreadsheets do. */
    while (c >= 0 && c != reader->separator && c != '\n' && c != '\r') {
        if (!add(reader, c))
            return bad(reader, say, "is longer than 4 MB");
        c = source_next(s);
    }
    if (reader->cells == CSV_COLUMNS_MAX)
        return bad(reader, say, "has more than 16,384 columns");
    reader->cell[reader->cells++] =
        (text){.ptr = reader->buffer + from, .len = reader->used - from};
    if (c == reader->separator)
        return CELL_NEXT;
    if (c == '\r' && source_peek(s) == '\n')
        c = source_next(s);
    return c < 0 ? CELL_FILE : CELL_ROW;
}

enum csv_result csv_next(struct csv_reader *reader, struct texts *row, text *say)
{
    while (source_peek(reader->source) >= 0) {
        reader->number++;
        reader->used = 0;
        reader->cells = 0;
        enum cell_end end;
        do
            end = read_cell(reader, say);
        while (end == CELL_NEXT);
        if (end == CELL_BAD)
            return CSV_BAD;
        if (reader->used > 0) {
            *row = (struct texts){.row = reader->cell, .count = reader->cells};
            return CSV_ROW;
        }
    }
    if (reader->source->broken) {
        *say = T("The file could not be read to its end.");
        return CSV_BAD;
    }
    return CSV_END;
}

int64_t csv_row_number(const struct csv_reader *reader)
{
    return reader->number;
}
