/*
 * The inside of querygen: what its files share.
 *
 * A run goes one way. lexer.c cuts sources into tokens; schema.c and tables.c build the model
 * (model.c) from migrations; statement.c reads headers and bodies of statements; select.c finds the
 * parts of a SELECT; page.c writes the variants of a page; check.c asks a real SQLite about all of
 * it; emit_*.c write C. Each stage reports what is wrong and goes on, so that one run shows all
 * errors. All memory is one arena; nothing is changed after the stage that made it, except by
 * check.c, which fills in what only the database knows (marked "found by check").
 */
#ifndef QUERYGEN_H
#define QUERYGEN_H

#include "shared/shared.h"

#define MAX_ERRORS 50
#define MAX_PARAMETERS 32
#define MAX_FILTERS 12
#define MAX_VARIANTS 4096
#define MAX_PAGE 1000
#define MAX_NAME 45

/* ---- Sources, tokens, errors (lexer.c) ---- */

struct source {
    text path;      /* as given */
    text content;   /* the whole file */
    text module;    /* the folder it belongs to: "grants" */
    text name;      /* schema: "0003_grants" */
    int number;     /* schema: 3; statements: 0 */
    bool functions; /* neither: what a PostgreSQL database has before its first table */
};

enum token_kind {
    TOKEN_END,
    TOKEN_WORD,
    TOKEN_NUMBER,
    TOKEN_STRING, /* 'it''s' */
    TOKEN_QUOTED, /* "total:pence" */
    TOKEN_PARAM,  /* :name */
    TOKEN_MEMBER, /* @seat_kind.lead */
    TOKEN_MARK,   /* ( ) , <= and so on */
    TOKEN_REGION  /* --@ sqlite, --@ postgresql, --@ end */
};

struct token {
    enum token_kind kind;
    text text; /* as written */
    const struct source *source;
    size_t offset;
    int line, column; /* from 1 */
};

struct comment {
    text text; /* what follows "--" */
    size_t offset;
    int line, column; /* of the text */
    bool alone;       /* nothing stands before it on its line */
};

struct span {
    const struct token *at;
    size_t count;
};

typedef LIST(struct token) token_list;
typedef LIST(struct comment) comment_list;

struct lexed {
    token_list tokens; /* ends with TOKEN_END */
    comment_list comments;
};

struct error {
    text path;
    int line, column;
    text what, hint;
};
struct errors {
    struct arena *arena;
    LIST(struct error) list;
};

void report(struct errors *errors, const struct token *at, const char *hint, const char *format,
            ...) like_printf(4, 5);
text errors_text(struct arena *arena, const struct errors *errors);

/* A path below src/ as a source; reports and returns false when it is neither a migration nor
 * statements. */
bool source_of(struct errors *errors, text path, text content, struct source *out) must_use;
struct lexed lex(struct errors *errors, const struct source *source);
/* Appends the tokens of one line of a comment (a header, a directive). */
void lex_comment(struct errors *errors, const struct source *source, const struct comment *comment,
                 token_list *into);
bool token_is(const struct token *token, const char *word);       /* word or mark, without case */
text token_inner(struct arena *arena, const struct token *token); /* without quotes */
text text_upper(struct arena *arena, text name);

/* ---- Types and the schema's model (schema.c, tables.c) ---- */

enum base_type {
    TYPE_TEXT,
    TYPE_INT,
    TYPE_REAL,
    TYPE_PENCE,
    TYPE_DAY,
    TYPE_INSTANT,
    TYPE_FLAG,
    TYPE_BYTES,
    TYPE_PERCENT,
    TYPE_PEOPLE, /* people_count */
    TYPE_ID,
    TYPE_ENUM
};
struct type {
    enum base_type base;
    text name; /* as written in SQL sources */
};

struct column {
    text name, comment;
    const struct token *at;
    struct type type;
    text references;      /* a table, or absent */
    struct span fallback; /* what follows DEFAULT */
    bool not_null, primary, cascade, about_people;
    bool secret;    /* the audit log keeps that it changed, never what it was */
    text unaudited; /* why the audit log leaves it out, or absent */
};

enum relation_kind { RELATION_TABLE, RELATION_ENUM, RELATION_SEARCH, RELATION_VOCABULARY };

struct table {
    text name, comment, module;
    enum relation_kind kind;
    const struct token *at;
    LIST(struct column) columns;
    LIST(struct span) constraints; /* PRIMARY KEY (a, b) and UNIQUE (a, b), as written */
    text id_type;                  /* of its `id`, or absent */
    text behind;                   /* a view, or absent */
    const struct token *behind_at;
    bool about_people, is_protected;
    bool ledger;    /* rows are added, never changed */
    bool fleeting;  /* rows that a backup must not bring back */
    text subject;   /* the column that says whose key seals the audit log's values, or absent */
    text unaudited; /* why its changes are not in the audit log, or absent */
    text search_of; /* searches and vocabularies: the table or search below */
};

struct member {
    text code, label, comment;
};
struct enum_type {
    text name, comment;
    const struct token *at;
    LIST(struct member) members;
};

struct view {
    text name, comment, module;
    const struct token *at;
    struct span body; /* from SELECT */
    bool uncertain;   /* outer joins or compounds inside: NULL-ness cannot be known */
};

enum change_kind {
    CHANGE_ENUM,      /* members [from, to) of enumeration `which` */
    CHANGE_TABLE,     /* table `which`, with its first `to` columns */
    CHANGE_COLUMN,    /* column `from` of table `which` */
    CHANGE_UNAUDITED, /* table `which`, which was audited */
    CHANGE_SEARCH,    /* table `which` */
    CHANGE_SQL,       /* body as written: indexes, views, rows */
    CHANGE_REGION     /* raw, for one engine alone */
};
/* The engines that all of it is written for. */
enum sql_engine { SQL_SQLITE, SQL_POSTGRESQL };
struct change {
    enum change_kind kind;
    enum sql_engine engine; /* a region's */
    size_t which, from, to;
    struct span body;
    text raw;
    bool audited; /* a table, when it is made; later migrations may change it */
    const struct token *at;
};
struct migration {
    const struct source *source;
    text comment;
    LIST(struct change) changes;
};

/* ---- Statements (statement.c) ---- */

enum statement_kind {
    KIND_ONE,
    KIND_MAYBE,
    KIND_MANY,
    KIND_EXEC,
    KIND_INSERT,
    KIND_COUNT,
    KIND_PAGE
};

struct parameter {
    text name;
    text c_name; /* where the name is a type's or a word of C, another */
    const struct token *at;
    struct type type;
    bool optional;
    bool in_list, in_rest; /* used in a SELECT's list; anywhere else in its body */
    unsigned filters;      /* filters that use it, as bits */
};
struct filter {
    text name;
    const struct token *at;
    bool typed;
    struct type type;
    struct span where;
};
struct sort_key {
    struct span expression;
    struct type type; /* stated, or found by check */
    bool stated, descending;
    bool null; /* may be absent */
    char mark; /* '?' or '!' as written, or 0 */
};
struct sort {
    text name;
    const struct token *at;
    LIST(struct sort_key) keys;
};
struct reads {
    text table, why;
    const struct token *at;
    bool used;
};

/* One column of a SELECT's list, or of RETURNING. */
struct item {
    struct span tokens;
    text qualifier, name; /* of a plain column `t.name` */
    bool plain, star, typed, null;
    char mark; /* '?' or '!' or 0 */
    struct type type;
};
struct origin {
    text name, alias;
    bool uncertain; /* its columns may be NULL for another reason than their own */
};
struct arm {
    struct span whole, list;
    LIST(struct item) items;
};
/* Where the parts of a statement's body are, as one engine reads it. Spans are empty where there is
 * no such part. */
struct shape {
    struct span body; /* all of it, without regions of other engines */
    struct span with, list, from, where, group, tail, returning;
    struct token target; /* the table written to; kind TOKEN_END when it reads */
    bool inserts, distinct;
    bool values, upserts;    /* INSERT ... VALUES; with ON CONFLICT of its own */
    LIST(struct arm) arms;   /* of a compound; one for a plain SELECT */
    LIST(struct item) items; /* first arm's, or RETURNING's */
    LIST(struct origin) origins;
};

struct result {
    text name;
    struct type type;
    bool null;
    bool plain; /* a table's column as it stands */
};
typedef LIST(struct result) result_list;

struct variant {
    text name; /* "grants/grants_list[programme,newest,after]" */
    text sqlite, postgresql;
    text columns; /* a letter each: see column_letters() */
    bool paged;
    bool plan_each;
};

struct statement {
    const struct source *source;
    const struct token *at; /* its name in the header */
    text name, prose;
    enum statement_kind kind;
    size_t page_size;
    LIST(struct parameter) parameters;
    struct span body;        /* as written */
    struct shape shape;      /* SQLite's, which is what all is checked by */
    struct shape postgresql; /* the same, but where the source has regions */
    text row;                /* "grant_card": struct grant_card, struct grant_card_rows */
    text rows;
    bool shared; /* `as` */
    text purpose;
    bool conflict_ok, scan_ok, sort_ok;
    bool plan_each;                     /* PostgreSQL plans it anew for the values of each run: */
    const struct token *plan_each_sort; /* in this sort, and for the count; NULL: in each */
    bool asks_ahead; /* it is also two functions: one asks, one takes the answer */
    LIST(struct reads) reads;
    LIST(struct filter) filters;
    LIST(struct sort) sorts;
    /* Found by check. */
    bool good, writes, people;
    text insert_type;
    result_list results;
    LIST(text) tables; /* what it reads */
    LIST(struct variant) variants;
    size_t first; /* index of its first variant in the module */
};

struct module {
    text name;
    const struct source *source;
    LIST(struct statement) statements;
    size_t variants;
    size_t first; /* of its variants in the registry */
};

struct row {
    text name, rows;
    const struct statement *made_by;
    const struct module *module;
    bool listed; /* some statement gives a list of it */
};

struct model {
    struct arena *arena;
    struct errors *errors;
    LIST(struct enum_type) enums;
    LIST(struct table) tables; /* enums and searches too */
    LIST(struct view) views;
    LIST(struct migration) migrations;
    text functions; /* what stands before the first migration on PostgreSQL */
    LIST(struct module) modules;
    LIST(struct row) rows;
};

/* Reads one migration; call in the order of their numbers. */
void schema_read(struct model *model, const struct source *source);
/* Finding by name; NULL or false when there is none (model.c). */
bool type_find(const struct model *model, text name, struct type *out) must_use;
struct table *table_find(const struct model *model, text name);
const struct column *column_find(const struct table *table, text name);
/* The column that numbers the rows: the id, or the one whole number that is the key. NULL: rows
 * have a number of their own beside their columns (rowid on SQLite, place on PostgreSQL). */
const struct column *number_column(const struct table *table);
const struct view *view_find(const struct model *model, text name);
bool view_shows_all(const struct view *view, text table); /* SELECT * of it */
struct enum_type *enum_find(const struct model *model, text name);
int member_find(const struct enum_type *type, text code); /* -1: none */
bool type_same(struct type a, struct type b);

/* SQL with its places: rendering keeps which token each byte came from, for SQLite's errors. */
struct place {
    size_t offset;
    const struct token *token;
};
struct sql {
    struct text_builder out;
    enum sql_engine engine; /* whose words are written */
    LIST(struct place) places;
    const struct statement *statement; /* whose parameters; NULL in a schema */
    int numbers[MAX_PARAMETERS +
                MAX_FILTERS]; /* parameters, then filters; 0: not in this statement */
};
void sql_add(struct sql *sql, const char *words);
/* ?3, or $3::bigint. */
void sql_add_parameter(struct sql *sql, int number, enum base_type base);
/* Adds SQL as written in its engine's words, a space before it where one is needed. Regions of the
 * other engine are left out, so a span may hold some. */
void sql_render(struct sql *sql, const struct model *model, struct span span);
const struct token *sql_place(const struct sql *sql, long offset);
/* The span without regions of other engines, and without a `;` that stands in one. */
struct span span_for(const struct model *model, struct span span, enum sql_engine engine);
/* How PostgreSQL keeps a type: text, bigint, double precision, bytea. */
const char *postgresql_type(enum base_type base);
/* What a span for PostgreSQL says there (dialect.c). */
struct span dialect_of(const struct model *model, struct span span);

/* The DDL of one change, for SQLite (ddl.c) and for PostgreSQL (ddl_postgresql.c); empty when there
 * is nothing to do. */
struct sql ddl_of(const struct model *model, const struct change *change);
struct sql ddl_postgresql_of(const struct model *model, const struct change *change);
/* A search on PostgreSQL (search_postgresql.c): what makes it, what makes its words anew from the
 * table's rows, and a SELECT of how many rows and words are not as they should be. */
text search_postgresql_ddl(struct arena *arena, const struct table *search);
text search_postgresql_rebuild(struct arena *arena, const struct table *search);
text search_postgresql_check(struct arena *arena, const struct table *search);
/* The rows of an enumeration's members [from, to). */
void ddl_members(struct sql *sql, const struct enum_type *type, size_t from, size_t to);

void statements_read(struct model *model, const struct source *source);
/* Every parameter is used, every :name is one (parameters.c). */
void parameters_check(const struct model *model, struct statement *statement);

/* Parts of a body (select.c). False, and reported, when it is none of SELECT, INSERT, UPDATE,
 * DELETE. */
bool shape_find(const struct model *model, struct statement *statement, enum sql_engine engine);
const struct shape *shape_for(const struct statement *statement, enum sql_engine engine);
/* INSERT that gives way to a row that is there already, without a word of its own about it. */
bool ignores_conflicts(const struct statement *statement);
void items_read(const struct model *model, struct span list, struct arm *arm);
size_t span_skip(struct span span, size_t at); /* past the closing parenthesis of the one at `at` */
size_t span_commas(struct span span, size_t at); /* between the one at `at` and its end */
/* The first SELECT of a span that begins with it; its shape stays empty when it does not. */
void select_read(const struct model *model, struct span span, struct shape *out);
struct span span_cut(struct span span, size_t from, size_t to);

/* Refuses what means one thing on SQLite and another on PostgreSQL (portable.c). */
void portable_check(const struct model *model, struct statement *statement);

/* Variants of a page (page.c). */
enum page_place {
    PLACE_FIRST,
    PLACE_AFTER,
    PLACE_BEFORE,
    PLACE_LACKING_FIRST, /* rows without the first key come last */
    PLACE_LACKING_AFTER,
    PLACE_LACKING_BEFORE,
    PLACE_LAST, /* the last rows that have the key */
    PLACE_COUNT
};
size_t
sort_places(const struct sort *sort); /* 3, or PLACE_COUNT when its first key may be absent */
size_t page_places(
    const struct statement *statement); /* of all its sorts: the variants of one set of filters */
struct sql page_sql(const struct model *model, const struct statement *statement,
                    enum sql_engine engine, unsigned filters, const struct sort *sort,
                    enum page_place place);
struct sql page_count_sql(const struct model *model, const struct statement *statement,
                          enum sql_engine engine, unsigned filters);
text page_variant_name(const struct model *model, const struct statement *statement,
                       unsigned filters, const struct sort *sort, enum page_place place);
struct sql statement_sql(const struct model *model, const struct statement *statement,
                         enum sql_engine engine);

/* Names that become C (names.c); row_check() once the columns are known. */
void names_check(const struct model *model, struct statement *statement);
void row_check(struct model *model, const struct module *module, struct statement *statement);

/* The database's word on all of it (check.c; people, protected and hidden tables in guard.c). */
struct seen {
    const char *table, *column, *inside; /* inside: the innermost view or trigger, or NULL */
};
typedef LIST(struct seen) seen_list;
void check_model(struct model *model);
/* Functions that count, or rank, which is counting. */
bool is_aggregate(text function);
void guard_statement(const struct model *model, struct statement *statement, const seen_list *seen,
                     bool aggregates);

/* ---- Output ---- */

/* C under construction, which knows its own line for #line. */
struct code {
    struct text_builder out;
    text file;
    size_t counted;
    int line;
};
void code_add(struct code *code, const char *format, ...) like_printf(2, 3);
void code_string(struct code *code, text value); /* a C string literal */
void code_comment(struct code *code, text prose);
void code_line(struct code *code, const struct token *at); /* #line to the source */
void code_line_back(struct code *code);
text type_c(struct arena *arena, struct type type, bool null);

void emit_types(const struct model *model, made_list *made);
void emit_schema(const struct model *model, made_list *made);
void emit_tables(struct code *code, const struct model *model); /* for emit_schema.c */
void emit_queries(const struct model *model, const struct module *module, made_list *made);
void emit_registry(const struct model *model, made_list *made);
void emit_dictionary(const struct model *model, made_list *made);

/* For emit_page.c, from emit_queries.c. */
void emit_parameters(struct code *code, const struct statement *statement);
void emit_bind(struct code *code, const char *indent, struct type type, bool optional, text value,
               const char *index);
void emit_page_types(struct code *header, const struct statement *statement);
void emit_page_functions(struct code *body, const struct module *module,
                         const struct statement *statement);

/* BLAKE2b-128 as hex (blake2b.c). */
text checksum_hex(struct arena *arena, text content);

/* Compiles sources (sorted or not). Errors are in *errors; made stays empty when there are any. */
void querygen_compile(struct arena *arena, struct errors *errors, const struct source *sources,
                      size_t count, made_list *made);

#endif
