/*
 * A form as it came in: names, values and files, before any contract looks at them. The guard reads
 * "once" from the same pairs that form_parse_pairs then reads the fields from.
 */
#ifndef ENGINE_WEB_FORM_PAIRS_H
#define ENGINE_WEB_FORM_PAIRS_H

#include "engine/web/form.h"

#define FORM_MOST_PAIRS 2000
#define FORM_MOST_FILES 16

struct form_pair {
    text name;
    text value;         /* valid UTF-8 */
    bool unreadable;    /* its bytes were no text; value shows what could be read of it */
    struct upload file; /* .bytes.ptr NULL: not a file */
};

struct form_pairs {
    struct form_pair *row;
    size_t count;
    text refusal; /* why the whole is refused, or absent */
};

struct form_pairs form_pairs_url(struct arena *arena, text body) must_use;
struct form_pairs form_pairs_multipart(struct arena *arena, text body, text boundary) must_use;
/* The first value of that name, or absent. */
text form_pairs_find(const struct form_pairs *pairs, text name) must_use;
/* From a Content-Type header; absent: not multipart/form-data, or no sound boundary. */
text multipart_boundary(text content_type) must_use;

bool form_parse_pairs(struct arena *arena, const struct form_spec *spec,
                      const struct form_pairs *pairs, void *out,
                      struct form_values **values) must_use;

/* Parses one value's text, or several of a repeated field, into its place in row. Absent: it is
 * fine. */
text form_field_parse(struct arena *arena, const struct field_spec *field, struct texts typed,
                      const struct upload *file, unsigned char *row) must_use;
/* Room of one value of this kind, as in a repeated field's array. */
size_t form_kind_size(enum field_kind kind);
/* Bytes as text that can be shown: what is not UTF-8 becomes U+FFFD, NUL too. */
text form_readable(struct arena *arena, text bytes_as_text) must_use;

#endif
