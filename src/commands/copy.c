/*
 * holdfast copy: one database made into another, which may be of the other engine.
 *
 * What stands beside the database does not come with it, keys above all: whoever moves a database
 * moves those by hand, and is told which file goes where.
 */
#include "commands/commands.h"
#include "engine/db/copy.h"
#include "engine/db/where.h"
#include "fund/initiative/initiative.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Ctrl-C: once to leave off between two steps, twice to be gone at once. Both leave a copy that can
 * be gone on with. */
static volatile sig_atomic_t asked_to_stop;

static void stop(int number)
{
    (void)number;
    asked_to_stop = 1;
}

static void stop_when_asked(void)
{
    struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND};
    asked_to_stop = 0;
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
}

static bool show_progress(void *arg, enum db_copy_step step, const char *table, int64_t done,
                          int64_t of)
{
    const struct args *const args = arg;
    static const char *const words[] = {[DB_COPY_ROWS] = "Copying",
                                        [DB_COPY_FINISH] = "Making searches and indexes",
                                        [DB_COPY_COMPARE] = "Comparing"};
    char what[128];
    snprintf(what, sizeof what, "%s%s%s", words[step], *table ? " " : "", table);
    if (!args->json)
        progress_show(what, done, of);
    return !asked_to_stop;
}

/* The newest entry of the log is over all before it, and so over all that the log tells of. */
static text mark_of(void *arg, struct db *db)
{
    (void)arg;
    struct arena *const arena = db_arena(db);
    const struct initiative_row *const initiative = initiative_find(db);
    if (!initiative)
        return T("no initiative");
    return text_format(arena, "%.*s; %.*s", TEXT_ARG(initiative->name), TEXT_ARG(audit_mark(db)));
}

/* ---- What is to be moved by hand ---- */

struct moved {
    const char *from, *to;
};
enum { MOVED_MOST = 3 };

static size_t moved_find(struct args *args, const char *from, const char *to,
                         struct moved out[static MOVED_MOST])
{
    static const char *const endings[] = {"-keys", "-audit-head", "-audit"};
    size_t count = 0;
    for (size_t i = 0; i < MOVED_MOST; i++) {
        const char *const name =
            text_cstr(args->arena, text_format(args->arena, "%s%s", from, endings[i]));
        if (access(name, F_OK) == 0)
            out[count++] = (struct moved){
                .from = name,
                .to = text_cstr(args->arena, text_format(args->arena, "%s%s", to, endings[i]))};
    }
    return count;
}

static void print_copied(const struct args *args, const struct db_copied *copied,
                         const struct moved *moved, size_t moves)
{
    if (args->json) {
        json_t *tables = json_array(), *files = json_array();
        for (size_t i = 0; i < copied->count; i++)
            json_array_append_new(tables,
                                  json_pack("{s:s, s:I, s:o}", "table", copied->table[i].name,
                                            "rows", (json_int_t)copied->table[i].rows, "checksum",
                                            json_of(copied->table[i].checksum)));
        for (size_t i = 0; i < moves; i++)
            json_array_append_new(
                files, json_pack("{s:s, s:s}", "from", moved[i].from, "to", moved[i].to));
        print_json(json_pack("{s:b, s:I, s:o, s:o}", "ok", 1, "rows", (json_int_t)copied->rows,
                             "tables", tables, "move", files));
        return;
    }
    say_line(args, text_format(args->arena,
                               "Copied %.*s in %zu tables from %s to %s, and compared both: they "
                               "are the same.",
                               TEXT_ARG(int_words(args->arena, copied->rows, T("row"), T("rows"))),
                               copied->count, args->db_said, copied->to));
    say_line(args,
             T("Not copied, as in a backup: who is signed in, links that were not used, and mails "
               "that wait. Everyone signs in again."));
    if (moves > 0)
        say_line(args,
                 T("Keys are in no copy. Before it is served, copy these beside it by hand:"));
    else
        say_line(args,
                 T("Keys are in no copy, and none were found beside the one that was copied: "
                   "--beside says where they are. Until they lie beside the new one it is not "
                   "served."));
    for (size_t i = 0; i < moves; i++)
        say_line(args, text_format(args->arena, "    %s  to  %s", moved[i].from, moved[i].to));
}

/* --beside is the target's where that is on a server, else the source's; the variable is of the
 * database that was served with it. Returns the target's. */
static const char *take_beside(struct args *args)
{
    const char *const given = args->beside, *const variable = getenv("HOLDFAST_BESIDE");
    const bool to_server = where_is_url(args->to), from_server = where_is_url(args->from);
    args->beside = from_server ? (to_server || !given ? variable : given) : NULL;
    return !to_server ? NULL : given || from_server ? given : variable;
}

enum exit_code command_copy(struct args *args)
{
    if (!args->from || !*args->from || !args->to || !*args->to)
        return misuse(args, T("copy wants --from DATABASE and --to DATABASE, each a file or a "
                              "postgresql:// URL."));
    enum exit_code code = EXIT_DONE;
    text say;
    const char *const to_beside = take_beside(args);
    args->db = args->from;
    args->db_said = text_cstr(args->arena, where_said(args->arena, args->from));
    struct database *const from = command_open_bare(args, DB_READ, false, &code);
    if (!from)
        return code;
    if (!db_hold(args->arena, from, &say))
        return refuse(args, say);
    stop_when_asked();
    struct db_copied copied;
    const struct db_copy_ask ask = {.from = from,
                                    .to = args->to,
                                    .beside = to_beside,
                                    .anew = args->anew,
                                    .mark = mark_of,
                                    .progress = show_progress,
                                    .arg = args};
    const bool ok = db_copy(args->arena, &ask, &copied, &say);
    progress_end();
    if (!ok)
        return refuse(args, say);
    struct moved moved[MOVED_MOST];
    print_copied(args, &copied, moved, moved_find(args, db_path(from), copied.beside, moved));
    return EXIT_DONE;
}
