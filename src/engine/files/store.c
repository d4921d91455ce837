/* Files in the database: see store.h. */
#include "engine/files/store.h"
#include "engine/files/clamav.h"
#include "engine/files/look.h"
#include "engine/jobs/jobs.h"

#include <sodium.h>

/* A file that no scanner could judge is asked about once in each round. */
enum { SCANS_A_ROUND = 200, SCAN_MEMORY = 1 << 20 };
/* What is stored, or deleted, while the writer is held once. */
enum { PARTS_AT_ONCE = 16 };

text file_size_text(struct arena *arena, int64_t size)
{
    const double n = (double)size;
    if (size < 1000)
        return text_format(arena, "%lld bytes", (long long)size);
    if (size < 1000000)
        return text_format(arena, "%.0f kB", n / 1e3);
    const bool whole = size % 1000000 == 0 || size >= 100000000;
    return text_format(arena, whole ? "%.0f MB" : "%.1f MB", n / 1e6);
}

/* ---- Taking ---- */

static bytes hash_of(struct arena *arena, bytes content)
{
    enum { SIZE = 32 };
    unsigned char *hash = arena_alloc(arena, SIZE);
    if (crypto_generichash(hash, SIZE, content.ptr, content.len, NULL, 0) != 0)
        fail("a file cannot be hashed");
    return (bytes){.ptr = hash, .len = SIZE};
}

static text size_problem(struct arena *arena, const struct file_offer *offer)
{
    const int64_t size = (int64_t)offer->content.len;
    return size <= offer->most
               ? TEXT_ABSENT
               : text_format(arena, "This file is too large: %.*s, and at most %.*s can be added",
                             TEXT_ARG(file_size_text(arena, size)),
                             TEXT_ARG(file_size_text(arena, offer->most)));
}

static text room_problem(struct arena *arena, struct db *db, const struct file_offer *offer)
{
    const struct files_of_owner_row have = files_of_owner(db, offer->owner);
    return (int64_t)offer->content.len <= offer->all_most - have.bytes
               ? TEXT_ABSENT
               : text_format(
                     arena,
                     "There is no room for it: the files here are %.*s together, and at most "
                     "%.*s can be. Withdraw one that nobody needs, or ask the fund for more "
                     "room",
                     TEXT_ARG(file_size_text(arena, have.bytes)),
                     TEXT_ARG(file_size_text(arena, offer->all_most)));
}

/* An offer that was looked at without the database. */
struct judged {
    const struct file_offer *offer;
    text name;
    enum stored_kind kind;
    bytes hash;
};

static struct judged judge(struct arena *arena, const struct file_offer *offer, text *say)
{
    struct judged judged = {.offer = offer, .name = file_name_clean(arena, offer->name)};
    *say = size_problem(arena, offer);
    if (!say->ptr && file_look(offer->content, judged.name, &judged.kind, say))
        judged.hash = hash_of(arena, offer->content);
    return judged;
}

static enum file_scan scan_first(void)
{
    return clamav_socket() ? FILE_SCAN_WAITING : FILE_SCAN_NOT_SCANNED;
}

/* Its row, if there is room for it and it is not here yet. */
static struct file_taken begin(struct db_write *write, const struct judged *judged,
                               enum file_scan scan)
{
    struct db *db = db_of(write);
    const struct file_offer *offer = judged->offer;
    struct file_taken taken = {.say = TEXT_ABSENT};
    const struct file_same_row *same = file_same(db, offer->owner, judged->hash);
    if (same) {
        taken.same = (opt_file_id){.some = true, .it = same->id};
        taken.say = T("This very file is here already");
        return taken;
    }
    taken.say = room_problem(db_arena(db), db, offer);
    if (taken.say.ptr)
        return taken;
    taken.id = file_add(write, judged->name, judged->kind, (int64_t)offer->content.len,
                        judged->hash, offer->owner, instant_now(), scan);
    return taken;
}

/* Some of its parts from one on; how many there were. */
static size_t parts_add(struct db_write *write, file_id file, bytes content, size_t part,
                        size_t most)
{
    size_t count = 0;
    for (; count < most && (part + count) * FILE_PART_BYTES < content.len; count++) {
        const size_t at = (part + count) * FILE_PART_BYTES, left = content.len - at;
        (void)file_part_add(write, file, (int64_t)(part + count),
                            (bytes){.ptr = content.ptr + at,
                                    .len = left < FILE_PART_BYTES ? left : FILE_PART_BYTES});
    }
    return count;
}

struct file_taken file_take(struct db_write *write, const struct file_offer *offer)
{
    text say;
    const struct judged judged = judge(db_arena(db_of(write)), offer, &say);
    if (say.ptr)
        return (struct file_taken){.say = say};
    const struct file_taken taken = begin(write, &judged, scan_first());
    if (!taken.say.ptr)
        (void)parts_add(write, taken.id, offer->content, 0, SIZE_MAX);
    return taken;
}

struct file_taken file_stage(struct arena *arena, struct database *database,
                             const struct file_offer *offer)
{
    text say;
    const struct judged judged = judge(arena, offer, &say);
    if (say.ptr)
        return (struct file_taken){.say = say};
    struct db_write *write = db_write_begin(database, arena);
    const struct file_taken taken = begin(write, &judged, FILE_SCAN_ARRIVING);
    if (taken.say.ptr) {
        db_write_undo(write);
        return taken;
    }
    size_t part = parts_add(write, taken.id, offer->content, 0, PARTS_AT_ONCE);
    while (part * FILE_PART_BYTES < offer->content.len) {
        db_write_commit(write);
        write = db_write_begin(database, arena);
        part += parts_add(write, taken.id, offer->content, part, PARTS_AT_ONCE);
    }
    (void)file_arrived(write, taken.id, scan_first());
    db_write_commit(write);
    return taken;
}

/* ---- Giving ---- */

bool file_may_go(const struct file_row *file)
{
    return !file->gone_at.some &&
           (file->scan == FILE_SCAN_CLEAN || file->scan == FILE_SCAN_NOT_SCANNED);
}

struct sending {
    file_id file;
    int64_t part;
};

void *file_send_start(struct arena *arena, file_id file)
{
    struct sending *sending = arena_make(arena, struct sending);
    sending->file = file;
    return sending;
}

bool file_send(void *state, struct db *db, struct text_builder *out)
{
    struct sending *sending = state;
    const struct file_part_row *part = file_part(db, sending->file, sending->part++);
    if (!part)
        return false;
    text_add(out, (text){.ptr = (const char *)part->content.ptr, .len = part->content.len});
    return part->content.len == FILE_PART_BYTES;
}

void file_forget(struct db_write *write, file_id file, instant now)
{
    (void)file_parts_clear(write, file);
    (void)file_gone(write, file, now);
}

void file_thin(struct arena *arena, struct database *database, file_id file)
{
    int64_t gone = PARTS_AT_ONCE;
    for (int64_t below = PARTS_AT_ONCE; gone == PARTS_AT_ONCE; below += PARTS_AT_ONCE) {
        struct db_write *write = db_write_begin(database, arena);
        gone = file_parts_thin(write, file, below);
        db_write_commit(write);
    }
}

/* ---- Scanning ---- */

struct scan {
    struct database *database;
    const char *socket;
    file_id file;
    struct arena *arena; /* of this file */
};

/* Gives clamd the parts; between two of them no connection is held, since it may be slow. */
static enum clamav_verdict scan_parts(const struct scan *scan, text *said)
{
    struct clamav *asked = clamav_ask(scan->arena, scan->socket);
    if (!asked) {
        *said = T("nobody answers");
        return CLAMAV_NO_ANSWER;
    }
    struct arena *piece = arena_new_in(scan->arena, SCAN_MEMORY);
    bool more = true;
    for (int64_t part = 0; more; part++) {
        arena_reset(piece);
        struct db *db = db_read(scan->database, piece);
        const struct file_part_row *row = file_part(db, scan->file, part);
        db_read_end(db);
        more = row && clamav_give(asked, row->content) && row->content.len == FILE_PART_BYTES;
    }
    return clamav_answer(scan->arena, asked, said);
}

static void scan_one(const struct scan *scan)
{
    text said = TEXT_ABSENT;
    const enum clamav_verdict verdict = scan_parts(scan, &said);
    struct db_write *write = db_write_begin(scan->database, scan->arena);
    switch (verdict) {
    case CLAMAV_CLEAN:
        (void)file_scanned(write, scan->file, FILE_SCAN_CLEAN, TEXT_ABSENT, instant_now());
        break;
    case CLAMAV_FOUND:
        (void)file_scanned(write, scan->file, FILE_SCAN_REFUSED, said, instant_now());
        file_forget(write, scan->file, instant_now());
        break;
    case CLAMAV_NO_ANSWER:
        (void)file_scanned(write, scan->file, FILE_SCAN_NOT_SCANNED, said, instant_now());
        break;
    }
    db_write_commit(write);
}

size_t files_scan(struct arena *arena, struct database *database, const struct jobs *jobs)
{
    const char *const socket = clamav_socket();
    struct arena *each = arena_new_in(arena, 4 * SCAN_MEMORY);
    file_id after = file_id_of(0);
    size_t count = 0;
    while (socket && count < SCANS_A_ROUND && !(jobs && jobs_stopping(jobs))) {
        arena_reset(each);
        struct db *db = db_read(database, each);
        const struct file_to_scan_row *next = file_to_scan(db, after);
        db_read_end(db);
        if (!next)
            break;
        after = next->id;
        scan_one(&(struct scan){database, socket, after, each});
        count++;
    }
    return count;
}

static void scan_job(struct arena *arena, const struct jobs *jobs, const void *arg)
{
    struct database *database = *(struct database *const *)arg;
    /* The change that added the file holds the writer: once that is free, the file is there. */
    db_write_undo(db_write_begin(database, arena));
    (void)files_scan(arena, database, jobs);
}

void files_scan_soon(struct jobs *jobs, struct database *database)
{
    if (jobs && clamav_socket()) /* when too much waits, the clock's job looks at it */
        (void)!job_start(jobs, "files.scan", scan_job, &database, sizeof database);
}
