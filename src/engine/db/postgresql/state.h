/*
 * What an error of PostgreSQL comes to, by its SQLSTATE (the manual's Appendix A): whether it may
 * pass by itself, and whether the session can go on.
 */
#ifndef ENGINE_DB_POSTGRESQL_STATE_H
#define ENGINE_DB_POSTGRESQL_STATE_H

#include "engine/base/fail.h"

/* Those that somebody decides by. */
#define STATE_UNIQUE "23505"
#define STATE_REFERENCE "23503"
#define STATE_LOCKED "55P03"
#define STATE_FULL "53300" /* no more connections */

struct state_meaning {
    const char *state; /* five characters, or a class of two */
    enum failure_kind kind;
    bool renew; /* the session is of no more use: it is closed, and the next borrower opens anew */
};

/* state: "" where there was none. Of what is not in the table: broken, and the session goes on. */
struct state_meaning state_means(const char *state) must_use;

/* The SQLSTATE in what libpq says of a connection that it could not open, when it was told to be
 * verbose: "FATAL:  53300: sorry, too many clients". False: there is none, the server was not
 * reached. */
bool state_in_words(const char *words, char state[6]) must_use;

#endif
