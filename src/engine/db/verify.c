/*
 * Whether the file as a whole is sound: what SQLite can check of it, and what only we know.
 */
#include "engine/db/db_private.h"

#include <string.h>

enum {
    FAULTS_SHOWN = 20,
    FIRST_WITHOUT_DEFECT = 3051003 /* 3.51.3 */
};

void findings_add(struct findings *findings, text line)
{
    if (findings->count == findings->room) {
        const size_t room = findings->room ? findings->room * 2 : 16;
        findings->row =
            arena_grow(findings->arena, findings->row, findings->room * sizeof *findings->row,
                       room * sizeof *findings->row);
        findings->room = room;
    }
    findings->row[findings->count++] = line;
}

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
        findings_add(findings, text_format(findings->arena, "… and %lld more such rows.",
                                           (long long)(faults - FAULTS_SHOWN)));
    return faults == 0;
}

static bool migrations_check(struct database *database, struct connection *c,
                             struct findings *findings)
{
    text say;
    switch (migrations_compare(findings->arena, c, database->path, &say)) {
    case MIGRATIONS_CURRENT:
        return true;
    case MIGRATIONS_BEHIND:
        findings_add(findings, T("Migrations are missing: run holdfast migrate."));
        return false;
    case MIGRATIONS_REFUSED:
        findings_add(findings, say);
        return false;
    }
    return false;
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

bool db_verify(struct arena *arena, struct database *database, struct texts *says)
{
    struct findings findings = {.arena = arena};
    struct db *const db = db_read(database, arena);
    bool sound = integrity_check(db->connection, &findings);
    /* No reference and no migration can be trusted in a file that is damaged. */
    if (sound) {
        const bool references = foreign_keys_check(db->connection, &findings);
        const bool migrations = migrations_check(database, db->connection, &findings);
        sound = references && migrations;
    }
    note_library(&findings);
    db_read_end(db);
    *says = (struct texts){.row = findings.row, .count = findings.count};
    return sound;
}
