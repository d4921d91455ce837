/* CSV as RFC 4180, for people who will open it in a spreadsheet: a cell that begins with = + - @
 * TAB or CR gets a leading ' unless it is a number. */
#ifndef ENGINE_WEB_CSV_H
#define ENGINE_WEB_CSV_H

#include "engine/base/values.h"

struct csv_writer {
    struct text_builder *out;
    bool mid_row;
};
void csv_bom(struct csv_writer *csv); /* once, first: spreadsheets then read UTF-8 */
void csv_text(struct csv_writer *csv, text t);
void csv_pence(struct csv_writer *csv, pence p); /* 20000.00 */
void csv_day(struct csv_writer *csv, day d);     /* 2024-10-18 */
void csv_int(struct csv_writer *csv, int64_t n);
void csv_empty(struct csv_writer *csv);
void csv_row_end(struct csv_writer *csv);

#endif
