/*
 * SQLite's words for a change of the schema.
 *
 * STRICT tables, because a custom type name would give NUMERIC affinity and turn the company number
 * 01234567 into a number. Enumerations are small reference tables: a CHECK list cannot be changed
 * without rebuilding its table. Another engine is another file like this one.
 */
#include "querygen.h"

/* ---- Tables ---- */

static const char *storage_of(enum base_type base)
{
    switch (base) {
    case TYPE_TEXT:
        return "TEXT";
    case TYPE_REAL:
        return "REAL";
    case TYPE_BYTES:
        return "BLOB";
    case TYPE_INT:
    case TYPE_PENCE:
    case TYPE_DAY:
    case TYPE_INSTANT:
    case TYPE_FLAG:
    case TYPE_PERCENT:
    case TYPE_PEOPLE:
    case TYPE_ID:
    case TYPE_ENUM:
        return "INTEGER";
    }
    return "";
}

static void ddl_column(struct sql *sql, const struct model *model, const struct column *column)
{
    struct text_builder *out = &sql->out;
    text_add_format(out, "%.*s %s", TEXT_ARG(column->name), storage_of(column->type.base));
    if (column->primary) {
        /* Without it SQLite gives the id of the newest row again once that row is gone, and an old
         * address or form would then mean another record. */
        sql_add(sql, " PRIMARY KEY AUTOINCREMENT");
        return;
    }
    if (column->not_null)
        sql_add(sql, " NOT NULL");
    if (column->fallback.count > 0) {
        sql_add(sql, " DEFAULT ");
        sql_render(sql, model, column->fallback);
    }
    if (column->type.base == TYPE_FLAG)
        text_add_format(out, " CHECK (%.*s IN (0, 1))", TEXT_ARG(column->name));
    if (column->type.base == TYPE_ENUM)
        text_add_format(out, " REFERENCES %.*s (id)", TEXT_ARG(column->type.name));
    if (column->references.ptr)
        text_add_format(out, " REFERENCES %.*s (id)%s", TEXT_ARG(column->references),
                        column->cascade ? " ON DELETE CASCADE" : "");
}

/* A row goes only with the row that it hangs on, which is gone already when the cascade comes. */
static void ddl_ledger(struct sql *sql, const struct table *table)
{
    struct text_builder *out = &sql->out;
    const text name = table->name;
    text_add_format(out,
                    ";\nCREATE TRIGGER %.*s_never_changed BEFORE UPDATE ON %.*s BEGIN SELECT "
                    "RAISE(ABORT, 'rows of %.*s are added, never changed'); END;\n"
                    "CREATE TRIGGER %.*s_never_removed BEFORE DELETE ON %.*s ",
                    TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name));
    const char *word = "WHEN";
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct column *column = &table->columns.at[i];
        if (!column->cascade)
            continue;
        text_add_format(out, "%s EXISTS (SELECT 1 FROM %.*s WHERE id = old.%.*s) ", word,
                        TEXT_ARG(column->references), TEXT_ARG(column->name));
        word = "AND";
    }
    text_add_format(out, "BEGIN SELECT RAISE(ABORT, 'rows of %.*s are added, never removed'); END",
                    TEXT_ARG(name));
}

static void ddl_table(struct sql *sql, const struct model *model, const struct change *change)
{
    const struct table *table = &model->tables.at[change->which];
    text_add_format(&sql->out, "CREATE TABLE %.*s (\n  ", TEXT_ARG(table->name));
    for (size_t i = 0; i < change->to; i++) {
        if (i > 0)
            sql_add(sql, ",\n  ");
        ddl_column(sql, model, &table->columns.at[i]);
    }
    for (size_t i = 0; i < table->constraints.count; i++) {
        sql_add(sql, ",\n  ");
        sql_render(sql, model, table->constraints.at[i]);
    }
    sql_add(sql, "\n) STRICT");
    if (table->ledger)
        ddl_ledger(sql, table);
}

static void add_literal(struct text_builder *out, text value)
{
    text_add_char(out, '\'');
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '\'')
            text_add_char(out, '\'');
        text_add_char(out, value.ptr[i]);
    }
    text_add_char(out, '\'');
}

void ddl_members(struct sql *sql, const struct enum_type *type, size_t from, size_t to)
{
    text_add_format(&sql->out, "INSERT INTO %.*s (id, code, label) VALUES", TEXT_ARG(type->name));
    for (size_t i = from; i < to; i++) {
        text_add_format(&sql->out, "%s\n  (%zu, ", i > from ? "," : "", i);
        add_literal(&sql->out, type->members.at[i].code);
        sql_add(sql, ", ");
        add_literal(&sql->out, type->members.at[i].label);
        sql_add(sql, ")");
    }
}

static void ddl_enum(struct sql *sql, const struct model *model, const struct change *change)
{
    const struct enum_type *type = &model->enums.at[change->which];
    if (change->from == 0)
        text_add_format(&sql->out,
                        "CREATE TABLE %.*s (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, "
                        "label TEXT NOT NULL) "
                        "STRICT;\n",
                        TEXT_ARG(type->name));
    ddl_members(sql, type, change->from, change->to);
}

/* ---- Searches ---- */

static text column_names(struct arena *arena, const struct table *table, const char *prefix,
                         const char *between)
{
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < table->columns.count; i++)
        text_add_format(&out, "%s%s%.*s", i > 0 ? between : "", prefix,
                        TEXT_ARG(table->columns.at[i].name));
    return text_built(&out);
}

/* External content: the words are indexed, not kept twice. Triggers keep the index true. */
static void ddl_search(struct sql *sql, const struct model *model, const struct change *change)
{
    const struct table *search = &model->tables.at[change->which];
    const text names = column_names(model->arena, search, "", ", ");
    const text of_old = column_names(model->arena, search, "old.", ", ");
    const text of_new = column_names(model->arena, search, "new.", ", ");
    const text name = search->name, of = search->search_of;
    const text add =
        text_format(model->arena, "INSERT INTO %.*s (rowid, %.*s) VALUES (new.id, %.*s); ",
                    TEXT_ARG(name), TEXT_ARG(names), TEXT_ARG(of_new));
    const text away = text_format(
        model->arena, "INSERT INTO %.*s (%.*s, rowid, %.*s) VALUES ('delete', old.id, %.*s); ",
        TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(names), TEXT_ARG(of_old));
    struct text_builder *out = &sql->out;
    text_add_format(
        out,
        "CREATE VIRTUAL TABLE %.*s USING fts5 (%.*s, content='%.*s', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3');\n",
        TEXT_ARG(name), TEXT_ARG(names), TEXT_ARG(of));
    text_add_format(out, "CREATE TRIGGER %.*s_added AFTER INSERT ON %.*s BEGIN %.*sEND;\n",
                    TEXT_ARG(name), TEXT_ARG(of), TEXT_ARG(add));
    text_add_format(out, "CREATE TRIGGER %.*s_removed AFTER DELETE ON %.*s BEGIN %.*sEND;\n",
                    TEXT_ARG(name), TEXT_ARG(of), TEXT_ARG(away));
    text_add_format(
        out, "CREATE TRIGGER %.*s_changed AFTER UPDATE OF id, %.*s ON %.*s BEGIN %.*s%.*sEND;\n",
        TEXT_ARG(name), TEXT_ARG(names), TEXT_ARG(of), TEXT_ARG(away), TEXT_ARG(add));
    text_add_format(out, "CREATE VIRTUAL TABLE %.*s_vocabulary USING fts5vocab ('%.*s', 'row')",
                    TEXT_ARG(name), TEXT_ARG(name));
}

struct sql ddl_of(const struct model *model, const struct change *change)
{
    struct sql sql = {.out = {.arena = model->arena}};
    switch (change->kind) {
    case CHANGE_ENUM:
        ddl_enum(&sql, model, change);
        break;
    case CHANGE_TABLE:
        ddl_table(&sql, model, change);
        break;
    case CHANGE_COLUMN: {
        const struct table *table = &model->tables.at[change->which];
        text_add_format(&sql.out, "ALTER TABLE %.*s ADD COLUMN ", TEXT_ARG(table->name));
        ddl_column(&sql, model, &table->columns.at[change->from]);
        break;
    }
    case CHANGE_UNAUDITED:
        return sql;
    case CHANGE_SEARCH:
        ddl_search(&sql, model, change);
        break;
    case CHANGE_SQL:
        sql_render(&sql, model, change->body);
        break;
    case CHANGE_REGION:
        if (change->engine == SQL_SQLITE)
            text_add(&sql.out, change->raw);
        return sql;
    }
    sql_add(&sql, ";");
    return sql;
}
