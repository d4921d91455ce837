/*
 * Fuzzes imports of XLSX. A mutated zip rarely unpacks, so the input is either a zip (it begins with "PK") or the XML of the sheet in an
 * otherwise good workbook.
 */
#include "tests/engine/files/make_xlsx.h"
#include "tests/fuzz/fuzz_grants.h"

static void read_file(struct arena *arena, bytes file, struct sink *sink)
{
    if (file.len < 2 || memcmp(file.ptr, "PK", 2) != 0)
        file = make_xlsx(arena, (text){.ptr = (const char *)file.ptr, .len = file.len}, NULL, 0);
    read_xlsx(arena, -1, file, sink);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_one(data, size, read_file);
}
