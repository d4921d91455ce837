/*
 * The command line of querygen. See README.md.
 */
#include "querygen.h"

static text compile(struct arena *arena, const read_list *files, made_list *made)
{
    struct errors errors = {.arena = arena};
    struct source *sources = arena_array(arena, struct source, files->count);
    size_t count = 0;
    for (size_t i = 0; i < files->count; i++)
        if (source_of(&errors, files->at[i].path, files->at[i].content, &sources[count]))
            count++;
    querygen_compile(arena, &errors, sources, count, made);
    return errors.list.count > 0 ? errors_text(arena, &errors) : TEXT_ABSENT;
}

int main(int argc, char **argv)
{
    return command_run("querygen", compile, argc, argv);
}
