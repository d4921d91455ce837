/*
 * Codes of an app (RFC 6238: SHA-1, six digits, thirty seconds) and recovery codes. Pure: no
 * database. Private to fund/signin.
 */
#ifndef FUND_SIGNIN_TOTP_H
#define FUND_SIGNIN_TOTP_H

#include "engine/base/values.h"

enum { TOTP_SECRET = 20, TOTP_STEP_SECONDS = 30, RECOVERY_CODES = 10, RECOVERY_HASH = 32 };

/* The step of which a typed code is, among the present one and those beside it; 0: of none. Spaces
 * are passed over. */
int64_t totp_step(bytes secret, text typed, instant now) must_use;
/* "otpauth://totp/…", as apps read it from a picture. */
text totp_uri(struct arena *arena, bytes secret, text fund, text email) must_use;
/* The secret for typing: "JBSW Y3DP …". */
text totp_words(struct arena *arena, bytes secret) must_use;

/* A picture of the URI: squares on a grid of size × size, as the path of an SVG. */
struct qr {
    size_t size;
    text path;
};
struct qr qr_make(struct arena *arena, text uri) must_use;

/* The n-th recovery code from a seed of 32 bytes: "k3fd-92mx-vbq7-tz6w", 80 bits. */
text recovery_code(struct arena *arena, bytes seed, unsigned n) must_use;
/* The hash that is kept of a code; case, spaces and dashes do not count. */
bytes recovery_hash(struct arena *arena, text typed) must_use;
/* Whether what was typed looks like a recovery code rather than six digits. */
bool recovery_looks(text typed) must_use;

#endif
