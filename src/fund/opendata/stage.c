/*
 * Reading a file into staging: takes frames from the confined reader, believes none of them, checks
 * each grant and keeps it with its organisations. See import.h.
 */
#include "engine/files/confine.h"
#include "fund/opendata/file_hash.h"
#include "fund/opendata/import.h"
#include "fund/opendata/read.h"
#include "fund/opendata/titles.h"
#include "fund/programmes/programmes.h"

#include <string.h>

#define NAMES_SHOWN 200
#define PATIENCE 5 /* milliseconds for the reader while the writer is held */
#define TURN 200   /* milliseconds between two looks at whether to stop */

struct stage {
    struct arena *arena;
    struct database *database;
    struct batch *batch;
    struct arena *row; /* reset with each frame */
    const struct import_watch *watch;
    import_id import;
    struct confined *child;
    struct check_state state;
    struct seen extras;
    opt_funder_id funder; /* whose grants they will be, when it is here */
    pence total;
    bool said_total;
    int64_t rows, errors, warnings;
    text funder_id, funder_name; /* of the first grant */
    bool said_funder_name;
    uint64_t done, of;
    bool ended;
};

/* ---- Problems ---- */

/* Errors and warnings are kept apart, so that a flood of one does not hide the other. */
static void keep_problem(struct stage *s, const struct import_problem *problem)
{
    const int64_t count = problem->error ? s->errors++ : s->warnings++;
    if (count >= IMPORT_PROBLEMS_SHOWN)
        return;
    (void)import_problem_add(batch_write(s->batch), s->import, count * 2 + !problem->error,
                             problem->error, problem->sheet,
                             (opt_int){.some = problem->row > 0, .it = problem->row},
                             problem->column, problem->say);
}

static void keep_findings(struct stage *s, const struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        keep_problem(s, &findings->row[i]);
}

static void say_file(struct stage *s, bool error, text say)
{
    keep_problem(s, &(struct import_problem){.error = error, .say = say});
}

/* ---- One grant ---- */

static struct import_problem place_of(const struct stage *s, const struct record *record,
                                      const char *path)
{
    const text column = !record->json ? title_of_path(s->row, text_of(path))
                        : *path
                            ? text_format(s->row, "grants[%lld].%s", (long long)record->row, path)
                            : text_format(s->row, "grants[%lld]", (long long)record->row);
    return (struct import_problem){
        .sheet = record->sheet, .row = record->row + record->json, .column = column};
}

/* One file has one funder: a second is a critical finding of the standard's own quality tool. */
static void check_funder(struct stage *s, const struct record *record,
                         const struct grant_draft *draft, struct findings *findings)
{
    if (!draft->funder_id.ptr)
        return;
    if (!s->funder_id.ptr) {
        s->funder_id = text_copy(s->arena, draft->funder_id);
        s->funder_name =
            draft->funder_name.ptr ? text_copy(s->arena, draft->funder_name) : TEXT_ABSENT;
        return;
    }
    if (!text_eq(s->funder_id, draft->funder_id)) {
        struct import_problem problem = place_of(
            s, record, record->json ? "fundingOrganization[0].id" : "fundingOrganization/0/id");
        problem.error = true;
        problem.say = text_format(s->row,
                                  "%.*s is another funder than %.*s of the first grant: a file "
                                  "holds the grants of one "
                                  "funder, so split it.",
                                  TEXT_ARG(quoted(s->row, draft->funder_id)),
                                  TEXT_ARG(quoted(s->row, s->funder_id)));
        finding_add(findings, problem);
    } else if (!s->said_funder_name && draft->funder_name.ptr && s->funder_name.ptr &&
               !text_eq_fold(s->funder_name, draft->funder_name)) {
        struct import_problem problem = place_of(
            s, record, record->json ? "fundingOrganization[0].name" : "fundingOrganization/0/name");
        problem.say = text_format(s->row, "The funder is called %.*s here and %.*s above.",
                                  TEXT_ARG(quoted(s->row, draft->funder_name)),
                                  TEXT_ARG(quoted(s->row, s->funder_name)));
        finding_add(findings, problem);
        s->said_funder_name = true;
    }
}

/* A2: a programme's cap holds for grants that come in too. Grants that are here stay as they are.
 */
static void check_cap(struct stage *s, const struct record *record, const struct grant_draft *draft,
                      struct findings *findings)
{
    struct db *db = db_of(batch_write(s->batch));
    const struct import_programme_find_row *programme =
        s->funder.some ? import_programme_find(db, s->funder.it,
                                               sort_key(s->row, draft_programme(draft)), s->import)
                       : NULL;
    const text over =
        programme ? programme_award_refusal(db, programme->id, draft->awarded) : TEXT_ABSENT;
    if (!over.ptr || import_grant_here(db, s->funder.it, draft->reference))
        return;
    struct import_problem problem = place_of(s, record, "amountAwarded");
    problem.error = true;
    problem.say = over;
    finding_add(findings, problem);
}

/* So that nothing that adds up grants ever leaves what it can hold. */
static void check_total(struct stage *s, const struct record *record,
                        const struct grant_draft *draft, struct findings *findings)
{
    if (s->said_total)
        return;
    s->total = pence_add(s->total, draft->awarded);
    if (pence_order(s->total, TOTAL_MOST) <= 0)
        return;
    struct import_problem problem = place_of(s, record, "amountAwarded");
    problem.error = true;
    problem.say = text_format(
        s->row, "With this grant the file comes to more than %.*s, the most that one file may.",
        TEXT_ARG(pence_text(s->row, TOTAL_MOST)));
    finding_add(findings, problem);
    s->said_total = true;
}

/* What the page before publishing lists. */
static void keep_extra_columns(struct stage *s, const struct grant_draft *draft)
{
    for (size_t i = 0; i < draft->extras; i++) {
        const text title = title_of_path(s->row, draft->extra[i].name);
        if (seen_first(&s->extras, title))
            (void)import_extra_add(batch_write(s->batch), s->import, title);
    }
}

/* The record without the cells of which nothing is kept: they do not even wait here. */
static text kept_body(struct stage *s, const struct record *record, const struct grant_draft *draft)
{
    struct record kept = *record;
    struct cell *cell = arena_array(s->row, struct cell, record->count + 1);
    kept.cell = cell;
    kept.count = 0;
    for (size_t i = 0; i < record->count; i++)
        if (!draft->left_out[i])
            cell[kept.count++] = record->cell[i];
    return record_body(s->row, &kept);
}

static void stage_record(struct stage *s, bytes body)
{
    struct record record;
    if (!read_record(s->row, body, &record))
        fail("the reader of files sent a record that is none");
    struct grant_draft *draft = arena_make(s->row, struct grant_draft);
    struct findings findings = {.arena = s->row};
    /* A column that the whole sheet lacks was said once: its grants are not whole either. */
    const bool whole =
        grant_check(s->row, &record, &s->state, draft, &findings) && s->state.missing == 0;
    const int64_t position = s->rows++;
    check_funder(s, &record, draft, &findings);
    if (draft->reference.ptr) {
        const text kept = kept_body(s, &record, draft);
        const bytes as_bytes = {.ptr = (const unsigned char *)kept.ptr, .len = kept.len};
        if (import_row_add(batch_write(s->batch), s->import, position, draft->reference,
                           as_bytes) == 0) {
            struct import_problem problem = place_of(s, &record, "id");
            problem.error = true;
            problem.say =
                text_format(s->row, "%.*s is the identifier of an earlier grant in the file too.",
                            TEXT_ARG(quoted(s->row, draft->reference)));
            finding_add(&findings, problem);
        }
    }
    keep_extra_columns(s, draft);
    if (whole) {
        check_cap(s, &record, draft, &findings);
        check_total(s, &record, draft, &findings);
    }
    for (size_t i = 0; whole && i < draft->parties; i++) {
        const struct import_problem place = place_of(
            s, &record, record.json ? "recipientOrganization" : "recipientOrganization/0/id");
        import_party_stage(batch_write(s->batch), s->import, &draft->party[i], &place, &findings);
    }
    keep_findings(s, &findings);
}

/* ---- Frames ---- */

/* Commits, so that everyone else may write. */
static void pause_writing(struct stage *s)
{
    if (!s->batch->write)
        return;
    (void)import_read_so_far(batch_write(s->batch), s->import, (int64_t)s->done, (int64_t)s->of,
                             s->rows);
    batch_commit(s->batch);
}

/* The writer is not held while the reader thinks, however slow the file is. */
static void wait_for_reader(struct stage *s)
{
    if (confined_wait(s->child, s->batch->write ? PATIENCE : 0))
        return;
    pause_writing(s);
    do
        watch_tell(s->watch, IMPORT_READING, (int64_t)s->done, (int64_t)s->of);
    while (!confined_wait(s->child, TURN));
}

static bool read_all(struct stage *s, unsigned char *to, size_t size)
{
    while (size > 0) {
        wait_for_reader(s);
        const size_t n = confined_read(s->child, to, size);
        if (n == 0)
            return false;
        to += n;
        size -= n;
    }
    return true;
}

static void take_problem(struct stage *s, bytes body)
{
    struct frame_problem problem;
    if (!read_problem(body, &problem))
        fail("the reader of files sent a problem that is none");
    keep_problem(s, &(struct import_problem){.error = problem.error,
                                             .sheet = problem.sheet,
                                             .row = problem.row,
                                             .column = problem.column,
                                             .say = problem.say});
}

/* Takes frames until the reader has no more to say. */
static void take_frames(struct stage *s)
{
    unsigned char head[FRAME_HEAD_SIZE];
    unsigned char *buffer = arena_alloc(s->arena, FRAME_BYTES_MAX);
    while (!s->ended && read_all(s, head, sizeof head)) {
        enum frame_kind kind;
        size_t size;
        if (!frame_head(head, &kind, &size))
            fail("the reader of files sent a frame that is none");
        if (!read_all(s, buffer, size))
            return;
        const bytes body = {.ptr = buffer, .len = size};
        bool ok = true;
        switch (kind) {
        case FRAME_RECORD:
            stage_record(s, body);
            break;
        case FRAME_PROBLEM:
            take_problem(s, body);
            break;
        case FRAME_SHEET:
            ok = read_sheet(body, &s->state.missing);
            break;
        case FRAME_PROGRESS:
            ok = read_progress(body, &s->done, &s->of);
            break;
        case FRAME_END:
            s->ended = true;
            break;
        case FRAME_KIND_COUNT:
            ok = false;
            break;
        }
        if (!ok)
            fail("the reader of files sent a frame that is not whole");
        arena_reset(s->row);
        if (batch_due(s->batch)) {
            pause_writing(s);
            watch_tell(s->watch, IMPORT_READING, (int64_t)s->done, (int64_t)s->of);
        }
    }
}

static void check_end(struct stage *s)
{
    switch (confined_finish(s->child, false)) {
    case CONFINED_DONE:
        if (!s->ended)
            say_file(s, true, T("The file could not be read to its end."));
        return;
    case CONFINED_GAVE_UP:
        say_file(s, true, T("The file needs more memory than a file may: split it and try again."));
        return;
    case CONFINED_OVER_LIMIT:
        say_file(s, true,
                 T("The file took longer to read than a file may: split it and try again."));
        return;
    case CONFINED_FORBIDDEN:
    case CONFINED_CRASHED:
        break;
    }
    say_file(s, true,
             T("The file made its reader stop, so nothing in it is believed. Save it again from a "
               "spreadsheet "
               "program and try that."));
}

/* ---- The file as a whole ---- */

/* Read on a reader, because over a large file it takes seconds; kept in one short write. */
struct whole {
    struct arena *arena;
    struct db *db;
    struct findings findings;
};

static void note(struct whole *w, text say)
{
    finding_add(&w->findings, (struct import_problem){.say = say});
}

static void check_names(struct whole *w, import_id import)
{
    const struct import_partners_named_as_here_rows here =
        import_partners_named_as_here(w->db, import, NAMES_SHOWN);
    for (size_t i = 0; i < here.count; i++)
        note(w, text_format(w->arena,
                            "%.*s has the name of a partner here, but no number in common. It "
                            "will be a second partner: "
                            "check whether they are one.",
                            TEXT_ARG(quoted(w->arena, here.row[i].name))));
    const struct import_partners_named_alike_rows alike =
        import_partners_named_alike(w->db, import, NAMES_SHOWN);
    for (size_t i = 0; i < alike.count; i++)
        note(w, text_format(w->arena,
                            "%lld organisations in the file are called %.*s and have no number "
                            "in common. They will be "
                            "partners of their own: check whether they are one.",
                            (long long)alike.row[i].how_many,
                            TEXT_ARG(quoted(w->arena, alike.row[i].name))));
}

static void check_same_file(struct whole *w, import_id import)
{
    const struct import_same_file_row *before = import_same_file(w->db, import);
    if (before)
        note(w, text_format(w->arena, "The very same file was imported before, on %.*s.",
                            TEXT_ARG(instant_text(w->arena, before->started_at))));
}

static void check_funder_names(struct whole *w, const struct stage *s,
                               const struct import_funder_of_name_row *funder)
{
    if (funder && text_present(funder->identifier) && s->funder_id.ptr &&
        !text_eq(funder->identifier, s->funder_id))
        note(w, text_format(
                    w->arena,
                    "%.*s is %.*s here, and %.*s in the file: check that it is the same funder.",
                    TEXT_ARG(quoted(w->arena, funder->name)), TEXT_ARG(funder->identifier),
                    TEXT_ARG(quoted(w->arena, s->funder_id))));
}

/* A slip in the funder's name must not bring its grants in twice. */
static void check_elsewhere(struct whole *w, const struct stage *s)
{
    const struct import_rows_elsewhere_rows rows =
        import_rows_elsewhere(w->db, s->import, s->funder);
    for (size_t i = 0; i < rows.count; i++) {
        const struct import_rows_elsewhere_row *row = &rows.row[i];
        const text others =
            row->how_many == 1 ? T("is here already, as a grant of")
            : row->how_many == 2
                ? T("and another are here already, as grants of")
                : text_format(w->arena, "and %lld others are here already, as grants of",
                              (long long)row->how_many - 1);
        finding_add(
            &w->findings,
            (struct import_problem){
                .error = true,
                .say = text_format(w->arena,
                                   "%.*s %.*s %.*s: name that funder (on the command line: "
                                   "--as), or mend the identifiers in the file.",
                                   TEXT_ARG(quoted(w->arena, row->reference)), TEXT_ARG(others),
                                   TEXT_ARG(quoted(w->arena, row->name)))});
    }
}

/* Before all other notes, for it is the one that matters most: whose grants these are. */
static void say_funder(struct stage *s, text funder_name)
{
    if (!s->funder_name.ptr || text_eq_fold(s->funder_name, funder_name))
        return;
    (void)import_problem_add(
        batch_write(s->batch), s->import, -1, false, TEXT_ABSENT, (opt_int){.some = false},
        TEXT_ABSENT,
        text_format(s->row, "The file says that the funder is %.*s; its grants will be under %.*s.",
                    TEXT_ARG(quoted(s->row, s->funder_name)),
                    TEXT_ARG(quoted(s->row, funder_name))));
    s->warnings++;
}

/* Ends the reading: what is true of the whole file, and the state that follows. */
static bool settle(struct stage *s)
{
    if (s->rows == 0 && s->errors == 0)
        say_file(s, true, T("There are no grants in the file."));
    batch_commit(s->batch);
    arena_reset(s->row);
    struct whole w = {
        .arena = s->row, .db = db_read(s->database, s->row), .findings = {.arena = s->row}};
    const struct import_row *import = import_find(w.db, s->import);
    ensure(import);
    int64_t here = 0;
    if (s->errors == 0) {
        const struct import_funder_of_name_row *funder =
            import_funder_of_name(w.db, sort_key(s->row, import->funder_name));
        check_same_file(&w, s->import);
        check_funder_names(&w, s, funder);
        check_names(&w, s->import);
        check_elsewhere(&w, s);
        here = funder ? import_rows_here(w.db, s->import, funder->id) : 0;
    }
    const int64_t made = import_partners_new(w.db, s->import),
                  known = import_partners_here(w.db, s->import);
    db_read_end(w.db);
    say_funder(s, import->funder_name);
    keep_findings(s, &w.findings);
    const bool ready = s->errors == 0;
    (void)import_read_over(batch_write(s->batch), s->import,
                           ready ? IMPORT_STATE_READY : IMPORT_STATE_REFUSED, s->funder_id, s->rows,
                           here, made, known, s->errors, s->warnings);
    batch_commit(s->batch);
    return ready;
}

static void find_funder(struct stage *s)
{
    struct db *db = db_of(batch_write(s->batch));
    const struct import_row *import = import_find(db, s->import);
    ensure(import);
    const struct import_funder_of_name_row *funder =
        import_funder_of_name(db, sort_key(s->batch->arena, import->funder_name));
    if (funder)
        s->funder = (opt_funder_id){.some = true, .it = funder->id};
}

bool import_stage(struct arena *arena, struct database *database, import_id import, int fd,
                  const struct import_watch *watch)
{
    struct stage s = {.arena = arena,
                      .database = database,
                      .batch = batch_new(arena, database),
                      .row = arena_new_in(arena, (size_t)64 << 20),
                      .watch = watch,
                      .import = import,
                      .state = {.today = day_today()}};
    const bytes hash = file_hash(arena, fd);
    if (import_begin(batch_write(s.batch), import, hash) == 0)
        fail("import %lld is not waiting to be read", (long long)import_id_raw(import));
    find_funder(&s);
    batch_commit(s.batch);
    s.child = confined_start(arena, IMPORT_CHILD_COMMAND, fd);
    take_frames(&s);
    check_end(&s);
    watch_tell(watch, IMPORT_MATCHING, 0, 0);
    return settle(&s);
}
