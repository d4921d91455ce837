/* Adding and changing a partner: see save.h. */
#include "fund/partners/save.h"

static bool draft_has(const struct partner_draft *draft, enum identifier_scheme scheme, text value)
{
    for (size_t i = 0; i < draft->numbers; i++)
        if (draft->number[i].scheme == scheme && text_eq(draft->number[i].value, value))
            return true;
    return false;
}

/* The longest number of known that stands at the start of typed, up to a comma or the end; absent:
 * none does. */
static text known_at(struct partner_numbers_rows known, enum identifier_scheme scheme, text typed)
{
    text found = TEXT_ABSENT;
    for (size_t i = 0; i < known.count; i++) {
        const text value = known.row[i].value;
        const text after = text_trim(text_slice(typed, value.len, typed.len));
        if (known.row[i].scheme == scheme && value.len > found.len && text_starts(typed, value) &&
            (after.len == 0 || after.ptr[0] == ','))
            found = value;
    }
    return found;
}

bool partner_draft_numbers(struct arena *arena, struct partner_draft *draft,
                           enum identifier_scheme scheme, text typed,
                           struct partner_numbers_rows known, text *say)
{
    for (text rest = text_trim(typed); rest.ptr && rest.len > 0; rest = text_trim(rest)) {
        text value = known_at(known, scheme, rest);
        if (value.ptr) {
            rest = text_slice(rest, value.len, rest.len);
            (void)text_cut(&rest, ',');
        } else {
            const text part = text_trim(text_cut(&rest, ','));
            if (part.len == 0)
                continue;
            if (!partner_number_parse(arena, scheme, part, &value, say))
                return false;
        }
        if (draft_has(draft, scheme, value))
            continue;
        if (draft->numbers == PARTNER_NUMBERS_MOST) {
            *say = text_format(
                arena, "That is more than %d numbers. Keep the ones that registers use now.",
                PARTNER_NUMBERS_MOST);
            return false;
        }
        draft->number[draft->numbers++] = (struct partner_number){.scheme = scheme, .value = value};
    }
    return true;
}

struct partner_alikes partner_alikes_find(struct db *db, const struct partner_draft *draft,
                                          opt_partner_id self)
{
    struct arena *arena = db_arena(db);
    struct partner_alike *row = arena_array(arena, struct partner_alike, PARTNER_NUMBERS_MOST);
    size_t count = 0;
    for (size_t i = 0; i < draft->numbers; i++) {
        const struct partner_number *number = &draft->number[i];
        const struct partner_option *other =
            partner_of_identifier(db, number->scheme, number->value);
        if (!other || (self.some && partner_id_raw(self.it) == partner_id_raw(other->id)))
            continue;
        row[count++] = (struct partner_alike){
            .id = other->id,
            .name = other->name,
            .why = text_format(arena, "has the number %.*s already", TEXT_ARG(number->value)),
        };
    }
    if (count > 0)
        return (struct partner_alikes){.row = row, .count = count};
    const struct partner_option_rows named =
        partners_named(db, partner_name_key(arena, draft->name), self);
    for (size_t i = 0; i < named.count && count < PARTNER_NUMBERS_MOST; i++)
        row[count++] = (struct partner_alike){
            .id = named.row[i].id, .name = named.row[i].name, .why = T("has the same name")};
    return (struct partner_alikes){.row = row, .count = count, .may_confirm = true};
}

static enum partner_saved parts_add(struct db_write *db, partner_id id,
                                    const struct partner_draft *draft)
{
    for (size_t i = 0; i < draft->numbers; i++)
        if (partner_identifier_add(db, id, draft->number[i].scheme, draft->number[i].value) == 0)
            return PARTNER_NUMBER_TAKEN;
    bool seen[REGION_COUNT] = {false};
    for (size_t i = 0; i < draft->regions; i++) {
        if (!seen[draft->region[i]])
            partner_region_add(db, id, draft->region[i]);
        seen[draft->region[i]] = true;
    }
    for (size_t i = 0; i < IAA_CATEGORY_COUNT; i++)
        if (draft->level[i].some)
            partner_registration_add(db, id, (enum iaa_category)i, draft->level[i].it);
    return PARTNER_SAVED;
}

enum partner_saved partner_save_new(struct db_write *db, const struct partner_draft *draft,
                                    instant now, partner_id *id)
{
    *id = partner_add(db, draft->name, partner_name_key(db_arena(db_of(db)), draft->name),
                      draft->other_names, draft->about, draft->affinity, draft->solicitors,
                      draft->website, draft->postcode, now);
    return parts_add(db, *id, draft);
}

enum partner_saved partner_save_change(struct db_write *db, partner_id id, int64_t version,
                                       const struct partner_draft *draft)
{
    if (partner_change(db, id, version, draft->name,
                       partner_name_key(db_arena(db_of(db)), draft->name), draft->other_names,
                       draft->about, draft->affinity, draft->solicitors, draft->website,
                       draft->postcode) == 0)
        return PARTNER_STALE;
    partner_identifiers_clear(db, id);
    partner_regions_clear(db, id);
    partner_registrations_clear(db, id);
    const enum partner_saved saved = parts_add(db, id, draft);
    if (saved == PARTNER_SAVED)
        partner_search_text_refresh(db, id);
    return saved;
}

void partner_search_text_refresh(struct db_write *db, partner_id partner)
{
    partner_grants_search_write(db, partner);
}
