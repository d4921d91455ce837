/*
 * A zip is read from its end: the record of the end names the list of contents, which names each
 * entry (APPNOTE 4.3.12, 4.3.16). Here the list must reach from the last entry to that record, the
 * first entry begin the file, and no comment follow: then nothing can hide before, between or
 * after.
 */
#include "engine/files/zip_look.h"

#include <string.h>

enum { END_SIZE = 22, ENTRY_SIZE = 46, MOST_ENTRIES = 10000 };
static const uint64_t most_unpacked = (uint64_t)512 << 20;

static uint32_t number(bytes b, size_t at, size_t size)
{
    uint32_t n = 0;
    for (size_t i = size; i > 0; i--)
        n = n << 8 | b.ptr[at + i - 1];
    return n;
}

static bool starts(bytes b, size_t at, const char *magic, size_t size)
{
    return at <= b.len && b.len - at >= size && memcmp(b.ptr + at, magic, size) == 0;
}

bool zip_ends(bytes b)
{
    /* With a comment of any length, as programs look for it. */
    const size_t most = b.len < END_SIZE + 65535 ? b.len : END_SIZE + 65535;
    for (size_t back = END_SIZE; back <= most; back++) {
        const size_t at = b.len - back;
        if (starts(b, at, "PK\5\6", 4) && number(b, at + 20, 2) == back - END_SIZE)
            return true;
    }
    return false;
}

/* What the names of its entries have said so far. */
struct seen {
    bool types, word, sheet, program, locked;
    uint64_t unpacked;
};

static void entry_see(struct seen *seen, text name, unsigned flags, uint32_t unpacked)
{
    seen->types = seen->types || text_eq(name, T("[Content_Types].xml"));
    seen->word = seen->word || text_eq(name, T("word/document.xml"));
    seen->sheet = seen->sheet || text_eq(name, T("xl/workbook.xml"));
    seen->program = seen->program || text_ends(name, T("vbaProject.bin")) ||
                    text_starts(name, T("Basic/")) || text_starts(name, T("Scripts/"));
    seen->locked = seen->locked || (flags & 1) != 0;
    seen->unpacked += unpacked;
}

/* Whether its first entry is the word that OpenDocument begins with, as it is. */
static bool is_open_document(bytes b)
{
    static const char type[] = "application/vnd.oasis.opendocument.text";
    return starts(b, 30, "mimetype", 8) && number(b, 8, 2) == 0 && number(b, 26, 2) == 8 &&
           number(b, 22, 4) == sizeof type - 1 &&
           starts(b, 38 + number(b, 28, 2), type, sizeof type - 1);
}

static enum zip_found verdict(bytes b, const struct seen *seen)
{
    if (seen->unpacked > most_unpacked)
        return ZIP_TOO_BIG;
    if (seen->locked)
        return ZIP_LOCKED;
    if (seen->program)
        return ZIP_PROGRAM;
    const bool open_document = is_open_document(b);
    if (open_document)
        return seen->word || seen->sheet ? ZIP_OTHER : ZIP_ODT;
    if (!seen->types || seen->word == seen->sheet)
        return ZIP_OTHER; /* neither, or both: no program makes such a file */
    return seen->word ? ZIP_DOCX : ZIP_XLSX;
}

enum zip_found zip_look(bytes b)
{
    if (b.len < END_SIZE || !starts(b, 0, "PK\3\4", 4) || !starts(b, b.len - END_SIZE, "PK\5\6", 4))
        return ZIP_NONE;
    const size_t end = b.len - END_SIZE;
    const uint32_t entries = number(b, end + 10, 2), size = number(b, end + 12, 4),
                   start = number(b, end + 16, 4);
    if (number(b, end + 20, 2) != 0 || number(b, end + 8, 2) != entries || size > end ||
        start != end - size)
        return ZIP_NONE;
    if (entries > MOST_ENTRIES)
        return ZIP_TOO_BIG;
    struct seen seen = {0};
    size_t at = start;
    for (uint32_t i = 0; i < entries; i++) {
        if (end - at < ENTRY_SIZE || !starts(b, at, "PK\1\2", 4))
            return ZIP_NONE;
        const size_t name = number(b, at + 28, 2);
        const size_t whole = ENTRY_SIZE + name + number(b, at + 30, 2) + number(b, at + 32, 2);
        if (whole > end - at || !starts(b, number(b, at + 42, 4), "PK\3\4", 4))
            return ZIP_NONE;
        entry_see(&seen, (text){.ptr = (const char *)b.ptr + at + ENTRY_SIZE, .len = name},
                  number(b, at + 8, 2), number(b, at + 24, 4));
        at += whole;
    }
    return at == end ? verdict(b, &seen) : ZIP_NONE;
}
