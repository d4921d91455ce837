/*
 * Adding and changing a partner: what was typed, checked against who is here already, then written
 * in one transaction. Private to fund/partners.
 */
#ifndef FUND_PARTNERS_SAVE_H
#define FUND_PARTNERS_SAVE_H

#include "fund/partners/partners.h"
#include "fund/partners/show.h"

#define PARTNER_NUMBERS_MOST 24 /* the form's fields have room for them: edit.html */

struct partner_draft {
    text name;
    text other_names, about, affinity, website, postcode; /* absent: nothing */
    bool solicitors;
    const enum region *region;
    size_t regions;
    opt_iaa_level level[IAA_CATEGORY_COUNT];
    struct partner_number number[PARTNER_NUMBERS_MOST];
    size_t numbers;
};

/* Adds the numbers of one scheme, typed with commas between them. What the partner has already
 * (known) is taken as it stands, commas and all: whoever changes a name is not asked to mend a
 * number. False: *say tells what is wrong. */
bool partner_draft_numbers(struct arena *arena, struct partner_draft *draft,
                           enum identifier_scheme scheme, text typed,
                           struct partner_numbers_rows known, text *say) must_use;

/* Who it may be already, other than self: partners with one of its numbers, else of the same name.
 */
struct partner_alikes partner_alikes_find(struct db *db, const struct partner_draft *draft,
                                          opt_partner_id self);

enum partner_saved {
    PARTNER_SAVED,
    PARTNER_STALE,       /* someone else changed it first; nothing was written */
    PARTNER_NUMBER_TAKEN /* a partner of an import that is not published has one of the numbers;
                            undo the transaction */
};
enum partner_saved partner_save_new(struct db_write *db, const struct partner_draft *draft,
                                    instant now, partner_id *id) must_use;
/* version: of the partner as it was when the form was drawn. */
enum partner_saved partner_save_change(struct db_write *db, partner_id id, int64_t version,
                                       const struct partner_draft *draft) must_use;

#endif
