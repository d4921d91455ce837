/*
 * A large body waits for its end in a file without a name, so that many slow senders of large files
 * cost disk and not memory. The file is beside the database: what it holds is as much kept from
 * others as that is. When the body is whole it is mapped, and read like any other text.
 */
#ifndef ENGINE_WEB_SPOOL_H
#define ENGINE_WEB_SPOOL_H

#include "engine/base/text.h"

struct spool;

/* In the folder of `beside`; it goes with the arena. NULL: no file can be made there. */
struct spool *spool_open(struct arena *arena, const char *beside) must_use;
/* False: the disk is full. */
bool spool_add(struct spool *spool, const void *ptr, size_t size) must_use;
/* All that was added; nothing may be added any more. Absent: it cannot be read. */
text spool_text(struct spool *spool) must_use;

#endif
