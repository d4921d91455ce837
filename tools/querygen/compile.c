/*
 * One run of the compiler over sources in memory: main.c gives it files, tests and the fuzzer give
 * it text.
 */
#include "querygen.h"

static void report_source(struct errors *errors, const struct source *source, const char *what,
                          text other)
{
    const struct token top = {.source = source, .line = 1, .column = 1};
    report(errors, &top, "give it another", "%s %.*s", what, TEXT_ARG(other));
}

/* Migrations in the order of their numbers, which are unique. */
static void read_schemas(struct model *model, const struct source *sources, size_t count)
{
    int last = 0;
    for (;;) {
        const struct source *next = NULL;
        for (size_t i = 0; i < count; i++) {
            const struct source *source = &sources[i];
            if (source->name.ptr && source->number > last &&
                (!next || source->number < next->number))
                next = source;
        }
        if (!next)
            return;
        for (const struct source *other = next + 1; other < sources + count; other++)
            if (other->name.ptr && other->number == next->number)
                report_source(model->errors, other, "this number is taken by", next->path);
        last = next->number;
        schema_read(model, next);
    }
}

static void read_statements(struct model *model, const struct source *sources, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (sources[i].functions)
            model->functions = sources[i].content;
        if (sources[i].functions || sources[i].name.ptr)
            continue;
        bool taken = false;
        for (size_t m = 0; m < model->modules.count; m++)
            if (text_eq(model->modules.at[m].name, sources[i].module)) {
                report_source(model->errors, &sources[i], "this folder's name is taken by",
                              model->modules.at[m].source->path);
                taken = true;
            }
        if (!taken)
            statements_read(model, &sources[i]);
    }
}

void querygen_compile(struct arena *arena, struct errors *errors, const struct source *sources,
                      size_t count, made_list *made)
{
    struct model model = {.arena = arena, .errors = errors};
    read_schemas(&model, sources, count);
    read_statements(&model, sources, count);
    check_model(&model);
    if (errors->list.count > 0)
        return;
    emit_types(&model, made);
    emit_schema(&model, made);
    for (size_t i = 0; i < model.modules.count; i++)
        emit_queries(&model, &model.modules.at[i], made);
    emit_registry(&model, made);
    emit_dictionary(&model, made);
}
