/*
 * A consistent copy while the database is in use: SQLite's backup from a reader whose snapshot is
 * held, into a new file beside the one wanted, made to last (fsync), then renamed. So a file with
 * the wanted name is always whole, and an older backup is never overwritten.
 */
#include "engine/db/sqlite/sqlite_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGES_A_STEP = 256 };

bool fleeting_empty(sqlite3 *handle)
{
    /* Off the disk too, not only off the list. */
    if (sqlite3_exec(handle, "PRAGMA secure_delete = ON", NULL, NULL, NULL) != SQLITE_OK)
        return false;
    for (const char *const *table = db_fleeting_tables; *table; table++) {
        /* An older file may not have it yet. */
        if (sqlite3_table_column_metadata(handle, "main", *table, NULL, NULL, NULL, NULL, NULL,
                                          NULL) != SQLITE_OK)
            continue;
        char *const sql = sqlite3_mprintf("DELETE FROM \"%w\"", *table);
        const int rc = sql ? sqlite3_exec(handle, sql, NULL, NULL, NULL) : SQLITE_NOMEM;
        sqlite3_free(sql);
        if (rc != SQLITE_OK)
            return false;
    }
    return true;
}

/* ---- The copy ----------------------------------------------------------------------------------
 */

struct copy {
    sqlite3 *to;
    sqlite3_backup *backup;
    const char *temporary; /* NULL: none to remove */
    const char *temporary_wal, *temporary_journal;
    int fd; /* the temporary file, for fsync; -1: none */
};

/* Whatever a failure left behind. */
static void copy_close(void *arg)
{
    struct copy *const copy = arg;
    sqlite3_backup_finish(copy->backup);
    sqlite3_close(copy->to);
    if (copy->fd >= 0)
        close(copy->fd);
    if (copy->temporary) {
        unlink(copy->temporary);
        unlink(copy->temporary_wal);
        unlink(copy->temporary_journal);
    }
    *copy = (struct copy){.fd = -1};
}

/* Begins the reader's transaction and reads, which fixes the moment that is copied. */
static void hold_snapshot(struct db *db)
{
    if (connection_step_once(db->connection->begin) != SQLITE_OK)
        fail("database: cannot begin to read: %s", connection_words(db->connection));
    db->begun = true;
    (void)connection_number(db->connection, "SELECT count(*) FROM sqlite_schema");
}

/* Copies all pages; false, with SQLite's words, when it could not. */
static bool copy_pages(struct arena *arena, struct copy *copy, struct db *db,
                       void (*progress)(int64_t done, int64_t of), text *say)
{
    if (sqlite3_open_v2(copy->temporary, &copy->to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                        NULL) == SQLITE_OK)
        copy->backup = sqlite3_backup_init(copy->to, "main", db->connection->handle, "main");
    int rc = copy->backup ? SQLITE_OK : SQLITE_ERROR;
    while (rc == SQLITE_OK) {
        rc = sqlite3_backup_step(copy->backup, PAGES_A_STEP);
        const int of = sqlite3_backup_pagecount(copy->backup);
        if (progress)
            progress(of - sqlite3_backup_remaining(copy->backup), of);
    }
    const int finished = sqlite3_backup_finish(copy->backup);
    copy->backup = NULL;
    /* One file, without a WAL, that can be looked at where nothing can be written. */
    if (rc == SQLITE_DONE && finished == SQLITE_OK &&
        sqlite3_db_config(copy->to, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL) == SQLITE_OK &&
        sqlite3_exec(copy->to, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE",
                     NULL, NULL, NULL) == SQLITE_OK &&
        fleeting_empty(copy->to))
        return true;
    *say = text_format(arena, "The backup could not be written: %s.",
                       finished != SQLITE_OK ? sqlite3_errstr(finished) : sqlite3_errmsg(copy->to));
    return false;
}

bool sqlite_backup(struct arena *arena, struct database *database, const char *to,
                   void (*progress)(int64_t done, int64_t of), text *say)
{
    *say = T("");
    if (access(to, F_OK) == 0) {
        *say = text_format(
            arena, "%s exists already, and backups never overwrite. Give another name.", to);
        return false;
    }
    struct copy *const copy = arena_make(arena, struct copy);
    copy->fd = -1;
    arena_on_close(arena, copy_close, copy);
    copy->temporary = file_temporary(arena, to, &copy->fd);
    if (!copy->temporary) {
        *say = text_format(arena, "%s cannot be written: %s.", to, strerror(errno));
        return false;
    }
    copy->temporary_wal = text_cstr(arena, text_format(arena, "%s-wal", copy->temporary));
    copy->temporary_journal = text_cstr(arena, text_format(arena, "%s-journal", copy->temporary));
    file_give(arena, copy->fd, to);
    struct db *const db = db_read(database, arena);
    hold_snapshot(db);
    const bool copied = copy_pages(arena, copy, db, progress, say);
    db_read_end(db);
    sqlite3_close(copy->to);
    copy->to = NULL;
    bool kept = false;
    if (copied) {
        kept =
            fsync(copy->fd) == 0 && file_rename_new(copy->temporary, to) && folder_sync(arena, to);
        if (!kept)
            *say = text_format(arena, "%s cannot be written: %s.", to, strerror(errno));
    }
    if (kept)
        copy->temporary = NULL;
    copy_close(copy);
    return kept;
}
