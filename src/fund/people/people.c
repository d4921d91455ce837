/* Accounts: see people.h. */
#include "fund/people/people.h"
#include "people_queries.h"

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
    struct arena *arena = db_arena(db_of(db));
    return account_add(db, text_trim(name), sort_key(arena, text_trim(name)),
                       text_lower(arena, text_trim(email)), roles, instant_now());
}
