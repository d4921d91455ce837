/* A file's own fingerprint, to know it again. Private to fund/opendata. */
#ifndef FUND_OPENDATA_FILE_HASH_H
#define FUND_OPENDATA_FILE_HASH_H

#include "engine/base/values.h"

/* BLAKE2b-256 of all of it; leaves the descriptor at its beginning. */
bytes file_hash(struct arena *arena, int fd);

#endif
