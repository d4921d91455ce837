/*
 * The command that mail servers call.
 */
#include "commands/commands.h"
#include "engine/mail/bounce.h"

#include <unistd.h>

enum exit_code command_bounce(struct args *args)
{
    struct bounce bounce;
    text say;
    enum exit_code code = EXIT_DONE;
    if (!bounce_from(args->arena, STDIN_FILENO, &bounce, &say))
        return refuse(args, say);
    struct database *database = command_open(args, DB_COMMAND, false, &code);
    if (!database)
        return code;
    struct db_write *write = db_write_begin(database, args->arena);
    const enum bounce_end end = bounce_take(write, &bounce);
    db_write_commit(write);
    static const char *const words[] = {
        [BOUNCE_FAILING] = "Marked: mails to this address come back.",
        [BOUNCE_SLOW] = "Marked: mails to this address are delayed.",
        [BOUNCE_NOTHING] = "This is no report of a mail that came back. Nothing was done.",
        [BOUNCE_UNKNOWN] = "This is about no mail that is known here. Nothing was done."};
    say_line(args, text_of(words[end]));
    if (args->json)
        print_json(json_pack("{s:b, s:b}", "ok", 1, "marked",
                             end == BOUNCE_FAILING || end == BOUNCE_SLOW));
    return EXIT_DONE;
}
