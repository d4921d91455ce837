/*
 * Reading the command line, and speaking on it.
 */
#include "commands/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_listen_command(const struct command *command)
{
    return command->run == command_serve || command->run == command_demo;
}

bool args_parse(struct args *args, const struct command *command, int argc, char **argv, text *say)
{
    struct {
        const char *option;
        const char **value;
        bool fits;
    } with_value[] = {
        {"--db", &args->db, true},
        {"--listen", &args->listen, is_listen_command(command)},
        {"--name", &args->name, command->run == command_init},
        {"--admin", &args->admin, command->run == command_init},
        {"--as", &args->as, command->run == command_import},
    };
    struct {
        const char *option;
        bool *value;
        bool fits;
    } alone[] = {
        {"--json", &args->json, true},
        {"--dry-run", &args->dry_run, command->run == command_import},
        {"--behind-proxy", &args->behind_proxy, is_listen_command(command)},
    };
    bool named = false;
    for (int i = 1; i < argc; i++) {
        bool taken = false;
        for (size_t k = 0; k < sizeof with_value / sizeof *with_value && !taken; k++) {
            if (!with_value[k].fits || strcmp(argv[i], with_value[k].option) != 0)
                continue;
            if (i + 1 == argc) {
                *say = text_format(args->arena, "%s wants a value after it.", argv[i]);
                return false;
            }
            *with_value[k].value = argv[++i];
            taken = true;
        }
        for (size_t k = 0; k < sizeof alone / sizeof *alone && !taken; k++)
            if (alone[k].fits && strcmp(argv[i], alone[k].option) == 0)
                *alone[k].value = taken = true;
        if (taken)
            continue;
        if (argv[i][0] == '-' && argv[i][1]) {
            *say = text_format(args->arena, "%s does not know the option '%s'.", command->name,
                               argv[i]);
            return false;
        }
        if (!named && strcmp(argv[i], command->name) == 0) {
            named = true;
        } else if (args->words == command->words_max) {
            *say = text_format(args->arena, "'%s' is one word too many.", argv[i]);
            return false;
        } else {
            args->word[args->words++] = argv[i];
        }
    }
    if (args->words < command->words_min) {
        *say = text_format(args->arena, "%s wants more words.", command->name);
        return false;
    }
    if (!args->db)
        args->db = getenv("HOLDFAST_DB");
    if (!args->db || !*args->db)
        args->db = command->run == command_demo ? "holdfast-demo.db" : "holdfast.db";
    return true;
}

enum exit_code refuse(const struct args *args, text say)
{
    (void)args;
    fprintf(stderr, "holdfast: %.*s\n", TEXT_ARG(say));
    return EXIT_REFUSED;
}

void say_line(const struct args *args, text line)
{
    if (!args->json)
        printf("%.*s\n", TEXT_ARG(line));
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

struct database *command_open(struct args *args, enum db_open_as as, bool create,
                              enum exit_code *code)
{
    const struct db_opened opened = db_open(args->arena, args->db, as, create);
    if (!opened.database) {
        *code = refuse(args, opened.say);
        return NULL;
    }
    arena_on_close(args->arena, close_database, opened.database);
    return opened.database;
}
