/*
 * The inside of pagegen: what its files share.
 *
 * A run goes one way. lexer.c finds places, expressions and directives in a source; parse.c makes a
 * tree of each block; check.c walks it once to see that it is good HTML, with contract.c collecting
 * what forms promise; emit_*.c write C. Each stage reports what is wrong and goes on, so that one
 * run shows all errors; nothing is emitted when there are any. All memory is one arena, and nothing
 * is changed after the stage that made it, except for what check fills in (marked "found by
 * check").
 */
#ifndef PAGEGEN_H
#define PAGEGEN_H

#include "shared/shared.h"

#define MAX_ERRORS 50
#define MAX_DEPTH 200 /* of elements and directives within each other */
#define MAX_GROUPS 8  /* of one form: form_values counts the rows of as many */
#define MAX_FORM_FIELDS 500

/* ---- Sources, places, errors (lexer.c) ---- */

struct source {
    text path;    /* as given */
    text content; /* the whole file */
    text module;  /* the folder that holds pages/: "grants" */
};

struct place {
    const struct source *source;
    size_t offset;
    int line, column; /* from 1, in characters */
};

struct error {
    struct place at;
    text what, hint; /* hint: absent when there is none */
};
struct errors {
    struct arena *arena;
    LIST(struct error) list;
    bool cut; /* there were more than MAX_ERRORS */
};

void report(struct errors *errors, struct place at, const char *hint, const char *format, ...)
    like_printf(4, 5);
text errors_text(struct arena *arena, struct errors *errors);

/* ---- C inside pages (lexer.c) ---- */

/* A C expression or list of parameters, without white space at its ends. */
struct expression {
    text text;
    struct place at;
};
typedef LIST(struct expression) expression_list;

struct scanner {
    struct arena *arena;
    struct errors *errors;
    const struct source *source;
    size_t at;
    struct place known; /* a place at or before `at`, so that counting lines stays cheap */
};

struct place place_at(struct scanner *scan, size_t offset);
char scan_char(const struct scanner *scan, size_t ahead); /* '\0' past the end */
bool scan_sees(const struct scanner *scan, const char *words);
/* Takes `{{ ... }}` or `{% ... %}`, whose first two characters are next. */
struct expression scan_braces(struct scanner *scan, const char *end);
/* Reports what is no single C expression, or reaches for raw output. */
bool expression_check(struct errors *errors, struct expression expression);
/* Takes a leading word off an expression. */
text expression_word(struct expression *expression);
/* A part of an expression, trimmed, with its place. */
struct expression expression_slice(struct expression whole, size_t from, size_t to);
/* NAME(inner) rest: false when it is not that. */
bool expression_call(struct expression whole, text *name, struct expression *inner,
                     struct expression *rest) must_use;
expression_list expression_split(struct arena *arena, struct expression list); /* at commas */
text parameter_name(struct expression parameter);                              /* its last word */
bool is_name(text name); /* plain, and not ending in _ */
bool is_space(char c);

/* ---- The tree of a block (parse.c) ---- */

enum node_kind {
    NODE_TEXT,
    NODE_PRINT,
    NODE_ELEMENT,
    NODE_ATTRIBUTE,
    NODE_DOCTYPE,
    NODE_IF,
    NODE_FOR,
    NODE_LET,
    NODE_CALL,
    NODE_CONTENT
};
enum print_kind { PRINT_PLACE, PRINT_PLAIN, PRINT_QUERY };

struct node;
typedef LIST(struct node *) node_list;

struct branch {
    struct expression condition; /* text absent: else */
    node_list nodes;
};

struct node {
    enum node_kind kind;
    struct place at;
    text name; /* element, attribute, loop variable, constant, partial; TEXT: as written */
    struct expression
        expression; /* PRINT, FOR, LET; CALL: the arguments; ATTRIBUTE name?="...": when */
    enum print_kind print;
    bool has_value, self_closed, conditional; /* ATTRIBUTE; ELEMENT; ATTRIBUTE with ? */
    node_list attributes;                     /* ELEMENT: ATTRIBUTE and IF around them */
    node_list children;           /* ELEMENT; ATTRIBUTE: the value: TEXT, PRINT and IF */
    LIST(struct branch) branches; /* IF; FOR: the body, then perhaps what stands for none */
    text written;                 /* ATTRIBUTE: the value as it stands in the source */

    const struct element *element; /* ELEMENT; NULL: unknown */
    struct contract *contract;     /* <form>; found by check; NULL: contract="none" */
    struct field *field;           /* a control of a contract; found by check */
    struct group *group;           /* <repeat>; found by check */
    struct block *target;          /* CALL; found by check */
};

enum block_kind { BLOCK_PAGE, BLOCK_PARTIAL, BLOCK_LAYOUT };

struct block {
    enum block_kind kind;
    struct place at;
    const struct source *source;
    text name;
    struct expression parameters;
    text layout; /* absent: none */
    struct expression layout_arguments;
    struct block *around; /* the layout; found by check */
    node_list nodes;
};

struct use {
    text header;
    text module;
    struct place at;
};

/* Everything of one run. */
struct program {
    struct arena *arena;
    struct errors *errors;
    LIST(struct block *) blocks;
    LIST(struct use) uses;
    LIST(struct contract *) contracts; /* found by check */
};

void parse_source(struct program *program, const struct source *source);
struct block *block_find(const struct program *program, enum block_kind kind, text name);

/* ---- The reader of blocks (parse.c, parse_tag.c) ---- */

enum context { IN_CONTENT, IN_TAG, IN_VALUE };

struct parser {
    struct scanner scan;
    struct program *program;
    LIST(text) open; /* elements; an absent text stands where a branch begins */
    char quote;      /* IN_VALUE: what ends it */
    unsigned depth;
};

struct node *parser_add(struct parser *parser, node_list *into, enum node_kind kind,
                        struct place at);
struct place parser_place(struct parser *parser); /* of what is next */
bool parser_ended(const struct parser *parser);
text parser_since(const struct parser *parser, size_t from); /* the source from there to here */
void parser_skip_space(struct parser *parser);
text parser_name(struct parser *parser); /* takes an element's name */
void parse_nodes(struct parser *parser, enum context context, node_list *into);
void parse_element(struct parser *parser, node_list *into);
void parse_attribute(struct parser *parser, node_list *into);

/* ---- The attributes of an element (elements.c) ---- */

/* The attribute of that name which always stands there, or NULL. */
struct node *attribute_find(const struct node *element, const char *name);
/* Its value where it is literal; absent when there is none, or it is not. */
text attribute_literal(const struct node *element, const char *name);
/* On every way through the {% if %}s of the tag. */
bool attribute_always(const node_list *attributes, const char *name);

/* ---- Elements (elements.c) ---- */

enum {
    ELEMENT_VOID = 1,          /* no end tag */
    ELEMENT_SVG = 2,           /* only inside <svg> */
    ELEMENT_BLOCK = 4,         /* not inside what holds words only */
    ELEMENT_WORDS = 8,         /* holds words and inline elements only */
    ELEMENT_TEXT = 16,         /* holds text, no elements */
    ELEMENT_EMPTY = 32,        /* script: nothing may stand inside */
    ELEMENT_SPACE = 64,        /* white space is kept */
    ELEMENT_CONTROL = 128,     /* input, select, textarea, field */
    ELEMENT_INTERACTIVE = 256, /* not within another */
    ELEMENT_OURS = 512         /* field, repeat */
};
struct element {
    const char *name;
    unsigned flags;
    const char *parents;  /* the only ones, between spaces; NULL: any */
    const char *children; /* likewise */
};
const struct element *element_find(text name);
bool element_is(const struct node *node, const char *name);
bool words_have(const char *words, text word); /* " a b " has "a" */

enum attribute_kind { ATTRIBUTE_PLAIN, ATTRIBUTE_URL, ATTRIBUTE_FORBIDDEN };
/* why: for FORBIDDEN, a hint. */
enum attribute_kind attribute_kind_of(text name, const char **why);

/* ---- Forms (contract.c) ---- */

enum value_kind {
    VALUE_TEXT,
    VALUE_LONGTEXT,
    VALUE_EMAIL,
    VALUE_URL,
    VALUE_PENCE,
    VALUE_DAY,
    VALUE_INT,
    VALUE_FLAG,
    VALUE_FILE,
    VALUE_ENUM,
    VALUE_ID
};

struct field {
    struct place at;
    text name, label;
    enum value_kind kind;
    text type; /* ENUM, ID: its name */
    bool required, repeated, has_min, has_max;
    bool hidden, given; /* an <input type="hidden">; whose value the page itself writes */
    int64_t min, max;
    uint32_t max_length;
    unsigned index;
    struct contract *contract;
    const struct group *group; /* or NULL */
    bool alone;                /* hand-written: not a choice in a loop; found by check */

    /* Of <field> alone: how it looks. */
    const struct node *hint;   /* the attribute, or NULL */
    struct expression options; /* text absent: none */
    bool few, select, in_line;
};
struct group {
    struct place at;
    text name;
    int64_t max;
    struct expression rows;
    LIST(struct field *) fields;
};
struct contract {
    struct place at;
    const struct source *source;
    text name;
    bool post, multipart;
    bool tried;                /* it has a field, or one in error */
    text prefix;               /* of ids */
    struct expression values;  /* text absent: none */
    struct expression version; /* text absent: none */
    LIST(struct field *) fields;
    LIST(struct group *) groups;
};

/* Reads the attributes of a <form>; NULL for contract="none" and where that is in error. */
struct contract *contract_of(struct program *program, struct node *form);
/* Reads <repeat>. */
struct group *contract_group(struct program *program, struct contract *contract, struct node *node);
/* Reads <field>, or a control with as=. group: that it stands in, or NULL. */
struct field *contract_field(struct program *program, struct contract *contract,
                             struct group *group, struct node *node);
/* Once all its fields are known. */
void contract_finish(struct program *program, struct contract *contract);
/* Whether a control's or option's value is literal or one expression. */
bool value_is_simple(const struct node *node);
bool is_choice(const struct node *node);                               /* a radio or a checkbox */
text field_id_literal(struct arena *arena, const struct field *field); /* absent in a group */

/* ---- Checks (check.c, check_tag.c) ---- */

void check_program(struct program *program);
/* One tag by itself: its attributes, and the places of what is printed in them. */
void check_tag(struct program *program, const struct node *element);

/* ---- C under construction (code.c) ---- */

struct code {
    struct text_builder out;
    text file; /* its own name, for #line */
    int line;  /* of what is counted */
    size_t counted;
    int depth;                   /* of indentation */
    struct text_builder pending; /* HTML that the page itself wrote, not yet put */
    bool after_break;            /* what is put last is a line break of the page */
    bool muted;                  /* nothing is written: this is of a layout's other half */
    bool second_half;            /* of a layout: constants are written all the same */
    bool choosing;               /* options belong to a <select> of a contract */
};
/* One line, indented; what is pending goes first. */
void code_line(struct code *code, const char *format, ...) like_printf(2, 3);
void code_open(struct code *code, const char *format, ...) like_printf(2, 3); /* ... { */
void code_close(struct code *code);                                           /* } */
/* A line in which %s of before and after surrounds the expression, with #line to the page and back.
 */
void code_expression(struct code *code, const char *before, struct expression expression,
                     const char *after);
void code_raw(struct code *code, const char *format, ...) like_printf(2, 3);
void code_html(struct code *code, text html);
void code_html_of(struct code *code, const char *format, ...) like_printf(2, 3);
void code_flush(struct code *code);
void code_string(struct code *code, text value);

/* ---- Writing C (emit_*.c) ---- */

enum put_place { PUT_TEXT, PUT_ATTRIBUTE, PUT_URL };

/* MODULE_pages.h and MODULE_pages.c. */
void emit_module(const struct program *program, text module, made_list *made);
void emit_nodes(struct code *code, const node_list *nodes, bool keep_space);
void emit_value(struct code *code, const node_list *value, enum put_place place);
/* Attributes as written, but for those named in `without` (between spaces). */
void emit_attributes(struct code *code, const node_list *attributes, const char *without);
/* Text of an attribute as text of the page. */
void emit_words(struct code *code, text words);

void emit_form_types(struct code *code, const struct contract *contract);
void emit_form_spec(struct code *code, const struct contract *contract);
void emit_form_helpers(struct code *code, const struct program *program, text module);
void emit_form(struct code *code, const struct node *form);
void emit_repeat(struct code *code, const struct node *node);
void emit_control(struct code *code, const struct node *node); /* hand-written, with as= */
void emit_option(struct code *code, const struct node *node);
void emit_field(struct code *code, const struct node *node);
/* Opens a scope with value_ and wrong_: what was typed, and whether it is refused. */
void emit_field_scope(struct code *code, const struct field *field);
void emit_described(struct code *code, const struct field *field, bool has_hint, bool invalid);
void emit_problem(struct code *code, const struct field *field, const char *tag);
void emit_field_id(struct code *code, const struct field *field);
void emit_field_name(struct code *code, const struct field *field);
/* A loop over options or an enum's members, with choice_, its value, and label_. */
void emit_choices_open(struct code *code, const struct field *field);
void emit_choices_close(struct code *code);

/* ---- The whole (compile.c) ---- */

/* False when the path is not MODULE/pages/NAME.html; reported. */
bool source_of(struct errors *errors, text path, text content, struct source *out) must_use;
/* Fills made when there are no errors. */
void pagegen_compile(struct arena *arena, struct errors *errors, const struct source *sources,
                     size_t count, made_list *made);

#endif
