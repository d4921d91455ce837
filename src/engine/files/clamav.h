/*
 * Asks clamd, ClamAV's daemon, whether bytes hold a virus: INSTREAM over its unix socket. It is
 * given the bytes and nothing else, neither a name nor a path. Private to engine/files.
 */
#ifndef ENGINE_FILES_CLAMAV_H
#define ENGINE_FILES_CLAMAV_H

#include "engine/base/values.h"

/* HOLDFAST_CLAMD, or where Debian's clamd listens. NULL: there is none. */
const char *clamav_socket(void);

enum clamav_verdict { CLAMAV_CLEAN, CLAMAV_FOUND, CLAMAV_NO_ANSWER };

struct clamav;
/* One question. NULL: nobody answers. Ends with the arena. */
struct clamav *clamav_ask(struct arena *arena, const char *socket) must_use;
/* False: it hung up; clamav_answer tells why. */
bool clamav_give(struct clamav *asked, bytes piece) must_use;
/* After the last piece. *said: the name of what was found, or why there is no answer. */
enum clamav_verdict clamav_answer(struct arena *arena, struct clamav *asked, text *said) must_use;

#endif
