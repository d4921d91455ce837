/* CSV as RFC 4180, for people who will open it in a spreadsheet: a cell that begins with = + - @
 * TAB or CR gets a leading ' unless it is a number. */
#ifndef ENGINE_WEB_CSV_H
#define ENGINE_WEB_CSV_H

#include "engine/db/db.h"

struct csv_writer {
    struct text_builder *out;
    bool mid_row;
};
void csv_bom(struct csv_writer *csv); /* once, first: spreadsheets then read UTF-8 */
void csv_text(struct csv_writer *csv, text t);
void csv_pence(struct csv_writer *csv, pence p);     /* 20000.00 */
void csv_day(struct csv_writer *csv, day d);         /* 2024-10-18 */
void csv_opt_day(struct csv_writer *csv, opt_day d); /* empty when absent */
void csv_int(struct csv_writer *csv, int64_t n);
void csv_empty(struct csv_writer *csv);
void csv_row_end(struct csv_writer *csv);

/* A list written page by page, as answer_stream asks for it. Start from {0}; a piece is
 * csv_pages_begin, one page's rows from csv_pages_at, and csv_pages_next. */
struct csv_pages {
    bool begun;
    size_t length;
    char at[DB_CURSOR_MOST]; /* its own: each piece has an arena of its own */
};
enum { CSV_PAGE_ROWS = 500 };
/* Before the first piece: the byte order mark and the row of titles. */
struct csv_writer csv_pages_begin(const struct csv_pages *pages, struct text_builder *out,
                                  const text *titles, size_t count);
text csv_pages_at(const struct csv_pages *pages); /* absent: the list's start */
/* Whether another piece is to come, when `next` is where the next page begins. */
bool csv_pages_next(struct csv_pages *pages, text next) must_use;

#endif
