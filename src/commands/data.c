/*
 * Commands about data: import, export, backup, restore, verify, migrate.
 */
#include "commands/commands.h"
#include "engine/audit/audit.h"
#include "engine/db/where.h"
#include "fund/grants/grants.h"
#include "fund/initiative/initiative.h"
#include "fund/opendata/opendata.h"
#include "fund/partners/partners.h"
#include "fund/programmes/programmes.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void import_progress(void *arg, enum import_step step, int64_t done, int64_t of)
{
    (void)arg;
    static const char *const words[] = {
        [IMPORT_READING] = "Reading", [IMPORT_MATCHING] = "Matching", [IMPORT_WRITING] = "Writing"};
    progress_show(words[step], done, of);
}

static void print_import(const struct args *args, const struct import_report *report)
{
    if (args->json) {
        json_t *problems = json_array();
        for (size_t i = 0; i < report->problems.count; i++) {
            const struct import_problem *p = &report->problems.row[i];
            json_array_append_new(problems,
                                  json_pack("{s:b, s:o, s:I, s:o, s:o}", "error", (int)p->error,
                                            "sheet", json_of(p->sheet), "row", (json_int_t)p->row,
                                            "column", json_of(p->column), "say", json_of(p->say)));
        }
        print_json(json_pack("{s:b, s:b, s:I, s:I, s:I, s:I, s:I, s:o}", "ok", (int)report->ok,
                             "dry_run", (int)args->dry_run, "grants", (json_int_t)report->grants,
                             "new_partners", (json_int_t)report->new_partners, "matched_partners",
                             (json_int_t)report->matched_partners, "already_here",
                             (json_int_t)report->already_here, "problem_count",
                             (json_int_t)report->problem_count, "problems", problems));
        return;
    }
    for (size_t i = 0; i < report->problems.count; i++) {
        const struct import_problem *p = &report->problems.row[i];
        fprintf(p->error ? stderr : stdout, "%s%.*s\n",
                p->error ? "Problem: " : "Note: ", TEXT_ARG(import_problem_text(args->arena, p)));
    }
    if (report->problem_count > (int64_t)report->problems.count)
        printf("… and %lld more.\n",
               (long long)(report->problem_count - (int64_t)report->problems.count));
    if (report->ok)
        say_line(
            args,
            text_format(
                args->arena, "%s %.*s: %.*s new, %.*s already known; %.*s.",
                args->dry_run ? "Would import" : "Imported",
                TEXT_ARG(int_words(args->arena, report->grants, T("grant"), T("grants"))),
                TEXT_ARG(int_words(args->arena, report->new_partners, T("partner"), T("partners"))),
                TEXT_ARG(int_text(args->arena, report->matched_partners)),
                TEXT_ARG(int_words(args->arena, report->already_here,
                                   T("grant was here before and stays as it is"),
                                   T("grants were here before and stay as they are")))));
}

enum exit_code command_import(struct args *args)
{
    if (strcmp(args->word[0], "360giving") != 0)
        return misuse(args,
                      text_format(args->arena, "import knows 360giving, not '%s'.", args->word[0]));
    if (!args->as || !*args->as)
        return misuse(
            args, T("import wants --as FUNDER, the name of the funder that made these grants."));
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_COMMAND, false, &code);
    if (!database)
        return code;
    const struct import_options options = {
        .funder = text_of(args->as),
        .dry_run = args->dry_run,
        .publish = !args->dry_run,
        .progress = args->json ? NULL : import_progress,
    };
    struct import_report report = {.ok = false};
    const bool ok = import_360giving(args->arena, database, args->word[1], &options, &report);
    progress_end();
    print_import(args, &report);
    if (ok)
        return EXIT_DONE;
    return refuse_reported(
        text_format(args->arena, "nothing was imported from %s. Mend what is listed and try again.",
                    args->word[1]));
}

/* Memory of a piece lives in args->arena's keeping: after any failure it goes, and the reader that
 * it holds with it, before the database closes. */
static enum exit_code export_csv(struct args *args, struct database *database, void *state,
                                 bool (*produce)(void *state, struct db *db,
                                                 struct text_builder *out))
{
    struct arena *piece = arena_new_in(args->arena, (size_t)64 << 20);
    for (bool more = true; more; arena_reset(piece)) {
        struct text_builder out = {.arena = piece};
        more = produce(state, db_read(database, piece), &out);
        if (fwrite(out.ptr, 1, out.len, stdout) != out.len)
            return refuse(args, T("standard output is full or closed."));
    }
    return fflush(stdout) == 0 ? EXIT_DONE : refuse(args, T("standard output is full or closed."));
}

enum exit_code command_export(struct args *args)
{
    static const struct {
        const char *name;
        bool (*produce)(void *state, struct db *db, struct text_builder *out);
        void *(*start)(struct arena *arena);
    } exports[] = {
        {"grants", grants_csv, grants_csv_start},
        {"partners", partners_csv, partners_csv_start},
        {"programmes", programmes_csv, programmes_csv_start},
    };
    if (strcmp(args->word[0], "csv") != 0)
        return misuse(args,
                      text_format(args->arena, "export writes csv, not '%s'.", args->word[0]));
    if (args->json)
        return misuse(args, T("export writes CSV to standard output, so it does not know --json."));
    for (size_t i = 0; i < sizeof exports / sizeof *exports; i++) {
        if (strcmp(args->word[1], exports[i].name) != 0)
            continue;
        enum exit_code code = EXIT_DONE;
        struct database *database = command_open(args, DB_READ, false, &code);
        if (!database)
            return code;
        return export_csv(args, database, exports[i].start(args->arena), exports[i].produce);
    }
    return misuse(args, text_format(args->arena,
                                    "export knows grants, partners and programmes, not '%s'.",
                                    args->word[1]));
}

static void backup_progress(int64_t done, int64_t of)
{
    progress_show("Copying", done, of);
}

enum exit_code command_backup(struct args *args)
{
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_READ, false, &code);
    if (!database)
        return code;
    text say;
    const bool ok =
        db_backup(args->arena, database, args->word[0], args->json ? NULL : backup_progress, &say);
    progress_end();
    if (!ok)
        return refuse(args, say);
    if (args->json)
        print_json(json_pack("{s:b, s:s}", "ok", 1, "file", args->word[0]));
    say_line(args, text_format(args->arena, "Backed up %s to %s.", args->db_said, args->word[0]));
    return EXIT_DONE;
}

struct restoring {
    const struct args *args;
    struct arena *arena;  /* while it is looked at */
    struct database *old; /* what is to be replaced; NULL: none, or it cannot be opened */
    bool over_real;       /* it is a real initiative */
};

/* A file that cannot be read is what restores are for: it says nothing. */
static void look_at_replaced(void *arg)
{
    struct restoring *r = arg;
    r->old = db_open_beside(r->arena, r->args->db, r->args->beside, DB_READ, false).database;
    if (!r->old)
        return;
    const struct initiative_row *initiative = initiative_find(db_read(r->old, r->arena));
    r->over_real = initiative && !initiative->demo;
}

/* Law 10: a demo, which lets anyone in, never takes the place of a real initiative. */
static bool restore_agrees(void *arg, struct db *backup, text *say)
{
    const struct restoring *r = arg;
    const struct initiative_row *initiative = initiative_find(backup);
    if (!r->over_real || !initiative || !initiative->demo)
        return true;
    *say = text_format(r->args->arena,
                       "%s is a demo, and %s a real initiative. Restore the demo to another one "
                       "with --db.",
                       r->args->word[0], r->args->db_said);
    return false;
}

enum exit_code command_restore(struct args *args)
{
    text say;
    struct restoring restoring = {.args = args, .arena = arena_new((size_t)64 << 20)};
    struct failure failure;
    if (!fail_try(look_at_replaced, &restoring, &failure))
        restoring.over_real = false;
    arena_free(restoring.arena);
    db_close(restoring.old);
    if (!db_restore_beside(args->arena, args->word[0], args->db, args->beside, restore_agrees,
                           &restoring, &say))
        return refuse(args, say);
    /* Law 9: the log came back with the rest, so this stands in it as the newest row. */
    enum exit_code code = EXIT_DONE;
    text why;
    struct database *database = command_open_bare(args, DB_COMMAND, false, &code);
    if (!database)
        return code;
    if (!command_open_log(args, database, AUDIT_RESTORED, &why))
        return refuse(args,
                      text_format(args->arena, "%s is restored. One thing is left to do: %.*s",
                                  args->db_said, TEXT_ARG(why)));
    if (args->json)
        print_json(json_pack("{s:b, s:s}", "ok", 1, "file", args->db_said));
    say_line(args, text_present(say) ? say
                                     : text_format(args->arena, "%s is now what %s holds.",
                                                   args->db_said, args->word[0]));
    return EXIT_DONE;
}

/* What verify counts once the file itself is sound. */
struct verified {
    struct grants_verified grants;
    int64_t hidden; /* visible records of hidden ones */
};

static bool verified_well(const struct verified *counts)
{
    return counts->grants.ledger_mismatches == 0 && counts->hidden == 0;
}

/* counts NULL: nothing was counted. */
static void print_verified(const struct args *args, bool ok, struct texts says,
                           const struct verified *counts)
{
    json_t *lines = json_array();
    for (size_t i = 0; i < says.count; i++) {
        say_line(args, says.row[i]);
        json_array_append_new(lines, json_of(says.row[i]));
    }
    json_t *report = json_pack("{s:b, s:o}", "ok", (int)ok, "says", lines);
    if (counts) {
        json_object_set_new(report, "ledger_mismatches",
                            json_integer(counts->grants.ledger_mismatches));
        json_object_set_new(report, "splits_over", json_integer(counts->grants.splits_over));
        json_object_set_new(report, "lines_over", json_integer(counts->grants.lines_over));
        json_object_set_new(report, "hidden", json_integer(counts->hidden));
    }
    if (args->json)
        print_json(json_incref(report));
    json_decref(report);
}

static void say_count(const struct args *args, int64_t count, const char *what)
{
    if (count > 0)
        say_line(args, text_format(args->arena, "%s: %lld.", what, (long long)count));
}

/* After a cut, until someone changes the split or the lines: worth knowing, not broken. */
static void say_note(const struct args *args, int64_t count, const char *what)
{
    if (count > 0)
        say_line(args, text_format(args->arena,
                                   "Note: %s: %lld. An award was cut after they were entered; the "
                                   "database is sound and there is nothing to do here.",
                                   what, (long long)count));
}

/* A backup lies without keys: its log's hashes are looked at, and its signatures are not. Adds what
 * is found to *says; *why is present when keys lie there and cannot be used. */
static bool verify_log(struct args *args, struct database *database, struct texts *says, text *why)
{
    struct texts log = {.count = 0};
    const char *const path = vault_path(args->arena, database);
    const bool keys = access(path, F_OK) == 0;
    if (!keys && where_is_url(args->db)) /* no backup, which lies without its keys */
        *why = text_format(args->arena,
                           "There are no keys at %s. --beside or HOLDFAST_BESIDE says where they "
                           "are.",
                           path);
    const struct vault *const vault =
        keys ? vault_open_keys(args->arena, database, false, why) : NULL;
    const bool whole = audit_verify(args->arena, database, vault, NULL, &log);
    text *const all = arena_array(args->arena, text, says->count + log.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < says->count; i++)
        all[count++] = says->row[i];
    for (size_t i = 0; i < log.count; i++)
        all[count++] = log.row[i];
    if (text_present(*why))
        all[count++] = *why;
    *says = (struct texts){.row = all, .count = count};
    return whole;
}

enum exit_code command_verify(struct args *args)
{
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_READ, false, &code);
    if (!database)
        return code;
    struct texts says;
    struct grants_verified notes = {.splits_over = 0};
    text keys = T(""); /* why they cannot be used */
    text unlooked;
    bool ok = db_verify(args->arena, database, &says, &unlooked);
    if (ok) /* else the log cannot be asked either */
        ok = verify_log(args, database, &says, &keys);
    if (!ok) { /* its records cannot be asked about */
        print_verified(args, ok, says, NULL);
    } else {
        struct db *db = db_read(database, args->arena);
        const struct verified counts = {.grants = grants_verify(db),
                                        .hidden = import_verify_hidden(db)};
        ok = verified_well(&counts);
        print_verified(args, ok && !text_present(keys) && !text_present(unlooked), says, &counts);
        say_count(args, counts.grants.ledger_mismatches,
                  "Grants whose award is not the sum of its ledger");
        say_count(args, counts.hidden,
                  "Seats and grants of a partner or programme that nobody can see");
        notes = ok ? counts.grants : notes;
    }
    if (!ok)
        return refuse_reported(
            T("the database is not whole. Restore the last good backup: holdfast restore FILE."));
    if (text_present(unlooked))
        return refuse_reported(
            text_format(args->arena,
                        "what was looked at is whole, and no backup is needed, but not all of it "
                        "could be. %.*s",
                        TEXT_ARG(unlooked)));
    if (text_present(keys))
        return refuse_reported(text_format(
            args->arena,
            "what stands in the database is whole, and no backup is needed, but its keys cannot be "
            "used, so the log's signatures were not looked at. %.*s Then verify again.",
            TEXT_ARG(keys)));
    say_line(args, text_format(args->arena, "%s is whole.", args->db_said));
    say_note(args, notes.splits_over, "grants whose parts come to more than the award");
    say_note(args, notes.lines_over, "grants whose lines come to more than the award");
    return EXIT_DONE;
}

enum exit_code command_migrate(struct args *args)
{
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_COMMAND, false, &code);
    if (!database)
        return code;
    if (args->json)
        print_json(json_pack("{s:b}", "ok", 1));
    say_line(args, text_format(args->arena, "%s is up to date with this program.", args->db_said));
    return EXIT_DONE;
}
