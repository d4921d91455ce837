/* What the pages of signing in show. Private to fund/signin. */
#ifndef FUND_SIGNIN_SHOW_H
#define FUND_SIGNIN_SHOW_H

#include "engine/web/form.h"
#include "fund/signin/rules.h"
#include "fund/signin/totp.h"

/* The second factor, where it is set up and changed. */
struct factor_shown {
    bool wanted;   /* the roles ask for one */
    bool enrolled; /* there is one */
    bool first;    /* they are on their way in, and must set it up before anything else */
    instant since;
    int left; /* recovery codes */
    struct qr qr;
    text words; /* the secret, for typing */
    text next;
};

/* Its three forms; what was typed is in one of them. */
struct factor_forms {
    const struct form_values *set, *make, *off;
};

/* Recovery codes, shown once. */
struct codes_shown {
    const text *row;
    size_t count;
    text next;
};

struct you_shown {
    text name, email;
    text email_wanted; /* asked for and not yet confirmed, or absent */
    opt_instant password_at, factor_at, rescued_at;
    bool wanted;
};

struct device_shown {
    text mark; /* names the session in the form */
    text device;
    text how; /* "a link" */
    instant since, used;
    bool here;
};
struct devices_shown {
    const struct device_shown *row;
    size_t count;
};
struct alarm_shown {
    text device, elsewhere;
    instant at;
};
struct alarms_shown {
    const struct alarm_shown *row;
    size_t count;
};

#endif
