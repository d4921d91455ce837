/*
 * The workbook: which sheets there are, the shared strings, which styles are dates. See
 * xlsx_read.h; the cells are xlsx_sheet.c, the zip and XML below both xlsx_part.c.
 */
#include "engine/files/xlsx_private.h"

#include <stdlib.h>
#include <string.h>

#define FORMATS_MAX 1024
#define ENTRIES_MAX 2000
#define STRING_MAX ((size_t)256 << 10)
#define SHARED_MAX ((size_t)128 << 20) /* of memory: bytes, and what an empty one takes too */
#define SHARED_EACH (2 * sizeof(text))

size_t xlsx_sheet_count(const struct xlsx_book *book)
{
    return book->sheets;
}

text xlsx_sheet_name(const struct xlsx_book *book, size_t index)
{
    return book->sheet[index].name;
}

/* ---- The small parts: read whole, in one pull ---- */

static bool read_whole(struct xlsx_book *book, const char *name,
                       const struct part_handlers *handlers, void *owner, text *say)
{
    struct part *part =
        part_open(book->arena, name,
                  &(struct part_of){
                      .zip = book->zip, .all = &book->all, .handlers = handlers, .owner = owner},
                  say);
    if (!part)
        return false;
    const enum part_result result = part_pull(part, say);
    part_close(part);
    return result == PART_END;
}

/* Copies an attribute into a fixed field; false: absent or too long. */
static bool take(char *to, size_t size, const char *value)
{
    if (!value || strlen(value) >= size)
        return false;
    memcpy(to, value, strlen(value) + 1);
    return true;
}

/* A sheet's name waits in a fixed field until no expat frame is below us. */
struct workbook_state {
    struct xlsx_book *book;
    char name[SHEETS_MAX][128];
};

static void workbook_start(struct part *part, const char *element, const char **attributes)
{
    struct workbook_state *state = part->owner;
    struct xlsx_book *book = state->book;
    if (strcmp(element, "workbookPr") == 0) {
        const char *base = xml_attribute(attributes, "date1904");
        book->from_1904 = base && (strcmp(base, "1") == 0 || strcmp(base, "true") == 0);
    } else if (strcmp(element, "sheet") == 0) {
        if (book->sheets == SHEETS_MAX) {
            part_refuse(part, "lists more than 256 sheets");
            return;
        }
        /* r:id and sheetId both end in "id": the prefix matters for neither of us, the name does.
         */
        struct sheet_entry *sheet = &book->sheet[book->sheets];
        if (!take(sheet->id, sizeof sheet->id, xml_attribute(attributes, "id")) ||
            !take(state->name[book->sheets], sizeof state->name[0],
                  xml_attribute(attributes, "name")))
            part_refuse(part, "lists a sheet without a name");
        else
            book->sheets++;
    }
}

/* A relationship's target as a name in the zip: "/xl/a.xml" or, beside the workbook, "a.xml". */
static bool target_name(char *to, size_t size, const char *target)
{
    if (!target)
        return false;
    if (*target == '/')
        return take(to, size, target + 1);
    if (size < 4 || !take(to + 3, size - 3, target))
        return false;
    memcpy(to, "xl/", 3);
    return true;
}

static void relation_start(struct part *part, const char *element, const char **attributes)
{
    struct xlsx_book *book = part->owner;
    const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type"),
               *target = xml_attribute(attributes, "Target");
    if (strcmp(element, "Relationship") != 0 || !id || !type || !target)
        return;
    const char *slash = strrchr(type, '/');
    const char *kind = slash ? slash + 1 : type;
    if (strcmp(kind, "sharedStrings") == 0)
        (void)target_name(book->strings_part, sizeof book->strings_part, target);
    else if (strcmp(kind, "styles") == 0)
        (void)target_name(book->styles_part, sizeof book->styles_part, target);
    else if (strcmp(kind, "worksheet") == 0)
        for (size_t i = 0; i < book->sheets; i++)
            if (strcmp(book->sheet[i].id, id) == 0)
                (void)target_name(book->sheet[i].part, sizeof book->sheet[i].part, target);
}

struct styles_state {
    struct xlsx_book *book;
    bool in_cell_formats;
    struct {
        unsigned long id;
        bool is_date;
    } format[FORMATS_MAX];
    size_t formats;
};

/* Whether a number format shows a date: has y, m, d, h or s outside quotes, brackets and escapes.
 * [h] is a time span: no. */
static bool format_is_date(const char *code)
{
    bool dated = false;
    for (const char *p = code; *p; p++) {
        if (*p == '"' || *p == '[') {
            const char *end = strchr(p + 1, *p == '"' ? '"' : ']');
            if (!end)
                break;
            p = end;
        } else if ((*p == '\\' || *p == '_' || *p == '*') && p[1]) {
            p++;
        } else if (*p == ';') {
            break;
        } else if (strncmp(p, "General", 7) == 0) {
            return false;
        } else if (strchr("ymdYMD", *p)) {
            dated = true;
        }
    }
    return dated;
}

static unsigned long number_of(const char *digits)
{
    return digits ? strtoul(digits, NULL, 10) : 0;
}

static void styles_start(struct part *part, const char *element, const char **attributes)
{
    struct styles_state *state = part->owner;
    struct xlsx_book *book = state->book;
    if (strcmp(element, "cellXfs") == 0) {
        state->in_cell_formats = true;
    } else if (strcmp(element, "numFmt") == 0 && state->formats < FORMATS_MAX) {
        const char *code = xml_attribute(attributes, "formatCode");
        state->format[state->formats].id = number_of(xml_attribute(attributes, "numFmtId"));
        state->format[state->formats++].is_date = code && format_is_date(code);
    } else if (strcmp(element, "xf") == 0 && state->in_cell_formats && book->styles < STYLES_MAX) {
        const unsigned long id = number_of(xml_attribute(attributes, "numFmtId"));
        bool dated = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
                     (id >= 50 && id <= 58);
        for (size_t i = 0; i < state->formats; i++)
            if (state->format[i].id == id)
                dated = state->format[i].is_date;
        book->style_is_date[book->styles++] = dated;
    }
}

static void styles_end(struct part *part, const char *element)
{
    struct styles_state *state = part->owner;
    if (strcmp(element, "cellXfs") == 0)
        state->in_cell_formats = false;
}

/* ---- Shared strings: a pause after each ---- */

struct strings_state {
    char bytes[STRING_MAX];
    size_t used;
    bool in_words, in_phonetic;
};

static void strings_start(struct part *part, const char *element, const char **attributes)
{
    (void)attributes;
    struct strings_state *state = part->owner;
    if (strcmp(element, "si") == 0)
        state->used = 0;
    else if (strcmp(element, "rPh") == 0)
        state->in_phonetic = true;
    else if (strcmp(element, "t") == 0)
        state->in_words = !state->in_phonetic;
}

static void strings_end(struct part *part, const char *element)
{
    struct strings_state *state = part->owner;
    if (strcmp(element, "t") == 0)
        state->in_words = false;
    else if (strcmp(element, "rPh") == 0)
        state->in_phonetic = false;
    else if (strcmp(element, "si") == 0)
        part_pause(part);
}

static void strings_words(struct part *part, const char *ptr, size_t len)
{
    struct strings_state *state = part->owner;
    if (!state->in_words)
        return;
    if (len > STRING_MAX - state->used) {
        part_refuse(part, "holds a text of over 256 KB");
        return;
    }
    memcpy(state->bytes + state->used, ptr, len);
    state->used += len;
}

static bool read_strings(struct xlsx_book *book, text *say)
{
    static const struct part_handlers handlers = {strings_start, strings_end, strings_words};
    struct strings_state *state = arena_make(book->arena, struct strings_state);
    struct part *part =
        part_open(book->arena, book->strings_part,
                  &(struct part_of){
                      .zip = book->zip, .all = &book->all, .handlers = &handlers, .owner = state},
                  say);
    if (!part)
        return false;
    size_t all = 0;
    enum part_result result;
    while ((result = part_pull(part, say)) == PART_PAUSED) {
        all += state->used + SHARED_EACH;
        if (all > SHARED_MAX) {
            *say = T("The workbook's texts are over 128 MB together, which is more than Holdfast "
                     "reads from a "
                     "workbook. Save its sheet as CSV UTF-8 and give that: a CSV file may be of "
                     "any size.");
            result = PART_BAD;
            break;
        }
        if (book->string_count == book->string_room) {
            const size_t room = book->string_room ? book->string_room * 2 : 1024;
            book->string = arena_grow(book->arena, book->string, book->string_room * sizeof(text),
                                      room * sizeof(text));
            book->string_room = room;
        }
        book->string[book->string_count++] =
            text_copy(book->arena, (text){.ptr = state->bytes, .len = state->used});
    }
    part_close(part);
    return result == PART_END;
}

/* ---- Opening ---- */

static void close_zip(void *zip)
{
    zip_discard(zip);
}

static zip_t *open_zip(struct arena *arena, int fd, bytes memory, text *say)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_t *zip = NULL;
    if (fd >= 0) {
        int code = 0;
        zip = zip_fdopen(fd, 0, &code);
    } else {
        zip_source_t *source = zip_source_buffer_create(memory.ptr, memory.len, 0, &error);
        zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
        if (source && !zip)
            zip_source_free(source);
    }
    zip_error_fini(&error);
    if (!zip) {
        *say = T("The file is not a whole workbook: its zip directory is damaged or cut short.");
        return NULL;
    }
    arena_on_close(arena, close_zip, zip);
    if (zip_get_num_entries(zip, 0) > ENTRIES_MAX) {
        *say = T("The workbook has over 2,000 parts, as no real one does.");
        return NULL;
    }
    return zip;
}

static bool read_workbook(struct xlsx_book *book, text *say)
{
    static const struct part_handlers workbook = {.start = workbook_start};
    static const struct part_handlers relations = {.start = relation_start};
    static const struct part_handlers styles = {.start = styles_start, .end = styles_end};
    struct workbook_state *names = arena_make(book->arena, struct workbook_state);
    names->book = book;
    if (zip_name_locate(book->zip, "xl/workbook.xml", ZIP_FL_NOCASE) < 0) {
        *say = T("The file is a zip but not a workbook. Give the .xlsx file itself.");
        return false;
    }
    if (!read_whole(book, "xl/workbook.xml", &workbook, names, say) ||
        !read_whole(book, "xl/_rels/workbook.xml.rels", &relations, book, say))
        return false;
    for (size_t i = 0; i < book->sheets; i++)
        book->sheet[i].name = text_copy(book->arena, text_of(names->name[i]));
    if (*book->styles_part) {
        struct styles_state *state = arena_make(book->arena, struct styles_state);
        state->book = book;
        if (!read_whole(book, book->styles_part, &styles, state, say))
            return false;
    }
    return !*book->strings_part || read_strings(book, say);
}

struct xlsx_book *xlsx_open(struct arena *arena, int fd, bytes memory, text *say)
{
    struct xlsx_book *book = arena_make(arena, struct xlsx_book);
    book->arena = arena;
    book->zip = open_zip(arena, fd, memory, say);
    if (!book->zip || !read_workbook(book, say))
        return NULL;
    return book;
}
