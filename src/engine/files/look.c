/* The kinds of files that people may add, and how each is known: see look.h. */
#include "engine/files/look.h"
#include "engine/files/image.h"
#include "engine/files/zip_look.h"

#include <string.h>

#define NAME_BYTES_MOST 200

static bool starts(bytes b, size_t at, const char *magic, size_t size)
{
    return at <= b.len && b.len - at >= size && memcmp(b.ptr + at, magic, size) == 0;
}
#define STARTS(b, at, literal) starts((b), (at), literal, sizeof(literal) - 1)

/* ---- One frame after the other ---- */

static bool is_pdf(bytes b)
{
    if (!STARTS(b, 0, "%PDF-1.") && !STARTS(b, 0, "%PDF-2."))
        return false;
    const size_t tail = b.len < 1024 ? b.len : 1024;
    return memmem(b.ptr + b.len - tail, tail, "%%EOF", 5) != NULL;
}

static uint64_t big(bytes b, size_t at, size_t size)
{
    uint64_t n = 0;
    for (size_t i = 0; i < size; i++)
        n = n << 8 | b.ptr[at + i];
    return n;
}

/* Boxes one after the other up to the file's last byte, the one with the content among them; the
 * last may say "to the end". */
static bool boxes_are_whole(bytes b)
{
    bool content = false;
    for (size_t at = 0; at < b.len;) {
        if (b.len - at < 8)
            return false;
        content = content || STARTS(b, at + 4, "mdat");
        uint64_t size = big(b, at, 4);
        if (size == 0)
            return content;
        if (size == 1)
            size = b.len - at < 16 ? 0 : big(b, at + 8, 8);
        if (size < 8 || size > b.len - at)
            return false;
        at += (size_t)size;
    }
    return content;
}

/* The ISO family: its first box names what it is. */
static bool iso_look(bytes b, enum stored_kind *kind)
{
    static const struct {
        char brand[5];
        enum stored_kind kind;
    } brands[] = {
        {"heic", STORED_KIND_HEIC}, {"heix", STORED_KIND_HEIC}, {"mif1", STORED_KIND_HEIC},
        {"M4A ", STORED_KIND_M4A},  {"M4B ", STORED_KIND_M4A},  {"isom", STORED_KIND_MP4},
        {"iso2", STORED_KIND_MP4},  {"iso5", STORED_KIND_MP4},  {"iso6", STORED_KIND_MP4},
        {"mp41", STORED_KIND_MP4},  {"mp42", STORED_KIND_MP4},  {"avc1", STORED_KIND_MP4},
        {"3gp4", STORED_KIND_MP4},  {"3gp5", STORED_KIND_MP4},  {"M4V ", STORED_KIND_MP4},
    };
    if (!STARTS(b, 4, "ftyp") || b.len < 16 || !boxes_are_whole(b))
        return false;
    for (size_t i = 0; i < sizeof brands / sizeof *brands; i++)
        if (starts(b, 8, brands[i].brand, 4)) {
            *kind = brands[i].kind;
            return true;
        }
    return false;
}

/* The length of a frame of MPEG sound, layer III; 0: none begins here. */
static size_t mp3_frame(bytes b, size_t at)
{
    static const int rates[2][16] = {
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0},
        {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0}};
    static const int samples[3] = {44100, 48000, 32000};
    if (b.len - at < 4 || b.ptr[at] != 0xff || (b.ptr[at + 1] & 0xe6) != 0xe2)
        return 0;
    const int version = b.ptr[at + 1] >> 3 & 3, rate = b.ptr[at + 2] >> 4,
              speed = b.ptr[at + 2] >> 2 & 3;
    if (version == 1 || speed == 3)
        return 0;
    const bool first = version == 3;
    const int kilobits = rates[!first][rate];
    const int hertz = samples[speed] / (first ? 1 : version == 2 ? 2 : 4);
    return kilobits == 0
               ? 0
               : (size_t)((first ? 144 : 72) * kilobits * 1000 / hertz + (b.ptr[at + 2] >> 1 & 1));
}

/* Two frames in a row, after the tag that may stand before them. */
static bool is_mp3(bytes b)
{
    size_t at = 0;
    if (STARTS(b, 0, "ID3") && b.len > 10) {
        size_t tag = 0;
        for (size_t i = 6; i < 10; i++)
            tag = tag << 7 | (b.ptr[i] & 0x7f);
        at = 10 + tag;
    }
    if (at >= b.len)
        return false;
    const size_t frame = mp3_frame(b, at);
    return frame > 0 && frame < b.len - at && mp3_frame(b, at + frame) > 0;
}

static bool is_wav(bytes b)
{
    if (!STARTS(b, 0, "RIFF") || !STARTS(b, 8, "WAVE"))
        return false;
    const size_t says =
        (size_t)b.ptr[4] | (size_t)b.ptr[5] << 8 | (size_t)b.ptr[6] << 16 | (size_t)b.ptr[7] << 24;
    return says == b.len - 8;
}

/* Pages that say how long they are; the last marks the end of the stream. */
static bool is_ogg(bytes b)
{
    bool last = false;
    size_t at = 0;
    while (at < b.len) {
        if (!STARTS(b, at, "OggS\0") || b.len - at < 27)
            return false;
        const size_t segments = b.ptr[at + 26];
        if (b.len - at - 27 < segments)
            return false;
        size_t size = 27 + segments;
        for (size_t i = 0; i < segments; i++)
            size += b.ptr[at + 27 + i];
        if (size > b.len - at)
            return false;
        last = (b.ptr[at + 5] & 4) != 0;
        at += size;
    }
    return last;
}

/* Words that a person can read: no controls but line ends and tabs. Old programs write them in
 * codes of one byte, which are kept as they are. */
static bool is_text(bytes b)
{
    if (STARTS(b, 0, "%PDF-") || STARTS(b, 0, "RIFF") || STARTS(b, 0, "OggS") || STARTS(b, 0, "PK"))
        return false; /* the beginning of something else that did not come whole */
    for (size_t i = 0; i < b.len; i++)
        if (b.ptr[i] == 0x7f || (b.ptr[i] < 0x20 && b.ptr[i] != '\n' && b.ptr[i] != '\r' &&
                                 b.ptr[i] != '\t' && b.ptr[i] != '\f'))
            return false;
    return true;
}

/* ---- Together ---- */

static bool of_image(bytes b, enum stored_kind *kind)
{
    struct image image;
    if (!image_look(b, &image))
        return false;
    *kind = strcmp(image.type, "image/png") == 0    ? STORED_KIND_PNG
            : strcmp(image.type, "image/jpeg") == 0 ? STORED_KIND_JPEG
                                                    : STORED_KIND_WEBP;
    return true;
}

/* True: a zip; *say then tells why not, or is absent. */
static bool of_zip(bytes b, enum stored_kind *kind, text *say)
{
    *say = TEXT_ABSENT;
    switch (zip_look(b)) {
    case ZIP_NONE:
        return false;
    case ZIP_OTHER:
        *say = T("This is a zip or another kind of archive. Add the files in it one by one");
        break;
    case ZIP_TOO_BIG:
        *say = T("This file would unpack to far more than a document holds, so it was not opened");
        break;
    case ZIP_PROGRAM:
        *say = T("This document has a program in it (macros). Save it without, and add that");
        break;
    case ZIP_LOCKED:
        *say = T("This file asks for a password. Save it without one, and add that");
        break;
    case ZIP_DOCX:
        *kind = STORED_KIND_DOCX;
        break;
    case ZIP_XLSX:
        *kind = STORED_KIND_XLSX;
        break;
    case ZIP_ODT:
        *kind = STORED_KIND_ODT;
        break;
    }
    return true;
}

static bool of_frame(bytes b, text name, enum stored_kind *kind)
{
    if (of_image(b, kind) || iso_look(b, kind))
        return true;
    const bool table =
        name.len > 4 && text_eq_fold(text_slice(name, name.len - 4, name.len), T(".csv"));
    const struct {
        bool is;
        enum stored_kind kind;
    } others[] = {{is_pdf(b), STORED_KIND_PDF},
                  {is_wav(b), STORED_KIND_WAV},
                  {is_ogg(b), STORED_KIND_OGG},
                  {is_mp3(b), STORED_KIND_MP3},
                  {is_text(b), table ? STORED_KIND_CSV : STORED_KIND_TEXT}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].is) {
            *kind = others[i].kind;
            return true;
        }
    return false;
}

bool file_look(bytes b, text name, enum stored_kind *kind, text *say)
{
    *say = TEXT_ABSENT;
    if (b.len == 0) {
        *say = T("This file is empty");
        return false;
    }
    if (of_zip(b, kind, say))
        return !say->ptr;
    if (of_frame(b, name, kind) && !zip_ends(b))
        return true;
    *say = T(
        "This is not a kind of file that can be added here, or it did not arrive whole. PDF, Word, "
        "Excel, OpenDocument, pictures, text, sound and MP4 films can");
    return false;
}

static const struct {
    const char *type, *endings; /* the first is the one to add */
} kinds[STORED_KIND_COUNT] = {
    [STORED_KIND_PDF] = {"application/pdf", ".pdf"},
    [STORED_KIND_DOCX] = {"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                          ".docx"},
    [STORED_KIND_XLSX] = {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                          ".xlsx"},
    [STORED_KIND_ODT] = {"application/vnd.oasis.opendocument.text", ".odt"},
    [STORED_KIND_PNG] = {"image/png", ".png"},
    [STORED_KIND_JPEG] = {"image/jpeg", ".jpg .jpeg"},
    [STORED_KIND_WEBP] = {"image/webp", ".webp"},
    [STORED_KIND_HEIC] = {"image/heic", ".heic .heif"},
    [STORED_KIND_TEXT] = {"text/plain", ".txt .md"},
    [STORED_KIND_CSV] = {"text/csv", ".csv"},
    [STORED_KIND_MP3] = {"audio/mpeg", ".mp3"},
    [STORED_KIND_M4A] = {"audio/mp4", ".m4a .m4b"},
    [STORED_KIND_OGG] = {"audio/ogg", ".ogg .oga .opus"},
    [STORED_KIND_WAV] = {"audio/wav", ".wav"},
    [STORED_KIND_MP4] = {"video/mp4", ".mp4 .m4v .3gp"},
};

text stored_kind_type(enum stored_kind kind)
{
    return text_of(kinds[kind].type);
}

text file_save_name(struct arena *arena, text name, enum stored_kind kind)
{
    text rest = text_of(kinds[kind].endings);
    const text first = text_cut(&(text){.ptr = rest.ptr, .len = rest.len}, ' ');
    while (rest.ptr) {
        const text ending = text_cut(&rest, ' ');
        if (name.len > ending.len &&
            text_eq_fold(text_slice(name, name.len - ending.len, name.len), ending))
            return name;
    }
    return text_format(arena, "%.*s%.*s", TEXT_ARG(name), TEXT_ARG(first));
}

text file_name_clean(struct arena *arena, text given)
{
    text name = text_trim(text_visible(arena, given, false));
    for (size_t i = name.len; i-- > 0;)
        if (name.ptr[i] == '/' || name.ptr[i] == '\\') {
            name = text_slice(name, i + 1, name.len);
            break;
        }
    name = text_trim(name);
    while (text_starts(name, T(".")))
        name = text_trim(text_slice(name, 1, name.len));
    /* A long one keeps its ending. */
    if (name.len > NAME_BYTES_MOST) {
        const text tail = text_slice(name, name.len - 8, name.len);
        const ptrdiff_t dot = text_find(tail, T("."));
        const text head = text_head(name, NAME_BYTES_MOST - 8);
        name = dot < 0 ? head
                       : text_format(arena, "%.*s%.*s", TEXT_ARG(head),
                                     TEXT_ARG(text_slice(tail, (size_t)dot, tail.len)));
    }
    name = text_trim(text_visible(arena, name, false)); /* a mark may have lost its letter */
    return text_present(name) ? name : T("file");
}
