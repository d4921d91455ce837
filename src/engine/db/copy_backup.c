/*
 * Backups of a database that is no file: a copy as of one moment into a file of SQLite, made while
 * it is served, and that file copied back in. So a backup is the same thing on every engine, and
 * one engine's can be restored into another.
 */
#include "engine/db/copy_private.h"
#include "engine/db/db_private.h"

#include <stdio.h>
#include <unistd.h>

struct showing {
    void (*progress)(int64_t done, int64_t of);
};

/* Rows are met twice: as they are copied, and as both sides are compared. */
static bool show(void *arg, enum db_copy_step step, const char *table, int64_t done, int64_t of)
{
    const struct showing *const showing = arg;
    (void)table;
    if (showing->progress && step != DB_COPY_FINISH)
        showing->progress(step == DB_COPY_COMPARE ? of + done : done, 2 * of);
    return true;
}

bool copy_backup(struct arena *arena, struct database *database, const char *to,
                 void (*progress)(int64_t done, int64_t of), text *say)
{
    if (access(to, F_OK) == 0) {
        *say = text_format(
            arena, "%s exists already, and backups never overwrite. Give another name.", to);
        return false;
    }
    struct showing showing = {.progress = progress};
    struct db_copied copied;
    const struct db_copy_ask ask = {
        .from = database, .to = to, .moment = true, .progress = show, .arg = &showing};
    return db_copy(arena, &ask, &copied, say);
}

/* A backup that was checked, under a name of its own, while it is copied from. */
struct checked {
    struct arena *arena;
    const char *path;
    struct database *database;
};

static void checked_close(void *arg)
{
    struct checked *const checked = arg;
    db_close(checked->database);
    checked->database = NULL;
    (void)unlink(
        text_cstr(checked->arena, text_format(checked->arena, "%s-writer", checked->path)));
}

bool copy_restore(struct arena *arena, const char *from, const char *to, const char *beside,
                  bool (*agrees)(void *arg, struct db *backup, text *say), void *arg, text *say)
{
    struct checked *const checked = arena_make(arena, struct checked);
    *checked = (struct checked){
        .arena = arena,
        .path = backup_checked(arena, from, beside ? beside : "./restore", agrees, arg, say)};
    if (!checked->path)
        return false;
    /* An older one is brought up to date. */
    const struct db_opened opened = db_open(arena, checked->path, DB_COMMAND, false);
    checked->database = opened.database;
    arena_on_close(arena, checked_close, checked);
    *say = opened.say;
    if (!opened.database)
        return false;
    struct db_copied copied;
    const struct db_copy_ask ask = {
        .from = opened.database, .from_name = from, .to = to, .beside = beside, .moment = true};
    const bool done = db_copy(arena, &ask, &copied, say);
    checked_close(checked);
    return done;
}
