/*
 * Puts a backup in a database's place.
 *
 * The backup is copied beside the database first, and it is the copy that is checked, so that what
 * was checked is what will be served. The database must not be open anywhere: the lock file says
 * so, and stays locked until the new file stands. The old file is kept, with its WAL, which may
 * hold its latest commits. Order matters to a crash in between: the main file moves first, so that
 * no program can open it without its WAL; and the WAL is away before another main file takes the
 * name.
 */
#include "engine/db/sqlite/sqlite_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_KEPT = 10000, PIECE = 64 * 1024 };

struct restore {
    struct arena *arena;
    const char *from, *to;
    text say;
    bool (*agrees)(void *arg, struct db *backup, text *say);
    void *arg;
    int lock, source, target;
    const char *temporary; /* NULL: none to remove */
    const char *temporary_wal, *temporary_shm;
    struct database copy; /* the copy, while it is looked at */
};

static bool refuse(struct restore *r, text say)
{
    r->say = say;
    return false;
}

static bool refuse_errno(struct restore *r, const char *path)
{
    return refuse(r, text_format(r->arena, "%s: %s. Nothing was changed.", path, strerror(errno)));
}

static void close_file(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Also after a failure: SQLite's files beside the copy go with it. */
static void restore_close(void *arg)
{
    struct restore *const r = arg;
    connection_close(&r->copy.writer);
    close_file(&r->source);
    close_file(&r->target);
    if (r->temporary) {
        unlink(r->temporary);
        unlink(r->temporary_wal);
        unlink(r->temporary_shm);
    }
    r->temporary = NULL;
    close_file(&r->lock);
}

static bool lock_alone(struct restore *r)
{
    r->lock = lock_open(r->arena, r->to, true);
    if (r->lock < 0)
        return refuse_errno(r, r->to);
    if (lock_take(r->lock, LOCK_OPEN, F_WRLCK, false) &&
        lock_take(r->lock, LOCK_WRITER, F_WRLCK, false))
        return true;
    return refuse(r,
                  text_format(r->arena,
                              "%s is in use. Stop the running Holdfast first; nothing was changed.",
                              r->to));
}

/* A backup is one file. One with a WAL beside it is a database that somebody uses or copied by
 * hand. */
static bool open_source(struct restore *r)
{
    struct stat source, old, wal;
    r->source = open(r->from, O_RDONLY | O_CLOEXEC);
    if (r->source < 0 || fstat(r->source, &source) != 0)
        return refuse_errno(r, r->from);
    if (stat(r->to, &old) == 0 && old.st_dev == source.st_dev && old.st_ino == source.st_ino)
        return refuse(
            r, text_format(r->arena, "%s is the database itself. Give a backup of it.", r->from));
    if (stat(text_cstr(r->arena, text_format(r->arena, "%s-wal", r->from)), &wal) == 0 &&
        wal.st_size > 0)
        return refuse(
            r,
            text_format(r->arena,
                        "%s is a database in use, not a backup (there is a %s-wal). Make a backup "
                        "of it with: holdfast backup.",
                        r->from, r->from));
    return true;
}

static bool copy_source(struct restore *r)
{
    const char *const name = file_temporary(r->arena, r->to, &r->target);
    if (!name)
        return refuse_errno(r, r->to);
    r->temporary_wal = text_cstr(r->arena, text_format(r->arena, "%s-wal", name));
    r->temporary_shm = text_cstr(r->arena, text_format(r->arena, "%s-shm", name));
    r->temporary = name;
    char *const piece = arena_array(r->arena, char, PIECE);
    for (;;) {
        const ssize_t got = read(r->source, piece, PIECE);
        if (got < 0)
            return refuse_errno(r, r->from);
        if (got == 0)
            break;
        for (ssize_t put = 0, n; put < got; put += n)
            if ((n = write(r->target, piece + put, (size_t)(got - put))) < 0)
                return refuse_errno(r, r->to);
    }
    if (fsync(r->target) != 0)
        return refuse_errno(r, r->to);
    file_give(r->arena, r->target, r->to);
    /* Before SQLite opens it: closing a descriptor later would drop SQLite's locks. */
    close_file(&r->target);
    return true;
}

/* What whoever restores asks of it. */
static bool ask_agreement(struct restore *r, struct connection *c)
{
    struct db backup = {.database = &r->copy, .arena = r->arena, .connection = c};
    text say = T("");
    const bool agreed = !r->agrees || r->agrees(r->arg, &backup, &say);
    db_statements_release(&backup);
    if (backup.begun && connection_step_once(c->rollback) != SQLITE_OK)
        fail("database: rollback: %s", connection_words(c));
    if (!agreed)
        r->say = text_format(r->arena, "%.*s Nothing was changed.", TEXT_ARG(say));
    return agreed;
}

/* Who was signed in then is not signed in again. */
static void empty_fleeting(struct connection *c)
{
    if (!fleeting_empty(c->handle))
        fail("database: %s", connection_words(c));
    if (connection_number(c, "PRAGMA wal_checkpoint(TRUNCATE)") != 0)
        fail("database: the copy is in use");
}

/* May fail(), where SQLite cannot make sense of the file at all. */
static void check_body(void *arg)
{
    struct restore *const r = arg;
    struct connection *const c = &r->copy.writer;
    r->copy.engine = &sqlite_engine;
    r->copy.path = r->copy.name = r->temporary;
    r->copy.untrusted = true;
    connection_open(c, &r->copy, true);
    if (connection_number(c, "PRAGMA application_id") != APPLICATION_ID) {
        r->say = text_format(
            r->arena, "%s is not a backup of a Holdfast database. Nothing was changed.", r->from);
        return;
    }
    struct findings findings = {.arena = r->arena};
    if (!integrity_check(c, &findings)) {
        r->say = text_format(r->arena,
                             "%s is damaged, so nothing was changed. Try an older backup. (%.*s)",
                             r->from, TEXT_ARG(findings.row[0]));
        return;
    }
    /* An older one is brought up to date when it is opened. */
    text say;
    if (migrations_compare(r->arena, c, r->from, &say) == MIGRATIONS_REFUSED) {
        r->say = text_format(r->arena, "%.*s Nothing was changed.", TEXT_ARG(say));
        return;
    }
    if (!schema_check(r->arena, c, &say)) {
        r->say = text_format(r->arena,
                             "%s is no backup that Holdfast made: its tables, triggers and views "
                             "are others (see %.*s). Nothing was changed.",
                             r->from, TEXT_ARG(say));
        return;
    }
    if (ask_agreement(r, c))
        empty_fleeting(c);
}

static bool check_copy(struct restore *r)
{
    struct failure failure;
    if (!fail_try(check_body, r, &failure))
        r->say = text_format(r->arena,
                             "%s is not a Holdfast database, or is damaged. Nothing was changed.",
                             r->from);
    connection_close(&r->copy.writer);
    return !text_present(r->say);
}

static bool move_if_there(struct restore *r, text from, text to)
{
    const char *const old = text_cstr(r->arena, from);
    return file_rename_new(old, text_cstr(r->arena, to)) || errno == ENOENT;
}

/* The first name that neither an old file nor an old WAL has. */
static bool name_to_keep(struct restore *r, text *out)
{
    for (int n = 1; n <= MOST_KEPT; n++) {
        const text name = text_format(r->arena, "%s.before-restore-%d", r->to, n);
        const text wal = text_format(r->arena, "%.*s-wal", TEXT_ARG(name));
        if (access(text_cstr(r->arena, name), F_OK) != 0 &&
            access(text_cstr(r->arena, wal), F_OK) != 0) {
            *out = name;
            return true;
        }
    }
    return refuse(r, text_format(r->arena,
                                 "There are too many %s.before-restore files. Nothing was changed.",
                                 r->to));
}

static bool swap(struct restore *r)
{
    text kept;
    if (!name_to_keep(r, &kept))
        return false;
    const bool was_there = access(r->to, F_OK) == 0;
    if (!move_if_there(r, text_of(r->to), kept))
        return refuse_errno(r, r->to);
    const text wal = text_format(r->arena, "%s-wal", r->to);
    const char *const shm = text_cstr(r->arena, text_format(r->arena, "%s-shm", r->to));
    if (!move_if_there(r, wal, text_format(r->arena, "%.*s-wal", TEXT_ARG(kept))) ||
        (unlink(shm) != 0 && errno != ENOENT) || !folder_sync(r->arena, r->to) ||
        !file_rename_new(r->temporary, r->to) || !folder_sync(r->arena, r->to))
        return refuse(r, text_format(r->arena,
                                     "%s could not be replaced: %s. What it held is in %.*s.",
                                     r->to, strerror(errno), TEXT_ARG(kept)));
    r->temporary = NULL;
    if (was_there)
        r->say =
            text_format(r->arena, "%s is now what %s holds. What it held before is kept in %.*s.",
                        r->to, r->from, TEXT_ARG(kept));
    return true;
}

static struct restore *restore_new(struct arena *arena, const char *from, const char *to,
                                   bool (*agrees)(void *arg, struct db *backup, text *say),
                                   void *arg)
{
    sqlite_prepare_library();
    struct restore *const r = arena_make(arena, struct restore);
    *r = (struct restore){.arena = arena,
                          .from = from,
                          .to = to,
                          .say = T(""),
                          .agrees = agrees,
                          .arg = arg,
                          .lock = -1,
                          .source = -1,
                          .target = -1};
    arena_on_close(arena, restore_close, r);
    return r;
}

const char *backup_checked(struct arena *arena, const char *from, const char *near,
                           bool (*agrees)(void *arg, struct db *backup, text *say), void *arg,
                           text *say)
{
    struct restore *const r = restore_new(arena, from, near, agrees, arg);
    const bool good = open_source(r) && copy_source(r) && check_copy(r);
    *say = r->say;
    return good ? r->temporary : NULL;
}

bool sqlite_restore(struct arena *arena, const char *from, const char *to, const char *beside,
                    bool (*agrees)(void *arg, struct db *backup, text *say), void *arg, text *say)
{
    struct restore *const r = restore_new(arena, from, to, agrees, arg);
    (void)beside; /* its files stand beside the file */
    const bool done = open_source(r) && lock_alone(r) && copy_source(r) && check_copy(r) && swap(r);
    restore_close(r);
    *say = r->say;
    return done;
}
