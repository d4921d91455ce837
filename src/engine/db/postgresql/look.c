/*
 * Whose database it is, and whether this role may do here what is wanted. One question to the
 * catalogs, which everybody may ask; nothing is changed.
 *
 * Ours is the schema `holdfast` with the table `migrations`. A schema of that name with nothing in
 * it counts as new: an administrator may make it beforehand for a role that may make none.
 */
#include "engine/db/postgresql/postgresql_private.h"
#include "engine/db/where.h"

#include <string.h>

enum { FIRST_SERVER = 140000 };

/* Half a copy of ours: a schema that this role made, with our mark or nothing in it. A stranger's
 * of the same name is another program's. */
#define COPYING_OURS                                                                               \
    "EXISTS (SELECT 1 FROM pg_namespace h WHERE h.nspname = 'holdfast_copying' "                   \
    "AND pg_get_userbyid(h.nspowner) = session_user "                                              \
    "AND (EXISTS (SELECT 1 FROM pg_class t WHERE t.relnamespace = h.oid AND t.relname = "          \
    "'copying') "                                                                                  \
    "OR NOT EXISTS (SELECT 1 FROM pg_class t WHERE t.relnamespace = h.oid)))"

static const char question[] =
    "SELECT pg_is_in_recovery(), current_setting('transaction_read_only') = 'on', "
    "getdatabaseencoding(), current_database(), session_user::text, "
    "pg_get_userbyid(n.nspowner)::text, m.oid IS NOT NULL, "
    "coalesce(has_schema_privilege(n.oid, 'USAGE') AND (SELECT bool_and(has_table_privilege(c.oid, "
    "'SELECT')) FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'v', 'S')), "
    "false), " COPYING_OURS ", "
    "(SELECT string_agg(f.name, ', ') FROM (SELECT s.nspname || '.' || c.relname AS name FROM "
    "pg_class c "
    "JOIN pg_namespace s ON s.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', "
    "'S') AND s.nspname !~ '^pg_' AND s.nspname <> 'information_schema' "
    "AND (s.nspname <> 'holdfast_copying' OR NOT " COPYING_OURS ") "
    "AND (s.nspname <> 'holdfast' OR m.oid IS NULL) "
    "AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid "
    "= c.oid AND d.deptype = 'e') ORDER BY 1 LIMIT 3) f), "
    "has_database_privilege(current_database(), 'CREATE'), "
    "has_database_privilege(current_database(), 'TEMPORARY') "
    "FROM (SELECT 1) one LEFT JOIN pg_namespace n ON n.nspname = 'holdfast' "
    "LEFT JOIN pg_class m ON m.relnamespace = n.oid AND m.relname = 'migrations' AND m.relkind = "
    "'r'";
enum {
    ASKED_STANDBY,
    ASKED_READ_ONLY,
    ASKED_ENCODING,
    ASKED_DATABASE,
    ASKED_ROLE,
    ASKED_OWNER, /* of the schema; absent: there is none */
    ASKED_OURS,
    ASKED_READABLE,
    ASKED_COPYING,
    ASKED_OTHERS, /* some tables that are not ours; absent: there is none */
    ASKED_MAY_MAKE,
    ASKED_MAY_NOTE
};

struct look {
    struct arena *arena;
    const char *said;
    enum db_open_as as;
    bool create;
    const PGresult *asked;
    text *say;
};

static bool yes(const struct look *l, int column)
{
    return pg_true(l->asked, 0, column);
}

static const char *word(const struct look *l, int column)
{
    return text_cstr(l->arena, pg_text(l->asked, 0, column));
}

/* False, so that who refuses can end with it. */
static bool refuse(const struct look *l, text say)
{
    *l->say = say;
    return false;
}

static bool server_fits(const struct look *l, PGconn *conn)
{
    const char *const version = PQparameterStatus(conn, "server_version");
    if (PQserverVersion(conn) >= FIRST_SERVER)
        return true;
    return refuse(l, text_format(l->arena,
                                 "%s runs PostgreSQL %s, and Holdfast needs 14 or newer. Upgrade "
                                 "that server, or give the URL of a newer one.",
                                 l->said, version ? version : "of an unknown version"));
}

static bool encoding_fits(const struct look *l)
{
    if (text_eq(pg_text(l->asked, 0, ASKED_ENCODING), T("UTF8")))
        return true;
    return refuse(
        l, text_format(l->arena,
                       "The database %s has the encoding %s, and Holdfast needs UTF8. Make another "
                       "one, as an administrator of that server: createdb --template template0 "
                       "--encoding UTF8 --owner %s NAME",
                       word(l, ASKED_DATABASE), word(l, ASKED_ENCODING), word(l, ASKED_ROLE)));
}

static bool takes_writes(const struct look *l)
{
    if (l->as == DB_READ)
        return true;
    if (yes(l, ASKED_STANDBY))
        return refuse(l,
                      text_format(l->arena,
                                  "%s is a standby, which only follows another server. Give the "
                                  "URL of that one, or name all hosts, with commas between them, "
                                  "and ?target_session_attrs=read-write.",
                                  l->said));
    if (yes(l, ASKED_READ_ONLY))
        return refuse(l, text_format(l->arena,
                                     "%s takes no writes: default_transaction_read_only is on, for "
                                     "the server, the database or the role %s. Turn it off there.",
                                     l->said, word(l, ASKED_ROLE)));
    return true;
}

static bool is_owner(const struct look *l)
{
    return text_eq(pg_text(l->asked, 0, ASKED_OWNER), pg_text(l->asked, 0, ASKED_ROLE));
}

/* What a writer needs beyond its tables: a place for the session's own notes. */
static bool may_note(const struct look *l)
{
    if (l->as == DB_READ || yes(l, ASKED_MAY_NOTE))
        return true;
    return refuse(
        l, text_format(l->arena,
                       "%s may make no temporary tables in the database %s, and needs them to note "
                       "changes. As its owner, in psql: GRANT TEMPORARY ON DATABASE \"%s\" TO "
                       "\"%s\"",
                       word(l, ASKED_ROLE), word(l, ASKED_DATABASE), word(l, ASKED_DATABASE),
                       word(l, ASKED_ROLE)));
}

static enum pg_found look_at_ours(const struct look *l)
{
    if (l->as == DB_READ) {
        if (yes(l, ASKED_READABLE) || is_owner(l))
            return PG_OURS;
        refuse(l,
               text_format(l->arena,
                           "%s may not read the tables in %s, which belong to %s. As %s, in "
                           "psql: GRANT USAGE ON SCHEMA holdfast TO \"%s\"; GRANT SELECT ON ALL "
                           "TABLES IN SCHEMA holdfast TO \"%s\"; GRANT SELECT ON ALL SEQUENCES "
                           "IN SCHEMA holdfast TO \"%s\"",
                           word(l, ASKED_ROLE), l->said, word(l, ASKED_OWNER), word(l, ASKED_OWNER),
                           word(l, ASKED_ROLE), word(l, ASKED_ROLE), word(l, ASKED_ROLE)));
        return PG_REFUSED;
    }
    if (!is_owner(l)) {
        refuse(l, text_format(l->arena,
                              "The tables in %s belong to %s, and only that role may change them. "
                              "Sign in as %s: its name stands before the @ of the URL.",
                              l->said, word(l, ASKED_OWNER), word(l, ASKED_OWNER)));
        return PG_REFUSED;
    }
    return may_note(l) ? PG_OURS : PG_REFUSED;
}

static enum pg_found look_at_new(const struct look *l)
{
    const bool made = text_present(pg_text(l->asked, 0, ASKED_OWNER));
    if (!l->create) {
        refuse(l, text_format(l->arena, "%s is empty. Make a database of it with: holdfast init.",
                              l->said));
        return PG_REFUSED;
    }
    if (made ? !is_owner(l) : !yes(l, ASKED_MAY_MAKE)) {
        refuse(l, text_format(l->arena,
                              "%s may make no tables in the database %s. As its owner, in psql: "
                              "%s \"%s\"",
                              word(l, ASKED_ROLE), word(l, ASKED_DATABASE),
                              made ? "ALTER SCHEMA holdfast OWNER TO"
                                   : "CREATE SCHEMA holdfast AUTHORIZATION",
                              word(l, ASKED_ROLE)));
        return PG_REFUSED;
    }
    return may_note(l) ? PG_EMPTY : PG_REFUSED;
}

static enum pg_found look_whose(const struct look *l)
{
    if (yes(l, ASKED_OURS))
        return look_at_ours(l);
    if (text_present(pg_text(l->asked, 0, ASKED_OTHERS))) {
        refuse(l, text_format(l->arena,
                              "%s holds tables of another program (%s). Holdfast wants a database "
                              "of its own; make one, as an administrator of that server: createdb "
                              "--template template0 --encoding UTF8 --owner %s NAME",
                              l->said, word(l, ASKED_OTHERS), word(l, ASKED_ROLE)));
        return PG_REFUSED;
    }
    if (!yes(l, ASKED_COPYING))
        return look_at_new(l);
    refuse(l, text_format(l->arena,
                          "A copy into %s was begun and is not finished. Run the same holdfast "
                          "copy again, which goes on from there; with --anew it begins again.",
                          l->said));
    return PG_HALF;
}

static void asked_clear(void *look)
{
    PGresult **const place = look;
    PQclear(*place);
    *place = NULL;
}

static bool ask(struct look *l, PGconn *conn)
{
    PGresult **const place = arena_make(l->arena, PGresult *);
    arena_on_close(l->arena, asked_clear, place);
    /* First of all: whoever may make things in `public` could else have made an operator there that
     * fits better than the catalog's, and it would run as us. */
    PQclear(PQexec(conn, "SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', "
                         "false)"));
    *place = PQexec(conn, question);
    l->asked = *place;
    if (PQresultStatus(l->asked) == PGRES_TUPLES_OK)
        return true;
    const char *const words = PQerrorMessage(conn);
    return refuse(l, text_format(l->arena, "%s does not answer as PostgreSQL does: %.*s.", l->said,
                                 (int)strcspn(words, "\n"), words));
}

enum { LOOK_MEMORY = 1 << 20 };

enum pg_found pg_look(struct arena *arena, const char *url, enum db_open_as as, bool create,
                      text *say)
{
    /* The connection goes with it: whoever serves would else hold one more for as long. */
    struct arena *const own = arena_new_in(arena, LOOK_MEMORY);
    text why = T("");
    struct look l = {.arena = own,
                     .said = text_cstr(own, where_said(own, url)),
                     .as = as,
                     .create = create,
                     .say = &why};
    PGconn *const conn = pg_reach(own, url, create, as != DB_READ, &why);
    const enum pg_found found =
        conn && server_fits(&l, conn) && ask(&l, conn) && encoding_fits(&l) && takes_writes(&l)
            ? look_whose(&l)
            : PG_REFUSED;
    *say = text_copy(arena, why);
    arena_reset(own);
    return found;
}
