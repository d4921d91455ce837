/*
 * Commands that make an initiative and serve it: init, demo, serve.
 */
#include "commands/commands.h"
#include "engine/audit/audit.h"
#include "engine/db/changes.h"
#include "engine/jobs/schedule.h"
#include "engine/mail/send.h"
#include "engine/mail/smtp.h"
#include "fund/demo/demo.h"
#include "fund/initiative/initiative.h"
#include "fund/opendata/opendata.h"
#include "fund/people/people.h"
#include "fund/signin/signin.h"
#include "fund/settings/settings.h"
#include "fund/site/site.h"
#include "fund/upkeep/upkeep.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum exit_code command_init(struct args *args)
{
    text url, name, address, say;
    if (!args->name || !args->admin)
        return misuse(args, T("init wants --name NAME and --admin EMAIL."));
    if (!url_take(args, &url, &say))
        return misuse(args, say);
    say = people_email_take(args->arena, "--admin", text_of(args->admin), &address);
    if (!text_present(say))
        say = people_name_take(args->arena, "--name", text_of(args->name), &name);
    if (text_present(say))
        return refuse(args, text_format(args->arena, "%.*s.", TEXT_ARG(say)));
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_COMMAND, true, &code);
    if (!database)
        return code;
    /* Looked at here and not at the file: an init that was killed leaves a file without one. */
    struct db_write *write = db_write_begin(database, args->arena);
    if (initiative_find(db_of(write))) {
        db_write_undo(write);
        return refuse(
            args, text_format(args->arena,
                              "an initiative is already there in %s. Choose another one with --db.",
                              args->db_said));
    }
    initiative_make(write, name, false, (opt_day){.some = false});
    const account_id admin = people_account_add(write, address, address, ROLE_DIRECTOR);
    audit_add(write, "account.add", account_id_raw(admin));
    const text token = signin_link_make(write, admin, SIGNIN_HANDED_SECONDS);
    audit_add(write, "sign_in_link.make", account_id_raw(admin));
    db_write_commit(write);
    say_line(args, text_format(args->arena,
                               "Made %s for %.*s. Serve it with: holdfast --db %s%s%s serve\n",
                               args->db_said, TEXT_ARG(name), args->db_said,
                               args->beside ? " --beside " : "", args->beside ? args->beside : ""));
    print_link(args, url, token);
    return EXIT_DONE;
}

/* keeps_sessions: whoever reaches it can sign in. Else the session's cookie is Secure, and a
 * browser on another machine gives it back only over HTTPS. */
static void announce(const struct args *args, const char *address, bool keeps_sessions)
{
    if (args->json)
        print_json(json_pack("{s:b, s:s}", "ok", 1, "address", address));
    else
        printf("Holdfast is at %s\n", address);
    fflush(stdout);
    if (!keeps_sessions)
        fputs(
            "holdfast: warning: other machines can open this address, but nobody can sign in from "
            "them: that needs\nHTTPS in front. Put a proxy before it and add --behind-proxy; "
            "docs/operations.md says how.\n",
            stderr);
}

/* Links, codes and sessions end by the clock, and a clock set by hand is meant for tests. */
static void warn_of_set_clock(const struct app *app)
{
    if (!app->demo && (getenv("HOLDFAST_NOW") || getenv("HOLDFAST_TODAY")))
        fputs("holdfast: warning: HOLDFAST_NOW or HOLDFAST_TODAY is set, so this server does not "
              "go by "
              "the machine's clock.\nThat is for tests: links and sign-ins end at the wrong time. "
              "Start it without.\n",
              stderr);
}

/* Where mails go and what their links begin with, from the environment. False: *say tells what is
 * wrong. */
static bool take_post(struct args *args, struct app *app, text *say)
{
    if (!args->url)
        args->url = getenv("HOLDFAST_URL");
    if (!url_take(args, &app->url, say))
        return false;
    const char *server = getenv("HOLDFAST_SMTP");
    if (app->demo || !server || !*server)
        return true; /* a demo sends nothing; without a server mails wait, and their page says so */
    app->smtp =
        smtp_of(args->arena, server, getenv("HOLDFAST_MAIL_FROM"), getenv("HOLDFAST_SMTP_CA"), say);
    if (app->smtp && !text_present(app->url)) {
        *say = T("HOLDFAST_SMTP is set, and links in mails need the address that people reach this "
                 "at: add --url https://… or set HOLDFAST_URL.");
        return false;
    }
    return app->smtp != NULL;
}

static enum exit_code serve(struct args *args, struct database *database)
{
    struct db *db = db_read(database, args->arena);
    const struct initiative_row *initiative = initiative_find(db);
    if (!initiative)
        return refuse(args,
                      text_format(args->arena,
                                  "%s holds no initiative yet. Make one with `holdfast init`.",
                                  args->db_said));
    if (initiative->as_at.some)
        day_set_today(initiative->as_at.it);
    struct app app = {
        .database = database,
        .vault = args->vault,
        .modules = all_routes,
        .initiative = initiative->name,
        .demo = initiative->demo,
        .signin = signin_new(args->arena),
        .viewer_find = signin_viewer_find,
        .show = settings_show,
        .show_ask = settings_show_ask,
        .mail_hours = settings_mail_hours,
        .mail_reply = settings_mail_reply,
        .error_page = site_error_page,
        .schedules = all_schedules,
    };
    db_read_end(db);
    text say;
    if (!take_post(args, &app, &say))
        return refuse(args, say);

    /* Blocked before the server's threads start, so that they all leave these to sigwait. */
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stop, NULL);
    /* The others wake the post, so that it ends last. */
    app.post = jobs_new(args->arena);
    app.jobs = jobs_new(args->arena);
    app.rounds = jobs_new(args->arena);
    import_resume(args->arena, app.jobs, database);
    const struct server_options options = {
        .listen = args->listen ? args->listen : LISTEN_DEFAULT,
        .behind_proxy = args->behind_proxy,
        .plain_cookie = !args->behind_proxy,
        .quiet = getenv("HOLDFAST_QUIET") != NULL,
    };
    struct server *server = server_start(args->arena, &app, &options, &say);
    if (!server)
        return refuse(args, say);
    /* Nobody has been told the address yet, so nobody asks. */
    if (!text_present(app.url))
        app.url = text_of(server_address(server));
    if (app.demo) {
        struct db_write *write = db_write_begin(database, args->arena);
        upkeep_demo_mails(&app, write);
        db_write_commit(write);
    }
    jobs_rounds_begin(&app);
    mail_post_begin(&app);
    warn_of_set_clock(&app);
    announce(args, server_address(server), server_keeps_sessions(server));
    int signal_number;
    sigwait(&stop, &signal_number);
    server_stop(server);
    return EXIT_DONE;
}

enum exit_code command_serve(struct args *args)
{
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_SERVE, false, &code);
    return database ? serve(args, database) : code;
}

enum exit_code command_demo(struct args *args)
{
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_SERVE, true, &code);
    if (!database)
        return code;
    struct db *db = db_read(database, args->arena);
    const struct initiative_row *initiative = initiative_find(db);
    db_read_end(db);
    if (!initiative) {
        /* One transaction: a demo that was killed half-made is made again. */
        struct db_write *write = db_write_begin(database, args->arena);
        db_changes_unrecorded(write, "demo.make");
        demo_build(write);
        db_write_commit(write);
        demo_history(database, args->arena);
        say_line(args, text_format(args->arena, "Made the demo initiative in %s.", args->db_said));
    } else if (!initiative->demo) {
        return refuse(args,
                      text_format(args->arena,
                                  "%s is a real initiative, not a demo. Use `holdfast serve`.",
                                  args->db_said));
    }
    return serve(args, database);
}
