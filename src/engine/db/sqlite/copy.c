/*
 * SQLite as the target of a copy: FILE.copying, which becomes FILE.
 *
 * The file is locked alone for as long as the copy runs. It holds the table `copying` with the mark
 * of its source, and has no application id, so that no command takes it for a database; both are
 * put right in the transaction before it is renamed. Nothing is analysed: Holdfast's plans on
 * SQLite are tested without figures, and a copy is to run as the database did that it is of.
 */
#include "engine/db/sqlite/copy_rows.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char to_copy[] = "PRAGMA busy_timeout = 0;"
                              "PRAGMA locking_mode = EXCLUSIVE;"
                              "PRAGMA journal_mode = WAL;"
                              "PRAGMA synchronous = NORMAL;"
                              "PRAGMA cache_size = -64000;"
                              "PRAGMA wal_autocheckpoint = 1000;";
static const char to_lower[] = "PRAGMA foreign_keys = OFF; PRAGMA application_id = 0";
static const char make_notes[] = "CREATE TABLE IF NOT EXISTS copying (mark TEXT) STRICT;"
                                 "CREATE TABLE IF NOT EXISTS copying_indexes (words TEXT) STRICT";
static const char note_indexes[] =
    "INSERT INTO copying_indexes SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql <> ''";
static const char any_index[] =
    "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql <> '' LIMIT 1";
static const char any_noted_index[] = "SELECT words FROM copying_indexes ORDER BY rowid LIMIT 1";
static const char forget_index[] = "DELETE FROM copying_indexes WHERE words = ?1";
static const char set_note[] = "INSERT INTO copying (mark) VALUES (?1)";
static const char get_note[] = "SELECT mark FROM copying";
static const char count_others[] =
    "SELECT count(*) FROM sqlite_schema WHERE (SELECT application_id FROM pragma_application_id) "
    "<> "
    "1212107844 AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'copying')";
static const char make_whole[] =
    "BEGIN; DROP TABLE copying; DROP TABLE copying_indexes; PRAGMA application_id = 0x484f4c44; "
    "COMMIT; PRAGMA journal_mode = DELETE";
static const char forget_given[] = "DELETE FROM sqlite_sequence WHERE name = ?1";
static const char insert_given[] = "INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)";

struct sqlite_target {
    const char *to;   /* its name once it is whole */
    const char *path; /* until then */
    bool temporary;   /* it goes when it is closed and was not published */
    struct database made;
};

static const char *beside(struct arena *arena, const char *path, const char *ending)
{
    return text_cstr(arena, text_format(arena, "%s%s", path, ending));
}

static void files_remove(struct arena *arena, const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        (void)unlink(beside(arena, path, endings[i]));
}

static void target_close(struct sqlite_side *s)
{
    sqlite_copy_read_end(&s->side);
    sqlite3_finalize(s->writing);
    s->writing = NULL;
    connection_close(&s->target->made.writer);
    s->handle = NULL;
}

static void close_side(void *arg)
{
    struct sqlite_side *const s = arg;
    sqlite_copy_read_end(&s->side);
    if (!s->target)
        return;
    target_close(s);
    if (s->target->temporary)
        files_remove(s->arena, s->target->path);
}

/* ---- What rows come into -----------------------------------------------------------------------
 */

/* The first text of the first row, in `arena`; absent: none. */
static text text_from(struct sqlite_side *s, struct arena *arena, const char *sql)
{
    text found = TEXT_ABSENT;
    sqlite3_stmt *const stmt = sqlite_side_prepare(s, sql);
    if (sqlite3_step(stmt) == SQLITE_ROW)
        found = text_copy(arena, text_of((const char *)sqlite3_column_text(stmt, 0)));
    sqlite3_finalize(stmt);
    return found;
}

static text target_mark(struct copy_side *side, struct arena *arena)
{
    return text_from(sqlite_side_of(side), arena, get_note);
}

/* Runs a statement with a text, and a number where it has a second place. */
static void run_with(struct sqlite_side *s, const char *sql, text words, int64_t number)
{
    sqlite3_stmt *const stmt = sqlite_side_prepare(s, sql);
    sqlite3_bind_text(stmt, 1, words.ptr, (int)words.len, SQLITE_STATIC);
    if (sqlite3_bind_parameter_count(stmt) > 1)
        sqlite3_bind_int64(stmt, 2, number);
    const int rc = sqlite3_step(stmt);
    sqlite3_finalize(stmt);
    if (rc != SQLITE_DONE)
        sqlite_side_fail(s, " in ", sql);
}

static void target_set_mark(struct copy_side *side, text mark)
{
    run_with(sqlite_side_of(side), set_note, mark, 0);
}

/* An index made at the end, from rows in order, takes a small part of the time that it takes row by
 * row. Its words are kept until then. */
static void indexes_away(struct sqlite_side *s)
{
    sqlite_side_run(s, "BEGIN");
    sqlite_side_run(s, note_indexes);
    for (text name; (name = text_from(s, s->arena, any_index)).ptr;)
        sqlite_side_run(
            s, text_cstr(s->arena, text_format(s->arena, "DROP INDEX \"%.*s\"", TEXT_ARG(name))));
    sqlite_side_run(s, "COMMIT");
}

static void indexes_back(struct sqlite_side *s)
{
    for (text words; (words = text_from(s, s->arena, any_noted_index)).ptr;) {
        sqlite_side_run(s, "BEGIN");
        sqlite_side_run(s, text_cstr(s->arena, words));
        run_with(s, forget_index, words, 0);
        sqlite_side_run(s, "COMMIT");
    }
}

static void target_lower(struct copy_side *side)
{
    struct sqlite_side *const s = sqlite_side_of(side);
    sqlite3_db_config(s->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite_side_run(s, to_lower);
    indexes_away(s);
}

static void target_write(struct copy_side *side, const struct db_table *table)
{
    struct sqlite_side *const s = sqlite_side_of(side);
    if (s->written_table != table) {
        sqlite3_finalize(s->writing);
        s->writing = NULL;
        s->writing = sqlite_side_prepare(s, table->sqlite.write);
        s->written_table = table;
    }
    sqlite_side_run(s, "BEGIN");
}

static int bind_value(sqlite3_stmt *stmt, int at, const struct db_value *value)
{
    const void *const ptr = value->content.ptr;
    switch (value->kind) {
    case DB_ABSENT:
        return sqlite3_bind_null(stmt, at);
    case DB_NUMBER:
        return sqlite3_bind_int64(stmt, at, value->number);
    case DB_DECIMAL:
        return sqlite3_bind_double(stmt, at, value->real);
    case DB_STRING:
        return sqlite3_bind_text64(stmt, at, ptr ? ptr : "", value->content.len, SQLITE_STATIC,
                                   SQLITE_UTF8);
    case DB_RAW:
        return sqlite3_bind_blob64(stmt, at, ptr ? ptr : "", value->content.len, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

static void target_put(struct copy_side *side, const struct db_value *value)
{
    struct sqlite_side *const s = sqlite_side_of(side);
    int rc = SQLITE_OK;
    for (size_t i = 0; i < copy_values(s->written_table) && rc == SQLITE_OK; i++)
        rc = bind_value(s->writing, (int)i + 1, &value[i]);
    const int stepped = rc == SQLITE_OK ? sqlite3_step(s->writing) : rc;
    if (stepped != SQLITE_DONE)
        fail("row %lld of %s: %s", (long long)value[copy_number(s->written_table)].number,
             s->written_table->name, sqlite3_errmsg(s->handle));
    sqlite3_reset(s->writing);
}

static void target_write_end(struct copy_side *side)
{
    sqlite_side_run(sqlite_side_of(side), "COMMIT");
}

static void target_empty(struct copy_side *side, const struct db_table *table)
{
    sqlite_side_run(sqlite_side_of(side), table->sqlite.empty);
}

static void target_set_given(struct copy_side *side, const struct db_table *table, int64_t given)
{
    if (!copy_gives_ids(table))
        return;
    run_with(sqlite_side_of(side), forget_given, text_of(table->name), 0);
    if (given > 0)
        run_with(sqlite_side_of(side), insert_given, text_of(table->name), given);
}

static void target_make_search(struct copy_side *side, const struct db_search *search)
{
    sqlite_side_run(sqlite_side_of(side), search->rebuild_sqlite);
}

static bool target_raise(struct copy_side *side, struct arena *arena, text *say)
{
    struct sqlite_side *const s = sqlite_side_of(side);
    sqlite3_stmt *const stmt = sqlite_side_prepare(s, "PRAGMA foreign_key_check");
    const int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW)
        *say = text_format(arena, "row %lld of %s points to a row of %s that is not there.",
                           (long long)sqlite3_column_int64(stmt, 1),
                           (const char *)sqlite3_column_text(stmt, 0),
                           (const char *)sqlite3_column_text(stmt, 2));
    sqlite3_finalize(stmt);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        sqlite_side_fail(s, "", " while references were checked");
    if (rc == SQLITE_DONE)
        indexes_back(s);
    return rc == SQLITE_DONE;
}

/* ---- Its beginning and its end -----------------------------------------------------------------
 */

static bool file_sync(const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    const bool kept = fd >= 0 && fsync(fd) == 0;
    const int error = errno;
    if (fd >= 0)
        close(fd);
    errno = error;
    return kept;
}

static bool target_publish(struct copy_side *side, struct arena *arena, text *say)
{
    struct sqlite_side *const s = sqlite_side_of(side);
    struct sqlite_target *const target = s->target;
    sqlite_side_run(s, make_whole);
    target_close(s);
    if (file_sync(target->path) && file_rename_new(target->path, target->to) &&
        folder_sync(arena, target->to)) {
        target->temporary = false;
        return true;
    }
    *say = target->temporary
               ? text_format(arena, "It could not be called %s: %s. Nothing is kept of it.",
                             target->to, strerror(errno))
               : text_format(arena,
                             "The copy is whole, and lies at %s: it could not be called %s: %s.",
                             target->path, target->to, strerror(errno));
    return false;
}

static bool source_is_ours(struct copy_side *side, struct arena *arena, text *stranger)
{
    return schema_check(arena, sqlite_side_of(side)->source, stranger);
}

static const struct copy_engine engine = {.is_ours = source_is_ours,
                                          .extent = sqlite_copy_extent,
                                          .given = sqlite_copy_given,
                                          .read = sqlite_copy_read,
                                          .next = sqlite_copy_next,
                                          .read_end = sqlite_copy_read_end,
                                          .mark = target_mark,
                                          .set_mark = target_set_mark,
                                          .lower = target_lower,
                                          .write = target_write,
                                          .put = target_put,
                                          .write_end = target_write_end,
                                          .empty = target_empty,
                                          .set_given = target_set_given,
                                          .make_search = target_make_search,
                                          .raise = target_raise,
                                          .publish = target_publish};

static struct sqlite_side *side_make(struct arena *arena, const char *name)
{
    struct sqlite_side *const s = arena_make(arena, struct sqlite_side);
    *s = (struct sqlite_side){.side = {.engine = &engine, .name = name}, .arena = arena};
    arena_on_close(arena, close_side, s);
    return s;
}

struct copy_side *sqlite_copy_source(struct arena *arena, struct db *db)
{
    struct sqlite_side *const s = side_make(arena, db_path(db->database));
    s->source = db->connection;
    s->handle = db->connection->handle;
    if (!db->begun && connection_step_once(db->connection->begin) != SQLITE_OK)
        sqlite_side_fail(s, "", " as reading began");
    db->begun = true;
    return &s->side;
}

/* Something has the target's name. What it is helps whoever slipped. */
static text words_of_file(struct arena *arena, const struct db_copy_ask *ask)
{
    struct stat there, own;
    if (stat(ask->to, &there) == 0 && stat(db_path(ask->from), &own) == 0 &&
        there.st_dev == own.st_dev && there.st_ino == own.st_ino)
        return text_format(arena, "%s is the database that is to be copied. Name another file.",
                           ask->to);
    const char *what = "something that is no database";
    sqlite3 *handle = NULL;
    sqlite3_stmt *stmt = NULL;
    if (S_ISREG(there.st_mode) && there.st_size == 0)
        what = "an empty file";
    else if (S_ISDIR(there.st_mode))
        what = "a folder";
    else if (sqlite3_open_v2(ask->to, &handle, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
             sqlite3_prepare_v2(handle, "PRAGMA application_id", -1, &stmt, NULL) == SQLITE_OK &&
             sqlite3_step(stmt) == SQLITE_ROW)
        what = sqlite3_column_int64(stmt, 0) == APPLICATION_ID ? "a Holdfast database"
                                                               : "another program's database";
    sqlite3_finalize(stmt);
    sqlite3_close(handle);
    return text_format(arena,
                       "%s exists already: it is %s, and a copy is never made over anything. Name "
                       "another file.",
                       ask->to, what);
}

/* The file with its first name, made where it is not there. */
static bool file_make(struct arena *arena, struct sqlite_target *target,
                      const struct db_copy_ask *ask, text *say)
{
    int fd = -1;
    struct stat there;
    target->to = ask->to;
    if (lstat(ask->to, &there) == 0) {
        *say = words_of_file(arena, ask);
        return false;
    }
    if (ask->moment) {
        target->path = file_temporary(arena, ask->to, &fd);
        target->temporary = true;
    } else {
        target->path = beside(arena, ask->to, ".copying");
        fd = open(target->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0 && errno == EEXIST)
            return true;
    }
    if (fd < 0) {
        *say = text_format(arena, "%s cannot be made: %s.", ask->to, strerror(errno));
        return false;
    }
    file_give(arena, fd, ask->to);
    close(fd);
    return true;
}

static bool refuse_file(struct sqlite_side *s, text *say)
{
    const int code = sqlite3_errcode(s->handle) & 0xff;
    *say = code == SQLITE_BUSY
               ? text_format(s->arena, "%s is being copied into by another Holdfast. Wait for it.",
                             s->target->path)
           : code == SQLITE_FULL
               ? text_format(s->arena, "There is no room left on the disk of %s.", s->target->path)
               : text_format(s->arena,
                             "%s is not half a copy that can be gone on with (%s). Remove it, or "
                             "name another file.",
                             s->target->path, sqlite3_errmsg(s->handle));
    return false;
}

/* Locks the file, and looks whether what is in it is nothing or a copy's. */
static bool file_take(struct sqlite_side *s, text *say)
{
    struct connection *const c = &s->target->made.writer;
    sqlite3_stmt *stmt = NULL;
    const bool opened =
        sqlite3_open_v2(s->target->path, &c->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                        NULL) == SQLITE_OK;
    s->handle = c->handle;
    if (!opened || sqlite3_exec(s->handle, to_copy, NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(s->handle, "BEGIN EXCLUSIVE; COMMIT", NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(s->handle, count_others, -1, &stmt, NULL) != SQLITE_OK)
        return refuse_file(s, say);
    const bool is_ours = sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int64(stmt, 0) == 0;
    sqlite3_finalize(stmt);
    return is_ours || refuse_file(s, say);
}

/* Throws away what is in a file that is held, whatever it is: another copy cannot be writing it. */
static bool file_empty(struct sqlite_side *s, text *say)
{
    const bool emptied =
        sqlite3_db_config(s->handle, SQLITE_DBCONFIG_RESET_DATABASE, 1, NULL) == SQLITE_OK &&
        sqlite3_exec(s->handle, "VACUUM", NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_db_config(s->handle, SQLITE_DBCONFIG_RESET_DATABASE, 0, NULL) == SQLITE_OK;
    return emptied || refuse_file(s, say);
}

/* Half a copy that another version of this program began has other tables. */
static bool is_current(struct sqlite_side *s, text *say)
{
    if (migrations_compare(s->arena, &s->target->made.writer, s->side.name, say) ==
        MIGRATIONS_CURRENT)
        return true;
    *say = text_format(s->arena,
                       "%s is half a copy that another version of Holdfast began. To throw it away "
                       "and copy from the beginning, run this again with --anew.",
                       s->target->path);
    return false;
}

static bool tables_make(struct sqlite_side *s, struct copy_target *asked)
{
    struct connection *const c = &s->target->made.writer;
    connection_open(c, &s->target->made, true);
    s->handle = c->handle;
    (void)sqlite3_preupdate_hook(s->handle, NULL, NULL);
    sqlite_side_run(s, to_copy);
    sqlite_side_run(s, make_notes);
    asked->is_half = text_present(target_mark(&s->side, s->arena));
    if (asked->is_half)
        return is_current(s, &asked->say);
    migrations_run(c);
    return true;
}

struct copy_side *sqlite_copy_target(struct arena *arena, struct copy_target *asked)
{
    struct sqlite_target *const target = arena_make(arena, struct sqlite_target);
    struct sqlite_side *const s = side_make(arena, asked->ask->to);
    sqlite_prepare_library();
    *target = (struct sqlite_target){
        .made = {.engine = &sqlite_engine, .arena = arena, .name = asked->ask->to, .lock = -1}};
    asked->beside = asked->ask->to;
    if (!file_make(arena, target, asked->ask, &asked->say))
        return NULL;
    s->target = target;
    target->made.path = target->path;
    const bool taken =
        file_take(s, &asked->say) && (!asked->ask->anew || file_empty(s, &asked->say));
    return taken && tables_make(s, asked) ? &s->side : NULL;
}

bool sqlite_hold(struct arena *arena, struct database *database, text *say)
{
    if (database->lock < 0)
        database->lock = lock_open(arena, database->path, true);
    const char *const name = text_cstr(arena, text_format(arena, "%s-writer", database->path));
    if (database->lock < 0 && access(name, F_OK) != 0)
        return true; /* nobody has served it since it is here, and nobody can begin to */
    const bool may_hold =
        database->lock >= 0 && (fcntl(database->lock, F_GETFL) & O_ACCMODE) == O_RDWR;
    if (may_hold && lock_take(database->lock, LOCK_SERVE, F_WRLCK, false))
        return true;
    if (!may_hold) {
        *say = text_format(arena,
                           "%s cannot be written to, so that nobody would be kept from serving it "
                           "meanwhile.%.*s",
                           name, TEXT_ARG(file_whose(arena, name)));
        return false;
    }
    *say = text_format(arena, "%s is being served, or copied. Stop that Holdfast first.",
                       database->name);
    return false;
}
