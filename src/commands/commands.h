/*
 * The command line: one table of commands (src/main.c), each a function here.
 *
 * Exit codes are the same everywhere: 0 done, 1 refused with the reason on stderr, 2 wrong usage. A
 * command that reports does so in words, or with --json as one JSON object on stdout, whose "ok"
 * says whether it was done; a refusal's "say" says why not.
 */
#ifndef COMMANDS_COMMANDS_H
#define COMMANDS_COMMANDS_H

#include "engine/audit/audit.h"
#include "engine/web/server.h"

#include <jansson.h>

enum exit_code { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

/* What stood on the command line, sorted out by args_parse from the command's row. */
struct args {
    struct arena *arena;
    const char **given;  /* argv as it was: words with a password in them are only here */
    const char *db;      /* --db, else HOLDFAST_DB, else the command's default */
    const char *db_said; /* the same without a password: what people are told */
    const char *beside;  /* --beside, else HOLDFAST_BESIDE; NULL: in the working folder */
    bool json;
    bool help;
    bool version;
    bool dry_run;
    const char *listen; /* --listen */
    const char *name;   /* --name */
    const char *admin;  /* --admin */
    const char *as;     /* --as */
    const char *role;   /* --role */
    const char *of;     /* --of */
    const char *url;    /* --url */
    const char *from;   /* --from */
    const char *to;     /* --to */
    bool anew;          /* --anew */
    bool behind_proxy;
    const char *word[4]; /* what is no option */
    size_t words;
    const char *passphrase_file; /* --passphrase-file */
    bool forget_old;
    struct vault *vault; /* the opened database's keys; NULL: opened to be read, or bare */
};

struct command {
    const char *name;
    const char *usage;   /* after "holdfast" */
    const char *summary; /* one line */
    const char *help;    /* more, or "" */
    size_t words_min, words_max;
    enum exit_code (*run)(struct args *args);
};

extern const struct command commands[];
extern const size_t command_count;

enum exit_code command_init(struct args *args);
enum exit_code command_serve(struct args *args);
enum exit_code command_demo(struct args *args);
enum exit_code command_link(struct args *args);
enum exit_code command_account(struct args *args);
enum exit_code command_user(struct args *args);
enum exit_code command_import(struct args *args);
enum exit_code command_export(struct args *args);
enum exit_code command_backup(struct args *args);
enum exit_code command_restore(struct args *args);
enum exit_code command_copy(struct args *args);
enum exit_code command_verify(struct args *args);
enum exit_code command_migrate(struct args *args);
enum exit_code command_key(struct args *args);
enum exit_code command_audit(struct args *args);
enum exit_code command_routes(struct args *args);
enum exit_code command_bounce(struct args *args);

/* First of all: takes passwords out of argv, also for `ps`, and keeps what was given in args. */
void args_hide_passwords(struct args *args, int argc, char **argv);
/* Where the command stands in argv: the first that is neither an option nor an option's value. 0:
 * nowhere. */
int args_command_at(int argc, char **argv);
/* Whether --json stands anywhere: mistakes are told so too, before the rest is sorted out. */
bool args_ask_json(int argc, char **argv);
/* Whether name is an option that wants a value after it. */
bool args_wants_value(const char *name);
/* Sorts argv out. False: *say tells what is wrong (usage). Words may be missing beside --help. */
bool args_parse(struct args *args, const struct command *command, int argc, char **argv,
                text *say) must_use;
/* "holdfast: what. What to do." on stderr, and with --json {"ok":false,"say":...} on stdout; gives
 * EXIT_REFUSED. */
enum exit_code refuse(const struct args *args, text say);
/* The same of a command whose report is printed already: on stderr alone. */
enum exit_code refuse_reported(text say);
/* The same of a mistake on the command line; gives EXIT_USAGE. */
enum exit_code misuse(const struct args *args, text say);
/* One line to stdout, or with --json nothing. */
void say_line(const struct args *args, text line);
/* The report of a command with --json: one line on stdout. Takes the object; NULL fail()s. */
void print_json(json_t *object);
json_t *json_of(text t);
/* A progress bar on stderr when it is a terminal. Commands leave it out with --json. of 0: unknown.
 */
void progress_show(const char *what, int64_t done, int64_t of);
void progress_end(void);

/* Where `serve` listens when nothing else is said. */
#define LISTEN_DEFAULT "127.0.0.1:8080"
/* The address of the server as --url gives it, without a last "/"; absent: it was not given. False:
 * *say tells what is wrong. Asked before anything is made. */
bool url_take(const struct args *args, text *url, text *say) must_use;
/* Prints a sign-in link: at url, else as a path. */
void print_link(const struct args *args, text url, text token);

/* "grant_manager,director"; "anyone" of a route that strangers may open. */
text roles_text(struct arena *arena, uint32_t roles);

/* Opens the database or refuses. The result closes with the arena. */
struct database *command_open(struct args *args, enum db_open_as as, bool create,
                              enum exit_code *code) must_use;
/* The same without its keys and its audit log: for commands that put those right. */
struct database *command_open_bare(struct args *args, enum db_open_as as, bool create,
                                   enum exit_code *code) must_use;
/* Opens keys and log of a database opened bare. False: *say tells what to do. */
bool command_open_log(struct args *args, struct database *database, enum audit_expects expects,
                      text *say) must_use;

/* The routes of all modules, NULL-terminated. */
extern const struct routes *const all_routes[];
/* What the clock starts, of all modules, NULL-terminated. */
extern const struct schedule *const all_schedules[];

#endif
