/* See state.h. */
#include "engine/db/postgresql/state.h"

#include <string.h>

/* The first that fits: single states stand before their classes. */
static const struct state_meaning meanings[] = {
    {"08", FAILURE_AWAY, true},      /* the connection itself */
    {"25006", FAILURE_AWAY, true},   /* cannot write here: the server has become a standby, and
                                        another of the URL's hosts is the primary now */
    {"25P03", FAILURE_SLOW, true},   /* idle for too long within a transaction */
    {"40001", FAILURE_AWAY, false},  /* of two that meet, one is to come again */
    {"40P01", FAILURE_AWAY, false},  /* likewise: a deadlock */
    {"40003", FAILURE_UNSURE, true}, /* the server itself cannot tell */
    {"53100", FAILURE_FULL, false},  /* the disk */
    {STATE_FULL, FAILURE_AWAY, false},
    {"53", FAILURE_AWAY, false},         /* its memory, or another of its limits */
    {STATE_LOCKED, FAILURE_AWAY, false}, /* lock_timeout: somebody else holds what was wanted */
    {"57014", FAILURE_SLOW, false},      /* statement_timeout, or an administrator cancelled it */
    {"57P01", FAILURE_AWAY, true},  /* the server stops, or an administrator ended the session */
    {"57P02", FAILURE_AWAY, true},  /* another session's crash ended all */
    {"57P03", FAILURE_AWAY, true},  /* it starts up, or shuts down */
    {"57P05", FAILURE_AWAY, true},  /* idle for too long */
    {"58030", FAILURE_AWAY, false}, /* its disk or network answered with an error */
};

struct state_meaning state_means(const char *state)
{
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (strncmp(state, meanings[i].state, strlen(meanings[i].state)) == 0)
            return meanings[i];
    return (struct state_meaning){.state = "", .kind = FAILURE_BROKEN};
}

static bool is_state(const char *at)
{
    return strspn(at, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 5 && at[5] == ':';
}

bool state_in_words(const char *words, char state[6])
{
    for (const char *at = strstr(words, ":  "); at; at = strstr(at + 1, ":  "))
        if (is_state(at + 3)) {
            memcpy(state, at + 3, 5);
            state[5] = 0;
            return true;
        }
    return false;
}
