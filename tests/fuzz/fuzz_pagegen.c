/*
 * Any bytes as a page: as the inside of one in a layout, and as a whole file. pagegen may refuse
 * them, but must neither crash, leak, loop nor write both errors and files.
 */
#include "pagegen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compile(struct arena *arena, text content)
{
    struct errors errors = {.arena = arena};
    struct source source;
    made_list made = {0};
    if (source_of(&errors, T("fuzz/pages/fuzz.html"), content, &source))
        pagegen_compile(arena, &errors, &source, 1, &made);
    ensure((errors.list.count > 0) != (made.count > 0));
    ensure(errors.list.count == 0 || text_present(errors_text(arena, &errors)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new((size_t)1 << 28);
    const text bytes = {.ptr = size > 0 ? (const char *)data : "", .len = size};
    compile(arena, text_copy(arena, bytes));
    const text parts[] = {T("{% layout l(text a) %}<main>{% content %}</main>{% end %}\n"
                            "{% page p(const struct form_values *form, int n) in l(T(\"a\")) %}\n"
                            "<form method=\"post\" action=\"/\" contract=\"c\" values=\"form\">"),
                          bytes, T("</form>{% end %}\n")};
    compile(arena, text_join(arena, parts, 3, T("")));
    arena_free(arena);
    return 0;
}
