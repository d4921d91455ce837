/*
 * Who may see what, and why. A rule is a pure function over facts: it answers with how much and
 * with a reason, never with a bare yes or no, so that the same rule guards a route and is explained
 * to the director. Rules for one kind of record live with that kind (`may_see_…` in its module);
 * here are the words they share, and what each hat sees of each kind.
 *
 *     const struct access a = may_see_grant(&facts);   // a rule, somewhere
 *     if (!access_may(a)) …; access_why_words(a.why)   // "Their organisation has a seat in it."
 *
 * Part of the face fund/people/people.h, which includes it.
 */
#ifndef FUND_PEOPLE_ACCESS_H
#define FUND_PEOPLE_ACCESS_H

#include "engine/base/values.h"

/* A hat: what someone does for the fund, and for an organisation's hat whose it is. */
struct hat {
    uint32_t roles; /* of the fund's own: all of its bits; of an organisation: its one */
    int64_t of;     /* a partner's, group's or co-funder's id; 0: the fund's own */
};

enum access_extent {
    ACCESS_NONE,
    ACCESS_OWN, /* only those that are theirs */
    ACCESS_ALL
};

enum access_why {
    /* Seen, because … */
    WHY_STAFF,
    WHY_EDITOR,
    WHY_DIRECTOR,
    WHY_MONEY,
    WHY_OWN_SEAT,
    WHY_OWN_ORGANISATION,
    WHY_HOST,
    WHY_SELF,
    WHY_LOOKED_AFTER,
    WHY_COVER,
    WHY_PAYS_IN,
    WHY_PAYS_OUT,
    WHY_PANEL,
    WHY_LEARNING,
    WHY_CONTACTS,
    /* Not seen, because … */
    WHY_NOT_THEIRS,
    WHY_NOT_THEIR_WORK,
    WHY_HIDDEN,
    WHY_SEALED,
    WHY_NO_HAT
};

struct access {
    enum access_extent extent; /* of a rule about one record: how it came to be seen */
    enum access_why why;
};
static inline struct access access_all(enum access_why why)
{
    return (struct access){ACCESS_ALL, why};
}
static inline struct access access_own(enum access_why why)
{
    return (struct access){ACCESS_OWN, why};
}
static inline struct access access_none(enum access_why why)
{
    return (struct access){ACCESS_NONE, why};
}
static inline bool access_may(struct access access)
{
    return access.extent != ACCESS_NONE;
}

/* One sentence about "they": "Their organisation has a seat in it." */
text access_why_words(enum access_why why);
text access_extent_words(enum access_extent extent); /* "All", "Their own", "None" */

/* The kinds of record there are, as the director's page lists them. */
#define ACCESS_KINDS(X)                                                                            \
    X(GRANT, "Grants")                                                                             \
    X(PARTNER, "Partners")                                                                         \
    X(PARTNERSHIP, "Partnerships and rounds")                                                      \
    X(PROGRAMME, "Programmes")                                                                     \
    X(POOL, "Co-funders, pledges and contributions")                                               \
    X(NEED, "What a grant really costs, told in confidence")                                       \
    X(IMPORT, "Imports")                                                                           \
    X(COLLEAGUE, "Colleagues in their organisation")                                               \
    X(PERSON, "People and their roles")                                                            \
    X(TRAIL, "The history of records")                                                             \
    X(SETTING, "Settings, mails and what runs by itself")
enum access_kind {
#define ACCESS_KIND_MEMBER(name, label) ACCESS_##name,
    ACCESS_KINDS(ACCESS_KIND_MEMBER)
#undef ACCESS_KIND_MEMBER
        ACCESS_KIND_COUNT
};
text access_kind_label(enum access_kind kind);

/* How much of a kind a hat sees, at most. A rule about one record never gives more. */
struct access access_of_kind(struct hat hat, enum access_kind kind);

#endif
