/*
 * XLSX read a row at a time: a zip (libzip) of XML parts (expat), both capped, because a workbook
 * of a few kilobytes can unfold to gigabytes.
 *
 * Refused: document types and entities, more than 2,000 parts, a part that unfolds over 300 times
 * its size, over 4 GB in all, more columns than a spreadsheet has, encrypted parts. Formulas are
 * never computed: the value that the spreadsheet program stored is taken. Only shared strings stay
 * in memory, up to 128 MB.
 */
#ifndef ENGINE_FILES_XLSX_READ_H
#define ENGINE_FILES_XLSX_READ_H

#include "engine/files/source.h"

#define XLSX_COLUMNS_MAX ((size_t)16384)
#define XLSX_ROW_BYTES_MAX ((size_t)4 << 20)

enum xlsx_kind {
    XLSX_EMPTY,
    XLSX_TEXT,
    XLSX_NUMBER, /* as the file writes it */
    XLSX_DATE,   /* 2021-01-26T00:00:00+00:00: a number shown as a date */
    XLSX_FLAG,   /* true or false */
    XLSX_ERROR   /* #REF! and the like */
};

struct xlsx_cell {
    enum xlsx_kind kind;
    text text;
};

struct xlsx_row {
    int64_t number;               /* as the spreadsheet shows it, from 1 */
    const struct xlsx_cell *cell; /* lasts until the next row */
    size_t count;
};

struct xlsx_book;
struct xlsx_sheet;

/* Opens from a seekable descriptor, or (fd < 0) from memory. NULL when refused: *say tells why. */
struct xlsx_book *xlsx_open(struct arena *arena, int fd, bytes memory, text *say) must_use;
size_t xlsx_sheet_count(const struct xlsx_book *book);
text xlsx_sheet_name(const struct xlsx_book *book, size_t index);

/* One sheet is open at a time: opening the next ends the last. NULL when refused. */
struct xlsx_sheet *xlsx_sheet_open(struct xlsx_book *book, size_t index, text *say) must_use;
enum xlsx_result { XLSX_ROW, XLSX_END, XLSX_BAD };
/* The next row that has a value. XLSX_BAD: *say tells why and reading is over. */
enum xlsx_result xlsx_next(struct xlsx_sheet *sheet, struct xlsx_row *row, text *say) must_use;
/* How far the open sheet is: unfolded bytes read, of how many. */
void xlsx_progress(const struct xlsx_sheet *sheet, uint64_t *done, uint64_t *of);

#endif
