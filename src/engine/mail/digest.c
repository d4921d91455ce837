/* What waited for someone's day or week goes as one mail, with a line and a link each. */
#include "engine/mail/digest.h"

#include "engine/mail/send.h"
#include "engine/web/server.h"
#include "mail_pages.h"
#include "mail_queries.h"

static void gather(const struct app *app, struct db_write *write, int64_t account, instant now)
{
    struct arena *arena = db_arena(db_of(write));
    const struct digest_of_rows rows = digest_of(db_of(write), account);
    ensure(rows.count > 0);
    if (rows.count == 1) {
        (void)digest_let_go(write, rows.row[0].id, now);
        return;
    }
    struct digest_line *lines = arena_array(arena, struct digest_line, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        lines[i] = (struct digest_line){.subject = rows.row[i].subject,
                                        .summary = rows.row[i].summary,
                                        .path = rows.row[i].path};
    const struct digest_of_row *newest = &rows.row[rows.count - 1];
    const text initiative = mail_initiative_now(app, db_of(write));
    struct mail *mail =
        mail_begin(app, write, T("You get this because you chose to have such mails together."),
                   (struct mail_head){.kind = MAIL_KIND_OPTIONAL,
                                      .account = account,
                                      .to_name = newest->to_name,
                                      .to = newest->to_address,
                                      .subject = text_format(arena, "%zu things from %.*s",
                                                             rows.count, TEXT_ARG(initiative)),
                                      .summary = T("What waited for you"),
                                      .path = T("/")});
    page_mail_digest(mail_html(mail), mail,
                     (struct digest_lines){.row = lines, .count = rows.count});
    (void)digest_gather(write, account, mail_add_now(mail), now);
}

void mail_digests(const struct app *app, struct arena *arena)
{
    for (;;) {
        arena_reset(arena);
        const instant now = instant_now();
        struct db *db = db_read(app->database, arena);
        const struct digest_next_row *next = digest_next(db, now);
        db_read_end(db);
        if (!next)
            return;
        struct db_write *write = db_write_begin(app->database, arena);
        next = digest_next(db_of(write), now);
        if (next && next->account.some)
            gather(app, write, next->account.it, now);
        else if (next)
            (void)digest_let_go(write, next->id, now);
        db_write_commit(write);
    }
}
