/*
 * What happens behind the pages: requests for links are answered, the notes of sessions stored, and
 * what ended goes.
 *
 * Nobody outside can tell from the page, by words or time, whether an address has an account: the
 * page only stores that something was asked, and all the rest is here.
 */
#include "engine/jobs/schedule.h"
#include "engine/mail/mail.h"
#include "fund/signin/letters.h"
#include "fund/signin/secret.h"
#include "fund/signin/session.h"
#include "signin_queries.h"

#include <string.h>

enum { NOTES_AT_ONCE = 256 };

/* ---- Requests for links ---- */

static bool asked_for(const struct requests_open_rows *asked, bytes mac)
{
    for (size_t i = 0; i < asked->count; i++)
        if (asked->row[i].mac.len == mac.len &&
            memcmp(asked->row[i].mac.ptr, mac.ptr, mac.len) == 0)
            return true;
    return false;
}

/* Which addresses were asked for is found by hashing all that there are: a fund has few. What is of
 * nobody answers to none and goes. */
void signin_answer_requests(const struct app *app, struct arena *arena, instant now)
{
    (void)now;
    /* The writer's turn comes after the commit of the page that asked for this. */
    struct db_write *write = db_write_begin(app->database, arena);
    const struct requests_open_rows asked = requests_open(db_of(write));
    if (asked.count == 0) {
        db_write_undo(write);
        return;
    }
    const struct addresses_all_rows all = addresses_all(db_of(write));
    for (size_t i = 0; i < all.count; i++) {
        const struct addresses_all_row *one = &all.row[i];
        if (mail_address_fits(one->email) && asked_for(&asked, secret_mac(app, arena, one->email)))
            letter_link(
                app, write,
                (struct letter_to){.account = one->id, .name = one->name, .email = one->email},
                signin_link_make(write, one->id, SIGNIN_MAILED_SECONDS));
    }
    for (size_t i = 0; i < asked.count; i++)
        request_answered(write, asked.row[i].mac);
    db_write_commit(write);
}

/* ---- The sweep ---- */

static void elsewhere_tell(const struct app *app, struct db_write *write,
                           const struct session_note *note, bytes hash, instant now)
{
    const struct session_owner_row *owner = session_owner(db_of(write), hash);
    if (!owner || !note->elsewhere[0])
        return;
    const text elsewhere = text_of(note->elsewhere);
    (void)session_alarm_add(write, owner->account_id, owner->device, elsewhere, now);
    letter_elsewhere(app, write,
                     (struct letter_to){
                         .account = owner->account_id, .name = owner->name, .email = owner->email},
                     owner->device, elsewhere);
}

static void note_store(const struct app *app, struct db_write *write,
                       const struct session_note *note, instant now)
{
    const bytes hash = {.ptr = note->token_hash, .len = SESSION_HASH};
    if (!note->over) {
        session_used(write, hash, note->used);
        return;
    }
    elsewhere_tell(app, write, note, hash, now);
    session_end(write, hash);
}

/* Some at a time, so that nobody waits long for the writer. */
static void notes_store(const struct app *app, struct arena *arena, instant now)
{
    struct session_note *note = arena_array(arena, struct session_note, NOTES_AT_ONCE);
    size_t count = NOTES_AT_ONCE;
    while (count == NOTES_AT_ONCE) {
        count = memory_unstored(app->signin, note, NOTES_AT_ONCE);
        if (count == 0)
            return;
        struct db_write *write = db_write_begin(app->database, arena);
        for (size_t i = 0; i < count; i++)
            note_store(app, write, &note[i], now);
        db_write_commit(write);
        memory_stored(app->signin, note, count);
    }
}

static void idle_end(struct db_write *write, instant now)
{
    const struct sessions_idle_rows rows =
        sessions_idle(db_of(write), instant_add(now, -session_ends_of(ROLE_STAFF).idle));
    for (size_t i = 0; i < rows.count; i++) {
        const struct sessions_idle_row *row = &rows.row[i];
        if (row->used_at.some &&
            session_is_over((uint32_t)row->hat_role, row->used_at.it, row->used_at.it, now))
            session_end(write, row->token_hash);
    }
}

static void failures_store(const struct app *app, struct db_write *write, instant now)
{
    const int64_t count = memory_failures_take(app->signin);
    const instant hour = instant_of(instant_seconds(now) / HOUR * HOUR);
    if (count > 0 && failures_more(write, hour, count) == 0)
        failures_first(write, hour, count);
    failures_forget(write, instant_add(now, -FAILURES_KEPT_SECONDS));
}

void signin_sweep(const struct app *app, struct arena *arena, instant now)
{
    if (app->signin)
        notes_store(app, arena, now);
    struct db_write *write = db_write_begin(app->database, arena);
    idle_end(write, now);
    sessions_forget(write, now);
    links_forget(write, now, instant_add(now, -LINK_AGAIN_SECONDS));
    address_changes_forget(write, now);
    session_alarms_forget(write, instant_add(now, -ALARMS_KEPT_SECONDS));
    devices_forget(write, day_add(day_today(), -DEVICE_KEPT_DAYS));
    failures_store(app, write, now);
    db_write_commit(write);
}

/* ---- By the clock ---- */

static text sweep_run(struct job_run *run)
{
    signin_sweep(run->app, run->arena, run->now);
    return TEXT_ABSENT;
}

static text answer_run(struct job_run *run)
{
    signin_answer_requests(run->app, run->arena, run->now);
    return TEXT_ABSENT;
}

static const struct schedule_row rows[] = {
    {"signin.sweep",
     "Ends sessions that nobody uses any more, and forgets links, devices and changes whose time "
     "is "
     "over.",
     OFTEN(1), sweep_run},
    {"signin.answer", "Mails sign-in links to those who asked and were not answered at once",
     OFTEN(1), answer_run},
};
const struct schedule signin_schedule = {.row = rows, .count = sizeof rows / sizeof *rows};
