/*
 * Any bytes as sources of querygen: first as a migration, then as statements over a small schema.
 * It may refuse, but must neither crash, leak, loop nor write.
 */
#include "querygen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char SCHEMA[] = "-- A small schema.\n"
                             "CREATE ENUM colour (red 'Red', blue 'Blue');\n"
                             "CREATE TABLE boxes (id box_id PRIMARY KEY, name text NOT NULL, "
                             "colour colour NOT NULL, size int);\n"
                             "CREATE TABLE people (id person_id PRIMARY KEY, name text NOT NULL, "
                             "box_id box_id REFERENCES boxes)\n"
                             "ABOUT PEOPLE;\n"
                             "CREATE VIEW big AS SELECT * FROM boxes WHERE size > 9;\n"
                             "CREATE SEARCH box_search ON boxes (name);\n";

struct input {
    struct arena *arena;
    text content;
    const char *path;
    text schema; /* absent: the content is one itself */
};

static void compile(void *arg)
{
    const struct input *input = arg;
    struct errors errors = {.arena = input->arena};
    struct source sources[2];
    size_t count = 0;
    made_list made = {0};
    if (input->schema.ptr &&
        source_of(&errors, T("fuzz/schema/0001_fuzz.sql"), input->schema, &sources[count]))
        count++;
    if (source_of(&errors, text_of(input->path), input->content, &sources[count]))
        count++;
    querygen_compile(input->arena, &errors, sources, count, &made);
    ensure((errors.list.count > 0) != (made.count > 0));
    ensure(errors.list.count == 0 || text_present(errors_text(input->arena, &errors)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = {.arena = arena_new((size_t)1 << 28), .path = "fuzz/schema/0002_fuzz.sql"};
    input.content =
        text_copy(input.arena, (text){.ptr = size > 0 ? (const char *)data : "", .len = size});
    compile(&input);
    input.path = "fuzz/queries.sql";
    input.schema = text_of(SCHEMA);
    compile(&input);
    arena_free(input.arena);
    return 0;
}
