/*
 * What the two source compilers share: growing lists, names that C takes, C under construction, and
 * the command line.
 */
#ifndef TOOLS_SHARED_H
#define TOOLS_SHARED_H

#include "engine/base/text.h"

/* Growing lists: struct { T *at; size_t count, cap; }. */
#define LIST(type)                                                                                 \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t count, cap;                                                                         \
    }
#define list_add(arena, list, ...)                                                                 \
    ((list)->at =                                                                                  \
         list_room((arena), (list)->at, (list)->count, &(list)->cap, sizeof(*(list)->at)),         \
     (list)->at[(list)->count++] = (__VA_ARGS__))
void *list_room(struct arena *arena, void *at, size_t count, size_t *cap, size_t size);

/* ---- Names and C (words.c) ---- */

bool is_word_start(char c);
bool is_word(char c);          /* may stand in a C identifier */
bool name_is_plain(text name); /* lower_case_1, and no word of C */
/* A C string literal, broken into lines that begin after `indent` spaces: at line ends, and at
 * spaces after some 90 columns. */
void c_string_add(struct text_builder *out, text value, size_t indent);

/* ---- The command line (command.c) ---- */

struct read_file {
    text path, content;
};
typedef LIST(struct read_file) read_list;
struct made {
    text name, content;
};
typedef LIST(struct made) made_list;

/* What is wrong, in words; absent: nothing, and made holds the files to write. */
typedef text (*compile_fn)(struct arena *arena, const read_list *files, made_list *made);
/* NAME --out DIR [--stamp FILE] SRC...: reads, compiles, writes what changed. The exit code. */
int command_run(const char *name, compile_fn compile, int argc, char **argv);

#endif
