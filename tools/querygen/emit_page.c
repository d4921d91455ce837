/*
 * A page's types and functions. The generated code picks the statement by filters, sort and place;
 * fetches one row more than it shows, to know whether there is more; turns rows round when it went
 * backwards; and crosses once from rows with the sort's first key to rows without.
 */
#include "querygen.h"

static size_t most_keys(const struct statement *statement)
{
    size_t most = 0;
    for (size_t i = 0; i < statement->sorts.count; i++)
        if (statement->sorts.at[i].keys.count > most)
            most = statement->sorts.at[i].keys.count;
    return most;
}

static const char *cursor_kind(struct type type)
{
    return type.base == TYPE_TEXT   ? "DB_CURSOR_TEXT"
           : type.base == TYPE_REAL ? "DB_CURSOR_REAL"
                                    : "DB_CURSOR_INT";
}

enum function { FUNCTION_PAGE, FUNCTION_COUNT, FUNCTION_COUNT_ASK };

static void emit_prototype(struct code *code, const struct statement *statement,
                           enum function function)
{
    const text name = statement->name;
    switch (function) {
    case FUNCTION_PAGE:
        code_add(code, "struct %.*s_page %.*s(struct db *db", TEXT_ARG(name), TEXT_ARG(name));
        break;
    case FUNCTION_COUNT:
        code_add(code, "%s %.*s_count(struct db *db",
                 statement->people ? "people_count" : "int64_t", TEXT_ARG(name));
        break;
    case FUNCTION_COUNT_ASK:
        code_add(code, "struct db_count_asked %.*s_count_ask(struct db *db", TEXT_ARG(name));
        break;
    }
    emit_parameters(code, statement);
    code_add(code, ", const struct %.*s_ask *ask%s)", TEXT_ARG(name),
             function == FUNCTION_PAGE ? "" : ", int64_t cap");
}

void emit_page_types(struct code *header, const struct statement *statement)
{
    struct arena *arena = header->out.arena;
    const text name = statement->name, upper = text_upper(arena, name);
    code_line(header, statement->at);
    code_add(header, "enum %.*s_sort {\n", TEXT_ARG(name));
    for (size_t i = 0; i < statement->sorts.count; i++) {
        const text sort = text_upper(arena, statement->sorts.at[i].name);
        code_add(header, "    %.*s_%.*s,\n", TEXT_ARG(upper), TEXT_ARG(sort));
    }
    code_add(header, "    %.*s_SORT_COUNT\n};\nstruct %.*s_ask {\n", TEXT_ARG(upper),
             TEXT_ARG(name));
    for (size_t i = 0; i < statement->filters.count; i++) {
        const struct filter *filter = &statement->filters.at[i];
        const text type = filter->typed ? type_c(arena, filter->type, true) : T("bool");
        code_add(header, "    %.*s %.*s;\n", TEXT_ARG(type), TEXT_ARG(filter->name));
    }
    code_add(header,
             "    enum %.*s_sort sort;\n"
             "    text at;      /* a cursor from .next or .previous, or absent: from the start */\n"
             "    size_t limit; /* 0: %zu; at most %d */\n"
             "};\n"
             "struct %.*s_page {\n"
             "    const struct %.*s *row;\n"
             "    size_t count;\n"
             "    text next, previous; /* cursors, or absent */\n"
             "};\n",
             TEXT_ARG(name), statement->page_size, MAX_PAGE, TEXT_ARG(name),
             TEXT_ARG(statement->row));
    code_line_back(header);
    code_comment(header, statement->prose);
    emit_prototype(header, statement, FUNCTION_PAGE);
    code_add(header, ";\n/* How many there are, counting no further than cap. */\n");
    emit_prototype(header, statement, FUNCTION_COUNT);
    if (!statement->people) {
        code_add(header, ";\n/* The same, asked before it is taken by db_count_take(). */\n");
        emit_prototype(header, statement, FUNCTION_COUNT_ASK);
        code_add(header, " must_use");
    }
    code_add(header,
             ";\n"
             "/* A sort by its name in URLs; false: no such sort. And back. */\n"
             "bool %.*s_sort_from(text name, enum %.*s_sort *out) must_use;\n"
             "text %.*s_sort_name(enum %.*s_sort sort);\n\n",
             TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name));
}

/* ---- Sorts, filters, places ---- */

static void emit_sorts(struct code *body, const struct statement *statement)
{
    const text name = statement->name, upper = text_upper(body->out.arena, name);
    code_add(body,
             "static const struct {\n"
             "    text name;\n"
             "    unsigned first;  /* of its statements, within those of one set of filters */\n"
             "    size_t keys;\n"
             "    bool lacking;    /* rows may lack the first key, and come last then */\n"
             "    unsigned column; /* of the first key */\n"
             "    int kind[%zu];\n"
             "} %.*s_sorts[] = {\n",
             most_keys(statement), TEXT_ARG(name));
    size_t first = 0;
    for (size_t i = 0; i < statement->sorts.count; i++) {
        const struct sort *sort = &statement->sorts.at[i];
        code_add(body,
                 "    {.name = {\"%.*s\", %zu}, .first = %zu, .keys = %zu, .lacking = %s, .column "
                 "= %zu, .kind = {",
                 TEXT_ARG(sort->name), sort->name.len, first, sort->keys.count,
                 sort->keys.at[0].null ? "true" : "false", statement->results.count);
        for (size_t k = 0; k < sort->keys.count; k++)
            code_add(body, "%s%s", k > 0 ? ", " : "", cursor_kind(sort->keys.at[k].type));
        code_add(body, "}},\n");
        first += sort_places(sort);
    }
    code_add(body,
             "};\n\n"
             "bool %.*s_sort_from(text name, enum %.*s_sort *out)\n"
             "{\n"
             "    for (int i = 0; i < %.*s_SORT_COUNT; i++)\n"
             "        if (text_eq(name, %.*s_sorts[i].name)) {\n"
             "            *out = (enum %.*s_sort)i;\n"
             "            return true;\n"
             "        }\n"
             "    return false;\n"
             "}\n\n",
             TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(upper), TEXT_ARG(name), TEXT_ARG(name));
    code_add(body,
             "text %.*s_sort_name(enum %.*s_sort sort)\n"
             "{\n"
             "    ensure((unsigned)sort < %.*s_SORT_COUNT);\n"
             "    return %.*s_sorts[sort].name;\n"
             "}\n\n",
             TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(upper), TEXT_ARG(name));
}

static void emit_filters(struct code *body, const struct statement *statement)
{
    if (statement->filters.count == 0)
        return;
    const text name = statement->name;
    code_add(body,
             "/* The filters that are on, as bits. */\nstatic unsigned %.*s_filters(const struct "
             "%.*s_ask *ask)\n{\n    return ",
             TEXT_ARG(name), TEXT_ARG(name));
    for (size_t i = 0; i < statement->filters.count; i++) {
        const struct filter *filter = &statement->filters.at[i];
        const bool pointer =
            filter->typed && (filter->type.base == TYPE_TEXT || filter->type.base == TYPE_BYTES);
        code_add(body, "%s(ask->%.*s%s ? %uU : 0U)", i > 0 ? " |\n           " : "",
                 TEXT_ARG(filter->name),
                 !filter->typed ? ""
                 : pointer      ? ".ptr"
                                : ".some",
                 1U << i);
    }
    code_add(body, ";\n}\n\n");
}

/* Binds what a variant binds, in the order in which page.c numbers it. `at` is the number last
 * bound. */
static void emit_page_binds(struct code *body, const struct statement *statement, bool list)
{
    struct arena *arena = body->out.arena;
    for (size_t i = 0; i < statement->parameters.count; i++) {
        const struct parameter *parameter = &statement->parameters.at[i];
        const bool always = (list && parameter->in_list) || parameter->in_rest;
        if (always) {
            code_add(body, "    at++;\n");
            emit_bind(body, "    ", parameter->type, parameter->optional, parameter->c_name, "at");
        } else if (parameter->filters != 0) {
            code_add(body, "    if ((filters & %uU) != 0) {\n        at++;\n", parameter->filters);
            emit_bind(body, "        ", parameter->type, parameter->optional, parameter->c_name,
                      "at");
            code_add(body, "    }\n");
        } else {
            code_add(body, "    (void)%.*s;\n", TEXT_ARG(parameter->c_name));
        }
    }
    for (size_t i = 0; i < statement->filters.count; i++) {
        const struct filter *filter = &statement->filters.at[i];
        if (!filter->typed)
            continue;
        const bool pointer = filter->type.base == TYPE_TEXT || filter->type.base == TYPE_BYTES;
        const text value =
            text_format(arena, pointer ? "ask->%.*s" : "ask->%.*s.it", TEXT_ARG(filter->name));
        code_add(body, "    if ((filters & %uU) != 0) {\n        at++;\n", 1U << i);
        emit_bind(body, "        ", filter->type, false, value, "at");
        code_add(body, "    }\n");
    }
}

static text filters_c(struct arena *arena, const struct statement *statement)
{
    return statement->filters.count > 0
               ? text_format(arena, "%.*s_filters(ask)", TEXT_ARG(statement->name))
               : T("0");
}

/* ---- Fetching ---- */

static void emit_edge(struct code *body, const struct statement *statement)
{
    const text name = statement->name;
    code_add(body,
             "/* Where the present row stands in the sort. */\n"
             "static void %.*s_edge(struct db_stmt *stmt, enum %.*s_sort sort, struct "
             "db_cursor_value *edge)\n"
             "{\n"
             "    for (size_t i = 0; i < %.*s_sorts[sort].keys; i++) {\n"
             "        const int column = (int)(%.*s_sorts[sort].column + i);\n"
             "        edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_NULL};\n"
             "        if (db_column_null(stmt, column))\n"
             "            continue;\n"
             "        switch (%.*s_sorts[sort].kind[i]) {\n"
             "        case DB_CURSOR_INT:\n"
             "            edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_INT, .number = "
             "db_column_int(stmt, column)};\n"
             "            break;\n"
             "        case DB_CURSOR_TEXT:\n"
             "            edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_TEXT, .string = "
             "db_column_text(stmt, column)};\n"
             "            break;\n"
             "        case DB_CURSOR_REAL:\n"
             "            edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_REAL, .real = "
             "db_column_real(stmt, column)};\n"
             "            break;\n"
             "        }\n"
             "    }\n"
             "}\n\n",
             TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name));
    code_add(body,
             "/* The row to go on from; false: from the start. */\n"
             "static bool %.*s_from(struct db *db, const struct %.*s_ask *ask, bool *backwards, "
             "struct db_cursor_value *from)\n"
             "{\n"
             "    const size_t keys = %.*s_sorts[ask->sort].keys;\n"
             "    if (ask->at.ptr == NULL ||\n"
             "        !db_cursor_read(db_arena(db), ask->at, (unsigned)ask->sort, backwards, from, "
             "keys))\n"
             "        return false;\n"
             "    for (size_t i = 0; i < keys; i++) {\n"
             "        const bool lacks = from[i].kind == DB_CURSOR_NULL && i == 0 && "
             "%.*s_sorts[ask->sort].lacking;\n"
             "        if (!lacks && (int)from[i].kind != %.*s_sorts[ask->sort].kind[i])\n"
             "            return false;\n"
             "    }\n"
             "    return true;\n"
             "}\n\n",
             TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name), TEXT_ARG(name));
}

static void emit_fetch(struct code *body, const struct module *module,
                       const struct statement *statement)
{
    const text name = statement->name, filters = filters_c(body->out.arena, statement);
    const size_t most = most_keys(statement);
    code_add(body,
             "/* Rows of one place: fills row[count..limit), notes the first and the last to be "
             "shown in edge; returns the new count. */\n"
             "static size_t %.*s_fetch(struct db *db",
             TEXT_ARG(name));
    emit_parameters(body, statement);
    code_add(
        body,
        ", const struct %.*s_ask *ask, unsigned place,\n"
        "    const struct db_cursor_value *from, struct %.*s *row, size_t count, size_t limit,\n"
        "    struct db_cursor_value edge[2][%zu])\n"
        "{\n"
        "    const unsigned filters = %.*s;\n"
        "    struct db_stmt *stmt =\n"
        "        db_stmt_begin(db, &%.*s_statements[%zu + filters * %zuU + "
        "%.*s_sorts[ask->sort].first + place]);\n"
        "    int at = 0;\n",
        TEXT_ARG(name), TEXT_ARG(statement->row), most, TEXT_ARG(filters), TEXT_ARG(module->name),
        statement->first, page_places(statement), TEXT_ARG(name));
    emit_page_binds(body, statement, true);
    code_add(body,
             "    const bool starts = place == %d || place == %d || place == %d;\n"
             "    const size_t first = place == %d || place == %d ? 1 : 0;\n"
             "    for (size_t i = first; !starts && i < %.*s_sorts[ask->sort].keys; i++) {\n"
             "        at++;\n"
             "        if (from[i].kind == DB_CURSOR_TEXT)\n"
             "            db_bind_text(stmt, at, from[i].string);\n"
             "        else if (from[i].kind == DB_CURSOR_REAL)\n"
             "            db_bind_real(stmt, at, from[i].real);\n"
             "        else\n"
             "            db_bind_int(stmt, at, from[i].number);\n"
             "    }\n",
             PLACE_FIRST, PLACE_LAST, PLACE_LACKING_FIRST, PLACE_LACKING_AFTER,
             PLACE_LACKING_BEFORE, TEXT_ARG(name));
    code_add(body,
             "    db_bind_int(stmt, at + 1, (int64_t)(limit - count));\n"
             "    while (db_step(stmt)) {\n"
             "        %.*s_read(stmt, &row[count]);\n"
             "        if (count == 0)\n"
             "            %.*s_edge(stmt, ask->sort, edge[0]);\n"
             "        if (count + 2 == limit)\n"
             "            %.*s_edge(stmt, ask->sort, edge[1]);\n"
             "        count++;\n"
             "    }\n"
             "    db_stmt_end(stmt);\n"
             "    return count;\n"
             "}\n\n",
             TEXT_ARG(statement->row), TEXT_ARG(name), TEXT_ARG(name));
}

/* ---- The page ---- */

static text arguments_c(struct arena *arena, const struct statement *statement)
{
    struct text_builder out = {.arena = arena};
    text_add(&out, T("db"));
    for (size_t i = 0; i < statement->parameters.count; i++)
        text_add_format(&out, ", %.*s", TEXT_ARG(statement->parameters.at[i].c_name));
    text_add(&out, T(", ask"));
    return text_built(&out);
}

static void emit_page(struct code *body, const struct statement *statement)
{
    const text name = statement->name, row = statement->row,
               upper = text_upper(body->out.arena, name);
    const text arguments = arguments_c(body->out.arena, statement);
    const size_t most = most_keys(statement);
    emit_prototype(body, statement, FUNCTION_PAGE);
    code_add(body,
             "\n{\n"
             "    ensure((unsigned)ask->sort < %.*s_SORT_COUNT);\n"
             "    const size_t asked = ask->limit == 0 ? %zu : ask->limit;\n"
             "    const size_t limit = asked > %d ? %d : asked;\n"
             "    struct db_cursor_value from[%zu] = {{.kind = DB_CURSOR_NULL}};\n"
             "    struct db_cursor_value edge[2][%zu] = {{{.kind = DB_CURSOR_NULL}}};\n"
             "    bool backwards = false;\n"
             "    const bool lacking = %.*s_sorts[ask->sort].lacking;\n"
             "    bool starts = !%.*s_from(db, ask, &backwards, from);\n"
             "    struct %.*s *row = arena_array(db_arena(db), struct %.*s, limit + 1);\n"
             "    size_t count = 0;\n",
             TEXT_ARG(upper), statement->page_size, MAX_PAGE, MAX_PAGE, most, most, TEXT_ARG(name),
             TEXT_ARG(name), TEXT_ARG(row), TEXT_ARG(row));
    code_add(body,
             "    if (!starts) {\n"
             "        const bool lacks = from[0].kind == DB_CURSOR_NULL;\n"
             "        const unsigned place = backwards ? (lacks ? %d : %d) : (lacks ? %d : %d);\n"
             "        count = %.*s_fetch(%.*s, place, from, row, count, limit + 1, edge);\n"
             "        if (lacking && count <= limit && lacks == backwards)\n"
             "            count = %.*s_fetch(%.*s, backwards ? %d : %d, from, row, count, limit + "
             "1, edge);\n"
             "        starts = backwards && count == 0; /* what stood before is gone */\n"
             "    }\n",
             PLACE_LACKING_BEFORE, PLACE_BEFORE, PLACE_LACKING_AFTER, PLACE_AFTER, TEXT_ARG(name),
             TEXT_ARG(arguments), TEXT_ARG(name), TEXT_ARG(arguments), PLACE_LAST,
             PLACE_LACKING_FIRST);
    code_add(body,
             "    if (starts) {\n"
             "        backwards = false;\n"
             "        count = %.*s_fetch(%.*s, %d, from, row, count, limit + 1, edge);\n"
             "        if (lacking && count <= limit)\n"
             "            count = %.*s_fetch(%.*s, %d, from, row, count, limit + 1, edge);\n"
             "    }\n",
             TEXT_ARG(name), TEXT_ARG(arguments), PLACE_FIRST, TEXT_ARG(name), TEXT_ARG(arguments),
             PLACE_LACKING_FIRST);
    code_add(body,
             "    const bool more = count > limit;\n"
             "    count = more ? limit : count;\n"
             "    for (size_t i = 0; backwards && i < count / 2; i++) {\n"
             "        const struct %.*s other = row[i];\n"
             "        row[i] = row[count - 1 - i];\n"
             "        row[count - 1 - i] = other;\n"
             "    }\n"
             "    struct %.*s_page page = {.row = row, .count = count};\n"
             "    struct arena *arena = db_arena(db);\n"
             "    const size_t keys = %.*s_sorts[ask->sort].keys;\n"
             "    if (backwards || more)\n"
             "        page.next = db_cursor_write(arena, (unsigned)ask->sort, false, "
             "edge[backwards ? 0 : 1], keys);\n"
             "    if (backwards ? more : !starts)\n"
             "        page.previous = db_cursor_write(arena, (unsigned)ask->sort, true,\n"
             "                                        count == 0 ? from : edge[backwards ? 1 : 0], "
             "keys);\n"
             "    return page;\n"
             "}\n\n",
             TEXT_ARG(row), TEXT_ARG(name), TEXT_ARG(name));
}

static void emit_count(struct code *body, const struct module *module,
                       const struct statement *statement)
{
    const text filters = filters_c(body->out.arena, statement);
    const size_t first = statement->first + (page_places(statement) << statement->filters.count);
    code_add(body, statement->people ? "static " : "");
    emit_prototype(body, statement, FUNCTION_COUNT_ASK);
    code_add(body,
             "\n{\n"
             "    const unsigned filters = %.*s;\n%s"
             "    struct db_stmt *stmt = db_stmt_begin(db, &%.*s_statements[%zu + filters]);\n"
             "    int at = 0;\n",
             TEXT_ARG(filters), statement->filters.count == 0 ? "    (void)ask;\n" : "",
             TEXT_ARG(module->name), first);
    emit_page_binds(body, statement, statement->shape.group.count > 0 || statement->shape.distinct);
    code_add(body, "    db_bind_int(stmt, at + 1, cap);\n"
                   "    db_stmt_ask(stmt);\n"
                   "    return (struct db_count_asked){.stmt = stmt};\n"
                   "}\n\n");
    emit_prototype(body, statement, FUNCTION_COUNT);
    code_add(body, "\n{\n    return %sdb_count_take(%.*s_count_ask(%.*s, cap))%s;\n}\n",
             statement->people ? "(people_count){.raw = " : "", TEXT_ARG(statement->name),
             TEXT_ARG(arguments_c(body->out.arena, statement)), statement->people ? "}" : "");
}

void emit_page_functions(struct code *body, const struct module *module,
                         const struct statement *statement)
{
    code_line(body, statement->at);
    emit_sorts(body, statement);
    emit_filters(body, statement);
    emit_edge(body, statement);
    emit_fetch(body, module, statement);
    emit_page(body, statement);
    emit_count(body, module, statement);
    code_line_back(body);
    code_add(body, "\n");
}
