/* Fuzzes imports of CSV, from the first byte to the checked grant. */
#include "tests/fuzz/fuzz_grants.h"

static void read_file(struct arena *arena, bytes file, struct sink *sink)
{
    struct source source = source_of_bytes(file);
    read_csv(arena, &source, sink);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_one(data, size, read_file);
}
