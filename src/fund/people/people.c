/*
 * Accounts, sessions and links, without their pages. The database holds only hashes of tokens: who
 * reads a backup can sign in as nobody.
 */
#include "fund/people/people.h"
#include "engine/web/session.h"
#include "fund/people/rules.h"
#include "fund/people/session.h"
#include "people_queries.h"

#include <sodium.h>
#include <string.h>

bool people_viewer_find(struct app *app, struct db *db, const struct caller *caller, instant now,
                        struct viewer *viewer)
{
    (void)app;
    const struct session_viewer_row *row = session_viewer(db, caller->token_hash, now);
    if (!row || row->secret.len != sizeof viewer->secret)
        return false;
    *viewer = (struct viewer){
        .account = account_id_raw(row->id),
        .roles = (uint32_t)row->roles,
        .name = row->name,
        .hat = people_hat_label(db_arena(db), (uint32_t)row->roles),
        .hats = 1,
        .first = TEXT_ABSENT,
    };
    memcpy(viewer->secret, row->secret.ptr, sizeof viewer->secret);
    return true;
}

text people_name_take(struct arena *arena, const char *label, text typed, text *out)
{
    const struct field_spec field = {.label = label, .kind = FIELD_TEXT, .required = true};
    return form_text_take(arena, &field, typed, out);
}

text people_email_take(struct arena *arena, const char *label, text typed, text *out)
{
    const struct field_spec field = {.label = label, .kind = FIELD_EMAIL, .required = true};
    const text error = form_text_take(arena, &field, typed, out);
    return text_present(error) ? text_format(arena, "%s: %.*s", label, TEXT_ARG(error))
                               : TEXT_ABSENT;
}

account_id people_account_add(struct db_write *db, text name, text email, uint32_t roles)
{
    ensure((roles & ~ROLE_FUND) == 0);
    return account_add(db, text_trim(name), text_lower(db_arena(db_of(db)), text_trim(email)),
                       roles, instant_now());
}

static bytes hash_of_own(struct arena *arena, text token)
{
    bytes hash;
    if (!session_token_hash(arena, token, &hash))
        fail("a token of our own is none");
    return hash;
}

text people_link_make(struct db_write *db, account_id account)
{
    struct arena *arena = db_arena(db_of(db));
    const text token = session_token_make(arena);
    links_forget(db, instant_now(), instant_add(instant_now(), -LINK_AGAIN_SECONDS));
    link_add(db, hash_of_own(arena, token), account, instant_add(instant_now(), LINK_SECONDS));
    return token;
}

bool people_link_spend(struct db_write *db, text token, instant now, account_id *account)
{
    bytes hash;
    if (!session_token_hash(db_arena(db_of(db)), token, &hash))
        return false;
    const struct link_account_row *link = link_account(db_of(db), hash, now);
    if (!link || link_spend(db, hash, now) != 1)
        return false;
    *account = link->account_id;
    return true;
}

bool people_link_was_of(struct db *db, const struct viewer *viewer, text token, instant now)
{
    bytes hash;
    return viewer->account > 0 && session_token_hash(db_arena(db), token, &hash) &&
           link_spent_by(db, hash, account_id_of(viewer->account),
                         instant_add(now, -LINK_AGAIN_SECONDS));
}

text people_session_begin(struct db_write *db, account_id account, instant now)
{
    struct arena *arena = db_arena(db_of(db));
    const text token = session_token_make(arena);
    struct viewer fresh;
    randombytes_buf(fresh.secret, sizeof fresh.secret);
    sessions_forget(db, now);
    session_add(db, hash_of_own(arena, token), account,
                (bytes){.ptr = fresh.secret, .len = sizeof fresh.secret}, now,
                instant_add(now, SESSION_SECONDS));
    return token;
}

void people_session_end(struct db_write *db, const struct viewer *viewer)
{
    if (viewer->account > 0)
        session_end(db, account_id_of(viewer->account),
                    (bytes){.ptr = viewer->secret, .len = sizeof viewer->secret});
}

account_id people_demo_account(struct db_write *db, const struct demo_role *role)
{
    const struct account_of_roles_row *account = account_of_roles(db_of(db), role->role);
    if (account)
        return account->id;
    const text email = text_format(db_arena(db_of(db)), "%.*s@demo.example",
                                   TEXT_ARG(people_role_name(role->role)));
    return people_account_add(db, role->label, email, role->role);
}
