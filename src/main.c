/*
 * holdfast: the program. One table of commands; everything else is elsewhere.
 */
#include "commands/commands.h"
#include "engine/mail/bounce.h"
#include "fund/opendata/opendata.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

const struct command commands[] = {
    {"init", "init --name NAME --admin EMAIL [--url URL]", "make a new initiative's database",
     "Makes the database, the initiative and its first administrator, and prints a link that "
     "signs\n"
     "the administrator in, once, within a day. `holdfast link` makes another. URL is the address "
     "of your\n"
     "server, as https://fund.example: with it the link is printed whole.",
     0, 0, command_init},
    {"serve", "serve [--listen HOST:PORT] [--behind-proxy] [--url URL]",
     "serve the initiative to browsers",
     "Listens on 127.0.0.1:8080 unless told otherwise; HOST:PORT, [IPv6]:PORT, :PORT for every\n"
     "address of this machine, or unix:/PATH. Other machines can sign in only over HTTPS: put "
     "nginx\n"
     "or Caddy in front on this machine and add --behind-proxy, which believes their X-Forwarded\n"
     "headers. URL (or HOLDFAST_URL) is how people reach it, as https://fund.example, for links in "
     "mails.\n"
     "Stops on SIGTERM or Ctrl-C, after the answers under way.",
     0, 0, command_serve},
    {"demo", "demo [--listen HOST:PORT]", "make the demo initiative if need be, and serve it",
     "The demo is fictional and signs people in with one click, so it listens only on this "
     "machine.",
     0, 0, command_demo},
    {"link", "link EMAIL [--url URL]", "make a new sign-in link for an account",
     "For an administrator who has no link that works. The link is good for a day, once.", 1, 1,
     command_link},
    {"account",
     "account add EMAIL --name NAME --role ROLE[,ROLE] [--of ORGANISATION] [--url URL] | account "
     "list | account leave EMAIL",
     "add someone who may sign in, list who may, or end that",
     "ROLE is viewer, grant_manager, finance, director, learning_lead, payments, panel or\n"
     "learning_partner; several go with commas. Or it is partner, group or co_funder, with --of "
     "and\n"
     "the organisation's whole name. It prints a link that signs them in, once, within a day; "
     "hand\n"
     "it to them yourself. `account list` prints addresses, names and what they do. `account "
     "leave`\n"
     "ends every hat and signs them out everywhere.",
     1, 2, command_account},
    {"user", "user rescue EMAIL [--url URL]", "let someone back in who is locked out",
     "For who has lost phone and recovery codes: takes their password and second step away, signs "
     "them\n"
     "out everywhere and prints a link, good for a day, once. They set both up anew. Their own "
     "page "
     "says\n"
     "that it happened, and so do the directors' and the audit log.",
     2, 2, command_user},
    {"import", "import 360giving FILE --as FUNDER [--dry-run]",
     "import grants in the 360Giving standard",
     "FILE is JSON, XLSX or CSV. FUNDER is the name of the funder that made the grants; it is "
     "added when\n"
     "it is new. All of the file is imported or nothing; --dry-run only checks and shows what "
     "would come.",
     2, 2, command_import},
    {"export", "export csv grants|partners|programmes", "write records as CSV to standard output",
     "It writes CSV alone and does not know --json.", 2, 2, command_export},
    {"backup", "backup FILE", "copy the database to FILE, also while it is being served",
     "FILE must not exist. The copy is one moment of the database, complete and on disk.", 1, 1,
     command_backup},
    {"restore", "restore FILE", "put a backup in the database's place",
     "Checks the backup first and refuses a bad one. What was there is kept beside it. Stop the "
     "server first.",
     1, 1, command_restore},
    {"copy", "copy --from DATABASE --to DATABASE [--beside PATH] [--anew]",
     "copy a whole database into a new one, also between SQLite and PostgreSQL",
     "DATABASE is a file or a postgresql:// URL. Stop the server first. The target must be empty. "
     "Both are\n"
     "compared at the end, and until then nothing has the target's name. Run it again after it was "
     "stopped:\n"
     "it goes on from there; --anew throws half a copy away and begins again. Keys are in no copy: "
     "it says\n"
     "which files to move.",
     0, 0, command_copy},
    {"key", "key export FILE | key import FILE | key rotate [--forget-old]",
     "copy, put back or change the keys that the database is sealed with",
     "The keys lie in FILE-keys beside the database ($HOLDFAST_KEYS names another place) and in no "
     "backup.\n"
     "`key export` writes a copy that a passphrase closes; keep it apart from the backups. `key "
     "import`\n"
     "puts one back. `key rotate` makes a new master key; the older ones stay for backups of "
     "before,\n"
     "unless --forget-old. The passphrase is asked for, or read from --passphrase-file FILE or\n"
     "$HOLDFAST_PASSPHRASE.",
     1, 2, command_key},
    {"audit", "audit export DIR", "write the audit log as a signed file a day",
     "One file of JSON lines in DIR for each day that is over and has none yet. Values in it stay "
     "sealed.",
     2, 2, command_audit},
    {"verify", "verify", "check that the database is whole and says what it should", "", 0, 0,
     command_verify},
    {"migrate", "migrate", "bring the database up to this program",
     "`serve` does it too; this does it ahead of time.", 0, 0, command_migrate},
    {"bounce", "bounce", "read one mail that came back, from standard input",
     "For the mail server to pipe into: it finds which mail of ours it was and marks the address "
     "as "
     "slow or\n"
     "failing. Anything else is read and passed over.",
     0, 0, command_bounce},
    {"routes", "routes", "list every page and who may open it",
     "Routes are data: one line each with method, path, roles and name in the audit log.", 0, 0,
     command_routes},
};
const size_t command_count = sizeof commands / sizeof *commands;

static void print_usage(FILE *to)
{
    fputs("Holdfast runs a pooled grant fund: for its staff, its partners and the people who pay "
          "in.\n\n"
          "Usage: holdfast [--db DATABASE] COMMAND\n\n",
          to);
    for (size_t i = 0; i < command_count; i++)
        fprintf(to, "  %-10s %s\n", commands[i].name, commands[i].summary);
    fputs("\nDATABASE is a file, or postgresql://USER@HOST/NAME. Without --db it is $HOLDFAST_DB, "
          "else "
          "holdfast.db\nhere (the demo's: holdfast-demo.db). `holdfast help COMMAND` says more. "
          "`man holdfast` says all.\n"
          "`holdfast --version` says which one this is.\n",
          to);
}

static void print_version(void)
{
    puts("holdfast " HOLDFAST_VERSION);
}

static void print_help(const struct command *command)
{
    printf("Usage: holdfast [--db DATABASE] %s\n\n%s.\n", command->usage, command->summary);
    if (*command->help)
        printf("\n%s\n", command->help);
    puts("\nExit code: 0 done, 1 refused with the reason, 2 wrong usage. Options: --db DATABASE, "
         "--beside PATH,\n--json, --help, --version.");
}

static const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static enum exit_code no_command(const struct args *args, const char *name)
{
    return misuse(
        args,
        text_format(args->arena, "there is no command '%s'. `holdfast --help` lists them.", name));
}

/* Without a command: `holdfast --help`, `holdfast --version`, or a mistake. */
static enum exit_code run_alone(const struct args *args, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--version") == 0) {
            print_version();
            return EXIT_DONE;
        }
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            print_usage(stdout);
            return EXIT_DONE;
        }
    }
    if (argc > 1 && args_wants_value(argv[argc - 1]))
        return misuse(args, text_format(args->arena, "%s wants a value after it, and a command.",
                                        argv[argc - 1]));
    if (argc > 1)
        return misuse(args, T("which command? `holdfast --help` lists them."));
    print_usage(stderr);
    return EXIT_USAGE;
}

/* `holdfast help` and `holdfast help COMMAND`. */
static enum exit_code run_help(const struct args *args, const char *name)
{
    if (!name) {
        print_usage(stdout);
        return EXIT_DONE;
    }
    const struct command *command = command_find(name);
    if (!command)
        return no_command(args, name);
    print_help(command);
    return EXIT_DONE;
}

struct run {
    const struct command *command;
    struct args *args;
    enum exit_code code;
};

static void run_command(void *arg)
{
    struct run *run = arg;
    run->code = run->command->run(run->args);
}

static enum exit_code run_line(struct args *args, int argc, char **argv)
{
    args_hide_passwords(args, argc, argv);
    const int at = args_command_at(argc, argv);
    args->json = args_ask_json(argc, argv);
    if (at == 0)
        return run_alone(args, argc, argv);
    if (strcmp(argv[at], "help") == 0)
        return run_help(args, at + 1 < argc ? argv[at + 1] : NULL);
    const struct command *command = command_find(argv[at]);
    if (!command)
        return no_command(args, argv[at]);
    text say;
    if (!args_parse(args, command, argc, argv, &say)) {
        (void)misuse(args, say);
        fprintf(stderr, "Usage: holdfast [--db DATABASE] %s\n", command->usage);
        return EXIT_USAGE;
    }
    if (args->help || args->version) {
        args->help ? print_help(command) : print_version();
        return EXIT_DONE;
    }
    struct run run = {.command = command, .args = args, .code = EXIT_REFUSED};
    struct failure failure;
    if (!fail_try(run_command, &run, &failure)) {
        progress_end();
        return refuse(args, text_format(args->arena, "something went wrong: %s", failure.what));
    }
    return run.code;
}

int main(int argc, char **argv)
{
    /* Keys and what people wrote must not land in a core dump. */
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
#ifndef HOLDFAST_ARENA_EXACT /* the test build's leak checker must look into the process */
    prctl(PR_SET_DUMPABLE, 0);
#endif
    if (argc > 1 && strcmp(argv[1], IMPORT_CHILD_COMMAND) == 0)
        return import_child_main(argc - 1, argv + 1);
    if (argc > 1 && strcmp(argv[1], BOUNCE_CHILD_COMMAND) == 0)
        return bounce_child_main();
    if (sodium_init() < 0) {
        fputs("holdfast: libsodium does not start on this machine.\n", stderr);
        return EXIT_REFUSED;
    }
    struct args args = {.arena = arena_new((size_t)256 << 20)};
    const enum exit_code code = run_line(&args, argc, argv);
    arena_free(args.arena);
    return (int)code;
}
