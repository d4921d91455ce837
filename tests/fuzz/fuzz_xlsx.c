/*
 * Fuzzes imports of XLSX. A mutated zip rarely unpacks, so the input is either a zip (it begins
 * with "PK") or the XML of a workbook's parts, with a form feed between: the sheet, and as many of
 * shared strings, styles, workbook, relations and a second sheet as there are; the rest are good
 * ones.
 */
#include "tests/engine/files/make_xlsx.h"
#include "tests/fuzz/fuzz_grants.h"

static bytes book_of(struct arena *arena, text parts)
{
    static const char *const names[] = {"xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
                                        "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml"};
    struct made_part extra[sizeof names / sizeof *names];
    size_t extras = 0;
    const text sheet = text_cut(&parts, '\f');
    while (parts.ptr && extras < sizeof names / sizeof *names) {
        extra[extras] = (struct made_part){.name = names[extras]};
        extra[extras++].content = text_cut(&parts, '\f');
    }
    return make_xlsx(arena, sheet, extra, extras);
}

static void read_file(struct arena *arena, bytes file, struct sink *sink)
{
    if (file.len < 2 || memcmp(file.ptr, "PK", 2) != 0)
        file =
            book_of(arena, (text){.ptr = file.len ? (const char *)file.ptr : "", .len = file.len});
    read_xlsx(arena, -1, file, sink);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_one(data, size, read_file);
}
