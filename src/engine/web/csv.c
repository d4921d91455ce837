/*
 * CSV that a spreadsheet opens without running anything: a cell that begins like a formula gets a
 * leading apostrophe, unless it is a plain number such as -3 or +44.5.
 */
#include "engine/web/csv.h"

#include <string.h>

static void cell_begin(struct csv_writer *csv)
{
    if (csv->mid_row)
        text_add_char(csv->out, ',');
    csv->mid_row = true;
}

/* A sign, digits, and at most one point with digits after it. */
static bool is_number(text t)
{
    size_t i = t.len && (t.ptr[0] == '-' || t.ptr[0] == '+') ? 1 : 0;
    const size_t start = i;
    while (i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9')
        i++;
    if (i == start)
        return false;
    if (i < t.len && t.ptr[i] == '.') {
        const size_t point = i++;
        while (i < t.len && t.ptr[i] >= '0' && t.ptr[i] <= '9')
            i++;
        if (i == point + 1)
            return false;
    }
    return i == t.len;
}

/* Spreadsheets take the full-width signs for the plain ones, and look past what nobody sees. */
static bool reads_as_formula(struct arena *arena, text t)
{
    static const char *const wide[] = {"\uff1d", "\uff0b", "\uff0d", "\uff20"};
    if (t.len && t.ptr[0] && strchr("\t\r\n", t.ptr[0]))
        return true;
    const text seen = text_trim(text_visible(arena, t, true));
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (text_starts(seen, text_of(wide[i])))
            return true;
    return seen.len && strchr("=+-@", seen.ptr[0]) && !is_number(t);
}

void csv_bom(struct csv_writer *csv)
{
    text_add(csv->out, T("\xEF\xBB\xBF"));
}

void csv_text(struct csv_writer *csv, text t)
{
    cell_begin(csv);
    const bool guarded = reads_as_formula(csv->out->arena, t);
    bool quoted = t.len && (t.ptr[0] == ' ' || t.ptr[t.len - 1] == ' ');
    for (size_t i = 0; i < t.len && !quoted; i++)
        quoted = t.ptr[i] == '"' || t.ptr[i] == ',' || t.ptr[i] == '\n' || t.ptr[i] == '\r';
    if (!quoted) {
        if (guarded)
            text_add_char(csv->out, '\'');
        text_add(csv->out, t);
        return;
    }
    text_add_char(csv->out, '"');
    if (guarded)
        text_add_char(csv->out, '\'');
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] == '"')
            text_add_char(csv->out, '"');
        text_add_char(csv->out, t.ptr[i]);
    }
    text_add_char(csv->out, '"');
}

void csv_pence(struct csv_writer *csv, pence p)
{
    cell_begin(csv);
    text_add(csv->out, pence_plain(csv->out->arena, p));
}

void csv_day(struct csv_writer *csv, day d)
{
    cell_begin(csv);
    text_add(csv->out, day_iso(csv->out->arena, d));
}

void csv_opt_day(struct csv_writer *csv, opt_day d)
{
    if (d.some)
        csv_day(csv, d.it);
    else
        csv_empty(csv);
}

void csv_int(struct csv_writer *csv, int64_t n)
{
    cell_begin(csv);
    text_add_format(csv->out, "%lld", (long long)n);
}

void csv_empty(struct csv_writer *csv)
{
    cell_begin(csv);
}

void csv_row_end(struct csv_writer *csv)
{
    text_add(csv->out, T("\r\n"));
    csv->mid_row = false;
}

struct csv_writer csv_pages_begin(const struct csv_pages *pages, struct text_builder *out,
                                  const text *titles, size_t count)
{
    struct csv_writer csv = {.out = out};
    if (pages->begun)
        return csv;
    csv_bom(&csv);
    for (size_t i = 0; i < count; i++)
        csv_text(&csv, titles[i]);
    csv_row_end(&csv);
    return csv;
}

text csv_pages_at(const struct csv_pages *pages)
{
    return pages->begun ? (text){.ptr = pages->at, .len = pages->length} : TEXT_ABSENT;
}

bool csv_pages_next(struct csv_pages *pages, text next)
{
    if (!next.ptr)
        return false;
    ensure(next.len <= sizeof pages->at);
    /* The same place again would be so for ever. */
    ensure(!pages->begun || !text_eq(next, csv_pages_at(pages)));
    memcpy(pages->at, next.ptr, next.len);
    pages->length = next.len;
    pages->begun = true;
    return true;
}
