/* What is decided about signing in. Private to fund/people. */
#ifndef FUND_PEOPLE_RULES_H
#define FUND_PEOPLE_RULES_H

#include "engine/base/values.h"

#define SESSION_SECONDS                                                                            \
    INT64_C(43200) /* twelve hours: a long day; then the link or the button again */
#define LINK_SECONDS INT64_C(86400)
/* For so long whoever was let in by a link may press its button once more and is just let on. */
#define LINK_AGAIN_SECONDS INT64_C(60)

/* Someone to be in the demo. */
struct demo_role {
    uint32_t role; /* the form sends its people_role_name */
    text label;    /* "Grant manager" */
    text can;      /* what they may do, in a few words */
};
#define DEMO_ROLES 4
struct demo_roles {
    const struct demo_role *row;
    size_t count;
};
struct demo_roles demo_roles(struct arena *arena);
/* NULL: no such role. */
const struct demo_role *demo_role_find(const struct demo_roles *roles, text name) must_use;

/* Where to go after signing in: a path of this site that was asked for, else the first page. */
text sign_in_next(text asked);

#endif
