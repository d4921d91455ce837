/*
 * The log while much fails alike: a database that is away fails every request, and a line for each
 * would fill the disk and hide what else there is. A few lines of each ten seconds are written
 * whole; the rest are counted, and one line then says how many there were and between which ids.
 */
#ifndef ENGINE_WEB_STORM_H
#define ENGINE_WEB_STORM_H

#include "engine/web/log.h"

#include <pthread.h>
#include <stdatomic.h>

enum { STORM_ID_SIZE = 32 };

struct storm {
    atomic_bool going; /* something was written since it was last told */
    pthread_mutex_t mutex;
    int64_t began; /* second in which its first line came */
    unsigned written, left_out;
    char first[STORM_ID_SIZE], last[STORM_ID_SIZE]; /* ids of those left out */
    char why[160];                                  /* of the last of them */
    int status;
};

void storm_open(struct storm *storm);
void storm_close(struct storm *storm);
/* Writes the line, or counts it. */
void storm_log(struct storm *storm, const struct log_line *line);
/* Says what was left out, once its ten seconds are over, or now. */
void storm_tell(struct storm *storm, bool now);

#endif
