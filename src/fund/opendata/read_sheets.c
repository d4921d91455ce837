/* Rows of a sheet become records: see read_sheets.h. */
#include "fund/opendata/read_sheets.h"
#include "fund/opendata/merge.h"
#include "fund/opendata/titles.h"

#include <string.h>

#define BUCKETS 4096u
#define SIDE_MEMORY_MAX ((size_t)192 << 20)

/* A row of a side sheet that waits for its grant. */
struct side_row {
    text id;
    struct record record;
    bool used;
    struct side_row *next, *next_in_bucket;
};

struct merger {
    struct arena *arena;
    struct sink *sink;
    struct arena *now, *held_in; /* a row's memory, and that of the grant held back */
    struct cell *cell;           /* the row's cells: RECORD_CELLS_MAX */
    struct build *held;          /* the grant held back */
    bool holding;
    text held_id;
    struct arena *side;
    struct side_row *bucket[BUCKETS];
    struct side_row *first, *last;
    uint32_t side_has;
    uint64_t rows;
};

struct merger *merger_new(struct arena *arena, struct sink *sink)
{
    struct merger *m = arena_make(arena, struct merger);
    m->arena = arena;
    m->sink = sink;
    m->now = arena_new_in(arena, (size_t)64 << 20);
    m->held_in = arena_new_in(arena, (size_t)64 << 20);
    m->side = arena_new_in(arena, SIDE_MEMORY_MAX);
    m->cell = arena_array(arena, struct cell, RECORD_CELLS_MAX);
    m->held = build_new(arena);
    return m;
}

static void warn(struct merger *m, const struct sheet_head *head, int64_t row, text column,
                 text say)
{
    sink_problem(m->sink, &(struct frame_problem){
                              .sheet = head->sheet, .row = row, .column = column, .say = say});
}

static bool add_column(struct merger *m, struct sheet_head *head, size_t at, text title)
{
    const struct title_path path = path_of_title(m->arena, title);
    for (size_t i = 0; i < head->count; i++)
        if (text_eq(head->column[i].path, path.path)) {
            warn(m, head, head->row, title,
                 T("This heading stands here twice; the second column is left out."));
            return true;
        }
    if (head->count == COLUMNS_KEPT_MAX || path.path.len > RECORD_PATH_MAX - 8) {
        warn(m, head, head->row, title,
             T("There are over 1,000 columns, or this heading is too long: it is left out."));
        return head->count < COLUMNS_KEPT_MAX;
    }
    head->column[head->count++] =
        (struct sheet_column){.at = at, .path = path.path, .title = title, .split = path.split};
    for (unsigned i = 0; i < REQUIRED_COUNT; i++)
        if (text_eq(path.path, required_paths[i].path)) {
            head->has |= UINT32_C(1) << i;
            head->has_id = head->has_id || i == 0;
            head->is_main = head->is_main || (i > 0 && i < 6);
        }
    head->has_person = head->has_person || text_starts(path.path, T("recipientIndividual"));
    return true;
}

/* Whether any heading is one of the standard's. */
static bool is_known(struct merger *m, const struct xlsx_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const text title = text_trim(row->cell[i].text);
        if (row->cell[i].kind != XLSX_EMPTY && title.len > 0 &&
            path_of_title(m->arena, title).known)
            return true;
    }
    return false;
}

struct sheet_head *merger_head(struct merger *m, text sheet, const struct xlsx_row *row)
{
    struct sheet_head *head = arena_make(m->arena, struct sheet_head);
    head->sheet = sheet;
    head->row = row->number;
    head->past = row->count;
    head->column = arena_array(m->arena, struct sheet_column, COLUMNS_KEPT_MAX);
    head->foreign = !is_known(m, row);
    if (head->foreign)
        return head;
    for (size_t i = 0; i < row->count; i++) {
        const text title = text_trim(text_copy(m->arena, row->cell[i].text));
        if (row->cell[i].kind != XLSX_EMPTY && title.len > 0 && !add_column(m, head, i, title))
            break;
    }
    return head;
}

static enum cell_kind kind_of(enum xlsx_kind kind)
{
    switch (kind) {
    case XLSX_NUMBER:
        return CELL_NUMBER;
    case XLSX_DATE:
        return CELL_DATE;
    case XLSX_FLAG:
        return CELL_FLAG;
    case XLSX_ERROR:
        return CELL_ERROR;
    case XLSX_EMPTY:
    case XLSX_TEXT:
        break;
    }
    return CELL_TEXT;
}

/* Adds a cell, or its parts between semicolons. False: the row is too large. */
static bool add_cell(struct merger *m, struct record *record, const struct sheet_column *column,
                     enum cell_kind kind, text value)
{
    text rest = value;
    for (unsigned i = 0; rest.ptr; i++) {
        const text part = text_trim(column->split ? text_cut(&rest, ';') : rest);
        if (!column->split)
            rest = TEXT_ABSENT;
        if (part.len == 0)
            continue;
        if (record->count == RECORD_CELLS_MAX)
            return false;
        m->cell[record->count++] = (struct cell){
            .kind = kind,
            .path = column->split ? text_format(m->now, "%.*s/%u", TEXT_ARG(column->path), i)
                                  : column->path,
            .column = column->title,
            .value = text_copy(m->now, part)};
    }
    return true;
}

/* The row as a record in m->now. False: nothing in it, or too much (said). */
static bool make_record(struct merger *m, struct sheet_head *head, const struct xlsx_row *row,
                        struct record *record)
{
    *record = (struct record){.sheet = head->sheet, .row = row->number, .cell = m->cell};
    bool whole = true;
    for (size_t i = 0; i < head->count && whole; i++) {
        const size_t at = head->column[i].at;
        if (at < row->count && row->cell[at].kind != XLSX_EMPTY && text_is_utf8(row->cell[at].text))
            whole = add_cell(m, record, &head->column[i], kind_of(row->cell[at].kind),
                             row->cell[at].text);
    }
    if (!whole)
        sink_problem(m->sink, &(struct frame_problem){.error = true,
                                                      .sheet = head->sheet,
                                                      .row = row->number,
                                                      .say = T("This row has over 2,000 values.")});
    for (size_t i = head->past; i < row->count && !head->said_headless; i++)
        if (row->cell[i].kind != XLSX_EMPTY && text_trim(row->cell[i].text).len > 0) {
            head->said_headless = true;
            warn(m, head, row->number, TEXT_ABSENT,
                 T("Cells beyond the last heading are left out, here and below."));
        }
    return whole && record->count > 0;
}

static text id_of(const struct record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (text_eq(record->cell[i].path, T("id")))
            return record->cell[i].value;
    return TEXT_ABSENT;
}

static unsigned bucket_of(text id)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < id.len; i++)
        hash = (hash ^ (unsigned char)id.ptr[i]) * 16777619u;
    return hash % BUCKETS;
}

void merger_add_side(struct merger *m, struct sheet_head *head, const struct xlsx_row *row)
{
    struct record record;
    arena_reset(m->now);
    m->side_has |= head->has;
    if (!make_record(m, head, row, &record))
        return;
    const text id = id_of(&record);
    if (!id.ptr) {
        warn(m, head, row->number, T("Identifier"),
             T("This row names no grant, so it is left out."));
        return;
    }
    struct side_row *side = arena_make(m->side, struct side_row);
    struct cell *cell = arena_array(m->side, struct cell, record.count);
    for (size_t i = 0; i < record.count; i++) {
        cell[i] = record.cell[i];
        cell[i].path = text_copy(m->side, cell[i].path);
        cell[i].value = text_copy(m->side, cell[i].value);
    }
    side->record = record;
    side->record.cell = cell;
    side->id = text_copy(m->side, id);
    /* At the end of both chains, so that rows keep their order. */
    struct side_row **end = &m->bucket[bucket_of(id)];
    while (*end)
        end = &(*end)->next_in_bucket;
    *end = side;
    if (m->last)
        m->last->next = side;
    else
        m->first = side;
    m->last = side;
}

static void say_conflict(struct merger *m, const struct record *record)
{
    sink_problem(
        m->sink,
        &(struct frame_problem){
            .error = true,
            .sheet = record->sheet,
            .row = record->row,
            .say = T("This row says something else about the grant than the grant's own row.")});
}

static void send_held(struct merger *m)
{
    if (!m->holding)
        return;
    m->holding = false;
    if (m->held_id.ptr)
        for (struct side_row *s = m->bucket[bucket_of(m->held_id)]; s; s = s->next_in_bucket)
            if (text_eq(s->id, m->held_id)) {
                s->used = true;
                if (!build_merge(m->held_in, m->held, &s->record))
                    say_conflict(m, &s->record);
            }
    size_t size = 0;
    for (size_t i = 0; i < m->held->record.count; i++)
        size +=
            m->held->cell[i].path.len + m->held->cell[i].value.len + m->held->cell[i].column.len;
    if (m->held->full || size > RECORD_BYTES_MAX)
        sink_problem(m->sink, &(struct frame_problem){
                                  .error = true,
                                  .sheet = m->held->record.sheet,
                                  .row = m->held->record.row,
                                  .say = T("This grant has over 2,000 values or 4 MB.")});
    else
        sink_record(m->sink, &m->held->record);
}

void merger_begin_main(struct merger *m, const struct sheet_head *head)
{
    send_held(m);
    uint32_t missing = ((UINT32_C(1) << REQUIRED_COUNT) - 1) & ~(head->has | m->side_has);
    /* Grants to people are refused row by row, with the reason; a missing organisation is not the
     * point there. */
    if (head->has_person)
        missing &= ~REQUIRED_RECIPIENT_MASK;
    if (head->foreign && head->past < 2)
        sink_refuse(m->sink,
                    T("This is plain text: its first line is no row of headings. " READ_GIVE));
    else if (head->foreign)
        sink_refuse(m->sink,
                    T("This does not look like 360Giving data: none of the headings in its first "
                      "row is one of the standard's, such as Identifier, Title or Amount "
                      "Awarded. " READ_GIVE));
    for (unsigned i = 0; i < REQUIRED_COUNT && !head->foreign; i++)
        if (missing & (UINT32_C(1) << i))
            sink_problem(
                m->sink,
                &(struct frame_problem){
                    .error = true,
                    .sheet = head->sheet,
                    .row = head->row,
                    .column = required_paths[i].title,
                    .say = T("There is no column with this heading, and every grant needs it.")});
    sink_sheet(m->sink, missing);
}

void merger_add_main(struct merger *m, struct sheet_head *head, const struct xlsx_row *row)
{
    struct record record;
    arena_reset(m->now);
    if (!make_record(m, head, row, &record))
        return;
    m->rows++;
    const text id = id_of(&record);
    if (m->holding && id.ptr && m->held_id.ptr && text_eq(id, m->held_id)) {
        /* The held grant's texts must outlive this row. */
        struct record kept = record;
        struct cell *cell = arena_array(m->held_in, struct cell, record.count);
        for (size_t i = 0; i < record.count; i++) {
            cell[i] = record.cell[i];
            cell[i].value = text_copy(m->held_in, cell[i].value);
            cell[i].path = text_copy(m->held_in, cell[i].path);
        }
        kept.cell = cell;
        if (build_merge(m->held_in, m->held, &kept))
            return;
    }
    send_held(m);
    struct arena *swap = m->held_in;
    m->held_in = m->now;
    m->now = swap;
    m->holding = true;
    m->held->full = false;
    memcpy(m->held->cell, record.cell, record.count * sizeof *record.cell);
    m->held->record = record;
    m->held->record.cell = m->held->cell;
    m->held_id = id;
}

void merger_end(struct merger *m)
{
    send_held(m);
    for (const struct side_row *s = m->first; s; s = s->next)
        if (!s->used)
            sink_problem(
                m->sink,
                &(struct frame_problem){
                    .sheet = s->record.sheet,
                    .row = s->record.row,
                    .column = T("Identifier"),
                    .say = T("No grant in the file has this identifier, so the row is left out.")});
}
