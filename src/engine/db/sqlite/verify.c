/*
 * Whether the file as a whole is sound: what SQLite can check of it, and what only we know.
 */
#include "engine/db/sqlite/sqlite_private.h"

#include <string.h>

enum {
    FAULTS_SHOWN = 20,
    FIRST_WITHOUT_DEFECT = 3051003 /* 3.51.3 */
};

/* integrity_check answers one row, "ok", or a row for each fault. */
bool integrity_check(struct connection *c, struct findings *findings)
{
    sqlite3_stmt *const stmt = connection_query(c, "PRAGMA integrity_check(20)");
    bool sound = true;
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *const words = (const char *)sqlite3_column_text(stmt, 0);
        if (words && strcmp(words, "ok") == 0)
            continue;
        sound = false;
        findings_add(findings,
                     text_format(findings->arena, "The file is damaged: %s", words ? words : "?"));
    }
    connection_query_end(c);
    if (rc != SQLITE_DONE) {
        sound = false;
        findings_add(findings, text_format(findings->arena, "The file cannot be read through: %s",
                                           connection_words(c)));
    }
    return sound;
}

static bool foreign_keys_check(struct connection *c, struct findings *findings)
{
    sqlite3_stmt *const stmt = connection_query(c, "PRAGMA foreign_key_check");
    int64_t faults = 0;
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *const table = (const char *)sqlite3_column_text(stmt, 0);
        const char *const parent = (const char *)sqlite3_column_text(stmt, 2);
        if (++faults <= FAULTS_SHOWN)
            findings_add(findings,
                         text_format(findings->arena,
                                     "Row %lld of %s points to a row of %s that is not there.",
                                     (long long)sqlite3_column_int64(stmt, 1), table ? table : "?",
                                     parent ? parent : "?"));
    }
    connection_query_end(c);
    if (rc != SQLITE_DONE) {
        findings_add(findings, text_format(findings->arena, "References cannot be checked: %s",
                                           connection_words(c)));
        return false;
    }
    if (faults > FAULTS_SHOWN)
        findings_add(findings,
                     text_format(findings->arena, "… and %.*s.",
                                 TEXT_ARG(int_words(findings->arena, faults - FAULTS_SHOWN,
                                                    T("more such row"), T("more such rows")))));
    return faults == 0;
}

static bool migrations_check(struct database *database, struct connection *c,
                             struct findings *findings)
{
    text say;
    switch (migrations_compare(findings->arena, c, database->path, &say)) {
    case MIGRATIONS_CURRENT:
        return true;
    case MIGRATIONS_BEHIND: /* it was refused, or brought up to date, when it was opened */
        findings_add(findings, T("The list of migrations has lost lines since the file was opened. "
                                 "Restore a backup."));
        return false;
    case MIGRATIONS_REFUSED:
        findings_add(findings, say);
        return false;
    }
    return false;
}

static bool schema_is_ours(struct connection *c, struct findings *findings)
{
    text stranger;
    if (schema_check(findings->arena, c, &stranger))
        return true;
    findings_add(findings,
                 text_format(findings->arena,
                             "The tables, triggers and views are not those that Holdfast makes: "
                             "see %.*s. Somebody changed the file by other means.",
                             TEXT_ARG(stranger)));
    return false;
}

/* A search as querygen makes them: its index, the table it is about, kept by a trigger. */
static const char select_searches[] =
    "SELECT s.name, t.tbl_name FROM sqlite_schema s JOIN sqlite_schema t "
    "ON t.type = 'trigger' AND t.name = s.name || '_added' "
    "WHERE s.type = 'table' AND s.sql LIKE 'CREATE VIRTUAL TABLE % USING fts5 (%' ORDER BY s.name";

struct search_index {
    text name, of;
    struct search_index *next;
};

static struct search_index *searches_find(struct arena *arena, struct connection *c)
{
    struct search_index *first = NULL;
    sqlite3_stmt *const stmt = connection_query(c, select_searches);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        struct search_index *const one = arena_make(arena, struct search_index);
        one->name = text_copy(arena, text_of((const char *)sqlite3_column_text(stmt, 0)));
        one->of = text_copy(arena, text_of((const char *)sqlite3_column_text(stmt, 1)));
        one->next = first;
        first = one;
    }
    connection_query_end(c);
    return first;
}

/* A number that a question about one search has as its answer; -1: SQLite cannot tell. */
static int64_t search_number(struct arena *arena, struct connection *c, text sql)
{
    sqlite3_stmt *const stmt = connection_query(c, text_cstr(arena, sql));
    const int64_t number = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : -1;
    connection_query_end(c);
    return number;
}

/* FTS5's own check is an INSERT, and who verifies has a reader. So: every row has its line among
 * the sizes of documents, no line is of a row that is gone, and the vocabulary, which is counted
 * off the whole index, reads through. That each word leads to its rows is not asked. */
static bool search_check(struct connection *c, const struct search_index *search,
                         struct findings *findings)
{
    struct arena *const arena = findings->arena;
    const text apart = text_format(
        arena,
        "SELECT (SELECT count(*) FROM \"%.*s\" WHERE id NOT IN (SELECT id FROM \"%.*s_docsize\"))"
        " + (SELECT count(*) FROM \"%.*s_docsize\" WHERE id NOT IN (SELECT id FROM \"%.*s\"))",
        TEXT_ARG(search->of), TEXT_ARG(search->name), TEXT_ARG(search->name), TEXT_ARG(search->of));
    const text terms = text_format(arena, "SELECT count(*) FROM \"%.*s_vocabulary\" WHERE doc > 0",
                                   TEXT_ARG(search->name));
    const int64_t rows = search_number(arena, c, apart);
    if (rows > 0)
        findings_add(findings,
                     text_format(arena, "The search index %.*s is wrong about %.*s of %.*s.",
                                 TEXT_ARG(search->name),
                                 TEXT_ARG(int_words(arena, rows, T("row"), T("rows"))),
                                 TEXT_ARG(search->of)));
    const bool readable = rows >= 0 && search_number(arena, c, terms) >= 0;
    if (!readable)
        findings_add(findings, text_format(arena, "The search index %.*s cannot be read through.",
                                           TEXT_ARG(search->name)));
    return rows == 0 && readable;
}

static bool searches_check(struct connection *c, struct findings *findings)
{
    bool sound = true;
    for (const struct search_index *search = searches_find(findings->arena, c); search;
         search = search->next)
        sound = search_check(c, search, findings) && sound;
    return sound;
}

/* Said, and not wrong: one writer at a time is what keeps the defect from happening. */
static void note_library(struct findings *findings)
{
    findings_add(
        findings,
        sqlite3_libversion_number() < FIRST_WITHOUT_DEFECT
            ? text_format(
                  findings->arena,
                  "SQLite %s has the WAL-reset defect (mended in 3.51.3); Holdfast's one-writer "
                  "rule keeps it from happening.",
                  sqlite3_libversion())
            : text_format(findings->arena, "SQLite %s.", sqlite3_libversion()));
}

bool sqlite_verify(struct arena *arena, struct database *database, struct texts *says,
                   text *unlooked)
{
    *unlooked = T("");
    struct findings findings = {.arena = arena};
    struct db *const db = db_read(database, arena);
    bool sound = integrity_check(db->connection, &findings);
    /* No reference and no migration can be trusted in a file that is damaged, and nothing at all
     * be asked of tables that are not what their names say. */
    sound = sound && migrations_check(database, db->connection, &findings);
    sound = sound && schema_is_ours(db->connection, &findings);
    if (sound) {
        const bool references = foreign_keys_check(db->connection, &findings);
        const bool searches = searches_check(db->connection, &findings);
        sound = references && searches;
    }
    note_library(&findings);
    db_read_end(db);
    *says = (struct texts){.row = findings.row, .count = findings.count};
    return sound;
}
