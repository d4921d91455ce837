/*
 * Which organisations of a file are one, and which are partners here: by any number they share. The
 * same name alone proves nothing and merges nothing.
 */
#include "fund/opendata/import.h"

static void say(struct findings *findings, const struct import_problem *place, bool error,
                text what)
{
    struct import_problem problem = *place;
    problem.error = error;
    problem.say = what;
    finding_add(findings, problem);
}

const struct import_partner_row *import_party_find(struct db *db, import_id import,
                                                   const struct draft_party *party)
{
    for (size_t i = 0; i < party->numbers; i++) {
        const struct import_number_find_row *found =
            import_number_find(db, import, party->number[i].scheme, party->number[i].value);
        if (found) {
            const struct import_partner_row row = import_partner_find(db, found->import_partner_id);
            struct import_partner_row *kept = arena_make(db_arena(db), struct import_partner_row);
            *kept = row;
            return kept;
        }
    }
    return NULL;
}

/* The partner here that all these numbers, as far as they are known here, belong to. */
static opt_partner_id partner_here(struct db *db, const struct draft_party *party,
                                   opt_partner_id known, const struct import_problem *place,
                                   struct findings *findings)
{
    for (size_t i = 0; i < party->numbers; i++) {
        const struct partner_of_number_row *here =
            partner_of_number(db, party->number[i].scheme, party->number[i].value);
        if (!here)
            continue;
        if (known.some && partner_id_raw(known.it) != partner_id_raw(here->partner_id)) {
            say(findings, place, true,
                text_format(findings->arena,
                            "The numbers of %.*s belong to two partners here, %.*s and "
                            "another: mend the file, or "
                            "the partners first.",
                            TEXT_ARG(quoted(findings->arena, party->name)),
                            TEXT_ARG(quoted(findings->arena, here->name))));
            return known;
        }
        known.some = true;
        known.it = here->partner_id;
    }
    return known;
}

/* Adds a name one a line, once. */
static text with_name(struct arena *arena, text names, text name)
{
    for (text rest = names; rest.ptr;)
        if (text_eq_fold(text_cut(&rest, '\n'), name))
            return names;
    if (names.len + name.len > OTHER_NAMES_MOST)
        return names;
    return text_present(names) ? text_format(arena, "%.*s\n%.*s", TEXT_ARG(names), TEXT_ARG(name))
                               : name;
}

/* What a row, or a staged organisation that turned out to be the same, tells beyond what is known.
 */
static void learn(struct db_write *write, struct import_partner_row *known,
                  const struct draft_party *party, const struct import_problem *place,
                  struct findings *findings)
{
    struct arena *arena = db_arena(db_of(write));
    const struct import_partner_row before = *known;
    if (!text_eq_fold(known->name, party->name)) {
        known->other_names = with_name(arena, known->other_names, party->name);
        if (known->other_names.len != before.other_names.len &&
            !names_alike(arena, known->name, party->name))
            say(findings, place, false,
                text_format(findings->arena,
                            "%.*s has a number that %.*s has too, so they are taken for one "
                            "organisation: check the "
                            "number.",
                            TEXT_ARG(quoted(findings->arena, party->name)),
                            TEXT_ARG(quoted(findings->arena, known->name))));
    }
    if (text_present(party->other_names))
        known->other_names = with_name(arena, known->other_names, party->other_names);
    if (!text_present(known->website))
        known->website = party->website;
    if (!text_present(known->postcode))
        known->postcode = party->postcode;
    if (known->other_names.len != before.other_names.len ||
        known->website.len != before.website.len || known->postcode.len != before.postcode.len)
        (void)import_partner_more(write, known->id, known->other_names, known->website,
                                  known->postcode);
}

/* Two staged organisations turn out to be one: the later becomes the earlier. */
static void unite(struct db_write *write, struct import_partner_row *kept,
                  const struct import_partner_row *other, const struct import_problem *place,
                  struct findings *findings)
{
    if (kept->partner_id.some && other->partner_id.some &&
        partner_id_raw(kept->partner_id.it) != partner_id_raw(other->partner_id.it)) {
        say(findings, place, true,
            text_format(findings->arena,
                        "This row's numbers say that %.*s and %.*s are one organisation, but "
                        "they are two partners "
                        "here: mend the file, or the partners first.",
                        TEXT_ARG(quoted(findings->arena, kept->name)),
                        TEXT_ARG(quoted(findings->arena, other->name))));
        return;
    }
    if (!kept->partner_id.some && other->partner_id.some) {
        kept->partner_id = other->partner_id;
        kept->was_here = true;
        (void)import_partner_is(write, kept->id, other->partner_id.it, true);
    }
    (void)import_numbers_move(write, other->id, kept->id);
    (void)import_partner_same(write, other->id, kept->id);
    const struct draft_party told = {.name = other->name,
                                     .other_names = other->other_names,
                                     .website = other->website,
                                     .postcode = other->postcode};
    learn(write, kept, &told, place, findings);
}

void import_party_stage(struct db_write *write, import_id import, const struct draft_party *party,
                        const struct import_problem *place, struct findings *findings)
{
    struct db *db = db_of(write);
    struct import_partner_row kept = {.was_here = false};
    bool found = false, all_known = true;
    for (size_t i = 0; i < party->numbers; i++) {
        const struct import_number_find_row *number =
            import_number_find(db, import, party->number[i].scheme, party->number[i].value);
        all_known = all_known && number;
        if (!number || (found && import_partner_id_raw(number->import_partner_id) ==
                                     import_partner_id_raw(kept.id)))
            continue;
        const struct import_partner_row row = import_partner_find(db, number->import_partner_id);
        if (found)
            unite(write, &kept, &row, place, findings);
        else
            kept = row;
        found = true;
    }
    if (!all_known || !found) {
        const opt_partner_id here = partner_here(db, party, kept.partner_id, place, findings);
        if (!found)
            kept.id =
                import_partner_add(write, import, here, here.some, party->name, party->name_key,
                                   party->other_names, party->website, party->postcode);
        else if (here.some && !kept.partner_id.some)
            (void)import_partner_is(write, kept.id, here.it, true);
        for (size_t i = 0; i < party->numbers; i++)
            (void)import_number_add(write, import, party->number[i].scheme, party->number[i].value,
                                    kept.id);
    }
    if (found)
        learn(write, &kept, party, place, findings);
}
