/*
 * Open data: grants that come in (and, one day, go out) in the 360Giving Data Standard 1.4.
 *
 * An import is all or nothing. The file is parsed in a confined process (engine/files/confine.h);
 * its records are checked, staged and matched here in short transactions; then partners, programmes
 * and grants are written, hidden, and one UPDATE publishes them. With any error-level problem
 * nothing is published. Killed in the middle, nothing is visible, and import_resume removes what
 * was left. Rows A1, D1, M3.
 */
#ifndef FUND_OPENDATA_H
#define FUND_OPENDATA_H

#include "engine/db/db.h"
#include "engine/jobs/schedule.h"
#include "engine/web/route.h"
#include "types.h"

struct jobs; /* engine/jobs/jobs.h */

/* argv[1] of the confined reader. */
#define IMPORT_CHILD_COMMAND "read-grants-confined"

enum import_step { IMPORT_READING, IMPORT_MATCHING, IMPORT_WRITING };

struct import_options {
    text funder;  /* who made these grants; added when new */
    bool dry_run; /* check, report, and leave no trace */
    bool publish; /* false: stop when it is ready, for someone to look at */
    void (*progress)(void *arg, enum import_step step, int64_t done,
                     int64_t of); /* may be NULL; of 0: unknown */
    void *progress_arg;
};

/* An error stops the import; a warning is for someone to look at. */
struct import_problem {
    bool error;
    text sheet;  /* absent: JSON or CSV, or the file as a whole */
    int64_t row; /* as the spreadsheet counts; in JSON the grant's place from 1; 0: no row */
    text column; /* the heading as it stands, or in JSON grants[3].amountAwarded; absent: the row as
                    a whole */
    text say;
};
struct import_problems {
    const struct import_problem *row;
    size_t count;
};

#define IMPORT_PROBLEMS_SHOWN 1000 /* of errors, and as many warnings */

struct import_report {
    import_id import; /* of the imports table; none after a dry run */
    bool ok;
    int64_t grants; /* new ones */
    int64_t new_partners, matched_partners, already_here;
    struct import_problems problems; /* errors first */
    int64_t problem_count;           /* all there were */
    int64_t error_count;
};

/* Imports a file as one job, from beginning to end; true when nothing stood against it. One import
 * runs at a time: when another is under way that is the report's one problem. fail()s when the
 * database does. */
bool import_360giving(struct arena *arena, struct database *database, const char *path,
                      const struct import_options *options, struct import_report *report) must_use;

/* Queues the removal, in short steps, of what killed or undone imports left behind. For a server's
 * start, before it takes requests; waits behind the pages while another process imports. */
void import_resume(struct arena *arena, struct jobs *jobs, struct database *database);

/* How many seats and grants that people can see belong to a partner or programme that they cannot:
 * 0, or the database was damaged. For `holdfast verify`. */
int64_t import_verify_hidden(struct db *db);

/* "Grants sheet, row 12, column Amount Awarded: 'abc' is not an amount." */
text import_problem_text(struct arena *arena, const struct import_problem *problem);

/* The confined reader: never returns to a caller that matters; gives the exit code. */
int import_child_main(int argc, char **argv);

extern const struct routes opendata_routes;
extern const struct schedule opendata_schedule;

#endif
