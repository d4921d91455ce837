/* Made by querygen from the statements of staff. */
#include "staff_queries.h"

#pragma GCC diagnostic ignored "-Woverlength-strings"

extern const struct db_statement staff_statements[]; /* for registry.c */
const struct db_statement staff_statements[] = {
    {.name = "staff/staff_count",
     .sqlite =
        "SELECT count(*) FROM staff",
     .postgresql =
        "SELECT count(*) FROM staff",
     .columns = "i",
     .file = "staff/queries.sql",
     .line = 2,
     .index = 148},
    {.name = "staff/staff_led",
     .sqlite =
        "SELECT s.boss_id, count(*) AS \"led\" FROM staff s GROUP BY s.boss_id",
     .postgresql =
        "SELECT s.boss_id, (count(*))::bigint AS \"led\" FROM staff s GROUP BY s.boss_id",
     .columns = "ii",
     .file = "staff/queries.sql",
     .line = 6,
     .index = 149},
    {.name = "staff/staff_list[all,longest,first]",
     .sqlite =
        "SELECT s.id, s.name, b.name AS boss_name, s.from_on, s.id FROM staff s LEFT JOIN staff b ON "
        "b.id = s.boss_id WHERE (s.from_on <= ?1) ORDER BY s.from_on, s.id LIMIT ?2",
     .postgresql =
        "SELECT s.id, s.name, b.name AS boss_name, s.from_on, s.id FROM staff s LEFT JOIN staff b ON "
        "b.id = s.boss_id WHERE (s.from_on <= $1::bigint) ORDER BY s.from_on, s.id LIMIT $2::bigint",
     .columns = "ittii",
     .file = "staff/queries.sql",
     .line = 11,
     .index = 150,
     .paged = true},
    {.name = "staff/staff_list[all,longest,after]",
     .sqlite =
        "SELECT s.id, s.name, b.name AS boss_name, s.from_on, s.id FROM staff s LEFT JOIN staff b ON "
        "b.id = s.boss_id WHERE (s.from_on <= ?1) AND (s.from_on, s.id) > (?2, ?3) ORDER BY s.from_on, "
        "s.id LIMIT ?4",
     .postgresql =
        "SELECT s.id, s.name, b.name AS boss_name, s.from_on, s.id FROM staff s LEFT JOIN staff b ON "
        "b.id = s.boss_id WHERE (s.from_on <= $1::bigint) AND (s.from_on, s.id) > ($2::bigint, $3::bigint) "
        "ORDER BY s.from_on, s.id LIMIT $4::bigint",
     .columns = "ittii",
     .file = "staff/queries.sql",
     .line = 11,
     .index = 151,
     .paged = true},
    {.name = "staff/staff_list[all,longest,before]",
     .sqlite =
        "SELECT s.id, s.name, b.name AS boss_name, s.from_on, s.id FROM staff s LEFT JOIN staff b ON "
        "b.id = s.boss_id WHERE (s.from_on <= ?1) AND (s.from_on, s.id) < (?2, ?3) ORDER BY s.from_on "
        "DESC, s.id DESC LIMIT ?4",
     .postgresql =
        "SELECT s.id, s.name, b.name AS boss_name, s.from_on, s.id FROM staff s LEFT JOIN staff b ON "
        "b.id = s.boss_id WHERE (s.from_on <= $1::bigint) AND (s.from_on, s.id) < ($2::bigint, $3::bigint) "
        "ORDER BY s.from_on DESC, s.id DESC LIMIT $4::bigint",
     .columns = "ittii",
     .file = "staff/queries.sql",
     .line = 11,
     .index = 152,
     .paged = true},
    {.name = "staff/staff_list_count[all]",
     .sqlite =
        "SELECT count(*) FROM (SELECT 1 FROM staff s LEFT JOIN staff b ON b.id = s.boss_id WHERE (s.from_on "
        "<= ?1) LIMIT ?2)",
     .postgresql =
        "SELECT count(*) FROM (SELECT 1 FROM staff s LEFT JOIN staff b ON b.id = s.boss_id WHERE (s.from_on "
        "<= $1::bigint) LIMIT $2::bigint) counted",
     .columns = "i",
     .file = "staff/queries.sql",
     .line = 11,
     .index = 153},
};

static text column_text(struct db_stmt *stmt, int column)
{
    if (db_column_null(stmt, column))
        fail("a column that is never absent is: %d", column);
    return db_column_text(stmt, column);
}

#line 6 "staff/queries.sql"
static void staff_led_row_read(struct db_stmt *stmt, struct staff_led_row *row)
{
    if (!db_column_null(stmt, 0))
        row->boss_id = (opt_staff_id){.some = true, .it = (staff_id){.raw = db_column_int(stmt, 0)}};
    row->led = (people_count){.raw = db_column_int(stmt, 1)};
}
#line 94 "staff_queries.c"

#line 11 "staff/queries.sql"
static void staff_list_row_read(struct db_stmt *stmt, struct staff_list_row *row)
{
    row->id = (staff_id){.raw = db_column_int(stmt, 0)};
    row->name = column_text(stmt, 1);
    row->boss_name = db_column_text(stmt, 2);
}
#line 103 "staff_queries.c"

#line 2 "staff/queries.sql"
people_count staff_count(struct db *db)
{
    struct db_stmt *stmt = db_stmt_begin(db, &staff_statements[0]);
    if (!db_step(stmt))
        fail("staff_count: no row");
    const int64_t count = db_column_int(stmt, 0);
    db_stmt_end(stmt);
    return (people_count){.raw = count};
}
#line 115 "staff_queries.c"

#line 6 "staff/queries.sql"
struct staff_led_rows staff_led(struct db *db)
{
    struct db_stmt *stmt = db_stmt_begin(db, &staff_statements[1]);
    struct arena *arena = db_arena(db);
    struct staff_led_row *rows = NULL;
    size_t count = 0, cap = 0;
    while (db_step(stmt)) {
        if (count == cap) {
            const size_t grown = cap == 0 ? 16 : cap * 2;
            rows = arena_grow(arena, rows, cap * sizeof(*rows), grown * sizeof(*rows));
            cap = grown;
        }
        rows[count] = (struct staff_led_row){0};
        staff_led_row_read(stmt, &rows[count++]);
    }
    db_stmt_end(stmt);
    return (struct staff_led_rows){.row = rows, .count = count};
}
#line 136 "staff_queries.c"

#line 11 "staff/queries.sql"
static const struct {
    text name;
    unsigned first;  /* of its statements, within those of one set of filters */
    size_t keys;
    bool lacking;    /* rows may lack the first key, and come last then */
    unsigned column; /* of the first key */
    int kind[2];
} staff_list_sorts[] = {
    {.name = {"longest", 7}, .first = 0, .keys = 2, .lacking = false, .column = 3, .kind = {DB_CURSOR_INT, DB_CURSOR_INT}},
};

bool staff_list_sort_from(text name, enum staff_list_sort *out)
{
    for (int i = 0; i < STAFF_LIST_SORT_COUNT; i++)
        if (text_eq(name, staff_list_sorts[i].name)) {
            *out = (enum staff_list_sort)i;
            return true;
        }
    return false;
}

text staff_list_sort_name(enum staff_list_sort sort)
{
    ensure((unsigned)sort < STAFF_LIST_SORT_COUNT);
    return staff_list_sorts[sort].name;
}

/* Where the present row stands in the sort. */
static void staff_list_edge(struct db_stmt *stmt, enum staff_list_sort sort, struct db_cursor_value *edge)
{
    for (size_t i = 0; i < staff_list_sorts[sort].keys; i++) {
        const int column = (int)(staff_list_sorts[sort].column + i);
        edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_NULL};
        if (db_column_null(stmt, column))
            continue;
        switch (staff_list_sorts[sort].kind[i]) {
        case DB_CURSOR_INT:
            edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_INT, .number = db_column_int(stmt, column)};
            break;
        case DB_CURSOR_TEXT:
            edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_TEXT, .string = db_column_text(stmt, column)};
            break;
        case DB_CURSOR_REAL:
            edge[i] = (struct db_cursor_value){.kind = DB_CURSOR_REAL, .real = db_column_real(stmt, column)};
            break;
        }
    }
}

/* The row to go on from; false: from the start. */
static bool staff_list_from(struct db *db, const struct staff_list_ask *ask, bool *backwards, struct db_cursor_value *from)
{
    const size_t keys = staff_list_sorts[ask->sort].keys;
    if (ask->at.ptr == NULL ||
        !db_cursor_read(db_arena(db), ask->at, (unsigned)ask->sort, backwards, from, keys))
        return false;
    for (size_t i = 0; i < keys; i++) {
        const bool lacks = from[i].kind == DB_CURSOR_NULL && i == 0 && staff_list_sorts[ask->sort].lacking;
        if (!lacks && (int)from[i].kind != staff_list_sorts[ask->sort].kind[i])
            return false;
    }
    return true;
}

/* Rows of one place: fills row[count..limit), notes the first and the last to be shown in edge; returns the new count. */
static size_t staff_list_fetch(struct db *db, day day_, const struct staff_list_ask *ask, unsigned place,
    const struct db_cursor_value *from, struct staff_list_row *row, size_t count, size_t limit,
    struct db_cursor_value edge[2][2])
{
    const unsigned filters = 0;
    struct db_stmt *stmt =
        db_stmt_begin(db, &staff_statements[2 + filters * 3U + staff_list_sorts[ask->sort].first + place]);
    int at = 0;
    at++;
    db_bind_int(stmt, at, day_.raw);
    const bool starts = place == 0 || place == 6 || place == 3;
    const size_t first = place == 4 || place == 5 ? 1 : 0;
    for (size_t i = first; !starts && i < staff_list_sorts[ask->sort].keys; i++) {
        at++;
        if (from[i].kind == DB_CURSOR_TEXT)
            db_bind_text(stmt, at, from[i].string);
        else if (from[i].kind == DB_CURSOR_REAL)
            db_bind_real(stmt, at, from[i].real);
        else
            db_bind_int(stmt, at, from[i].number);
    }
    db_bind_int(stmt, at + 1, (int64_t)(limit - count));
    while (db_step(stmt)) {
        staff_list_row_read(stmt, &row[count]);
        if (count == 0)
            staff_list_edge(stmt, ask->sort, edge[0]);
        if (count + 2 == limit)
            staff_list_edge(stmt, ask->sort, edge[1]);
        count++;
    }
    db_stmt_end(stmt);
    return count;
}

struct staff_list_page staff_list(struct db *db, day day_, const struct staff_list_ask *ask)
{
    ensure((unsigned)ask->sort < STAFF_LIST_SORT_COUNT);
    const size_t asked = ask->limit == 0 ? 20 : ask->limit;
    const size_t limit = asked > 1000 ? 1000 : asked;
    struct db_cursor_value from[2] = {{.kind = DB_CURSOR_NULL}};
    struct db_cursor_value edge[2][2] = {{{.kind = DB_CURSOR_NULL}}};
    bool backwards = false;
    const bool lacking = staff_list_sorts[ask->sort].lacking;
    bool starts = !staff_list_from(db, ask, &backwards, from);
    struct staff_list_row *row = arena_array(db_arena(db), struct staff_list_row, limit + 1);
    size_t count = 0;
    if (!starts) {
        const bool lacks = from[0].kind == DB_CURSOR_NULL;
        const unsigned place = backwards ? (lacks ? 5 : 2) : (lacks ? 4 : 1);
        count = staff_list_fetch(db, day_, ask, place, from, row, count, limit + 1, edge);
        if (lacking && count <= limit && lacks == backwards)
            count = staff_list_fetch(db, day_, ask, backwards ? 6 : 3, from, row, count, limit + 1, edge);
        starts = backwards && count == 0; /* what stood before is gone */
    }
    if (starts) {
        backwards = false;
        count = staff_list_fetch(db, day_, ask, 0, from, row, count, limit + 1, edge);
        if (lacking && count <= limit)
            count = staff_list_fetch(db, day_, ask, 3, from, row, count, limit + 1, edge);
    }
    const bool more = count > limit;
    count = more ? limit : count;
    for (size_t i = 0; backwards && i < count / 2; i++) {
        const struct staff_list_row other = row[i];
        row[i] = row[count - 1 - i];
        row[count - 1 - i] = other;
    }
    struct staff_list_page page = {.row = row, .count = count};
    struct arena *arena = db_arena(db);
    const size_t keys = staff_list_sorts[ask->sort].keys;
    if (backwards || more)
        page.next = db_cursor_write(arena, (unsigned)ask->sort, false, edge[backwards ? 0 : 1], keys);
    if (backwards ? more : !starts)
        page.previous = db_cursor_write(arena, (unsigned)ask->sort, true,
                                        count == 0 ? from : edge[backwards ? 1 : 0], keys);
    return page;
}

static struct db_count_asked staff_list_count_ask(struct db *db, day day_, const struct staff_list_ask *ask, int64_t cap)
{
    const unsigned filters = 0;
    (void)ask;
    struct db_stmt *stmt = db_stmt_begin(db, &staff_statements[5 + filters]);
    int at = 0;
    at++;
    db_bind_int(stmt, at, day_.raw);
    db_bind_int(stmt, at + 1, cap);
    db_stmt_ask(stmt);
    return (struct db_count_asked){.stmt = stmt};
}

people_count staff_list_count(struct db *db, day day_, const struct staff_list_ask *ask, int64_t cap)
{
    return (people_count){.raw = db_count_take(staff_list_count_ask(db, day_, ask, cap))};
}
#line 299 "staff_queries.c"

