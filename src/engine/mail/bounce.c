/* What a mail that came back means: see bounce.h. */
#include "engine/mail/bounce.h"

#include "engine/files/confine.h"
#include "engine/mail/line.h"
#include "mail_queries.h"

#define CHILD_WORDS_MOST ((size_t)4096)
enum { READ_MILLISECONDS = 20000 };

struct bounce bounce_of_lines(struct arena *arena, text lines)
{
    struct bounce bounce;
    bounce.message_id = mail_line(arena, text_cut(&lines, '\n'), BOUNCE_ID_MOST).safe;
    bounce.status = mail_line(arena, text_cut(&lines, '\n'), BOUNCE_STATUS_MOST).safe;
    bounce.words = mail_line(arena, text_cut(&lines, '\n'), BOUNCE_WORDS_MOST).safe;
    return bounce;
}

bool bounce_from(struct arena *arena, int fd, struct bounce *bounce, text *say)
{
    struct confined *child = confined_start(arena, BOUNCE_CHILD_COMMAND, fd);
    char *words = arena_alloc(arena, CHILD_WORDS_MOST);
    size_t len = 0;
    bool late = false;
    while (len < CHILD_WORDS_MOST) {
        late = !confined_wait(child, READ_MILLISECONDS);
        const size_t n = late ? 0 : confined_read(child, words + len, CHILD_WORDS_MOST - len);
        if (n == 0)
            break;
        len += n;
    }
    const enum confined_end end = confined_finish(child, late || len == CHILD_WORDS_MOST);
    const text lines = {.ptr = words, .len = len};
    if (end != CONFINED_DONE || !text_is_utf8(lines)) {
        *say = T("The message could not be read.");
        return false;
    }
    *bounce = bounce_of_lines(arena, lines);
    return true;
}

/* "123.0af3…@fund.example": the mail's number and token. */
static const struct mail_row *mail_of(struct db *db, text message_id)
{
    text rest = message_id;
    int64_t number;
    const text digits = text_cut(&rest, '.');
    const text token = text_cut(&rest, '@');
    if (!digits.len || digits.len > 18 || !int_parse(digits, &number) || number <= 0)
        return NULL;
    const struct mail_row *mail = mail_find(db, mail_id_of(number));
    return mail && text_eq(mail->token, token) ? mail : NULL;
}

enum bounce_end bounce_take(struct db_write *write, const struct bounce *bounce)
{
    const bool failing = text_starts(bounce->status, T("5"));
    if (!failing && !text_starts(bounce->status, T("4")))
        return BOUNCE_NOTHING;
    const struct mail_row *mail = mail_of(db_of(write), bounce->message_id);
    if (!mail)
        return BOUNCE_UNKNOWN;
    struct arena *arena = db_arena(db_of(write));
    const instant now = instant_now();
    const text said = text_present(bounce->words) ? bounce->words : bounce->status;
    (void)mail_address_put(write, text_lower(arena, mail->to_address),
                           failing ? ADDRESS_STATE_FAILING : ADDRESS_STATE_SLOW, now, said);
    if (!failing)
        return BOUNCE_SLOW;
    (void)outbox_end(write, mail->id, MAIL_STATE_RETURNED, now, said, !mail->secret);
    return BOUNCE_FAILING;
}
