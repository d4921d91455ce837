/*
 * The log as a signed file a day, to be kept elsewhere: whoever holds yesterday's file can show
 * later that yesterday's entries are still as they were. Values stay sealed.
 *
 * A file is JSON lines. The first says which log and day it is and with which key it is signed;
 * then one line an entry; the last holds the signature over every byte before it.
 */
#include "engine/audit/audit_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BATCH_MEMORY = 64 << 20 };

struct day_file {
    struct arena *arena, *batch;
    struct database *database;
    const struct vault *vault;
    struct audit_leave *leave;
    FILE *to;
    crypto_generichash_state hash; /* of what was written */
};

const char *audit_folder(struct arena *arena, const struct database *database)
{
    return text_cstr(arena, text_format(arena, "%s-audit", db_path(database)));
}

/* ---- JSON: only what this file writes ---- */

static void put(struct day_file *file, const struct text_builder *line)
{
    crypto_generichash_update(&file->hash, (const unsigned char *)line->ptr, line->len);
    if (fwrite(line->ptr, 1, line->len, file->to) != line->len)
        fail("audit: the export cannot be written: %s", strerror(errno));
}

static void add_string(struct text_builder *out, text t)
{
    text_add_char(out, '"');
    for (size_t i = 0; i < t.len; i++) {
        const unsigned char c = (unsigned char)t.ptr[i];
        if (c < 0x20 || c == '"' || c == '\\')
            text_add_format(out, "\\u%04x", c);
        else
            text_add_char(out, t.ptr[i]);
    }
    text_add_char(out, '"');
}

static void add_field(struct text_builder *out, const char *name, text value)
{
    text_add_format(out, ",\"%s\":", name);
    if (value.ptr)
        add_string(out, value);
    else
        text_add(out, T("null"));
}

static void add_number(struct text_builder *out, const char *name, opt_int value)
{
    if (value.some)
        text_add_format(out, ",\"%s\":%lld", name, (long long)value.it);
    else
        text_add_format(out, ",\"%s\":null", name);
}

static void add_bytes(struct text_builder *out, const char *name, bytes value)
{
    add_field(out, name, value.ptr ? bytes_hex(out->arena, value) : TEXT_ABSENT);
}

static void add_change(struct text_builder *out, const struct audit_change_row *change)
{
    text_add(out, T("{\"table\":"));
    add_string(out, change->table_name);
    add_number(out, "row", (opt_int){.some = true, .it = change->table_row});
    add_field(out, "column", change->column_name);
    add_field(out, "kind", audit_change_kind_code(change->kind));
    add_number(out, "subject", (opt_int){.some = true, .it = change->subject});
    add_bytes(out, "was", change->was);
    add_bytes(out, "became", change->became);
    text_add_char(out, '}');
}

static void put_entry(struct day_file *file, const struct audit_row *entry,
                      const struct audit_change_row *change, size_t count)
{
    struct text_builder out = {.arena = file->batch};
    text_add_format(&out, "{\"entry\":%lld", (long long)audit_entry_id_raw(entry->id));
    add_field(&out, "at", instant_iso(file->batch, entry->at));
    add_number(&out, "account", entry->account);
    add_field(&out, "act", entry->act);
    add_field(&out, "kind", entry->kind);
    add_number(&out, "record", entry->record);
    add_field(&out, "request", entry->request);
    add_number(&out, "unrecorded", (opt_int){.some = true, .it = entry->unrecorded});
    text_add(&out, T(",\"changes\":["));
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_add_char(&out, ',');
        add_change(&out, &change[i]);
    }
    text_add_char(&out, ']');
    add_bytes(&out, "changes_hash", entry->changes_hash);
    add_bytes(&out, "hash", entry->hash);
    add_bytes(&out, "signature", entry->signature);
    text_add(&out, T("}\n"));
    put(file, &out);
}

/* ---- A day ---- */

/* False: it was left off. */
static bool put_entries(struct day_file *file, day d)
{
    const instant from = instant_at(d, 0), to = instant_at(day_add(d, 1), 0);
    struct db *db = db_read(file->database, file->batch);
    const struct audit_span_row span = audit_span(db, from, to);
    db_read_end(db);
    if (!span.first.some)
        return true;
    int64_t after = span.first.it - 1;
    while (!leave_asked(file->leave)) {
        db = db_read(file->database, file->batch);
        const struct audit_row_rows rows = audit_entries_of_time(
            db, from, to, audit_entry_id_of(after), audit_entry_id_of(span.last.it));
        if (rows.count == 0) {
            db_read_end(db);
            arena_reset(file->batch);
            return true;
        }
        const struct audit_change_row_rows changes =
            audit_changes_between(db, rows.row[0].id, rows.row[rows.count - 1].id);
        size_t at = 0;
        for (size_t i = 0; i < rows.count; i++) {
            const int64_t id = audit_entry_id_raw(rows.row[i].id);
            while (at < changes.count && audit_entry_id_raw(changes.row[at].entry_id) < id)
                at++;
            const size_t start = at;
            while (at < changes.count && audit_entry_id_raw(changes.row[at].entry_id) == id)
                at++;
            put_entry(file, &rows.row[i], changes.row + start, at - start);
            after = id;
        }
        db_read_end(db);
        arena_reset(file->batch);
    }
    return false;
}

static void put_first_line(struct day_file *file, day d)
{
    struct text_builder out = {.arena = file->arena};
    text_add(&out, T("{\"holdfast_audit\":1"));
    add_field(&out, "day", day_iso(file->arena, d));
    add_bytes(&out, "signed_by", vault_public(file->vault));
    text_add(&out, T("}\n"));
    put(file, &out);
}

static void put_last_line(struct day_file *file)
{
    unsigned char hash[VAULT_HASH], signature[VAULT_SIGNATURE];
    crypto_generichash_final(&file->hash, hash, sizeof hash);
    vault_sign(file->vault, (bytes){.ptr = hash, .len = sizeof hash}, signature);
    const text hex = bytes_hex(file->arena, (bytes){.ptr = signature, .len = sizeof signature});
    if (fprintf(file->to, "{\"signature\":\"%.*s\"}\n", TEXT_ARG(hex)) < 0 ||
        fflush(file->to) != 0 || fsync(fileno(file->to)) != 0)
        fail("audit: the export cannot be written: %s", strerror(errno));
}

struct closing {
    FILE *file;
    const char *temporary; /* NULL: none to remove */
};

static void closing_close(void *arg)
{
    struct closing *const closing = arg;
    if (closing->file)
        fclose(closing->file);
    if (closing->temporary)
        unlink(closing->temporary);
    *closing = (struct closing){.file = NULL};
}

/* One that is left off leaves no file. */
static bool export_day(struct arena *arena, struct database *database, const struct vault *vault,
                       const char *path, day d, struct audit_leave *leave, text *say)
{
    struct closing *const closing = arena_make(arena, struct closing);
    const char *const temporary = text_cstr(arena, text_format(arena, "%s.new", path));
    (void)unlink(temporary);
    const int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        *say = text_format(arena, "%s cannot be made: %s.", temporary, strerror(errno));
        return false;
    }
    db_give(arena, fd, database);
    *closing = (struct closing){.file = fdopen(fd, "w"), .temporary = temporary};
    arena_on_close(arena, closing_close, closing);
    if (!closing->file)
        fail("audit: the export cannot be written: %s", strerror(errno));
    struct day_file file = {.arena = arena,
                            .batch = arena_new_in(arena, BATCH_MEMORY),
                            .database = database,
                            .vault = vault,
                            .leave = leave,
                            .to = closing->file};
    crypto_generichash_init(&file.hash, NULL, 0, VAULT_HASH);
    put_first_line(&file, d);
    if (!put_entries(&file, d)) {
        closing_close(closing);
        return true;
    }
    put_last_line(&file);
    if (rename(temporary, path) != 0) {
        *say = text_format(arena, "%s cannot be made: %s.", path, strerror(errno));
        return false;
    }
    closing->temporary = NULL;
    closing_close(closing);
    return true;
}

/* The day of the first entry on `d` or later; false: none before `before`. */
static bool day_with_entries(struct arena *arena, struct database *database, day d, day before,
                             day *out)
{
    struct db *const db = db_read(database, arena);
    const struct audit_entry_since_row *const next = audit_entry_since(db, instant_at(d, 0));
    if (next)
        *out = instant_day(next->at);
    db_read_end(db);
    return next && day_order(*out, before) < 0;
}

bool audit_export_daily(struct arena *arena, struct database *database, const struct vault *vault,
                        const char *folder, day before, struct audit_leave *leave, size_t *written,
                        text *say)
{
    *written = 0;
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        *say = text_format(arena, "%s cannot be made: %s.", folder, strerror(errno));
        return false;
    }
    day next;
    ensure(day_of(1970, 1, 2, &next));
    while (!leave_asked(leave) && day_with_entries(arena, database, next, before, &next)) {
        const char *const path = text_cstr(
            arena, text_format(arena, "%s/%.*s.jsonl", folder, TEXT_ARG(day_iso(arena, next))));
        if (access(path, F_OK) != 0) {
            if (!export_day(arena, database, vault, path, next, leave, say))
                return false;
            *written += !(leave && leave->left);
        }
        next = day_add(next, 1);
    }
    return true;
}
