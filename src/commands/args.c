/*
 * Reading the command line, and speaking on it.
 */
#include "commands/commands.h"
#include "engine/db/where.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef enum exit_code (*command_fn)(struct args *args);

/* Every option there is. Whoever looks for the command, or for what is no option, must know which
 * ones have a value after them. */
static const struct option_row {
    const char *name;
    bool takes_value;
    size_t at;        /* of a const char * in struct args, or without a value of a bool */
    command_fn of[6]; /* the commands that know it; none: all */
    bool database;    /* its value may be a URL with a password in it */
} option_rows[] = {
    {"--db", true, offsetof(struct args, db), {NULL}, true},
    {"--beside", true, offsetof(struct args, beside), {NULL}, false},
    {"--listen", true, offsetof(struct args, listen), {command_serve, command_demo}, false},
    {"--name", true, offsetof(struct args, name), {command_init, command_account}, false},
    {"--admin", true, offsetof(struct args, admin), {command_init}, false},
    {"--role", true, offsetof(struct args, role), {command_account}, false},
    {"--of", true, offsetof(struct args, of), {command_account}, false},
    {"--as", true, offsetof(struct args, as), {command_import}, false},
    {"--url",
     true,
     offsetof(struct args, url),
     {command_init, command_link, command_account, command_user, command_serve, command_demo},
     false},
    {"--from", true, offsetof(struct args, from), {command_copy}, true},
    {"--to", true, offsetof(struct args, to), {command_copy}, true},
    {"--anew", false, offsetof(struct args, anew), {command_copy}, false},
    {"--json", false, offsetof(struct args, json), {NULL}, false},
    {"--help", false, offsetof(struct args, help), {NULL}, false},
    {"--version", false, offsetof(struct args, version), {NULL}, false},
    {"--passphrase-file", true, offsetof(struct args, passphrase_file), {command_key}, false},
    {"--forget-old", false, offsetof(struct args, forget_old), {command_key}, false},
    {"--dry-run", false, offsetof(struct args, dry_run), {command_import}, false},
    {"--behind-proxy",
     false,
     offsetof(struct args, behind_proxy),
     {command_serve, command_demo},
     false},
};

/* Where a URL of a database begins in a word, such as --db=postgresql://…; NULL: it has none. */
static char *url_in(char *word)
{
    char *const found = strstr(word, "postgres");
    return found && where_is_url(found) ? found : NULL;
}

void args_hide_passwords(struct args *args, int argc, char **argv)
{
    args->given = arena_array(args->arena, const char *, (size_t)argc);
    for (int i = 0; i < argc; i++) {
        char *const url = url_in(argv[i]);
        args->given[i] = argv[i];
        if (!url)
            continue;
        args->given[i] = text_cstr(args->arena, text_of(argv[i]));
        const text said = where_said(args->arena, url);
        const text whole =
            text_format(args->arena, "%.*s%.*s", (int)(url - argv[i]), argv[i], TEXT_ARG(said));
        /* The kernel shows these bytes to everybody on this machine. */
        const size_t room = strlen(url);
        memset(url, 0, room);
        memcpy(url, said.ptr, said.len < room ? said.len : room);
        argv[i] = arena_array(args->arena, char, whole.len + 1);
        memcpy(argv[i], whole.ptr, whole.len);
    }
}

static const struct option_row *option_find(const char *name)
{
    if (strcmp(name, "-h") == 0)
        name = "--help";
    for (size_t i = 0; i < sizeof option_rows / sizeof *option_rows; i++)
        if (strcmp(option_rows[i].name, name) == 0)
            return &option_rows[i];
    return NULL;
}

static bool command_knows(const struct command *command, const struct option_row *option)
{
    bool knows = !option->of[0];
    for (size_t i = 0; i < sizeof option->of / sizeof *option->of; i++)
        knows = knows || option->of[i] == command->run;
    return knows;
}

int args_command_at(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-')
            return i;
        const struct option_row *option = option_find(argv[i]);
        if (option && option->takes_value)
            i++;
    }
    return 0;
}

bool args_ask_json(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--json") == 0)
            return true;
    return false;
}

bool args_wants_value(const char *name)
{
    const struct option_row *option = option_find(name);
    return option && option->takes_value;
}

/* Takes argv[*i], and its value after it, into args. */
static bool take_option(struct args *args, const struct command *command, int argc, char **argv,
                        int *i, text *say)
{
    const struct option_row *option = option_find(argv[*i]);
    if (!option || !command_knows(command, option)) {
        *say =
            text_format(args->arena, "%s does not know the option '%s'.", command->name, argv[*i]);
        return false;
    }
    void *to = (char *)args + option->at;
    if (!option->takes_value) {
        *(bool *)to = true;
        return true;
    }
    if (*i + 1 == argc) {
        *say = text_format(args->arena, "%s wants a value after it.", argv[*i]);
        return false;
    }
    ++*i;
    *(const char **)to = option->database ? args->given[*i] : argv[*i];
    return true;
}

/* "EMAIL": the word that the command's usage names after so many words. */
static text word_wanted(const struct command *command, size_t words)
{
    text rest = text_of(command->usage);
    (void)text_cut(&rest, ' ');
    text word = text_cut(&rest, ' ');
    for (size_t i = 0; i < words; i++)
        word = text_cut(&rest, ' ');
    return word;
}

/* What lies beside a file lies beside it; the variable is of a service that has more than one. */
static bool take_beside(struct args *args, text *say)
{
    if (args->beside && !where_is_url(args->db)) {
        *say = text_format(args->arena,
                           "--beside goes with a database on PostgreSQL; the keys of %s lie beside "
                           "it, and HOLDFAST_KEYS names another place.",
                           args->db);
        return false;
    }
    if (!args->beside && where_is_url(args->db))
        args->beside = getenv("HOLDFAST_BESIDE");
    if (args->beside && !*args->beside)
        args->beside = NULL;
    return true;
}

bool args_parse(struct args *args, const struct command *command, int argc, char **argv, text *say)
{
    const int command_at = args_command_at(argc, argv);
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-' && argv[i][1]) {
            if (!take_option(args, command, argc, argv, &i, say))
                return false;
        } else if (i == command_at) {
            continue;
        } else if (args->words == command->words_max) {
            *say = text_format(args->arena, "'%s' is one word too many.", argv[i]);
            return false;
        } else {
            args->word[args->words++] = argv[i];
        }
    }
    if (args->words < command->words_min && !args->help && !args->version) {
        *say = text_format(args->arena, "%s wants %.*s after %s.", command->name,
                           TEXT_ARG(word_wanted(command, args->words)),
                           args->words > 0 ? args->word[args->words - 1] : "it");
        return false;
    }
    if (!args->db)
        args->db = getenv("HOLDFAST_DB");
    if (!args->db || !*args->db)
        args->db = command->run == command_demo ? "holdfast-demo.db" : "holdfast.db";
    args->db_said = text_cstr(args->arena, where_said(args->arena, args->db));
    const char *const wheres[] = {args->db, args->from, args->to};
    for (size_t i = 0; i < sizeof wheres / sizeof *wheres; i++)
        if (wheres[i] && text_present(where_mistaken(wheres[i]))) {
            *say = where_mistaken(wheres[i]);
            return false;
        }
    return command->run == command_copy || take_beside(args, say);
}

enum exit_code refuse_reported(text say)
{
    fprintf(stderr, "holdfast: %.*s\n", TEXT_ARG(say));
    return EXIT_REFUSED;
}

enum exit_code refuse(const struct args *args, text say)
{
    if (args->json)
        print_json(json_pack("{s:b, s:o}", "ok", 0, "say", json_of(say)));
    return refuse_reported(say);
}

enum exit_code misuse(const struct args *args, text say)
{
    (void)refuse(args, say);
    return EXIT_USAGE;
}

void say_line(const struct args *args, text line)
{
    if (!args->json)
        printf("%.*s\n", TEXT_ARG(line));
}

void print_json(json_t *object)
{
    ensure(object);
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
}

json_t *json_of(text t)
{
    json_t *made = json_stringn(t.ptr ? t.ptr : "", t.len);
    return made ? made : json_string("(not in UTF-8)");
}

void progress_show(const char *what, int64_t done, int64_t of)
{
    if (!isatty(STDERR_FILENO))
        return;
    enum { WIDTH = 30 };
    char bar[WIDTH + 1];
    const int64_t filled = of > 0 ? (done < of ? done : of) * WIDTH / of : 0;
    for (int i = 0; i < WIDTH; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[WIDTH] = 0;
    if (of > 0)
        fprintf(stderr, "\r\033[K%s [%s] %lld of %lld", what, bar, (long long)done, (long long)of);
    else
        fprintf(stderr, "\r\033[K%s: %lld", what, (long long)done);
    fflush(stderr);
}

void progress_end(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

static void close_database(void *database)
{
    db_close(database);
}

struct database *command_open_bare(struct args *args, enum db_open_as as, bool create,
                                   enum exit_code *code)
{
    const struct db_opened opened = db_open_beside(args->arena, args->db, args->beside, as, create);
    if (!opened.database) {
        *code = refuse(args, opened.say);
        return NULL;
    }
    arena_on_close(args->arena, close_database, opened.database);
    return opened.database;
}

bool command_open_log(struct args *args, struct database *database, enum audit_expects expects,
                      text *say)
{
    args->vault = vault_open_keys(args->arena, database, true, say);
    return args->vault && audit_open(args->arena, database, args->vault, expects, say);
}

struct database *command_open(struct args *args, enum db_open_as as, bool create,
                              enum exit_code *code)
{
    struct database *const database = command_open_bare(args, as, create, code);
    text say;
    if (!database || as == DB_READ || command_open_log(args, database, AUDIT_SIGNED_HEAD, &say))
        return database;
    *code = refuse(args, say);
    return NULL;
}
