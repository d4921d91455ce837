/*
 * What xlsx_book.c, xlsx_sheet.c and xlsx_part.c share, and nobody else.
 *
 * One XML part of a workbook is pulled: handlers suspend the parser when they have something whole,
 * the caller takes it, and pulls again. So no handler allocates, and none can fail() through
 * expat's frames.
 */
#ifndef ENGINE_FILES_XLSX_PRIVATE_H
#define ENGINE_FILES_XLSX_PRIVATE_H

#include "engine/files/xlsx_read.h"

#include <expat.h>
#include <zip.h>

struct part;
/* What the owner does with elements; names come without their namespace prefix. Any may be NULL. */
struct part_handlers {
    void (*start)(struct part *part, const char *name, const char **attributes);
    void (*end)(struct part *part, const char *name);
    void (*words)(struct part *part, const char *ptr, size_t len);
};

struct part {
    struct arena *arena;
    const char *name; /* for sentences */
    const struct part_handlers *handlers;
    void *owner;
    zip_file_t *file;
    XML_Parser parser;
    uint64_t packed, size; /* as the zip's directory says */
    uint64_t unfolded;     /* so far */
    uint64_t *all;         /* of the whole workbook */
    bool suspended, ended;
    const char *wrong; /* set by a handler that stops for good */
    unsigned depth;
};

struct part_of {
    zip_t *zip;
    uint64_t *all;
    const struct part_handlers *handlers;
    void *owner;
};
/* NULL when there is no such part or it is refused (*say). */
struct part *part_open(struct arena *arena, const char *name, const struct part_of *of,
                       text *say) must_use;
void part_close(struct part *part);

enum part_result { PART_PAUSED, PART_END, PART_BAD };
/* Reads on until a handler pauses, the end, or trouble (*say). */
enum part_result part_pull(struct part *part, text *say) must_use;
/* For handlers. */
void part_pause(struct part *part);
void part_refuse(struct part *part, const char *wrong);

#define SHEETS_MAX 256
#define STYLES_MAX 4096

struct sheet_entry {
    text name;
    char id[64];    /* relationship */
    char part[256]; /* in the zip */
};

struct xlsx_book {
    struct arena *arena;
    zip_t *zip;
    uint64_t all; /* bytes unfolded so far, of every part */
    bool from_1904;
    struct sheet_entry sheet[SHEETS_MAX];
    size_t sheets;
    char strings_part[256], styles_part[256];
    bool style_is_date[STYLES_MAX];
    size_t styles;
    text *string; /* the shared ones */
    size_t string_count, string_room;
    struct xlsx_sheet *open;
};

/* An attribute by its name without a prefix, or NULL. */
const char *xml_attribute(const char **attributes, const char *name);

#endif
