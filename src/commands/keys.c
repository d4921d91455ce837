/*
 * Commands about the keys and the signed log: key, audit.
 */
#include "commands/commands.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { PASSPHRASE_MOST = 1024 };

/* ---- The passphrase ---- */

/* A line without its end; false when there is none, or it is longer than any passphrase. */
static bool read_line(int fd, char *into, size_t *length)
{
    *length = 0;
    for (char c; read(fd, &c, 1) == 1;) {
        if (c == '\n')
            return true;
        if (*length == PASSPHRASE_MOST)
            return false;
        into[(*length)++] = c;
    }
    return *length > 0;
}

/* Asked on the terminal itself, so that standard input and output stay free; not shown. */
static bool ask(struct arena *arena, const char *prompt, text *out)
{
    const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal < 0)
        return false;
    struct termios shown, hidden;
    char *const room = arena_array(arena, char, PASSPHRASE_MOST);
    size_t length = 0;
    const bool known = tcgetattr(terminal, &shown) == 0;
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    bool got = known && tcsetattr(terminal, TCSAFLUSH, &hidden) == 0 &&
               write(terminal, prompt, strlen(prompt)) > 0 && read_line(terminal, room, &length);
    if (known && tcsetattr(terminal, TCSAFLUSH, &shown) != 0)
        got = false;
    got = write(terminal, "\n", 1) == 1 && got;
    close(terminal);
    *out = (text){.ptr = room, .len = length};
    return got;
}

static bool from_file(struct args *args, text *out, text *say)
{
    char *const room = arena_array(args->arena, char, PASSPHRASE_MOST);
    size_t length = 0;
    const int fd = open(args->passphrase_file, O_RDONLY | O_CLOEXEC);
    const bool got = fd >= 0 && read_line(fd, room, &length);
    if (fd < 0)
        *say = text_format(args->arena, "%s cannot be read: %s.", args->passphrase_file,
                           strerror(errno));
    else if (!got)
        *say = text_format(args->arena, "%s has no passphrase on its first line.",
                           args->passphrase_file);
    if (fd >= 0)
        close(fd);
    *out = (text){.ptr = room, .len = length};
    return got;
}

/* twice: a new one, where a slip would close the keys for good. */
static bool take_passphrase(struct args *args, bool twice, text *out, text *say)
{
    const char *const said = getenv("HOLDFAST_PASSPHRASE");
    text again;
    if (args->passphrase_file)
        return from_file(args, out, say);
    if (said && *said) {
        *out = text_of(said);
        return true;
    }
    if (!ask(args->arena, "Passphrase: ", out)) {
        *say = T("there is no terminal to ask for the passphrase. Give it with --passphrase-file "
                 "FILE or HOLDFAST_PASSPHRASE.");
        return false;
    }
    if (!twice || (ask(args->arena, "The same again: ", &again) && text_eq(*out, again)))
        return true;
    *say = T("the two passphrases differ. Nothing was exported.");
    return false;
}

/* ---- key ---- */

static void note_act(struct args *args, struct database *database, const char *act)
{
    struct db_write *const write = db_write_begin(database, args->arena);
    audit_add(write, act, 0);
    db_write_commit(write);
}

static enum exit_code done(const struct args *args, text line)
{
    if (args->json)
        print_json(json_pack("{s:b, s:o}", "ok", 1, "say", json_of(line)));
    say_line(args, line);
    return EXIT_DONE;
}

static enum exit_code key_export(struct args *args)
{
    enum exit_code code = EXIT_DONE;
    text passphrase, say;
    struct database *const database = command_open(args, DB_COMMAND, false, &code);
    if (!database)
        return code;
    if (!take_passphrase(args, true, &passphrase, &say) ||
        !vault_export(args->vault, args->arena, args->word[1], passphrase, &say))
        return refuse(args, say);
    note_act(args, database, "key.export");
    return done(args, text_format(args->arena,
                                  "Exported the keys of %s to %s. Keep it apart from the backups, "
                                  "and the passphrase apart from it.",
                                  args->db_said, args->word[1]));
}

static enum exit_code key_import(struct args *args)
{
    enum exit_code code = EXIT_DONE;
    text passphrase, say;
    /* Not beside a running server, which has its keys in memory. */
    struct database *const database = command_open_bare(args, DB_SERVE, false, &code);
    if (!database)
        return code;
    if (!take_passphrase(args, false, &passphrase, &say) ||
        !vault_import(args->arena, database, args->word[1], passphrase, &say) ||
        !command_open_log(args, database, AUDIT_KEYS_BACK, &say))
        return refuse(args, say);
    note_act(args, database, "key.import");
    return done(args, text_format(args->arena, "The keys of %s are in %s.", args->db_said,
                                  vault_path(args->arena, database)));
}

static void note_rotation(struct db_write *write)
{
    audit_add(write, "key.rotate", 0);
}

static enum exit_code key_rotate(struct args *args)
{
    enum exit_code code = EXIT_DONE;
    text say = T("");
    struct database *const database = command_open(args, DB_SERVE, false, &code);
    if (!database)
        return code;
    if (!vault_rotate(args->vault, args->arena, database, args->forget_old, note_rotation, &say))
        return refuse(args, say);
    return done(args,
                text_format(args->arena,
                            args->forget_old
                                ? "%s has a new master key and has let go of the older ones: make "
                                  "a backup and export the keys now."
                                : "%s has a new master key. Export the keys again, and make a "
                                  "backup.",
                            vault_path(args->arena, database)));
}

enum exit_code command_key(struct args *args)
{
    static const struct {
        const char *name;
        size_t words;
        enum exit_code (*run)(struct args *args);
    } acts[] = {{"export", 2, key_export}, {"import", 2, key_import}, {"rotate", 1, key_rotate}};
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        if (strcmp(args->word[0], acts[i].name) != 0)
            continue;
        if (args->forget_old && acts[i].run != key_rotate)
            return misuse(args, T("--forget-old belongs to key rotate."));
        if (args->words < acts[i].words)
            return misuse(args,
                          text_format(args->arena, "key %s wants FILE after it.", acts[i].name));
        if (args->words > acts[i].words)
            return misuse(args, text_format(args->arena, "'%s' is one word too many.",
                                            args->word[acts[i].words]));
        return acts[i].run(args);
    }
    return misuse(args, text_format(args->arena, "key knows export, import and rotate, not '%s'.",
                                    args->word[0]));
}

/* ---- audit ---- */

enum exit_code command_audit(struct args *args)
{
    enum exit_code code = EXIT_DONE;
    text say = T("");
    size_t written = 0;
    if (strcmp(args->word[0], "export") != 0)
        return misuse(args,
                      text_format(args->arena, "audit knows export, not '%s'.", args->word[0]));
    struct database *const database = command_open(args, DB_READ, false, &code);
    if (!database)
        return code;
    const struct vault *const vault = vault_open_keys(args->arena, database, false, &say);
    if (!vault || !audit_export_daily(args->arena, database, vault, args->word[1],
                                      instant_day(instant_now()), NULL, &written, &say))
        return refuse(args, say);
    if (args->json)
        print_json(json_pack("{s:b, s:I}", "ok", 1, "files", (json_int_t)written));
    say_line(args, text_format(args->arena, "Wrote %zu %s to %s. Today's comes when today is over.",
                               written, written == 1 ? "day" : "days", args->word[1]));
    return EXIT_DONE;
}
