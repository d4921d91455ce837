/*
 * SQLite: one file, which a fund starts with and need not think of again.
 */
#include "engine/db/sqlite/sqlite_private.h"

/* AUTOINCREMENT notes the ids that are given by hand, too. */
static void ids_reach(struct db_write *write, const char *table, int64_t id)
{
    (void)write, (void)table, (void)id;
}

/* Its hook is called while a statement runs, and looks itself whether rows are only counted. */
static void changes_wait(struct db_write *write)
{
    (void)write;
}

static int64_t changes_counted(struct db_write *write)
{
    return write->capture.unrecorded;
}

void sqlite_read_begin(struct db *db)
{
    if (connection_step_once(db->connection->begin) != SQLITE_OK)
        fail_as(connection_kind(db->connection), "database: cannot begin to read: %s",
                connection_words(db->connection));
}

void sqlite_read_end(struct db *db)
{
    struct connection *const c = db->connection;
    connection_query_end(c);
    /* Nothing was written, so nothing is lost if SQLite cannot end it. */
    if (db->begun && connection_step_once(c->commit) != SQLITE_OK &&
        connection_step_once(c->rollback) != SQLITE_OK)
        connection_close(c);
}

const struct db_engine sqlite_engine = {
    .name = "SQLite",
    .open = sqlite_open,
    .close = sqlite_close,
    .scrub = sqlite_scrub,
    .ids_given = sqlite_ids_given,
    .ids_reach = ids_reach,
    .backup = sqlite_backup,
    .restore = sqlite_restore,
    .verify = sqlite_verify,
    .hold = sqlite_hold,
    .copy_source = sqlite_copy_source,
    .copy_target = sqlite_copy_target,
    .connection_open = connection_open,
    .connection_close = connection_close,
    .read_begin = sqlite_read_begin,
    .read_end = sqlite_read_end,
    .write_begin = sqlite_write_begin,
    .write_commit = sqlite_write_commit,
    .write_settle = sqlite_write_settle,
    .write_release = sqlite_write_release,
    .last_id = sqlite_last_id,
    .changes_wait = changes_wait,
    .changes_count = changes_wait,
    .changes_counted = changes_counted,
    .take = sqlite_take,
    .reset = sqlite_reset,
    .finish = sqlite_finish,
    .bind_int = sqlite_bind_int,
    .bind_text = sqlite_bind_text,
    .bind_bytes = sqlite_bind_bytes,
    .bind_real = sqlite_bind_real,
    .bind_null = sqlite_bind_null,
    .ask = sqlite_ask,
    .step = sqlite_step,
    .step_conflict = sqlite_step_conflict,
    .column_null = sqlite_column_null,
    .column_int = sqlite_column_int,
    .column_real = sqlite_column_real,
    .column_text = sqlite_column_text,
    .column_bytes = sqlite_column_bytes,
};
