/*
 * The writer on SQLite: a lock file beside the database, a transaction, a checkpoint.
 *
 * Writers of several processes (the command line) take the lock file in turn, after their turn in
 * their own process. It is held around the transaction and the checkpoint after it: two connections
 * that write or checkpoint at the same moment can lose commits (SQLite 3.7.0 to 3.51.2).
 *
 * The lock file is never deleted and never replaced. Its locks are open-file-description locks:
 * POSIX ones would be lost when any descriptor of the file is closed, and do not part two threads.
 */
#include "engine/db/sqlite/sqlite_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

/* 4 MB of 4 KB pages. */
enum { CHECKPOINT_PAGES = 1000 };

/* ---- The lock file -----------------------------------------------------------------------------
 */

int lock_open(struct arena *arena, const char *path, bool create)
{
    const int fd = beside_open(arena, path, "-writer", create);
    const char *const name = text_cstr(arena, text_format(arena, "%s-writer", path));
    return fd >= 0 ? fd : open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
}

bool lock_take(int lock, enum lock_part part, int kind, bool wait)
{
    struct flock range = {
        .l_type = (short)kind, .l_whence = SEEK_SET, .l_start = (off_t)part, .l_len = 1};
    int rc;
    while ((rc = fcntl(lock, wait ? F_OFD_SETLKW : F_OFD_SETLK, &range)) != 0 && errno == EINTR)
        ;
    return rc == 0;
}

/*
 * A freed lock goes to whoever asks first, and that was the importer again, for seconds. So there
 * are two: one waits for the writer's holding the place of the next, which the last writer cannot
 * have before it was taken up.
 */
static bool lock_take_in_turn(int lock)
{
    if (!lock_take(lock, LOCK_NEXT, F_WRLCK, true))
        return false;
    const bool taken = lock_take(lock, LOCK_WRITER, F_WRLCK, true);
    const int error = errno;
    (void)lock_take(lock, LOCK_NEXT, F_UNLCK, false);
    errno = error;
    return taken;
}

/* The process's own turn is held. */
static void lock_writer(struct database *database)
{
    if (!lock_take_in_turn(database->lock))
        fail("database: %s-writer cannot be locked: %s", database->path, strerror(errno));
}

static void lock_body(void *database)
{
    lock_writer(database);
}

void writer_enter(struct database *database)
{
    struct failure failure;
    turn_take(database);
    if (!fail_try(lock_body, database, &failure)) {
        turn_pass(database);
        fail_again(&failure);
    }
}

void writer_leave(struct database *database)
{
    (void)lock_take(database->lock, LOCK_WRITER, F_UNLCK, false);
    turn_pass(database);
}

void writer_checkpoint(struct database *database, int mode)
{
    const int rc = sqlite3_wal_checkpoint_v2(database->writer.handle, NULL, mode, NULL, NULL);
    /* What was committed is safe in the WAL, and the next commit tries again: nobody's request
     * fails. */
    if (rc != SQLITE_OK && (rc & 0xff) != SQLITE_BUSY)
        fprintf(stderr, "holdfast: checkpoint of %s: %s\n", database->path,
                connection_words(&database->writer));
}

/* ---- Transactions ------------------------------------------------------------------------------
 */

void sqlite_write_begin(struct db_write *write)
{
    struct database *const database = write->db.database;
    lock_writer(database);
    write->has_engines = true;
    connection_open(&database->writer, database, true);
    if (connection_step_once(database->writer.begin) != SQLITE_OK)
        fail_as(connection_kind(&database->writer), "database: cannot begin to write: %s",
                connection_words(&database->writer));
}

void sqlite_write_commit(struct db_write *write)
{
    struct connection *const c = write->db.connection;
    if (connection_step_once(c->commit) != SQLITE_OK)
        fail_as(connection_kind(c), "database: commit: %s", connection_words(c));
}

void sqlite_write_settle(struct db_write *write)
{
    if (write->db.database->wal_pages >= CHECKPOINT_PAGES)
        writer_checkpoint(write->db.database, SQLITE_CHECKPOINT_PASSIVE);
}

void sqlite_write_release(struct db_write *write)
{
    struct database *const database = write->db.database;
    struct connection *const c = &database->writer;
    if (c->handle && !sqlite3_get_autocommit(c->handle) &&
        connection_step_once(c->rollback) != SQLITE_OK)
        fprintf(stderr, "holdfast: rollback in %s: %s\n", database->name, connection_words(c));
    (void)lock_take(database->lock, LOCK_WRITER, F_UNLCK, false);
}

int64_t sqlite_last_id(struct db_write *write)
{
    return sqlite3_last_insert_rowid(write->db.connection->handle);
}
