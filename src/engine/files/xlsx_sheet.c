/*
 * The cells of one sheet, a row at a time: see xlsx_read.h. The parser pauses at the end of each
 * row.
 */
#include "engine/files/xlsx_private.h"

#include <stdlib.h>
#include <string.h>

struct xlsx_sheet {
    struct xlsx_book *book;
    struct part *part;
    /* The row that is being read. */
    int64_t number;
    struct xlsx_cell *cell; /* XLSX_COLUMNS_MAX */
    size_t count, next_column, column;
    char *bytes; /* XLSX_ROW_BYTES_MAX: the row's texts */
    size_t used, from;
    char type[12];
    unsigned long style;
    bool in_value, in_phonetic;
};

/* "AB12" gives 27. False: no reference. */
static bool column_of(const char *reference, size_t *column)
{
    size_t n = 0;
    const char *p = reference;
    for (; *p >= 'A' && *p <= 'Z' && n <= XLSX_COLUMNS_MAX; p++)
        n = n * 26 + (size_t)(*p - 'A' + 1);
    if (n == 0 || n > XLSX_COLUMNS_MAX)
        return false;
    *column = n - 1;
    return true;
}

static void start_row(struct part *part, struct xlsx_sheet *sheet, const char *number)
{
    const long n = number ? strtol(number, NULL, 10) : (long)sheet->number + 1;
    if (n <= sheet->number || n > 100000000) {
        part_refuse(part, "has rows out of order");
        return;
    }
    sheet->number = n;
    sheet->count = 0;
    sheet->next_column = 0;
    sheet->used = 0;
}

static void start_cell(struct part *part, struct xlsx_sheet *sheet, const char **attributes)
{
    const char *reference = xml_attribute(attributes, "r");
    const char *type = xml_attribute(attributes, "t");
    const char *style = xml_attribute(attributes, "s");
    sheet->column = sheet->next_column;
    if ((reference && !column_of(reference, &sheet->column)) || sheet->column >= XLSX_COLUMNS_MAX) {
        part_refuse(part, "has more than 16,384 columns, or a cell without a place");
        return;
    }
    sheet->next_column = sheet->column + 1;
    sheet->from = sheet->used;
    sheet->style = style ? strtoul(style, NULL, 10) : 0;
    sheet->type[0] = '\0';
    if (type && strlen(type) < sizeof sheet->type)
        memcpy(sheet->type, type, strlen(type) + 1);
}

static void sheet_start(struct part *part, const char *element, const char **attributes)
{
    struct xlsx_sheet *sheet = part->owner;
    if (strcmp(element, "row") == 0)
        start_row(part, sheet, xml_attribute(attributes, "r"));
    else if (strcmp(element, "c") == 0)
        start_cell(part, sheet, attributes);
    else if (strcmp(element, "rPh") == 0)
        sheet->in_phonetic = true;
    else if (strcmp(element, "v") == 0 || strcmp(element, "t") == 0)
        sheet->in_value = !sheet->in_phonetic;
}

static void sheet_words(struct part *part, const char *ptr, size_t len)
{
    struct xlsx_sheet *sheet = part->owner;
    if (!sheet->in_value)
        return;
    if (len > XLSX_ROW_BYTES_MAX - sheet->used) {
        part_refuse(part, "has a row of over 4 MB");
        return;
    }
    memcpy(sheet->bytes + sheet->used, ptr, len);
    sheet->used += len;
}

/* Days since the epoch of spreadsheets as a date-time; false: no day of this calendar. */
static bool date_of(const struct xlsx_book *book, double serial, char out[static 26])
{
    if (!(serial >= 0 && serial < 2958466))
        return false;
    int64_t seconds = (int64_t)(serial * 86400 + 0.5);
    int64_t days = seconds / 86400;
    seconds %= 86400;
    /* 1900 had no 29 February, but spreadsheets count one. */
    days = book->from_1904 ? days + 1462 : days < 60 ? days + 1 : days;
    /* Civil date from days since 1899-12-30 (Howard Hinnant's algorithm, era of 400 years). */
    const int64_t z = days - 25569 + 719468;
    const int64_t era = z / 146097;
    const int64_t of_era = z - era * 146097;
    const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t mp = (5 * of_year + 2) / 153;
    const int date = (int)(of_year - (153 * mp + 2) / 5 + 1);
    const int month = (int)(mp < 10 ? mp + 3 : mp - 9);
    const int year = (int)(year_of_era + era * 400 + (month <= 2));
    const int parts[] = {year / 100,
                         year % 100,
                         month,
                         date,
                         (int)(seconds / 3600),
                         (int)(seconds / 60 % 60),
                         (int)(seconds % 60)};
    static const size_t place[] = {0, 2, 5, 8, 11, 14, 17};
    memcpy(out, "0000-00-00T00:00:00+00:00", 26);
    for (size_t i = 0; i < 7; i++) {
        out[place[i]] = (char)('0' + parts[i] / 10);
        out[place[i] + 1] = (char)('0' + parts[i] % 10);
    }
    return true;
}

/* Puts a short text of our own in the place of the cell's bytes. */
static text put(struct xlsx_sheet *sheet, const char *words)
{
    const size_t len = strlen(words);
    if (len > XLSX_ROW_BYTES_MAX - sheet->from)
        return TEXT_ABSENT;
    memcpy(sheet->bytes + sheet->from, words, len);
    sheet->used = sheet->from + len;
    return (text){.ptr = sheet->bytes + sheet->from, .len = len};
}

static struct xlsx_cell shared_string(struct part *part, const struct xlsx_book *book, text index)
{
    size_t n = 0;
    for (size_t i = 0; i < index.len; i++) {
        if (index.ptr[i] < '0' || index.ptr[i] > '9' || n > book->string_count) {
            n = SIZE_MAX;
            break;
        }
        n = n * 10 + (size_t)(index.ptr[i] - '0');
    }
    if (index.len == 0 || n >= book->string_count) {
        part_refuse(part, "points at a shared text that is not there");
        return (struct xlsx_cell){.kind = XLSX_EMPTY};
    }
    return (struct xlsx_cell){.kind = XLSX_TEXT, .text = book->string[n]};
}

static struct xlsx_cell number_cell(struct xlsx_sheet *sheet, text words)
{
    const struct xlsx_book *book = sheet->book;
    char digits[64], date[26];
    if (sheet->style < book->styles && book->style_is_date[sheet->style] &&
        words.len < sizeof digits) {
        memcpy(digits, words.ptr, words.len);
        digits[words.len] = '\0';
        char *end;
        const double serial = strtod(digits, &end);
        if (end != digits && !*end && date_of(book, serial, date))
            return (struct xlsx_cell){.kind = XLSX_DATE, .text = put(sheet, date)};
    }
    return (struct xlsx_cell){.kind = XLSX_NUMBER, .text = words};
}

static struct xlsx_cell cell_value(struct part *part, struct xlsx_sheet *sheet)
{
    const text words = {.ptr = sheet->bytes + sheet->from, .len = sheet->used - sheet->from};
    if (strcmp(sheet->type, "s") == 0 && words.len > 0)
        return shared_string(part, sheet->book, words);
    if (words.len == 0)
        return (struct xlsx_cell){.kind = XLSX_EMPTY};
    if (strcmp(sheet->type, "b") == 0)
        return (struct xlsx_cell){.kind = XLSX_FLAG,
                                  .text = words.ptr[0] == '1' ? T("true") : T("false")};
    if (strcmp(sheet->type, "e") == 0)
        return (struct xlsx_cell){.kind = XLSX_ERROR, .text = words};
    if (strcmp(sheet->type, "d") == 0)
        return (struct xlsx_cell){.kind = XLSX_DATE, .text = words};
    if (strcmp(sheet->type, "str") == 0 || strcmp(sheet->type, "inlineStr") == 0)
        return (struct xlsx_cell){.kind = XLSX_TEXT, .text = words};
    return number_cell(sheet, words);
}

static void end_cell(struct part *part, struct xlsx_sheet *sheet)
{
    const struct xlsx_cell cell = cell_value(part, sheet);
    if (cell.kind == XLSX_EMPTY)
        return;
    if (sheet->column < sheet->count) {
        part_refuse(part, "has cells out of order");
        return;
    }
    for (; sheet->count < sheet->column; sheet->count++)
        sheet->cell[sheet->count] = (struct xlsx_cell){.kind = XLSX_EMPTY, .text = T("")};
    sheet->cell[sheet->count++] = cell;
}

static void sheet_end(struct part *part, const char *element)
{
    struct xlsx_sheet *sheet = part->owner;
    if (strcmp(element, "v") == 0 || strcmp(element, "t") == 0) {
        sheet->in_value = false;
    } else if (strcmp(element, "rPh") == 0) {
        sheet->in_phonetic = false;
    } else if (strcmp(element, "c") == 0) {
        end_cell(part, sheet);
    } else if (strcmp(element, "row") == 0 && sheet->count > 0) {
        part_pause(part);
    }
}

struct xlsx_sheet *xlsx_sheet_open(struct xlsx_book *book, size_t index, text *say)
{
    static const struct part_handlers handlers = {sheet_start, sheet_end, sheet_words};
    struct xlsx_sheet *sheet = book->open;
    if (sheet && sheet->part)
        part_close(sheet->part);
    if (!sheet) {
        sheet = arena_make(book->arena, struct xlsx_sheet);
        sheet->cell = arena_array(book->arena, struct xlsx_cell, XLSX_COLUMNS_MAX);
        sheet->bytes = arena_alloc(book->arena, XLSX_ROW_BYTES_MAX);
        book->open = sheet;
    }
    *sheet = (struct xlsx_sheet){.book = book, .cell = sheet->cell, .bytes = sheet->bytes};
    if (!*book->sheet[index].part) {
        *say = text_format(book->arena, "The sheet %.*s is listed but not in the workbook.",
                           TEXT_ARG(book->sheet[index].name));
        return NULL;
    }
    sheet->part =
        part_open(book->arena, book->sheet[index].part,
                  &(struct part_of){
                      .zip = book->zip, .all = &book->all, .handlers = &handlers, .owner = sheet},
                  say);
    return sheet->part ? sheet : NULL;
}

enum xlsx_result xlsx_next(struct xlsx_sheet *sheet, struct xlsx_row *row, text *say)
{
    switch (part_pull(sheet->part, say)) {
    case PART_PAUSED:
        *row =
            (struct xlsx_row){.number = sheet->number, .cell = sheet->cell, .count = sheet->count};
        return XLSX_ROW;
    case PART_END:
        return XLSX_END;
    case PART_BAD:
        break;
    }
    return XLSX_BAD;
}

void xlsx_progress(const struct xlsx_sheet *sheet, uint64_t *done, uint64_t *of)
{
    *done = sheet->part->unfolded;
    *of = sheet->part->size;
}
