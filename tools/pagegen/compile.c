/*
 * One run: sources in, files out, all stages in order.
 */
#include "pagegen.h"

bool source_of(struct errors *errors, text path, text content, struct source *out)
{
    struct source *keep = arena_make(errors->arena, struct source); /* errors point at it */
    const struct place at = {.source = keep, .line = 1, .column = 1};
    text rest = path, module = TEXT_ABSENT, folder = TEXT_ABSENT;
    *keep = (struct source){.path = path, .content = content};
    while (rest.ptr) {
        const text part = text_cut(&rest, '/');
        if (rest.ptr) {
            module = folder;
            folder = part;
        }
    }
    keep->module = module;
    *out = *keep;
    if (!text_eq(folder, T("pages")) || !is_name(module) || !text_ends(path, T(".html"))) {
        report(errors, at, "call it MODULE/pages/NAME.html", "not a page's place");
        return false;
    }
    if (!text_is_utf8(content)) {
        report(errors, at, "save it as UTF-8, without NUL bytes", "not UTF-8");
        return false;
    }
    return true;
}

struct block *block_find(const struct program *program, enum block_kind kind, text name)
{
    for (size_t i = 0; i < program->blocks.count; i++)
        if (program->blocks.at[i]->kind == kind && text_eq(program->blocks.at[i]->name, name))
            return program->blocks.at[i];
    return NULL;
}

static bool module_is_first(const struct source *sources, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (text_eq(sources[i].module, sources[at].module))
            return false;
    return true;
}

void pagegen_compile(struct arena *arena, struct errors *errors, const struct source *sources,
                     size_t count, made_list *made)
{
    struct program *program = arena_make(arena, struct program);
    program->arena = arena;
    program->errors = errors;
    for (size_t i = 0; i < count; i++)
        parse_source(program, &sources[i]);
    check_program(program);
    if (errors->list.count > 0)
        return;
    for (size_t i = 0; i < count; i++)
        if (module_is_first(sources, i))
            emit_module(program, sources[i].module, made);
}
