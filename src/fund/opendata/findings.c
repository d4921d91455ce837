/* What is found while a file is checked: collected, quoted, and said once. See rules.h. */
#include "fund/opendata/rules.h"

void finding_add(struct findings *f, struct import_problem problem)
{
    if (f->count == f->room) {
        const size_t room = f->room ? f->room * 2 : 16;
        f->row = arena_grow(f->arena, f->row, f->room * sizeof *f->row, room * sizeof *f->row);
        f->room = room;
    }
    f->row[f->count++] = problem;
    f->errors += problem.error;
}

text quoted(struct arena *arena, text value)
{
    struct text_builder out = {.arena = arena};
    const text head = value.len > QUOTE_MOST ? text_head(value, QUOTE_MOST - 3) : value;
    text_add_char(&out, '\'');
    for (size_t i = 0; i < head.len; i++)
        text_add_char(&out, (unsigned char)head.ptr[i] < 0x20 ? ' ' : head.ptr[i]);
    text_add(&out, head.len < value.len ? T("...'") : T("'"));
    return text_built(&out);
}

bool seen_first(struct seen *seen, text t)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (size_t i = 0; i < t.len; i++)
        hash = (hash ^ (unsigned char)t.ptr[i]) * UINT64_C(1099511628211);
    for (size_t i = 0; i < seen->count; i++)
        if (seen->hash[i] == hash)
            return false;
    if (seen->count == SEEN_MOST)
        return false;
    seen->hash[seen->count++] = hash;
    return true;
}
