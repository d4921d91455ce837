/*
 * What every page may know about the visit: who looks, the initiative's name, the request.
 * Templates reach it as `view`.
 */
#ifndef ENGINE_WEB_VIEW_H
#define ENGINE_WEB_VIEW_H

#include "engine/base/values.h"

/*
 * Who asks, and as what. One person has one account and may have several hats: one is on. Roles are
 * bits that the application names (fund/people/people.h). Whoever signed in and has something to do
 * first, such as a second factor, has no roles until it is done.
 */
struct viewer {
    int64_t account; /* 0: a stranger */
    uint32_t roles;  /* of the hat that is on */
    int64_t of;    /* whose hat it is: a partner's, group's or co-funder's id; 0: the fund's own */
    text name;     /* the person's */
    text hat;      /* as the switch shows it: "Grant manager", "Brackwater Law Centre" */
    unsigned hats; /* how many this account has */
    text first;    /* the path of what must be done first, such as a second factor; else absent */
    unsigned char secret[32]; /* of the session: signs the forms */
};

struct view {
    struct viewer viewer;
    text initiative;                        /* the initiative's own name */
    text theme;                             /* address of its own colours, or absent */
    text logo;                              /* address of its own picture, or absent */
    text help_mail, help_phone, help_words; /* how people reach it, or absent */
    text path;                              /* "/grants" */
    text query;                             /* "programme=2&sort=title", as asked, without "?" */
    text request_id;                        /* for "quote this to us" */
    bool demo;
    enum failure_kind failure; /* an error page: what broke off */
    bool sent;                 /* an error page: a form was sent */
    unsigned again_in; /* an error page: seconds until it is worth another try; 0: unknown */
    bool resend;       /* an error page: not the account, but what was sent is too old */
    bool refused;      /* the form on this page has errors: its title starts with "Error: " */
    day today;
    text notice; /* one sentence after an action ("Grant added."), or absent */
};

/* A fresh "once" value for a form: a random nonce and its signature by the session's secret; proves
 * the form came from us (CSRF) and lets a repeated POST get the first answer. */
text view_once(struct arena *arena, const struct view *view);

/* The present query with one name set to a value (absent: taken out), ready after "?". Cursor names
 * `after` is always taken out unless it is the one set. For sort links, filter chips, pages, CSV.
 */
text view_query_with(struct arena *arena, const struct view *view, text name, text value);

#endif
