/* What a file is by its content: each kind, and the files that pretend to be one. */
#include "engine/files/look.h"
#include "engine/files/zip_look.h"
#include "tests/engine/files/made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#undef fail /* ours */

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_new((size_t)64 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* Copied, so that reading one byte too far is seen. */
static bool look(bytes b, text name, enum stored_kind *kind, text *say)
{
    unsigned char *copy = malloc(b.len ? b.len : 1);
    memcpy(copy, b.ptr, b.len);
    const bool good = file_look((bytes){.ptr = copy, .len = b.len}, name, kind, say);
    free(copy);
    return good;
}

struct sample {
    bytes content;
    const char *name;
    enum stored_kind kind;
    bool framed; /* any cut of it shows */
};

static size_t samples_make(struct sample *out)
{
    const struct made_entry sheet[] = {{"[Content_Types].xml", "<T/>", 0, 0},
                                       {"xl/workbook.xml", "<w/>", 0, 0}};
    const struct made_entry open[] = {{"mimetype", "application/vnd.oasis.opendocument.text", 0, 0},
                                      {"content.xml", "<o/>", 0, 0}};
    const struct sample samples[] = {
        {MADE_PDF, "a.pdf", STORED_KIND_PDF, false},
        {made_docx(arena), "a", STORED_KIND_DOCX, true},
        {made_zip(arena, sheet, 2), "a", STORED_KIND_XLSX, true},
        {made_zip(arena, open, 2), "a", STORED_KIND_ODT, true},
        {MADE_PNG, "a", STORED_KIND_PNG, true},
        {MADE_JPEG, "a", STORED_KIND_JPEG, true},
        {MADE_WEBP, "a", STORED_KIND_WEBP, true},
        {MADE_HEIC, "a", STORED_KIND_HEIC, true},
        {BYTES("Hello\nto you, \xc5\xb5yn\t1\r\n"), "a.md", STORED_KIND_TEXT, false},
        {BYTES("a,b\n1,2\n"), "a.CSV", STORED_KIND_CSV, false},
        {made_mp3(arena), "a", STORED_KIND_MP3, false},
        {MADE_M4A, "a", STORED_KIND_M4A, true},
        {MADE_OGG, "a", STORED_KIND_OGG, true},
        {MADE_WAV, "a", STORED_KIND_WAV, true},
        {MADE_MP4, "a", STORED_KIND_MP4, true},
    };
    _Static_assert(sizeof samples / sizeof *samples == STORED_KIND_COUNT, "one of each");
    memcpy(out, samples, sizeof samples);
    return STORED_KIND_COUNT;
}

static void each_kind_is_known_by_its_content_whatever_its_name(void **state)
{
    (void)state;
    struct sample samples[STORED_KIND_COUNT];
    const size_t count = samples_make(samples);
    for (size_t i = 0; i < count; i++) {
        enum stored_kind kind;
        text say;
        if (!look(samples[i].content, text_of(samples[i].name), &kind, &say))
            print_error("sample %zu: %.*s\n", i, TEXT_ARG(say));
        assert_true(look(samples[i].content, text_of(samples[i].name), &kind, &say));
        assert_int_equal(kind, samples[i].kind);
        if (kind != STORED_KIND_CSV && kind != STORED_KIND_TEXT) {
            assert_true(look(samples[i].content, T("x.exe"), &kind, &say));
            assert_int_equal(kind, samples[i].kind);
        }
    }
}

static void a_file_that_was_cut_is_not_taken(void **state)
{
    (void)state;
    struct sample samples[STORED_KIND_COUNT];
    const size_t count = samples_make(samples);
    for (size_t i = 0; i < count; i++)
        for (size_t size = 0; samples[i].framed && size < samples[i].content.len; size++) {
            enum stored_kind kind;
            text say;
            const bytes cut = {.ptr = samples[i].content.ptr, .len = size};
            if (!look(cut, T("a"), &kind, &say) || size < 8)
                continue; /* of a few letters nothing can be said but that they are letters */
            print_error("sample %zu, %zu bytes of it\n", i, size);
            assert_true(false);
        }
    enum stored_kind kind;
    text say;
    const bytes pdf = MADE_PDF;
    assert_false(look((bytes){.ptr = pdf.ptr, .len = pdf.len / 2}, T("a.pdf"), &kind, &say));
}

static void something_behind_the_end_is_not_taken(void **state)
{
    (void)state;
    struct sample samples[STORED_KIND_COUNT];
    const size_t count = samples_make(samples);
    const bytes tails[] = {BYTES("\0<script>alert(1)</script>"), made_docx(arena)};
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t < 2; t++) {
            enum stored_kind kind;
            text say;
            const bool sound =
                samples[i].kind == STORED_KIND_MP3 || samples[i].kind == STORED_KIND_PDF;
            if (t == 0 && sound)
                continue; /* players skip it, and so do readers; it is served as what it is */
            if (look(made_with(arena, samples[i].content, tails[t]), T("a"), &kind, &say))
                print_error("sample %zu, tail %zu\n", i, t);
            assert_false(look(made_with(arena, samples[i].content, tails[t]), T("a"), &kind, &say));
        }
}

static void hostile_files_are_refused_with_words_of_their_own(void **state)
{
    (void)state;
    const struct made_entry program[] = {MADE_DOCX_ENTRIES, {"word/vbaProject.bin", "x", 0, 0}};
    const struct made_entry bomb[] = {MADE_DOCX_ENTRIES, {"word/media/1.png", "x", 0xf0000000, 0}};
    const struct made_entry locked[] = {{"[Content_Types].xml", "x", 0, 1},
                                        {"word/document.xml", "x", 0, 1}};
    const struct made_entry both[] = {MADE_DOCX_ENTRIES, {"xl/workbook.xml", "x", 0, 0}};
    const struct made_entry other[] = {{"setup.exe", "MZ", 0, 0}};
    const struct {
        bytes content;
        const char *says;
    } cases[] = {
        {{.ptr = (const unsigned char *)"", .len = 0}, "empty"},
        {made_zip(arena, program, 3), "macros"},
        {made_zip(arena, bomb, 3), "unpack to far more"},
        {made_zip(arena, locked, 2), "password"},
        {made_zip(arena, both, 3), "archive"},
        {made_zip(arena, other, 1), "archive"},
        {made_zip(arena, NULL, 0), "not a kind"},
        {made_with(arena, BYTES("#!/bin/sh\0"), made_docx(arena)), "not a kind"},
        {BYTES("MZ\x90\0\3\0\0\0"), "not a kind"},
        {BYTES("\x7f"
               "ELF\2\1\1\0"),
         "not a kind"},
        {BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "not a kind"}, /* old Word: may hold macros */
        {BYTES("GIF89a\1\0\1\0"), "not a kind"},
        {BYTES("\xfe\xff\0a"), "not a kind"},
        {BYTES("OggS"), "not a kind"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum stored_kind kind;
        text say;
        const bool good = look(cases[i].content, T("a.docx"), &kind, &say);
        if (good || text_find(say, text_of(cases[i].says)) < 0)
            print_error("case %zu: %.*s\n", i, TEXT_ARG(say));
        assert_true(!good && text_find(say, text_of(cases[i].says)) >= 0);
    }
}

/* Any byte of any sample may be wrong: nothing is read beyond the end, whatever comes out. */
static void a_wrong_byte_anywhere_harms_nothing(void **state)
{
    (void)state;
    struct sample samples[STORED_KIND_COUNT];
    const size_t count = samples_make(samples);
    static const unsigned char wrong[] = {0, 1, 0x7f, 0x80, 0xff};
    for (size_t i = 0; i < count; i++)
        for (size_t at = 0; at < samples[i].content.len; at++)
            for (size_t v = 0; v < sizeof wrong; v++) {
                unsigned char *copy = arena_alloc(arena, samples[i].content.len);
                memcpy(copy, samples[i].content.ptr, samples[i].content.len);
                copy[at] = wrong[v];
                enum stored_kind kind = STORED_KIND_COUNT;
                text say;
                (void)look((bytes){.ptr = copy, .len = samples[i].content.len}, T("a"), &kind,
                           &say);
            }
}

static void names_lose_what_nobody_sees_and_keep_the_rest(void **state)
{
    (void)state;
    static const struct {
        const char *given, *kept;
    } cases[] = {
        {"Accounts 2025.pdf", "Accounts 2025.pdf"},
        {"../../etc/passwd", "passwd"},
        {"C:\\Users\\Ana\\report.docx", "report.docx"},
        {"invoice\xe2\x80\xae"
         "fdp.exe",
         "invoicefdp.exe"},
        {"a\r\nSet-Cookie: x", "a Set-Cookie: x"},
        {"Adroddiad \xc5\xb5yn.odt", "Adroddiad \xc5\xb5yn.odt"},
        {"..", "file"},
        {"   ", "file"},
        {".htaccess", "htaccess"},
        {"", "file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const text got = file_name_clean(arena, text_of(cases[i].given));
        assert_string_equal(text_cstr(arena, got), cases[i].kept);
    }
    char nul[] = "a\0b.pdf";
    assert_string_equal(text_cstr(arena, file_name_clean(arena, (text){.ptr = nul, .len = 7})),
                        "ab.pdf");
    char longest[1000];
    memset(longest, 'x', sizeof longest);
    memcpy(longest + 995, ".docx", 5);
    const text cut = file_name_clean(arena, (text){.ptr = longest, .len = sizeof longest});
    assert_true(cut.len <= 200 && text_ends(cut, T(".docx")));
}

static void a_download_ends_as_its_kind_does(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum stored_kind kind;
        const char *saved;
    } cases[] = {
        {"a.pdf", STORED_KIND_PDF, "a.pdf"},
        {"a.PDF", STORED_KIND_PDF, "a.PDF"},
        {"a.pdf.exe", STORED_KIND_PDF, "a.pdf.exe.pdf"},
        {"a.html", STORED_KIND_TEXT, "a.html.txt"},
        {"photo.jpeg", STORED_KIND_JPEG, "photo.jpeg"},
        {"pdf", STORED_KIND_PDF, "pdf.pdf"},
        {"notes.md", STORED_KIND_TEXT, "notes.md"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(
            text_cstr(arena, file_save_name(arena, text_of(cases[i].name), cases[i].kind)),
            cases[i].saved);
}

#define test(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(each_kind_is_known_by_its_content_whatever_its_name),
        test(a_file_that_was_cut_is_not_taken),
        test(something_behind_the_end_is_not_taken),
        test(hostile_files_are_refused_with_words_of_their_own),
        test(a_wrong_byte_anywhere_harms_nothing),
        test(names_lose_what_nobody_sees_and_keep_the_rest),
        test(a_download_ends_as_its_kind_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
