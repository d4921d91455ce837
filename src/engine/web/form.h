/*
 * Forms are contracts. From each <form contract="..."> pagegen makes a struct for the values and a
 * table of `struct field_spec`; form_parse, the one run-time parser, fills the struct from what
 * came in. Forms that people design at run time make the same table from rows.
 *
 * Nothing a person typed is lost: form_values keeps every field as typed, beside its error.
 */
#ifndef ENGINE_WEB_FORM_H
#define ENGINE_WEB_FORM_H

#include "engine/web/html.h"

struct option {
    text value;
    text label;
};
struct options {
    const struct option *row;
    size_t count;
};

enum field_kind {
    FIELD_TEXT,     /* text, one line: NFC, trimmed, no control characters */
    FIELD_LONGTEXT, /* text, lines kept as \n */
    FIELD_EMAIL,    /* text */
    FIELD_URL,      /* text, http or https */
    FIELD_PENCE,    /* pence / opt_pence */
    FIELD_DAY,      /* day / opt_day */
    FIELD_INT,      /* int64_t / opt_int */
    FIELD_FLAG,     /* bool */
    FIELD_ENUM,     /* an enum from the schema: stored as int / struct { bool some; int it; } */
    FIELD_ID,       /* an id type: one int64_t / opt_ of it */
    FIELD_FILE      /* struct upload */
};

/* A file as sent; its bytes live in the request's arena. Absent: .bytes.ptr NULL. */
struct upload {
    text name; /* last part of the path only, made safe */
    text type; /* as the browser said; never trusted */
    bytes bytes;
};

struct field_spec {
    const char *name;  /* as in the form; inside a group: the part after the index */
    const char *label; /* for error sentences */
    enum field_kind kind;
    bool required;
    bool repeated;       /* checkboxes: the value is struct { const T *row; size_t count; } */
    uint32_t max_length; /* UTF-16 units; 0: the kind's own (200 text, 5000 longtext) */
    bool has_min, has_max;
    int64_t min, max; /* pence, days since 1970, or the number */
    size_t offset;    /* of the value in the struct */
    const struct enum_table *members;
    const struct group_spec *group; /* inside a repeated group, else NULL */
    unsigned index;                 /* place in form_values */
};

/* name.0.field, name.1.field ... : struct { const T *row; size_t count; } at offset. Empty rows are
 * dropped and the rest counted anew; a field called "id" does not fill a row alone. */
struct group_spec {
    const char *name;
    const struct field_spec *field;
    size_t field_count;
    size_t row_size;
    size_t offset;
    size_t max_rows;
};

struct form_spec {
    const char *name;
    const struct field_spec *field;
    size_t field_count;
    const struct group_spec *group;
    size_t group_count;
    size_t size; /* of the struct */
    bool multipart;
    size_t max_body; /* bytes; 0: 256 KiB, with files 32 MiB */
};

/* One field as typed, and what is wrong with it. */
struct form_value {
    const struct field_spec *field;
    size_t row;         /* in its group */
    struct texts typed; /* one, or several for repeated */
    text error;         /* absent: fine */
};

struct form_values {
    struct arena *arena;
    const struct form_spec *spec;
    struct form_value
        *value; /* one for each field, then one for each field of each row of each group */
    size_t count;
    size_t group_rows[8];
    text whole_error; /* about the form as a whole, or absent */
    size_t error_count;
    int64_t version; /* of the record, from the hidden field "version"; 0: none */
};

/* No values, no errors: a fresh form. */
struct form_values *form_blank(struct arena *arena, const struct form_spec *spec);
/* Before showing an edit form: set what is there now. Typed by the caller's own value. */
void form_fill_text(struct form_values *values, const char *field, text value);
void form_fill_pence(struct form_values *values, const char *field, pence value);
void form_fill_day(struct form_values *values, const char *field, day value);
void form_fill_int(struct form_values *values, const char *field,
                   int64_t value); /* ids and numbers, plain */
void form_fill_flag(struct form_values *values, const char *field, bool value);
void form_fill_texts(struct form_values *values, const char *field,
                     struct texts value); /* repeated */
void form_fill_group_text(struct form_values *values, const char *group, size_t row,
                          const char *field, text value);

/* Parses an application/x-www-form-urlencoded body or a query. out has spec->size bytes, zeroed.
 * True: all fields are fine. */
bool form_parse(struct arena *arena, const struct form_spec *spec, text body, void *out,
                struct form_values **values) must_use;
/* Parses multipart/form-data. */
bool form_parse_multipart(struct arena *arena, const struct form_spec *spec, text body,
                          text boundary, void *out, struct form_values **values) must_use;
/* One text that did not come from a form, by the same rules: field's kind (text, longtext, email,
 * url) and length. Absent: fine, and *out is the text, cleaned; else what is wrong. */
text form_text_take(struct arena *arena, const struct field_spec *field, text typed,
                    text *out) must_use;
/* A rule's refusal, tied to a field (NULL: the form as a whole). */
void form_refuse(struct form_values *values, const char *field, text say);
void form_refuse_row(struct form_values *values, const char *group, size_t row, const char *field,
                     text say);

/* ---- For generated pages only ---- */
const struct form_value *form_value_at(const struct form_values *values,
                                       unsigned index); /* never NULL */
const struct form_value *form_value_in(const struct form_values *values,
                                       const struct group_spec *group, size_t row, unsigned field);
text form_typed(const struct form_value *value); /* first typed text, or empty */
bool form_has(const struct form_value *value, text option);

#endif
