/*
 * Whether the schema is the one that its migrations make.
 *
 * Triggers, views and functions are code that lies in the database: one that was changed by hand
 * could sign somebody in when the first change is written, or show in one column what another
 * hides. So the recorded migrations run again, in a schema of their own inside a transaction that
 * is taken back, and the catalogs' words about both schemas are compared line by line. Each is
 * asked with the search path at its own schema, so that names in those words carry none.
 *
 * What an administrator may set by right is not compared: who else may read, where a table lies,
 * when it is vacuumed, what its columns' statistics are.
 */
#include "engine/db/postgresql/postgresql_private.h"
#include <string.h>

#include <stdio.h>
#include <unistd.h>

#define OF_SCHEMA "= $1::regnamespace"
/* What an object of the schema is in: its kind, its name, its words. */
static const char select_lines[] =
    /* tables, views, sequences: and that they belong to whom the schema belongs to */
    "SELECT * FROM (SELECT 'relation', c.relname::text, concat_ws(' ', c.relkind, "
    "c.relpersistence, "
    "c.relrowsecurity, c.relforcerowsecurity, c.relowner = n.nspowner, c.relispartition, "
    "CASE c.relkind WHEN 'v' THEN pg_get_viewdef(c.oid, true) || coalesce(c.reloptions::text, '') "
    "END) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
    "c.relnamespace " OF_SCHEMA " AND c.relkind <> 'i' "
    "UNION ALL SELECT 'column', c.relname || '.' || a.attname, concat_ws(' ', a.attnum, "
    "format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, "
    "l.collname, pg_get_expr(d.adbin, d.adrelid, true)) "
    "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_collation l ON l.oid = "
    "a.attcollation LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
    "WHERE c.relnamespace " OF_SCHEMA
    " AND c.relkind IN ('r', 'v', 'p', 'm', 'f') AND a.attnum > 0 "
    "AND NOT a.attisdropped "
    "UNION ALL SELECT 'constraint', concat_ws('.', c.relname, k.conname), concat_ws(' ', "
    "k.convalidated, pg_get_constraintdef(k.oid, true)) FROM pg_constraint k LEFT JOIN pg_class c "
    "ON c.oid = k.conrelid WHERE k.connamespace " OF_SCHEMA
    " UNION ALL SELECT 'index', c.relname::text, concat_ws(' ', i.indisvalid, i.indisready, "
    "i.indimmediate, pg_get_indexdef(i.indexrelid, 0, true)) FROM pg_index i JOIN pg_class c ON "
    "c.oid = i.indexrelid WHERE c.relnamespace " OF_SCHEMA
    /* a reference's own triggers too: switched off, it holds nothing; their names are numbers */
    " UNION ALL SELECT 'trigger', concat_ws('.', c.relname, coalesce(k.conname, t.tgname)), "
    "concat_ws(' ', t.tgenabled, t.tgtype, t.tgfoid::regprocedure, CASE WHEN NOT t.tgisinternal "
    "THEN pg_get_triggerdef(t.oid, true) END) FROM pg_trigger t JOIN pg_class c ON c.oid = "
    "t.tgrelid LEFT JOIN pg_constraint k ON k.oid = t.tgconstraint WHERE c.relnamespace " OF_SCHEMA
    " UNION ALL SELECT 'rule', concat_ws('.', c.relname, r.rulename), concat_ws(' ', r.ev_enabled, "
    "pg_get_ruledef(r.oid, true)) FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class WHERE "
    "c.relnamespace " OF_SCHEMA " AND c.relkind <> 'v' "
    "UNION ALL SELECT 'policy', concat_ws('.', c.relname, p.polname), concat_ws(' ', p.polcmd, "
    "pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) FROM pg_policy p "
    "JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace " OF_SCHEMA
    " UNION ALL SELECT 'child', c.relname::text, '' FROM pg_inherits h JOIN pg_class c ON c.oid = "
    "h.inhparent WHERE c.relnamespace " OF_SCHEMA " AND c.relkind <> 'i' "
    "UNION ALL SELECT 'function', p.proname || '(' || pg_get_function_identity_arguments(p.oid) || "
    "')', concat_ws(' ', p.prokind, l.lanname, p.provolatile, p.proparallel, p.proisstrict, "
    "p.prosecdef, p.proleakproof, p.proconfig, p.proowner = n.nspowner, (SELECT bool_or(x.grantee "
    "= 0) FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x), "
    "pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), p.prosrc, p.probin) FROM "
    "pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = "
    "p.prolang WHERE p.pronamespace " OF_SCHEMA
    " UNION ALL SELECT 'type', t.typname::text, t.typtype::text FROM pg_type t WHERE "
    "t.typnamespace " OF_SCHEMA
    " AND t.typtype <> 'c' AND NOT EXISTS (SELECT 1 FROM pg_type e WHERE e.typarray = "
    "t.oid) "
    "UNION ALL SELECT 'operator', o.oprname::text, o.oprcode::text FROM pg_operator o WHERE "
    "o.oprnamespace " OF_SCHEMA
    " UNION ALL SELECT 'cast', format_type(s.casttarget, NULL), '' FROM "
    "pg_cast s JOIN pg_proc p ON p.oid = s.castfunc WHERE p.pronamespace " OF_SCHEMA
    ") AS line (kind, name, words) ORDER BY kind COLLATE \"C\", name COLLATE \"C\", words COLLATE "
    "\"C\"";
enum { LINE_COLUMNS = 3, LINE_NAME = 1 };

enum { SCHEMA_NAME = 64 };

/* Of this process's own: two that verify at once do not wait for each other. */
static const char *scratch_name(char name[static SCHEMA_NAME])
{
    snprintf(name, SCHEMA_NAME, "holdfast_expected_%ld", (long)getpid());
    return name;
}

/* The name is a number's: it needs no quotes. */
static void point_at(struct arena *arena, struct connection *c, const char *schema)
{
    pg_run(c, text_cstr(arena, text_format(arena, "SET LOCAL search_path = %s, pg_temp", schema)));
}

static const PGresult *lines_of(struct arena *arena, struct connection *c, const char *schema)
{
    point_at(arena, c, schema);
    const char *const value[] = {schema};
    return pg_rows(arena, c, select_lines, 1, value);
}

static void make_again(struct arena *arena, struct connection *c, const char *schema)
{
    bool *const recorded = arena_array(arena, bool, db_migration_count + 1);
    for (size_t i = 0; i < db_migration_count; i++)
        recorded[i] = pg_has_run(c, db_migrations[i].number);
    pg_run(c, text_cstr(arena, text_format(arena, "CREATE SCHEMA %s", schema)));
    point_at(arena, c, schema);
    pg_migrations_table(c);
    for (size_t i = 0; i < db_migration_count; i++)
        if (recorded[i])
            pg_run(c, db_migrations[i].postgresql);
}

/* In the order that they came in. Below 0: `one` comes first, and so the other does not have it. */
static int lines_order(const PGresult *one, const PGresult *other, int row)
{
    int order = 0;
    for (int i = 0; i < LINE_COLUMNS && order == 0; i++)
        order = text_order(pg_text(one, row, i), pg_text(other, row, i));
    return order;
}

bool pg_schema_check(struct arena *arena, struct connection *c, const char *schema, text *stranger)
{
    char name[SCHEMA_NAME];
    /* READ WRITE, as sessions begin as readers. Nothing is waited for: it makes things that nobody
     * else sees, and takes all of them back. */
    pg_run(c,
           "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE; SET LOCAL statement_timeout = 0; SET "
           "LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL holdfast.changes = "
           "'unwatched'");
    if (strcmp(schema, "holdfast_copying") == 0) /* its notes go when it gets its name */
        pg_run(c, "DROP TABLE holdfast_copying.copying, holdfast_copying.copying_references, "
                  "holdfast_copying.copying_indexes");
    const PGresult *const found = lines_of(arena, c, schema);
    make_again(arena, c, scratch_name(name));
    const PGresult *const made = lines_of(arena, c, name);
    pg_run(c, "ROLLBACK");
    const int found_count = PQntuples(found), made_count = PQntuples(made);
    int row = 0;
    while (row < found_count && row < made_count && lines_order(found, made, row) == 0)
        row++;
    if (row == found_count && row == made_count)
        return true;
    const bool of_found =
        row < found_count && (row == made_count || lines_order(found, made, row) < 0);
    *stranger = pg_text(of_found ? found : made, row, LINE_NAME);
    return false;
}
