/* Who looks after a grant, as other modules ask: see people.h. */
#include "fund/people/hand.h"
#include "fund/site/site.h"

struct people_contact_asked {
    struct grant_contact_asked contact;
};

const struct people_contact_asked *people_contact_ask(struct db *db, grant_id grant, day today)
{
    struct people_contact_asked *asked = arena_make(db_arena(db), struct people_contact_asked);
    asked->contact = grant_contact_ask(db, grant, today);
    return asked;
}

bool people_contact_of(struct db *db, grant_id grant, day today, struct people_contact *contact)
{
    return people_contact_take(people_contact_ask(db, grant, today), contact);
}

bool people_contact_take(const struct people_contact_asked *asked, struct people_contact *contact)
{
    const struct grant_contact_row *row = grant_contact_take(asked->contact);
    if (!row)
        return false;
    *contact = (struct people_contact){.account = row->account_id, .name = row->name};
    if (row->cover_id.some && row->cover_until.some) {
        contact->cover = row->cover;
        contact->by = row->cover_id.it;
        contact->back_on = (opt_day){true, day_add(row->cover_until.it, 1)};
    }
    return true;
}

struct options people_managers(struct db *db)
{
    return managers_options(db, (opt_account_id){.some = false});
}

bool people_contact_set(struct db_write *write, grant_id grant, opt_account_id account, day today)
{
    struct db *db = db_of(write);
    const opt_handover_id none = {.some = false};
    if (account.some &&
        !option_label(db_arena(db), people_managers(db), account_id_raw(account.it)).ptr)
        return false;
    const struct grant_contact_row *now = grant_contact(db, grant, today);
    if (now && account.some && account_id_raw(now->account_id) == account_id_raw(account.it))
        return true;
    (void)grant_manager_end(write, grant, today, none);
    if (account.some)
        (void)grant_manager_begin(write, grant, account.it, today, none);
    return true;
}

struct access people_contact_access(struct db *db, account_id account, grant_id grant, day today)
{
    struct people_contact contact;
    if (!people_contact_of(db, grant, today, &contact))
        return access_none(WHY_NOT_THEIR_WORK);
    if (account_id_raw(contact.account) == account_id_raw(account))
        return access_own(WHY_LOOKED_AFTER);
    if (contact.back_on.some && account_id_raw(contact.by) == account_id_raw(account))
        return access_own(WHY_COVER);
    return access_none(WHY_NOT_THEIR_WORK);
}
