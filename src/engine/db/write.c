/*
 * The one writer, and its turn.
 *
 * SQLite has no queue in its lock: eight free writers were seen to wait up to 4 s. So writers of
 * this process take tickets and are served in their order, and then take the lock file, which
 * writers of other processes (the command line) take as well. Both are held around the transaction
 * and the checkpoint after it: two connections that write or checkpoint at the same moment can lose
 * commits (SQLite 3.7.0 to 3.51.2).
 *
 * The lock file is never deleted and never replaced. Its locks are open-file-description locks:
 * POSIX ones would be lost when any descriptor of the file is closed, and do not part two threads.
 */
#include "engine/db/db_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

/* 4 MB of 4 KB pages. */
enum { CHECKPOINT_PAGES = 1000 };

/* ---- The lock file -----------------------------------------------------------------------------
 */

/* The descriptor of "path + ending", or -1 with errno. Only a file just made is given away: another
 * may have been put there to be given. */
static int beside_open(struct arena *arena, const char *path, const char *ending, bool create)
{
    const char *const name = text_cstr(arena, text_format(arena, "%s%s", path, ending));
    int fd = open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 && errno == ENOENT && create) {
        fd = open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_CREAT | O_EXCL, 0600);
        if (fd >= 0)
            file_give(arena, fd, path);
        else if (errno == EEXIST) /* another was first */
            fd = open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    }
    return fd;
}

int db_beside(struct arena *arena, const struct database *database, const char *ending)
{
    return beside_open(arena, database->path, ending, true);
}

void db_give(struct arena *arena, int fd, const struct database *database)
{
    file_give(arena, fd, database->path);
}

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

/* ---- Turns -------------------------------------------------------------------------------------
 */

static void turn_take(struct database *database)
{
    pthread_mutex_lock(&database->mutex);
    const bool mine = database->writing && pthread_equal(database->owner, pthread_self());
    const uint64_t ticket = database->next_ticket;
    if (!mine) {
        database->next_ticket++;
        while (database->serving != ticket)
            pthread_cond_wait(&database->freed, &database->mutex);
        database->writing = true;
        database->owner = pthread_self();
    }
    pthread_mutex_unlock(&database->mutex);
    if (mine)
        fail("database: a write begun inside another would wait for itself");
}

static void turn_pass(struct database *database)
{
    pthread_mutex_lock(&database->mutex);
    database->writing = false;
    database->serving++;
    pthread_cond_broadcast(&database->freed);
    pthread_mutex_unlock(&database->mutex);
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

void writer_enter(struct database *database)
{
    turn_take(database);
    if (!lock_take_in_turn(database->lock)) {
        const int error = errno;
        turn_pass(database);
        fail("database: %s-writer cannot be locked: %s", database->path, strerror(error));
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

/* Rolls back what was not committed and gives back whatever is held. Also after a failure in
 * between. */
static void write_release(struct db_write *write)
{
    struct database *const database = write->db.database;
    struct connection *const c = write->db.connection;
    write->db.connection = NULL;
    if (write->has_turn)
        database->capture = NULL;
    if (c) {
        db_statements_release(&write->db);
        if (!sqlite3_get_autocommit(c->handle) && connection_step_once(c->rollback) != SQLITE_OK)
            fprintf(stderr, "holdfast: rollback in %s: %s\n", database->path, connection_words(c));
    }
    if (write->has_file)
        (void)lock_take(database->lock, LOCK_WRITER, F_UNLCK, false);
    write->has_file = false;
    if (write->has_turn)
        turn_pass(database);
    write->has_turn = false;
}

static void write_close(void *write)
{
    write_release(write);
}

struct db_write *db_write_begin(struct database *database, struct arena *arena)
{
    if (database->as == DB_READ)
        fail("database: %s is open for reading only", database->path);
    struct db_write *const write = arena_make(arena, struct db_write);
    *write = (struct db_write){.db = {.database = database, .arena = arena, .writes = true}};
    arena_on_close(arena, write_close, write);
    writer_enter(database);
    write->has_turn = write->has_file = true;
    connection_open(&database->writer, database, true);
    if (connection_step_once(database->writer.begin) != SQLITE_OK)
        fail("database: cannot begin to write: %s", connection_words(&database->writer));
    write->db.connection = &database->writer;
    write->db.begun = true;
    write->capture = (struct capture){.arena = arena};
    if (database->watch.before)
        database->capture = &write->capture;
    return write;
}

void db_write_commit(struct db_write *write)
{
    struct database *const database = write->db.database;
    struct connection *const c = write->db.connection;
    if (!c)
        fail("database: the write has ended already");
    capture_check(&write->capture);
    if (database->watch.before)
        database->watch.before(database->watch.arg, write);
    db_statements_release(&write->db);
    /* A commit that failed may or may not be on the disk: it is never tried again. */
    if (connection_step_once(c->commit) != SQLITE_OK)
        fail("database: commit: %s", connection_words(c));
    if (database->watch.after)
        database->watch.after(database->watch.arg, write);
    if (database->wal_pages >= CHECKPOINT_PAGES)
        writer_checkpoint(database, SQLITE_CHECKPOINT_PASSIVE);
    write_release(write);
}

void db_write_undo(struct db_write *write)
{
    write_release(write);
}

struct db *db_of(struct db_write *write)
{
    return &write->db;
}

int64_t db_last_id(struct db_write *write)
{
    if (!write->db.connection)
        fail("database: the write has ended already");
    return sqlite3_last_insert_rowid(write->db.connection->handle);
}
