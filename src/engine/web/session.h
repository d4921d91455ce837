/*
 * What proves who asks and that a form came from us: the session's token, the once value of a form,
 * and the notice that travels over a redirect.
 *
 * A token is 32 random bytes, in the cookie "holdfast" as hex; the database holds only its hash. A
 * once value is "NONCE.MAC": 16 random bytes and their MAC under the viewer's secret, both hex. A
 * stranger's secret is the server's own, new at each start.
 */
#ifndef ENGINE_WEB_SESSION_H
#define ENGINE_WEB_SESSION_H

#include "engine/web/view.h"

#define SESSION_COOKIE "holdfast"
#define NOTICE_COOKIE "notice"
#define DEVICE_COOKIE "device" /* a token too; stays when the session ends */

/* A new token, as hex. For sign-in. */
text session_token_make(struct arena *arena) must_use;
/* The hash that the database keeps: BLAKE2b-256 of the token's 32 bytes. False: not a token. */
bool session_token_hash(struct arena *arena, text token, bytes *hash) must_use;

/* Checks a once value. True: *nonce (16 bytes) is one that this viewer was given. */
bool once_check(struct arena *arena, const struct viewer *viewer, text once, bytes *nonce) must_use;

/* A notice as a cookie's value, and back (absent: not ours, or not a notice). */
text notice_seal(struct arena *arena, const unsigned char secret[32], text notice) must_use;
text notice_open(struct arena *arena, const unsigned char secret[32], text sealed) must_use;

#endif
