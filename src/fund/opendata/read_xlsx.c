/*
 * Grants from a workbook. The sheets that only add to grants (Beneficiary Location, Planned
 * Dates...) are read first and kept, then the grants go by. See read.h.
 */
#include "fund/opendata/read_sheets.h"

enum sheet_use { SHEET_UNREAD, SHEET_MAIN, SHEET_SIDE };

/* Opens a sheet and takes its first row. False: refused (said). *head is made the first time; NULL
 * for an empty sheet. */
static bool open_sheet(struct xlsx_book *book, size_t index, struct merger *merger,
                       struct xlsx_sheet **sheet, struct sheet_head **head, struct sink *sink)
{
    text say;
    struct xlsx_row row;
    *sheet = xlsx_sheet_open(book, index, &say);
    const enum xlsx_result result = *sheet ? xlsx_next(*sheet, &row, &say) : XLSX_BAD;
    if (result == XLSX_BAD)
        sink_refuse(sink, say);
    else if (result == XLSX_ROW && !*head)
        *head = merger_head(merger, xlsx_sheet_name(book, index), &row);
    return result != XLSX_BAD;
}

static bool read_rows(struct xlsx_sheet *sheet, struct merger *merger, struct sheet_head *head,
                      bool is_main, struct sink *sink)
{
    text say;
    struct xlsx_row row;
    enum xlsx_result result;
    while ((result = xlsx_next(sheet, &row, &say)) == XLSX_ROW) {
        if (is_main)
            merger_add_main(merger, head, &row);
        else
            merger_add_side(merger, head, &row);
        if (row.number % 256 == 0) {
            uint64_t done, of;
            xlsx_progress(sheet, &done, &of);
            sink_progress(sink, done, of);
        }
    }
    if (result == XLSX_BAD)
        sink_refuse(sink, say);
    return result == XLSX_END;
}

static enum sheet_use judge(const struct sheet_head *head, text name, struct sink *sink)
{
    if (head && head->is_main)
        return SHEET_MAIN;
    if (head && head->has_id)
        return SHEET_SIDE;
    if (head && !text_eq_fold(name, T("meta")))
        sink_problem(sink,
                     &(struct frame_problem){
                         .sheet = name,
                         .say = T("This sheet has no Identifier column, so it is left out.")});
    return SHEET_UNREAD;
}

void read_xlsx(struct arena *arena, int fd, bytes memory, struct sink *sink)
{
    text say;
    struct xlsx_book *book = xlsx_open(arena, fd, memory, &say);
    if (!book) {
        sink_refuse(sink, say);
        return;
    }
    struct merger *merger = merger_new(arena, sink);
    struct xlsx_sheet *sheet;
    const size_t count = xlsx_sheet_count(book);
    struct sheet_head **head = arena_array(arena, struct sheet_head *, count + 1);
    enum sheet_use *use = arena_array(arena, enum sheet_use, count + 1);
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!open_sheet(book, i, merger, &sheet, &head[i], sink))
            return;
        use[i] = judge(head[i], xlsx_sheet_name(book, i), sink);
        any = any || use[i] == SHEET_MAIN;
        if (use[i] == SHEET_SIDE && !read_rows(sheet, merger, head[i], false, sink))
            return;
    }
    for (size_t i = 0; i < count; i++) {
        if (use[i] != SHEET_MAIN)
            continue;
        if (!open_sheet(book, i, merger, &sheet, &head[i], sink))
            return;
        merger_begin_main(merger, head[i]);
        if (!read_rows(sheet, merger, head[i], true, sink))
            return;
    }
    if (!any)
        sink_refuse(sink, T("No sheet has the headings of the 360Giving standard, such as Title, "
                            "Amount Awarded and Award Date."));
    merger_end(merger);
}
