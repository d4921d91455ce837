/*
 * Roles: what someone does for the fund or for an organisation, and nothing about who they are
 * (E4). Bits, of which routes name the ones that may pass. Those of the fund itself stand in
 * accounts.roles; those of organisations are rows of their own.
 */
#ifndef FUND_ROLES_H
#define FUND_ROLES_H

#include "engine/web/route.h"

#define ROLE_VIEWER UINT32_C(0x01)            /* reads everything staff may read */
#define ROLE_GRANT_MANAGER UINT32_C(0x02)     /* grants, partners, programmes, imports */
#define ROLE_FINANCE UINT32_C(0x04)           /* pledges and contributions */
#define ROLE_DIRECTOR UINT32_C(0x08)          /* all of it */
#define ROLE_LEARNING_LEAD UINT32_C(0x10)     /* what is learnt, and what leaves of it */
#define ROLE_PAYMENTS UINT32_C(0x20)          /* pays what is agreed, by nobody else's route */
#define ROLE_PANEL UINT32_C(0x40)             /* reads and scores what they are given */
#define ROLE_PARTNER UINT32_C(0x80)           /* of a partner: struct viewer's of */
#define ROLE_GROUP UINT32_C(0x100)            /* of an autonomous group */
#define ROLE_CO_FUNDER UINT32_C(0x200)        /* of a funder that pays in */
#define ROLE_LEARNING_PARTNER UINT32_C(0x400) /* reads what is published to them */

/* One hat "staff" holds all of these bits together. */
#define ROLE_STAFF                                                                                 \
    (ROLE_VIEWER | ROLE_GRANT_MANAGER | ROLE_FINANCE | ROLE_DIRECTOR | ROLE_LEARNING_LEAD)
/* Hats of the fund itself, kept in accounts.roles. */
#define ROLE_FUND (ROLE_STAFF | ROLE_PAYMENTS | ROLE_PANEL | ROLE_LEARNING_PARTNER)
/* Hats of an organisation, kept as its rows. */
#define ROLE_OF (ROLE_PARTNER | ROLE_GROUP | ROLE_CO_FUNDER)
#define ROLE_ANY (ROLE_FUND | ROLE_OF)
#define ROLE_COUNT 11
#define ROLE_EDITOR (ROLE_GRANT_MANAGER | ROLE_DIRECTOR)
#define ROLE_MONEY (ROLE_FINANCE | ROLE_DIRECTOR)

static inline bool people_may_edit(const struct request *rq)
{
    return (rq->view.viewer.roles & ROLE_EDITOR) != 0;
}

/* "grant_manager": one role as the command line and the list of routes write it. */
text people_role_name(uint32_t role);
/* "Grant manager": one role as people read it. */
text people_role_label(uint32_t role);
/* The hat that some bits make: the label of one, and of several "Grant manager and finance". */
text people_hat_label(struct arena *arena, uint32_t roles);
/* False: there is no role of that name. */
bool people_role_of(text name, uint32_t *role) must_use;

#endif
