/*
 * Files that people add: taken whole or not at all, kept in the database in pieces, given back a
 * piece at a time, and looked at by a virus scanner where there is one.
 *
 * The scanner is clamd, asked over its unix socket by a job and never while the writer is held:
 * until it has answered, a file is "waiting" and nobody can download it. Where there is no scanner
 * the file is "not scanned", which is shown, and it is looked at when one appears.
 */
#ifndef ENGINE_FILES_STORE_H
#define ENGINE_FILES_STORE_H

#include "engine/db/db.h"
#include "files_queries.h"

#define FILE_PART_BYTES ((size_t)64 << 10)

struct jobs;

/* A file as it came. */
struct file_offer {
    text name;
    bytes content;
    int64_t owner;    /* whose room it takes */
    int64_t most;     /* bytes of one file */
    int64_t all_most; /* bytes of all of that owner's */
};
struct file_taken {
    file_id id;
    text say;         /* why it was not taken, for the person; absent: it was */
    opt_file_id same; /* it was not, because it is here already as this one */
};
/* Within the change that gives the file its meaning: for small ones. */
struct file_taken file_take(struct db_write *write, const struct file_offer *offer) must_use;
/* The same before that change, in many short ones, so that nobody waits for the writer while a
 * large file goes in. What never comes to mean anything is deleted by whoever owns such files. */
struct file_taken file_stage(struct arena *arena, struct database *database,
                             const struct file_offer *offer) must_use;

/* Whether it may be given out: its bytes are there, and no virus was found or is still looked for.
 */
bool file_may_go(const struct file_row *file) must_use;
/* For answer_stream: the state, and what makes the pieces. */
void *file_send_start(struct arena *arena, file_id file);
bool file_send(void *state, struct db *db, struct text_builder *out);

/* Deletes its bytes; the row stays and tells when. */
void file_forget(struct db_write *write, file_id file, instant now);

/* Deletes most of its bytes in many short changes, so that nobody waits for the writer while a
 * large file goes; file_forget() then finds few. For a file that nobody can ask for any more. */
void file_thin(struct arena *arena, struct database *database, file_id file);

/* "1.2 MB", "340 kB" */
text file_size_text(struct arena *arena, int64_t size);

/* Starts to look at what waits, if there is a scanner; jobs may be NULL. Call it in a change's
 * transaction: the job waits for its end. */
void files_scan_soon(struct jobs *jobs, struct database *database);
/* Looks at what no scanner has seen yet; for a clock's job too. How many it looked at. */
size_t files_scan(struct arena *arena, struct database *database, const struct jobs *jobs);

#endif
