/* What the command line does with people: places by an organisation's name, and leaving. */
#include "fund/people/leave.h"
#include "fund/people/place.h"

bool people_place_give(struct db_write *write, account_id account, uint32_t role, text name,
                       text *say)
{
    struct db *db = db_of(write);
    struct arena *arena = db_arena(db);
    const struct options offered = bodies_offered(db, role, name);
    const text key = sort_key(arena, text_trim(name));
    int64_t of = 0;
    for (size_t i = 0; i < offered.count; i++)
        if (text_eq(sort_key(arena, offered.row[i].label), key))
            ensure(int_parse(offered.row[i].value, &of));
    if (of == 0) {
        *say = text_format(arena, "no %s is called '%.*s'. Give its whole name, as its page does.",
                           role == ROLE_PARTNER ? "partner"
                           : role == ROLE_GROUP ? "autonomous group"
                                                : "co-funder",
                           TEXT_ARG(name));
        return false;
    }
    if (!place_begin(write, (struct body){role, of}, account, day_today())) {
        *say = T("they belong there already.");
        return false;
    }
    return true;
}

bool people_account_leave(struct db_write *write, text email, account_id *account, text *say)
{
    struct db *db = db_of(write);
    struct arena *arena = db_arena(db);
    const struct account_by_email_row *found = account_by_email(db, text_lower(arena, email));
    const struct person_row *person = found ? person_find(db, found->id) : NULL;
    if (!person || person->left_on.some) {
        *say = text_format(arena, "nobody here has the address %.*s.", TEXT_ARG(email));
        return false;
    }
    if (person_leave_check(db, person->id, (uint32_t)person->roles) != LEAVE_FINE) {
        *say = text_format(arena, "%.*s is the only director. Make someone else a director first.",
                           TEXT_ARG(person->name));
        return false;
    }
    if (grants_looked_after(db, person->id, 1).count > 0) {
        *say = text_format(arena,
                           "%.*s looks after grants. Let a director choose who does from now on: "
                           "/people/%lld/leave.",
                           TEXT_ARG(person->name), (long long)account_id_raw(person->id));
        return false;
    }
    person_leave_now(write, person, day_today());
    *account = person->id;
    return true;
}
