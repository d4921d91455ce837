/*
 * Asks a real SQLite about the schema and every statement: does it run, where does each column come
 * from, what does it read. SQLite types no parameters, calls columns of outer joins NOT NULL and
 * gives a compound its first arm's type, so what it does not know the statement must say.
 */
#include "querygen.h"
#include <sqlite3.h>
#include <string.h>

struct checker {
    struct model *model;
    sqlite3 *db;
    bool recording;
    seen_list seen;
    bool aggregates;
};

static const char *copy(const struct checker *checker, const char *words)
{
    return words ? text_cstr(checker->model->arena, text_of(words)) : NULL;
}

/* SQLite's authorizer: notes what a statement reads, and keeps a migration from other files. */
static int authorize(void *arg, int action, const char *first, const char *second,
                     const char *database, const char *inside)
{
    struct checker *checker = arg;
    (void)database;
    if (action == SQLITE_ATTACH || action == SQLITE_DETACH)
        return SQLITE_DENY;
    if (action == SQLITE_PRAGMA &&
        sqlite3_stricmp(first, "data_version") != 0) /* which FTS5 asks for */
        return SQLITE_DENY;
    if (!checker->recording)
        return SQLITE_OK;
    if (action == SQLITE_FUNCTION && second && is_aggregate(text_of(second)))
        checker->aggregates = true;
    if (action == SQLITE_READ && first) {
        const struct seen seen = {copy(checker, first), copy(checker, second ? second : ""),
                                  copy(checker, inside)};
        list_add(checker->model->arena, &checker->seen, seen);
    }
    return SQLITE_OK;
}

/* A source that loops for ever stops the build, not the machine. */
static int tire(void *arg)
{
    (void)arg;
    return 1;
}

/* ---- The schema ---- */

static void run_change(struct checker *checker, const struct change *change)
{
    const struct sql sql = ddl_of(checker->model, change);
    const char *whole = text_cstr(checker->model->arena, text_built(&sql.out));
    for (const char *rest = whole; rest[0] != '\0';) {
        sqlite3_stmt *stmt = NULL;
        const char *next = rest;
        sqlite3_progress_handler(checker->db, 20000000, tire, NULL);
        int code = sqlite3_prepare_v2(checker->db, rest, -1, &stmt, &next);
        const long offset =
            (rest - whole) + (code == SQLITE_OK ? 0 : sqlite3_error_offset(checker->db));
        while (code == SQLITE_OK && stmt && (code = sqlite3_step(stmt)) == SQLITE_ROW)
            code = SQLITE_OK;
        const bool fine = code == SQLITE_DONE || (code == SQLITE_OK && !stmt);
        if (!fine) {
            const struct token *at = sql_place(&sql, offset);
            report(checker->model->errors, at ? at : change->at,
                   "this is what SQLite says of the migration as compiled", "%s",
                   sqlite3_errmsg(checker->db));
        }
        sqlite3_finalize(stmt);
        if (!fine)
            return;
        rest = next;
    }
}

static void check_schema(struct checker *checker)
{
    struct model *model = checker->model;
    for (size_t m = 0; m < model->migrations.count; m++)
        for (size_t c = 0; c < model->migrations.at[m].changes.count; c++)
            run_change(checker, &model->migrations.at[m].changes.at[c]);
    for (size_t v = 0; v < model->views.count; v++) {
        const struct view *view = &model->views.at[v];
        const char *sql = text_cstr(
            model->arena, text_format(model->arena, "SELECT * FROM %.*s", TEXT_ARG(view->name)));
        sqlite3_stmt *stmt = NULL;
        if (model->errors->list.count == 0 &&
            sqlite3_prepare_v2(checker->db, sql, -1, &stmt, NULL) != SQLITE_OK)
            report(model->errors, view->at, "this is what SQLite says of the view", "%s",
                   sqlite3_errmsg(checker->db));
        sqlite3_finalize(stmt);
        for (size_t t = 0; t < model->tables.count; t++)
            if (model->tables.at[t].kind == RELATION_TABLE &&
                !number_column(&model->tables.at[t]) &&
                view_shows_all(view, model->tables.at[t].name))
                report(model->errors, view->at, "name the columns that it shows",
                       "'%.*s' has no id, so that * is one column more on PostgreSQL",
                       TEXT_ARG(model->tables.at[t].name));
    }
    for (size_t t = 0; t < model->tables.count; t++) {
        const struct table *table = &model->tables.at[t];
        if (table->behind.ptr && !view_find(model, table->behind))
            report(model->errors, table->behind_at, "CREATE VIEW it", "no view '%.*s'",
                   TEXT_ARG(table->behind));
        /* Law 9: what the log holds of a person goes with that person's key. */
        if (table->kind == RELATION_TABLE && table->about_people && !table->fleeting &&
            !table->unaudited.ptr && !table->subject.ptr)
            report(model->errors, table->at,
                   "say SUBJECT column, the account whose key seals what the audit log keeps; or "
                   "UNAUDITED \"why\"",
                   "'%.*s' is about people and does not say whose it is", TEXT_ARG(table->name));
    }
}

/* ---- Preparing ---- */

static void refuse(struct checker *checker, struct statement *statement, const struct token *at,
                   const char *what, text word, const char *hint)
{
    report(checker->model->errors, at, hint, "%s%s%.*s%s", what, word.ptr ? " '" : "",
           TEXT_ARG(word), word.ptr ? "'" : "");
    statement->good = false;
}

static sqlite3_stmt *prepare(struct checker *checker, struct statement *statement,
                             const struct sql *sql)
{
    sqlite3_stmt *stmt = NULL;
    const char *words = text_cstr(checker->model->arena, text_built(&sql->out));
    const int code = sqlite3_prepare_v2(checker->db, words, -1, &stmt, NULL);
    if (code == SQLITE_OK)
        return stmt;
    const int offset = sqlite3_error_offset(checker->db);
    const struct token *at = offset < 0 ? statement->at : sql_place(sql, offset);
    refuse(checker, statement, at ? at : statement->at, sqlite3_errmsg(checker->db), TEXT_ABSENT,
           "this is what SQLite says of the statement");
    return NULL;
}

static char column_letter(struct type type)
{
    const char *name = postgresql_type(type.base);
    return strcmp(name, "bigint") == 0             ? 'i'
           : strcmp(name, "double precision") == 0 ? 'r'
                                                   : name[0];
}

/* What kind of value each column holds: i whole numbers, r real ones, t text, b bytes. */
static text column_letters(const struct model *model, const struct statement *statement,
                           const struct sort *sort)
{
    struct text_builder out = {.arena = model->arena};
    text_add(&out, T(""));
    for (size_t i = 0; i < statement->results.count; i++)
        text_add_char(&out, column_letter(statement->results.at[i].type));
    for (size_t i = 0; sort && i < sort->keys.count; i++)
        text_add_char(&out, column_letter(sort->keys.at[i].type));
    return text_built(&out);
}

/* sort: of a page; NULL: a count, or no page. */
static void add_variant(struct checker *checker, struct statement *statement, text name,
                        const struct sql *sqlite, const struct sql *postgresql, text columns,
                        const struct sort *sort)
{
    const struct token *each = statement->plan_each_sort;
    const struct variant variant = {
        .name = name,
        .sqlite = text_trim(text_built(&sqlite->out)),
        .postgresql = text_trim(text_built(&postgresql->out)),
        .columns = columns,
        .paged = sort != NULL,
        .plan_each = statement->plan_each && (!sort || !each || text_eq(each->text, sort->name))};
    list_add(checker->model->arena, &statement->variants, variant);
}

/* ---- Columns ---- */

static const struct column *origin_of(const struct checker *checker, sqlite3_stmt *stmt, int i)
{
    const char *table = sqlite3_column_table_name(stmt, i),
               *column = sqlite3_column_origin_name(stmt, i);
    const struct table *found = table && column ? table_find(checker->model, text_of(table)) : NULL;
    return found ? column_find(found, text_of(column)) : NULL;
}

/* Whether a column may be NULL for a reason that SQLite does not tell. */
static bool is_uncertain(const struct statement *statement, const struct item *item)
{
    const struct shape *shape = &statement->shape;
    if (item && !item->plain && !item->star)
        return true;
    for (size_t i = 0; i < shape->origins.count; i++) {
        const struct origin *origin = &shape->origins.at[i];
        const bool named =
            !item || !item->qualifier.ptr || text_eq_fold(item->qualifier, origin->alias);
        if (origin->uncertain && named)
            return true;
    }
    return false;
}

/* The item of result i: with one `*`, the items after it count from the end. */
static const struct item *item_of(const struct item *items, size_t count, size_t i, size_t total)
{
    size_t star = count;
    for (size_t k = 0; k < count; k++)
        if (items[k].star)
            star = k;
    if (i < star)
        return i < count ? &items[i] : NULL;
    if (star < count && i + (count - star - 1) >= total)
        return &items[count - (total - i)];
    return star < count ? &items[star] : NULL;
}

static const struct column *column_of(const struct checker *checker,
                                      const struct statement *statement, sqlite3_stmt *stmt, int i,
                                      const struct item *item)
{
    if (statement->shape.returning.count == 0)
        return origin_of(checker, stmt, i);
    /* RETURNING has no origins: its columns are the target's. */
    const struct table *table = table_find(checker->model, statement->shape.target.text);
    if (!table || !item || (!item->plain && !item->star))
        return NULL;
    return column_find(table, item->star ? text_of(sqlite3_column_name(stmt, i)) : item->name);
}

static bool read_result(struct checker *checker, struct statement *statement, sqlite3_stmt *stmt,
                        size_t i, size_t total)
{
    const struct shape *shape = &statement->shape;
    const struct item *item = item_of(shape->items.at, shape->items.count, i, total);
    const struct column *column = column_of(checker, statement, stmt, (int)i, item);
    const struct token *at = item && item->tokens.count > 0 ? &item->tokens.at[0] : statement->at;
    struct result result = {
        .name = text_copy(checker->model->arena, text_of(sqlite3_column_name(stmt, (int)i))),
        .plain = column != NULL};
    const bool counts = statement->kind == KIND_COUNT;
    if (!counts && !name_is_plain(result.name)) {
        refuse(checker, statement, at, "a column whose name cannot be one in C:", result.name,
               "give it another: AS name");
        return false;
    }
    for (size_t k = 0; k < statement->results.count; k++)
        if (text_eq(statement->results.at[k].name, result.name)) {
            refuse(checker, statement, at, "two columns are called", result.name,
                   "give one another name: AS name");
            return false;
        }
    const char mark = item ? item->mark : 0;
    if (item && item->typed) {
        if (column && !type_same(column->type, item->type)) {
            refuse(checker, statement, at, "the alias gives another type than the column, which is",
                   column->type.name, "leave the type out");
            return false;
        }
        result.type = item->type;
        result.null = item->null;
    } else if (column) {
        result.type = column->type;
        result.null = !column->not_null;
        if (!mark && !counts && is_uncertain(statement, item)) {
            refuse(checker, statement, at,
                   "nobody can know whether this may be absent:", result.name,
                   "end it in ? (may be absent) or ! (never): outer joins and subqueries hide it");
            return false;
        }
    } else if (counts) {
        result.type = (struct type){TYPE_INT, T("int")};
    } else {
        refuse(checker, statement, at, "an expression needs a type:", result.name,
               "write AS \"name:type\" or AS \"name:type?\"");
        return false;
    }
    if (mark)
        result.null = mark == '?';
    if (counts && result.type.base != TYPE_INT && result.type.base != TYPE_PEOPLE) {
        refuse(checker, statement, at, "a count is int or people_count, not", result.type.name,
               "use :one for another value");
        return false;
    }
    list_add(checker->model->arena, &statement->results, result);
    return true;
}

/* The other arms of a compound must agree with the first; a `?` in any is one in all. */
static void check_arms(struct checker *checker, struct statement *statement)
{
    for (size_t a = 1; a < statement->shape.arms.count && statement->good; a++) {
        const struct arm *arm = &statement->shape.arms.at[a];
        struct sql sql = {.out = {.arena = checker->model->arena}, .statement = statement};
        for (size_t i = 0; i < statement->parameters.count; i++)
            sql.numbers[i] = (int)i + 1;
        sql_render(&sql, checker->model, statement->shape.with);
        sql_render(&sql, checker->model, arm->whole);
        sqlite3_stmt *stmt = prepare(checker, statement, &sql);
        for (size_t i = 0; stmt && i < statement->results.count; i++) {
            struct result *result = &statement->results.at[i];
            const struct item *first =
                item_of(statement->shape.items.at, statement->shape.items.count, i,
                        statement->results.count);
            const struct item *item =
                item_of(arm->items.at, arm->items.count, i, statement->results.count);
            const struct column *column = origin_of(checker, stmt, (int)i);
            const bool typed = item && item->typed;
            const bool agrees = column  ? type_same(column->type, result->type)
                                : typed ? type_same(item->type, result->type)
                                        : first && first->typed;
            if (!agrees)
                refuse(checker, statement, arm->whole.at, "arms of a compound disagree about",
                       result->name,
                       "give the column the same type in each arm, \"name:type\" where it is an "
                       "expression");
            if (column && !column->not_null && !(first && (first->mark || first->typed)))
                result->null = true;
        }
        sqlite3_finalize(stmt);
    }
}

static void read_results(struct checker *checker, struct statement *statement, sqlite3_stmt *stmt,
                         size_t total)
{
    size_t stars = 0;
    for (size_t i = 0; i < statement->shape.items.count; i++)
        stars += statement->shape.items.at[i].star ? 1 : 0;
    if (stars > 1) {
        refuse(checker, statement, statement->at, "more than one *", TEXT_ABSENT,
               "name each column");
        return;
    }
    for (size_t i = 0; i < total; i++)
        if (!read_result(checker, statement, stmt, i, total))
            return;
    check_arms(checker, statement);
}

/* ---- Kinds ---- */

static void check_kind(struct checker *checker, struct statement *statement, size_t columns)
{
    const char *what = NULL;
    const struct table *target = table_find(checker->model, statement->shape.target.text);
    switch (statement->kind) {
    case KIND_ONE:
    case KIND_MAYBE:
    case KIND_MANY:
        what = columns == 0 ? "it gives no rows" : NULL;
        break;
    case KIND_EXEC:
        what = !statement->writes ? "it changes nothing" : columns > 0 ? "it gives rows" : NULL;
        break;
    case KIND_INSERT:
        what = !statement->shape.inserts || columns > 0 ? "it is not a plain INSERT"
               : !target || !target->id_type.ptr        ? "its table has no id"
                                                        : NULL;
        if (!what)
            statement->insert_type = target->id_type;
        break;
    case KIND_COUNT:
        what = statement->writes ? "it changes something"
               : columns != 1    ? "it has not one column"
                                 : NULL;
        break;
    case KIND_PAGE:
        what = statement->writes ? "it changes something" : NULL;
        break;
    }
    if (what)
        refuse(checker, statement, statement->at, "the kind does not fit:", text_of(what),
               ":one :maybe :many give rows, :exec and :insert change, :count has one column, "
               ":page lists");
    if (statement->asks_ahead && (statement->writes || statement->kind == KIND_PAGE))
        refuse(checker, statement, statement->at, "ask ahead is for what reads and is no page",
               TEXT_ABSENT, "take it out");
    if (statement->conflict_ok && statement->kind != KIND_EXEC && statement->kind != KIND_INSERT)
        refuse(checker, statement, statement->at, "conflict ok is for :exec and :insert",
               TEXT_ABSENT, "take it out");
}

/* ---- Pages ---- */

/* Types and NULL-ness of a sort's keys, from the hidden columns at the list's end. */
static void read_keys(struct checker *checker, struct statement *statement, struct sort *sort,
                      sqlite3_stmt *stmt)
{
    const size_t first = (size_t)sqlite3_column_count(stmt) - sort->keys.count;
    for (size_t k = 0; k < sort->keys.count; k++) {
        struct sort_key *key = &sort->keys.at[k];
        const struct column *column = origin_of(checker, stmt, (int)(first + k));
        struct arm arm = {0};
        items_read(checker->model, key->expression, &arm);
        if (!key->stated && !column) {
            refuse(checker, statement, &key->expression.at[0],
                   "a sort key that is no column needs a type", TEXT_ABSENT,
                   "write it as \"name:type\"");
            continue;
        }
        if (!key->stated) {
            key->type = column->type;
            key->null = !column->not_null || is_uncertain(statement, &arm.items.at[0]);
        }
        if (key->mark)
            key->null = key->mark == '?';
        if (key->null && (k > 0 || sort->keys.count == 1))
            refuse(checker, statement, &key->expression.at[0],
                   "only the first of several sort keys may be absent", TEXT_ABSENT,
                   "end the sort with the table's id; ! after a key says that it is never absent");
        if (key->type.base == TYPE_BYTES)
            refuse(checker, statement, &key->expression.at[0], "nobody sorts by bytes", TEXT_ABSENT,
                   "sort by another column");
    }
}

static void check_variants(struct checker *checker, struct statement *statement)
{
    const size_t masks = (size_t)1 << statement->filters.count;
    if (masks * page_places(statement) > MAX_VARIANTS) {
        refuse(checker, statement, statement->at, "more than 4096 variants", TEXT_ABSENT,
               "take filters or sorts away");
        return;
    }
    const struct model *model = checker->model;
    for (size_t mask = 0; mask < masks; mask++)
        for (size_t s = 0; s < statement->sorts.count; s++) {
            const struct sort *sort = &statement->sorts.at[s];
            for (size_t i = 0; i < sort_places(sort) && statement->good; i++) {
                const enum page_place place = (enum page_place)i;
                const struct sql sql =
                    page_sql(model, statement, SQL_SQLITE, (unsigned)mask, sort, place);
                const struct sql other =
                    page_sql(model, statement, SQL_POSTGRESQL, (unsigned)mask, sort, place);
                sqlite3_finalize(prepare(checker, statement, &sql));
                add_variant(checker, statement,
                            page_variant_name(model, statement, (unsigned)mask, sort, place), &sql,
                            &other, column_letters(model, statement, sort), sort);
            }
        }
    for (size_t mask = 0; mask < masks && statement->good; mask++) {
        const struct sql sql = page_count_sql(model, statement, SQL_SQLITE, (unsigned)mask);
        const struct sql other = page_count_sql(model, statement, SQL_POSTGRESQL, (unsigned)mask);
        sqlite3_finalize(prepare(checker, statement, &sql));
        add_variant(checker, statement,
                    page_variant_name(model, statement, (unsigned)mask, NULL, PLACE_FIRST), &sql,
                    &other, T("i"), NULL);
    }
}

static void check_page_statement(struct checker *checker, struct statement *statement)
{
    const unsigned all = (1U << statement->filters.count) - 1;
    for (size_t s = 0; s < statement->sorts.count && statement->good; s++) {
        struct sort *sort = &statement->sorts.at[s];
        const struct sql sql =
            page_sql(checker->model, statement, SQL_SQLITE, all, sort, PLACE_FIRST);
        checker->recording = true; /* what a sort reads travels in its cursor */
        sqlite3_stmt *stmt = prepare(checker, statement, &sql);
        checker->recording = false;
        if (!stmt)
            return;
        statement->writes = sqlite3_stmt_readonly(stmt) == 0;
        read_keys(checker, statement, sort, stmt);
        if (s == 0 && statement->good) {
            check_kind(checker, statement, 1);
            read_results(checker, statement, stmt,
                         (size_t)sqlite3_column_count(stmt) - sort->keys.count);
        }
        sqlite3_finalize(stmt);
    }
    if (statement->good)
        guard_statement(checker->model, statement, &checker->seen, checker->aggregates);
    if (statement->good)
        check_variants(checker, statement);
}

/* ---- Statements ---- */

static void check_plan_each(struct checker *checker, struct statement *statement)
{
    const struct token *named = statement->plan_each_sort;
    bool known = !named;
    for (size_t i = 0; i < statement->sorts.count; i++)
        known = known || text_eq(statement->sorts.at[i].name, named->text);
    if (!known)
        refuse(checker, statement, named, "no such sort", named->text,
               "plan each names a sort of the statement, or none");
}

static void check_statement(struct checker *checker, struct statement *statement)
{
    checker->seen = (seen_list){0};
    checker->aggregates = false;
    portable_check(checker->model, statement);
    if (statement->good)
        check_plan_each(checker, statement);
    if (!statement->good)
        return;
    if (statement->kind == KIND_PAGE) {
        check_page_statement(checker, statement);
        return;
    }
    const struct sql sql = statement_sql(checker->model, statement, SQL_SQLITE);
    const struct sql other = statement_sql(checker->model, statement, SQL_POSTGRESQL);
    checker->recording = true;
    sqlite3_stmt *stmt = prepare(checker, statement, &sql);
    checker->recording = false;
    if (!stmt)
        return;
    const size_t columns = (size_t)sqlite3_column_count(stmt);
    statement->writes = sqlite3_stmt_readonly(stmt) == 0;
    check_kind(checker, statement, columns);
    if (statement->good)
        read_results(checker, statement, stmt, columns);
    if (statement->good)
        guard_statement(checker->model, statement, &checker->seen, checker->aggregates);
    sqlite3_finalize(stmt);
    const text name = text_format(checker->model->arena, "%.*s/%.*s",
                                  TEXT_ARG(statement->source->module), TEXT_ARG(statement->name));
    add_variant(checker, statement, name, &sql, &other,
                column_letters(checker->model, statement, NULL), NULL);
}

/* ---- The whole ---- */

static void check_statements(struct checker *checker)
{
    struct model *model = checker->model;
    size_t index = 0;
    for (size_t m = 0; m < model->modules.count; m++) {
        struct module *module = &model->modules.at[m];
        module->first = index;
        for (size_t s = 0; s < module->statements.count; s++) {
            struct statement *statement = &module->statements.at[s];
            names_check(model, statement);
            check_statement(checker, statement);
            if (statement->good)
                row_check(model, module, statement);
            statement->first = index - module->first;
            index += statement->variants.count;
        }
        module->variants = index - module->first;
    }
}

void check_model(struct model *model)
{
    struct checker checker = {.model = model};
    if (sqlite3_open(":memory:", &checker.db) != SQLITE_OK)
        fail("SQLite does not open a database in memory");
    sqlite3_exec(checker.db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    sqlite3_limit(checker.db, SQLITE_LIMIT_LENGTH, 16 << 20);
    sqlite3_set_authorizer(checker.db, authorize, &checker);
    check_schema(&checker);
    if (model->errors->list.count == 0 || model->migrations.count == 0)
        check_statements(&checker);
    sqlite3_close(checker.db);
}
