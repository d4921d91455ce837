/* Makes small workbooks, good and hostile, in memory. */
#ifndef TESTS_MAKE_XLSX_H
#define TESTS_MAKE_XLSX_H

#include "engine/base/values.h"

#include <string.h>
#include <zip.h>

struct made_part {
    const char *name;
    text content;
    bool stored; /* not packed: large ones that no cap on packing is to see */
};

/* Parts that come after these replace the ones of the same name. */
static inline bytes make_zip(struct arena *arena, const struct made_part *part, size_t count)
{
    zip_error_t error;
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
    ensure(target);
    zip_source_keep(target);
    zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    ensure(zip);
    for (size_t i = 0; i < count; i++) {
        zip_source_t *source = zip_source_buffer(zip, part[i].content.ptr, part[i].content.len, 0);
        const zip_int64_t at =
            source ? zip_file_add(zip, part[i].name, source, ZIP_FL_OVERWRITE) : -1;
        ensure(at >= 0);
        if (part[i].stored)
            ensure(zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0) == 0);
    }
    ensure(zip_close(zip) == 0);
    ensure(zip_source_open(target) == 0);
    zip_stat_t stat;
    ensure(zip_source_stat(target, &stat) == 0);
    unsigned char *out = arena_alloc(arena, (size_t)stat.size + 1);
    ensure(zip_source_read(target, out, stat.size) == (zip_int64_t)stat.size);
    zip_source_close(target);
    zip_source_free(target);
    return (bytes){.ptr = out, .len = (size_t)stat.size};
}

#define MADE_BOOK                                                                                  \
    T("<workbook xmlns:r='r'><sheets><sheet name='grants' sheetId='1' "                            \
      "r:id='rId1'/></sheets></workbook>")
#define MADE_RELATIONS                                                                             \
    T("<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='worksheets/sheet1.xml'/>" \
      "<Relationship Id='rId2' Type='x/styles' Target='styles.xml'/>"                              \
      "<Relationship Id='rId3' Type='x/sharedStrings' "                                            \
      "Target='sharedStrings.xml'/></Relationships>")
#define MADE_STYLES                                                                                \
    T("<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd'/>"                  \
      "<numFmt numFmtId='165' formatCode='&quot;day&quot;#,##0'/></numFmts><cellStyleXfs><xf "     \
      "numFmtId='14'/>"                                                                            \
      "</cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf "      \
      "numFmtId='165'/></cellXfs>"                                                                 \
      "</styleSheet>")
#define MADE_STRINGS                                                                               \
    T("<sst><si><t>Identifier</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>not "       \
      "this</t></rPh></si></sst>")

/* A workbook of one sheet, whose XML this is; extra parts replace the usual ones of their name. */
static inline bytes make_xlsx(struct arena *arena, text sheet, const struct made_part *extra,
                              size_t extras)
{
    struct made_part part[16] = {{"xl/workbook.xml", MADE_BOOK, false},
                                 {"xl/_rels/workbook.xml.rels", MADE_RELATIONS, false},
                                 {"xl/styles.xml", MADE_STYLES, false},
                                 {"xl/sharedStrings.xml", MADE_STRINGS, false},
                                 {"xl/worksheets/sheet1.xml", sheet, false}};
    ensure(extras <= 11);
    if (extras > 0)
        memcpy(part + 5, extra, extras * sizeof *extra);
    return make_zip(arena, part, 5 + extras);
}

#endif
