/*
 * Opens a file, decides whether it is ours, brings it up to date, and closes it.
 *
 * Everybody holds a shared lock on the lock file for as long as the database is open, so that a
 * restore cannot change the file under them. Who may write keeps the writer connection open
 * throughout, so that the -wal and -shm files are there for readers. A DB_READ needs no writer: a
 * read-only connection makes those files itself when the folder can be written to, and reads the
 * WAL that a killed writer left; it cannot move it into the file, and does not when it closes.
 *
 * The main file is never opened but by SQLite: closing another descriptor of it would drop SQLite's
 * own locks (POSIX locks belong to the process).
 */
#include "engine/db/sqlite/sqlite_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct opening {
    struct arena *arena;
    const char *path;
    enum db_open_as as;
    bool create;
    struct database *database;
    text say;
};

/* What stands in the file: made by us, nothing yet, something else. */
enum identity { IDENTITY_OURS, IDENTITY_EMPTY, IDENTITY_FOREIGN, IDENTITY_UNREADABLE };

static bool first_number(sqlite3 *handle, const char *sql, int64_t *out)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    if (sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW) {
        *out = sqlite3_column_int64(stmt, 0);
        found = true;
    }
    sqlite3_finalize(stmt);
    return found;
}

enum { WORDS = 256 };

/* Looks with a connection of its own, so that what is not ours is never opened for writing. Asks no
 * arena for memory, whose failure would leave that connection open. */
static enum identity identify(const struct database *database, char why[static WORDS])
{
    sqlite3 *handle = NULL;
    int64_t id = 0, objects = 0;
    enum identity identity = IDENTITY_UNREADABLE;
    const char *const uri = database->uri;
    const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | (uri ? SQLITE_OPEN_URI : 0);
    if (sqlite3_open_v2(uri ? uri : database->path, &handle, flags, NULL) == SQLITE_OK) {
        sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        sqlite3_busy_timeout(handle, 5000);
        if (first_number(handle, "SELECT count(*) FROM sqlite_schema", &objects) &&
            first_number(handle, "PRAGMA application_id", &id))
            identity = id == APPLICATION_ID      ? IDENTITY_OURS
                       : id == 0 && objects == 0 ? IDENTITY_EMPTY
                                                 : IDENTITY_FOREIGN;
        else if (sqlite3_errcode(handle) == SQLITE_NOTADB)
            identity = IDENTITY_FOREIGN;
    }
    snprintf(why, WORDS, "%s", handle ? sqlite3_errmsg(handle) : "out of memory");
    sqlite3_close(handle);
    return identity;
}

/* SQLite gives the mode of the main file to the others, so nobody else may read any of them. */
static bool make_file(struct opening *o)
{
    const int fd = open(o->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 && errno == EEXIST)
        return true; /* another was first */
    if (fd < 0) {
        o->say = text_format(o->arena, "%s cannot be made: %s.", o->path, strerror(errno));
        return false;
    }
    file_give(o->arena, fd, o->path);
    close(fd);
    return true;
}

static text owner_unless_mine(struct opening *o)
{
    return access(o->path, R_OK) == 0 ? T("") : file_whose(o->arena, o->path);
}

static bool find_file(struct opening *o)
{
    struct stat found;
    if (stat(o->path, &found) == 0) {
        if (S_ISREG(found.st_mode))
            return true;
        o->say = text_format(o->arena, "%s is not a file.", o->path);
        return false;
    }
    if (errno == ENOENT && o->create)
        return make_file(o);
    o->say = errno == ENOENT
                 ? text_format(o->arena,
                               "There is no database at %s. Make one with: holdfast init.", o->path)
                 : text_format(o->arena, "%s cannot be opened: %s.", o->path, strerror(errno));
    return false;
}

/* The lock file, held shared. A reader goes without where it cannot have one: a restore moves the
 * old file away whole, so that the reader goes on seeing what it saw. */
static bool hold_open(struct opening *o, struct database *database)
{
    database->lock = lock_open(o->arena, o->path, true);
    const bool held = database->lock >= 0 && lock_take(database->lock, LOCK_OPEN, F_RDLCK, true);
    const bool may_write =
        database->lock >= 0 && (fcntl(database->lock, F_GETFL) & O_ACCMODE) == O_RDWR;
    if (o->as == DB_READ || (held && may_write))
        return true;
    const char *const name = text_cstr(o->arena, text_format(o->arena, "%s-writer", o->path));
    const text whose = file_whose(o->arena, name);
    o->say = text_format(o->arena, "%s cannot be written to.%.*s", name,
                         TEXT_ARG(text_present(whose)
                                      ? whose
                                      : T(" Run holdfast as the user whose database it is.")));
    return false;
}

/* Held for as long as it is served. Two servers would each let people in, and each think that the
 * other's jobs and imports were left by a server that died. */
static bool hold_serve(struct opening *o, struct database *database)
{
    if (o->as != DB_SERVE || lock_take(database->lock, LOCK_SERVE, F_WRLCK, false))
        return true;
    o->say = text_format(
        o->arena, "%s is already being served. Stop that Holdfast first, or use the running one.",
        o->path);
    return false;
}

static bool is_beside(struct opening *o, const char *ending)
{
    return access(text_cstr(o->arena, text_format(o->arena, "%s%s", o->path, ending)), F_OK) == 0;
}

static bool folder_writable(struct opening *o)
{
    const int folder = folder_open(o->arena, o->path);
    const bool writable = folder >= 0 && faccessat(folder, ".", W_OK, AT_EACCESS) == 0;
    if (folder >= 0)
        close(folder);
    return writable;
}

/* The name under which SQLite reads a file that nobody changes, making nothing beside it: a backup,
 * which has neither WAL nor lock file, or a database at rest where nothing can be written. NULL: it
 * may be in use. */
static const char *still_uri(struct opening *o, struct arena *arena)
{
    if (o->as != DB_READ || is_beside(o, "-wal") || is_beside(o, "-journal") ||
        (is_beside(o, "-writer") && folder_writable(o)))
        return NULL;
    struct text_builder out = {.arena = arena};
    text_add(&out, o->path[0] == '/' ? T("file://") : T("file:"));
    for (const char *c = o->path; *c; c++)
        if (strchr("?#%", *c))
            text_add_format(&out, "%%%02x", (unsigned)(unsigned char)*c);
        else
            text_add_char(&out, *c);
    text_add(&out, T("?immutable=1"));
    return text_cstr(arena, text_built(&out));
}

static bool is_ours(struct opening *o, const struct database *database, bool *is_empty)
{
    char why[WORDS];
    *is_empty = false;
    switch (identify(database, why)) {
    case IDENTITY_OURS:
        return true;
    case IDENTITY_EMPTY:
        *is_empty = o->create;
        if (o->create)
            return true;
        o->say = text_format(o->arena, "%s is empty. Make a database of it with: holdfast init.",
                             o->path);
        return false;
    case IDENTITY_FOREIGN:
        o->say = text_format(
            o->arena, "%s is not a Holdfast database. Give the path of one, or of a new file.",
            o->path);
        return false;
    case IDENTITY_UNREADABLE:
        o->say =
            text_format(o->arena, "%s cannot be read: %s. Its folder must be writable too.%.*s",
                        o->path, why, TEXT_ARG(owner_unless_mine(o)));
        return false;
    }
    return false;
}

static void open_for_reading(struct opening *o, struct database *database)
{
    bool is_empty;
    if (!is_ours(o, database, &is_empty))
        return;
    struct connection *const c = &database->readers[database->used_readers++];
    connection_open(c, database, false);
    if (migrations_compare(o->arena, c, o->path, &o->say) == MIGRATIONS_BEHIND)
        o->say = text_format(
            o->arena,
            "%s was made by an older Holdfast. Bring it up to date with: holdfast migrate.",
            o->path);
}

static void set_up_writer(struct opening *o, struct database *database)
{
    bool is_empty;
    if (!is_ours(o, database, &is_empty))
        return;
    struct connection *const c = &database->writer;
    connection_open(c, database, true);
    connection_run(c, "PRAGMA journal_mode = WAL");
    if (is_empty)
        connection_run(c, "PRAGMA application_id = 0x484f4c44"); /* APPLICATION_ID */
    if (migrations_compare(o->arena, c, o->path, &o->say) == MIGRATIONS_BEHIND)
        migrations_run(c);
}

/* May fail(): then what is in o->database is closed. */
static void open_body(void *arg)
{
    struct opening *const o = arg;
    if (!find_file(o))
        return;
    o->database = database_new(&sqlite_engine, o->path, o->path, o->as);
    o->database->lock = -1;
    o->database->uri = still_uri(o, o->database->arena);
    if (!o->database->uri && !hold_open(o, o->database))
        return;
    if (!hold_serve(o, o->database))
        return;
    if (o->as == DB_READ) {
        open_for_reading(o, o->database);
        return;
    }
    writer_enter(o->database);
    set_up_writer(o, o->database);
    if (!text_present(o->say))
        writer_leave(o->database);
}

/* Connections first, so that what SQLite does when the last one closes is done under the lock. */
static void release(struct database *database)
{
    database_disconnect(database);
    if (database->lock >= 0)
        close(database->lock);
    database_free(database);
}

struct db_opened sqlite_open(struct arena *arena, const char *path, const char *beside,
                             enum db_open_as as, bool create)
{
    (void)beside; /* always the file itself */
    sqlite_prepare_library();
    struct opening o = {
        .arena = arena, .path = path, .as = as, .create = create && as != DB_READ, .say = T("")};
    struct failure failure;
    if (!fail_try(open_body, &o, &failure)) {
        if (o.database)
            release(o.database);
        fail_again(&failure);
    }
    if (text_present(o.say) && o.database) {
        release(o.database);
        o.database = NULL;
    }
    return (struct db_opened){.database = o.database, .say = o.say};
}

void sqlite_close(struct database *database)
{
    if (database->as != DB_READ) {
        writer_enter(database);
        /* Other processes' readers are not waited for; what they still need stays in the WAL. */
        sqlite3_busy_timeout(database->writer.handle, 0);
        writer_checkpoint(database, SQLITE_CHECKPOINT_TRUNCATE);
    }
    release(database);
}
