/*
 * What a file is, judged by its content and never by its name or by what a browser says of it.
 *
 * The kinds are few, and each has a frame that reaches from the first byte to the last: a file that
 * was cut, that has something behind its end, or that is two kinds at once, is none of them. Only
 * frames are read: no content is unpacked or decoded here.
 */
#ifndef ENGINE_FILES_LOOK_H
#define ENGINE_FILES_LOOK_H

#include "engine/base/values.h"
#include "types.h" /* enum stored_kind */

/* False: *say tells the person why it cannot be taken. name: only to tell a table from other text.
 */
bool file_look(bytes b, text name, enum stored_kind *kind, text *say) must_use;

/* As a download is labelled, such as application/pdf. */
text stored_kind_type(enum stored_kind kind);
/* A name to save it by: the person's own, with the ending of its kind where it has another one. */
text file_save_name(struct arena *arena, text name, enum stored_kind kind);
/* The person's name for it: visible characters of one line, no folders, at most 120 of them. */
text file_name_clean(struct arena *arena, text given);

#endif
