/*
 * Sessions, links and devices, without their pages. The database holds only hashes of tokens: who
 * reads a backup can sign in as nobody.
 */
#include "fund/signin/session.h"
#include "engine/jobs/jobs.h"
#include "engine/web/session.h"
#include "signin_queries.h"

#include <sodium.h>
#include <string.h>

bytes token_hash_own(struct arena *arena, text token)
{
    bytes hash;
    if (!session_token_hash(arena, token, &hash))
        fail("a token of our own is none");
    return hash;
}

/* ---- Whose session it is ---- */

static void sweep_job(struct arena *arena, const struct jobs *jobs, const void *arg)
{
    (void)jobs;
    const struct app *app;
    memcpy(&app, arg, sizeof app);
    signin_sweep(app, arena, instant_now());
}

/* A token that turns up in another browser was stolen, or copied. It ends for both. */
static bool is_elsewhere(const struct app *app, const struct session_viewer_row *row,
                         const struct caller *caller, text here)
{
    if (!row->device.ptr || text_eq(row->device, here))
        return false;
    memory_end(app->signin, caller->token_hash, here);
    if (app->jobs) /* soon; the sweep of each minute finds it too */
        (void)!job_start(app->jobs, "sessions", sweep_job, &app, sizeof app);
    return true;
}

/* The roles of the hat that is on; of one that the account no longer has, of its first. */
static void hat_read(struct db *db, const struct session_viewer_row *row, struct viewer *viewer)
{
    const uint32_t roles = (uint32_t)row->roles, hat = (uint32_t)row->hat_role;
    const struct session_place_row *place =
        hat & ROLE_OF ? session_place(db, row->id, row->hat_role, row->hat_of) : NULL;
    viewer->hats = hats_of(roles) + (row->places ? 2u : row->place ? 1u : 0u);
    if (place) {
        viewer->roles = hat;
        viewer->of = row->hat_of;
        viewer->hat = place->name;
        return;
    }
    viewer->roles = roles & hat & ROLE_FUND ? roles & hat & ROLE_FUND : roles & hat_first(roles);
    viewer->hat = people_hat_label(db_arena(db), viewer->roles);
}

#define CODE_PATH T("/sign-in/code")

bool signin_code_is_due(const struct viewer *viewer)
{
    return text_eq(viewer->first, CODE_PATH);
}

bool signin_viewer_find(struct app *app, struct db *db, const struct caller *caller, instant now,
                        struct viewer *viewer)
{
    const struct session_viewer_row *row =
        session_viewer(db, caller->token_hash, instant_add(now, CLOCK_SLACK_SECONDS));
    if (!row || row->secret.len != sizeof viewer->secret)
        return false;
    *viewer = (struct viewer){
        .account = account_id_raw(row->id), .name = row->name, .first = TEXT_ABSENT};
    memcpy(viewer->secret, row->secret.ptr, sizeof viewer->secret);
    hat_read(db, row, viewer);

    instant used;
    if (!memory_use(app->signin, caller->token_hash,
                    row->used_at.some ? row->used_at.it : row->made_at, now, &used))
        return false;
    if (instant_order(now, row->ends_at) >= 0 ||
        session_is_over(viewer->roles, row->made_at, used, now)) {
        memory_end(app->signin, caller->token_hash, TEXT_ABSENT);
        return false;
    }
    if (is_elsewhere(app, row, caller, device_words(db_arena(db), caller->agent)))
        return false;

    const bool demo = row->kind.some && row->kind.it == SIGN_IN_KIND_DEMO;
    switch (demo ? FACTOR_NONE : factor_step(viewer->roles, row->enrolled, row->factor_at, now)) {
    case FACTOR_NONE:
        break;
    case FACTOR_ENROL:
        viewer->first = T("/you/second-factor");
        break;
    case FACTOR_ASK:
        viewer->first = CODE_PATH;
        viewer->hat = TEXT_ABSENT; /* no page names what they do here, either */
        viewer->hats = 0;
        break;
    }
    if (text_present(viewer->first))
        viewer->roles = 0;
    else if (viewer->roles == 0)
        viewer->first = T("/you"); /* an account without anything to do yet */
    return true;
}

/* ---- Sessions begin, change and end ---- */

bytes device_hash(const struct request *rq)
{
    static const unsigned char none[SESSION_HASH];
    bytes hash;
    if (rq->caller.device.ptr && session_token_hash(rq->arena, rq->caller.device, &hash))
        return hash;
    return (bytes){.ptr = none, .len = sizeof none};
}

/* A browser that is new to this account is given a token of its own, whatever it had: one that
 * somebody planted there would be known to them too. */
void device_keep(struct request *rq, struct db_write *write, account_id account,
                 struct answer *answer)
{
    const bytes hash = device_hash(rq);
    const day today = day_today();
    if (device_seen(write, hash, account, today) > 0)
        return;
    const text token = session_token_make(rq->arena);
    (void)device_add(write, token_hash_own(rq->arena, token), account, today);
    answer->device_cookie = text_cstr(rq->arena, token);
}

struct hat {
    uint32_t role;
    int64_t of;
};

static struct hat hat_begin(struct db *db, account_id account)
{
    const struct account_roles_row *row = account_roles(db, account);
    struct hat hat = {.role = row ? hat_first((uint32_t)row->roles) : 0};
    const struct account_place_row *place = hat.role ? NULL : account_place(db, account);
    if (place)
        hat = (struct hat){.role = (uint32_t)place->role, .of = place->of};
    return hat;
}

void signin_let_in(struct request *rq, struct db_write *write, account_id account,
                   enum sign_in_kind kind, struct answer *answer)
{
    const instant now = instant_now();
    session_leave(rq, write);
    const text token = session_token_make(rq->arena);
    const struct hat hat = hat_begin(db_of(write), account);
    /* Of whom a code is asked, the browser is known once it is given: who has only the mail or the
     * password of somebody guesses codes as the stranger that they are. */
    const bool enrolled = factor_of(db_of(write), account) != NULL;
    if (kind == SIGN_IN_KIND_DEMO || (!enrolled && !factor_is_wanted(hat.role)))
        device_keep(rq, write, account, answer);
    unsigned char secret[sizeof rq->view.viewer.secret];
    randombytes_buf(secret, sizeof secret);
    session_add(write, token_hash_own(rq->arena, token), account,
                (bytes){.ptr = secret, .len = sizeof secret}, now,
                instant_add(now, session_ends_of(hat.role).absolute), hat.role, hat.of,
                device_words(rq->arena, rq->caller.agent), kind, (opt_instant){.some = false});
    sodium_memzero(secret, sizeof secret);
    answer->session_cookie = text_cstr(rq->arena, token);
}

void session_anew(struct request *rq, struct db_write *write, struct answer *answer)
{
    struct viewer *viewer = &rq->view.viewer;
    const text token = session_token_make(rq->arena);
    const bytes hash = token_hash_own(rq->arena, token);
    randombytes_buf(viewer->secret, sizeof viewer->secret);
    if (session_renew(write, rq->caller.token_hash, hash,
                      (bytes){.ptr = viewer->secret, .len = sizeof viewer->secret}) != 1)
        fail("a session that is there cannot be renewed");
    rq->caller.token_hash = hash;
    answer->session_cookie = text_cstr(rq->arena, token);
}

void session_leave(struct request *rq, struct db_write *write)
{
    if (rq->caller.token_hash.ptr)
        session_end(write, rq->caller.token_hash);
}

void sessions_leave_others(struct request *rq, struct db_write *write)
{
    const account_id own = account_id_of(rq->view.viewer.account);
    sessions_end_but(write, own, rq->caller.token_hash);
    /* One of them may have asked for another address, and its link would bring them back in. */
    address_changes_forget_of(write, own);
}

void session_factor_given(struct request *rq, struct db_write *write, instant now)
{
    session_factor(write, rq->caller.token_hash, now);
}

void signin_hat_put_on(struct request *rq, struct db_write *write, uint32_t role, int64_t of,
                       struct answer *answer)
{
    session_hat(write, rq->caller.token_hash, role, of, session_ends_of(role).absolute);
    session_anew(rq, write, answer);
}

void signin_end_all(struct db_write *write, account_id account, bool all)
{
    sessions_end_but(write, account, (bytes){.ptr = (const unsigned char *)"", .len = 0});
    links_forget_of(write, account);
    address_changes_forget_of(write, account);
    devices_forget_of(write, account);
    if (!all)
        return;
    password_forget(write, account);
    factor_forget(write, account);
    code_steps_forget(write, account);
    recovery_forget(write, account);
}

/* ---- Links ---- */

text signin_link_make(struct db_write *db, account_id account, int64_t seconds)
{
    struct arena *arena = db_arena(db_of(db));
    const instant now = instant_now();
    const text token = session_token_make(arena);
    links_forget(db, now, instant_add(now, -LINK_AGAIN_SECONDS));
    link_add(db, token_hash_own(arena, token), account, now, instant_add(now, seconds));
    return token;
}

bool link_use(struct db_write *db, text token, instant now, account_id *account)
{
    bytes hash;
    if (!session_token_hash(db_arena(db_of(db)), token, &hash))
        return false;
    const struct link_account_row *link =
        link_account(db_of(db), hash, now, instant_add(now, CLOCK_SLACK_SECONDS));
    if (!link || link_spend(db, hash, now) != 1)
        return false;
    *account = link->account_id;
    return true;
}

bool link_was_of(struct db *db, const struct viewer *viewer, text token, instant now)
{
    bytes hash;
    return viewer->account > 0 && session_token_hash(db_arena(db), token, &hash) &&
           link_spent_by(db, hash, account_id_of(viewer->account),
                         instant_add(now, -LINK_AGAIN_SECONDS));
}

/* ---- Let back in ---- */

bool signin_rescue(struct db_write *write, text email, text *token)
{
    const struct account_by_address_row *account = account_by_address(db_of(write), email);
    if (!account)
        return false;
    signin_end_all(write, account->id, true);
    (void)rescue_add(write, account->id, instant_now());
    *token = signin_link_make(write, account->id, SIGNIN_HANDED_SECONDS);
    return true;
}

struct signin_rescues signin_rescues_since(struct db *db, instant since)
{
    const struct rescues_since_rows rows = rescues_since(db, since);
    struct signin_rescued *row = arena_array(db_arena(db), struct signin_rescued, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = (struct signin_rescued){.at = rows.row[i].at, .name = rows.row[i].name};
    return (struct signin_rescues){.row = row, .count = rows.count};
}
