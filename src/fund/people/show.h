/* What the pages of people show, made ready. Private to fund/people. */
#ifndef FUND_PEOPLE_SHOW_H
#define FUND_PEOPLE_SHOW_H

#include "fund/people/may.h"
#include "fund/people/place.h"
#include "fund/signin/signin.h"
#include "mail_queries.h"

/* ---- The list ---- */

struct person_line {
    const struct person_card *card;
    text does; /* "Grant manager and finance; Brackwater Law Centre" */
};
struct person_list {
    const struct person_line *row;
    size_t count;
    text next, previous;
    text words;        /* as typed, or absent */
    text role;         /* a filter in force in words, or absent */
    text organisation; /* the same */
    bool gone;         /* those who left */
    text sort;
    bool filtered;
    bool director;
    struct signin_rescues rescued; /* of late, for directors */
    struct options roles;
    int64_t partner; /* that the list is of, or 0 */
};

/* ---- One person ---- */

struct person_shown {
    const struct person_row *person;
    text roles; /* the hat of the fund's own, or absent */
    struct person_partners_rows partners;
    struct person_groups_rows groups;
    struct person_funders_rows funders;
    struct absences_of_rows absences;
    struct absences_covered_rows covered;
    struct grants_looked_after_rows grants;
    struct grants_covered_rows covering;         /* of others, today */
    opt_day away_until;                          /* away today */
    text cover;                                  /* and who covers */
    opt_day forget_on;                           /* of someone who left */
    bool may_forget;                             /* that day has come */
    const struct mail_address_find_row *address; /* mails to it come back or are slow; or NULL */
    bool director;                               /* who looks at it is one */
    bool self;
    bool has_hat;
};
enum { GRANTS_SHOWN_MOST = 200 };

/* ---- Invitations ---- */

struct invite_choice {
    uint32_t role; /* of which kind of organisation */
    text as;       /* "partner", as the form sends it */
    struct options bodies;
    const struct organisation *body; /* that was given, or NULL */
    text words;                      /* searched for, or absent */
    bool director;
};

struct invitation_line {
    const struct invitation_card *card;
    text does;
    bool old;
    text mail; /* what became of its mail, where that is bad; or absent */
};
struct invitation_lines {
    const struct invitation_line *row;
    size_t count;
};

/* What a link shows to whoever opens it. */
struct invitation_shown {
    text token;
    enum invitation_state state;
    text name;    /* for whom */
    text address; /* masked */
    text does;    /* "Grant manager", "Brackwater Law Centre" */
    text inviter; /* or absent */
    day until;
    bool other;       /* someone else is signed in here */
    bool has_account; /* the address has one: it gets one more hat */
};

/* ---- Colleagues, as they see each other ---- */

struct colleagues_shown {
    struct body body;
    text name; /* of the organisation */
    struct colleague_rows people;
    struct invitation_lines invitations;
    int64_t self;
    bool main;                        /* who looks is the main contact */
    struct ended_place_rows ended;    /* today: they can be put back */
    const struct handover_row *given; /* the contact, given away a moment ago; or NULL */
};

/* ---- Hats ---- */

struct hat_shown {
    struct hat hat;
    text role; /* its name, as the form sends it */
    text label;
    text what; /* what one sees with it, in a few words */
    bool on;
};
struct hats_shown {
    const struct hat_shown *row;
    size_t count;
};

/* ---- Handing over ---- */

struct handover_shown {
    const struct handover_row *handover;
    text of; /* the organisation whose main contact it was; absent: grants */
    struct handover_grants_rows grants;
};

/* A partner whose main contact leaves, and who else could be. */
struct main_kept {
    struct body body;
    text name;
    struct options colleagues;
};
struct mains_kept {
    const struct main_kept *row;
    size_t count;
};

/* ---- What someone can see ---- */

struct reach_line {
    text kind;
    enum access_extent extent;
    text how_much;
    text why;
};
struct reach_route {
    text path;
    text act; /* of a change, or absent */
};
struct reach_hat {
    text label;
    bool on_fund; /* a hat of the fund's own */
    struct reach_line line[ACCESS_KIND_COUNT];
    struct {
        const struct reach_line *row;
        size_t count;
    } lines;
    struct {
        const struct reach_route *row;
        size_t count;
    } pages, changes;
};
struct reach_shown {
    const struct person_row *person;
    struct {
        const struct reach_hat *row;
        size_t count;
    } hats;
};

/* What a card says that someone does. */
text person_does(struct arena *arena, const struct person_card *card, bool director);

#endif
