/* Hashes of passwords, and the list of those that are known to thieves. Private to fund/signin. */
#ifndef FUND_SIGNIN_PASSWORD_H
#define FUND_SIGNIN_PASSWORD_H

#include "engine/base/values.h"

/* Argon2id, 19 MiB, two passes; with its own salt. Takes some 30 ms of one core. */
text password_hash(struct arena *arena, text password) must_use;
/* hash absent: against one that no password has, for the same time. */
bool password_matches(struct arena *arena, text hash, text password) must_use;

/* Whether a password stands in a list: a file of words, one a line, or of SHA-1 hashes in hex,
 * sorted, as "Have I Been Pwned" publishes them ("HASH:COUNT"; counts are passed over). False too
 * when there is no such file, or none is named. */
bool password_is_known(struct arena *arena, const char *path, text password) must_use;

/* For the lists alone, which are made so: for nothing of ours. */
enum { SHA1_BYTES = 20 };
void sha1(unsigned char out[static SHA1_BYTES], bytes message);

#endif
