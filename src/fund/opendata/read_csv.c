/* Grants from CSV: one sheet without a name. See read.h. */
#include "engine/files/csv_read.h"
#include "fund/opendata/read_sheets.h"

void read_csv(struct arena *arena, struct source *source, struct sink *sink)
{
    text say;
    struct csv_reader *csv = csv_open(arena, source, &say);
    if (!csv) {
        sink_refuse(sink, say);
        return;
    }
    struct merger *merger = merger_new(arena, sink);
    struct xlsx_cell *cell = arena_array(arena, struct xlsx_cell, CSV_COLUMNS_MAX);
    struct sheet_head *head = NULL;
    struct texts texts;
    enum csv_result result;
    while ((result = csv_next(csv, &texts, &say)) == CSV_ROW) {
        for (size_t i = 0; i < texts.count; i++)
            cell[i] = (struct xlsx_cell){.kind = texts.row[i].len > 0 ? XLSX_TEXT : XLSX_EMPTY,
                                         .text = texts.row[i]};
        const struct xlsx_row row = {
            .number = csv_row_number(csv), .cell = cell, .count = texts.count};
        if (head) {
            merger_add_main(merger, head, &row);
        } else {
            head = merger_head(merger, TEXT_ABSENT, &row);
            merger_begin_main(merger, head);
            if (head->foreign)
                break;
        }
        if (row.number % 256 == 0)
            sink_progress(sink, source_taken(source), sink->size);
    }
    if (result == CSV_BAD && !(head && head->foreign))
        sink_refuse(sink, say);
    else if (!head)
        sink_refuse(sink, T("The file has no row of headings."));
    merger_end(merger);
}
