/*
 * CSV as RFC 4180, read a row at a time, the way it really arrives: with a byte order mark, in
 * Windows-1252, with semicolons or tabs, with CR, LF or CRLF.
 *
 * A first pass over the file decides the encoding (valid UTF-8, else Windows-1252), so that one bad
 * byte in the last row does not leave the first ones mangled. NUL bytes and UTF-16 are refused.
 */
#ifndef ENGINE_FILES_CSV_READ_H
#define ENGINE_FILES_CSV_READ_H

#include "engine/files/source.h"

#define CSV_COLUMNS_MAX ((size_t)16384)
#define CSV_ROW_BYTES_MAX ((size_t)4 << 20)

struct csv_reader;

/* NULL when refused: *say is a sentence that tells why. */
struct csv_reader *csv_open(struct arena *arena, struct source *source, text *say) must_use;

enum csv_result { CSV_ROW, CSV_END, CSV_BAD };

/* The next row that is not wholly empty; its texts last until the next call. CSV_BAD: *say tells
 * why and reading is over. */
enum csv_result csv_next(struct csv_reader *reader, struct texts *row, text *say) must_use;
/* The last row's number as a spreadsheet would count it: the first is 1, a cell with line breaks is
 * still one row. */
int64_t csv_row_number(const struct csv_reader *reader);

#endif
