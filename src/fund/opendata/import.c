/* An import from beginning to end, as the command line runs it: see opendata.h. */
#include "engine/db/changes.h"
#include "fund/opendata/import.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

text import_problem_where(struct arena *arena, const struct import_problem *problem)
{
    struct text_builder out = {.arena = arena};
    if (text_starts(problem->column, T("grants[")))
        return problem->column;
    if (text_present(problem->sheet))
        text_add_format(&out, "%.*s sheet", TEXT_ARG(problem->sheet));
    if (problem->row > 0)
        text_add_format(&out, "%s %lld", out.len > 0 ? ", row" : "Row", (long long)problem->row);
    if (text_present(problem->column))
        text_add_format(&out, "%s %.*s", out.len > 0 ? ", column" : "Column",
                        TEXT_ARG(problem->column));
    return out.len > 0 ? text_built(&out) : T("");
}

text import_problem_text(struct arena *arena, const struct import_problem *problem)
{
    const text where = import_problem_where(arena, problem);
    return where.len > 0 ? text_format(arena, "%.*s: %.*s", TEXT_ARG(where), TEXT_ARG(problem->say))
                         : problem->say;
}

static void report_one(struct arena *arena, struct import_report *report, text say)
{
    struct import_problem *problem = arena_make(arena, struct import_problem);
    *problem = (struct import_problem){.error = true, .say = say};
    report->problems = (struct import_problems){.row = problem, .count = 1};
    report->problem_count = report->error_count = 1;
}

static void fill_report(struct arena *arena, struct database *database, import_id import,
                        struct import_report *report)
{
    struct db *db = db_read(database, arena);
    const struct import_row *row = import_find(db, import);
    ensure(row);
    const struct import_problem_row_rows problems = import_problems_of(db, import);
    struct import_problem *out = arena_array(arena, struct import_problem, problems.count + 1);
    for (size_t i = 0; i < problems.count; i++) {
        const struct import_problem_row *p = &problems.row[i];
        out[i] = (struct import_problem){.error = p->error,
                                         .sheet = p->sheet,
                                         .row = p->file_row.some ? p->file_row.it : 0,
                                         .column = p->column_name,
                                         .say = p->say};
    }
    report->import = row->id;
    report->grants = row->errors > 0 ? 0 : row->rows_read - row->already_here;
    report->new_partners = row->new_partners;
    report->matched_partners = row->matched_partners;
    report->already_here = row->already_here;
    report->problems = (struct import_problems){.row = out, .count = problems.count};
    report->problem_count = row->errors + row->warnings;
    report->error_count = row->errors;
    db_read_end(db);
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void close_descriptor(void *fd)
{
    (void)close(*(int *)fd);
}

/* Opens a plain file; -1, with *say, when it cannot be. */
static int open_file(struct arena *arena, const char *path, text *say)
{
    struct stat stat;
    int *fd = arena_make(arena, int);
    *fd = open(path, O_RDONLY | O_CLOEXEC);
    if (*fd < 0) {
        *say = text_format(arena, "%s cannot be opened: %s.", path, strerror(errno));
        return -1;
    }
    arena_on_close(arena, close_descriptor, fd);
    if (fstat(*fd, &stat) != 0 || !S_ISREG(stat.st_mode)) {
        *say = text_format(arena, "%s is not a plain file.", path);
        return -1;
    }
    return *fd;
}

static void remove_trace(struct arena *arena, struct database *database, import_id import,
                         const struct import_watch *watch)
{
    struct db_write *write = db_write_begin(database, arena);
    db_changes_unrecorded(write, NULL); /* the import's own record tells it */
    (void)import_hide(write, import);
    db_write_commit(write);
    import_tidy(arena, database, import, watch);
    write = db_write_begin(database, arena);
    db_changes_unrecorded(write, NULL); /* the import's own record tells it */
    (void)import_delete(write, import);
    db_write_commit(write);
}

bool import_360giving(struct arena *arena, struct database *database, const char *path,
                      const struct import_options *options, struct import_report *report)
{
    *report = (struct import_report){.ok = false};
    const text funder = text_trim(options->funder);
    text say;
    if (!text_present(funder)) {
        report_one(arena, report, T("Say whose grants these are: the funder's name."));
        return false;
    }
    if (text_length_utf16(funder) > NAME_MOST) {
        report_one(arena, report,
                   text_format(arena,
                               "The funder's name is longer than the %d characters that fit.",
                               NAME_MOST));
        return false;
    }
    const int fd = open_file(arena, path, &say);
    if (fd < 0) {
        report_one(arena, report, say);
        return false;
    }
    struct import_lock *lock = import_lock(arena, database);
    if (!lock) {
        report_one(arena, report, T("Another import is under way. Try again when it is done."));
        return false;
    }
    const struct import_watch watch = {.progress = options->progress,
                                       .progress_arg = options->progress_arg,
                                       .act = "import.publish"};
    import_tidy_all(arena, database, NO_IMPORT, &watch);
    struct db_write *write = db_write_begin(database, arena);
    db_changes_unrecorded(write, NULL); /* the import's own record tells it */
    const import_id import = import_add(write, funder, text_of(last_part(path)), instant_now());
    db_write_commit(write);
    report->ok = import_stage(arena, database, import, fd, &watch);
    if (report->ok && options->publish && !options->dry_run)
        report->ok = import_write(arena, database, import, &watch);
    if (!report->ok)
        import_tidy(arena, database, import, &watch);
    fill_report(arena, database, import, report);
    if (options->dry_run)
        remove_trace(arena, database, import, &watch);
    import_unlock(lock);
    return report->ok;
}
