/*
 * What signing in keeps in memory while the program runs. Private to fund/signin.
 *
 * A page that only reads writes nothing: that a session was used is noted here and stored each
 * minute. That a session has ended is noted here too, at once, so that it stays ended until the
 * database says so, whatever the clock does.
 */
#ifndef FUND_SIGNIN_MEMORY_H
#define FUND_SIGNIN_MEMORY_H

#include "engine/web/limit.h"
#include "fund/signin/signin.h"

enum { SESSION_HASH = 32 };

struct session_note {
    unsigned char token_hash[SESSION_HASH];
    instant used;
    bool fresh;         /* used since it was last stored */
    bool over;          /* ended, whatever the database says */
    bool told;          /* and the database says so too */
    char elsewhere[64]; /* the browser in which it turned up; empty: it did not */
};

struct limits *signin_limits(const struct app *app); /* NULL: nothing is counted */

/* The session was used now. Gives back when it was last, as far as is known here (else `stored`).
 * False: it is over. */
bool memory_use(struct signin *signin, bytes token_hash, instant stored, instant now,
                instant *used) must_use;
/* The session is over. elsewhere: the browser in which it turned up, or absent. */
void memory_end(struct signin *signin, bytes token_hash, text elsewhere);
/* Copies what is to be stored, at most `most` of it; how many. It is to be stored until
 * memory_stored() says that it was: a transaction that breaks off loses nothing. */
size_t memory_unstored(struct signin *signin, struct session_note *note, size_t most);
void memory_stored(struct signin *signin, const struct session_note *note, size_t count);

/* A sign-in failed; and how often since it was last asked. */
void memory_failure(struct signin *signin);
int64_t memory_failures_take(struct signin *signin);

/* A keyed hash of 32 bytes whose key dies with the program: of what must match within a run, and
 * whose database must not give it away. signin NULL (a command, a test): the key is all zeroes. */
bytes memory_mac(const struct signin *signin, struct arena *arena, text purpose, bytes of);

#endif
