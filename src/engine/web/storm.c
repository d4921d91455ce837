/* See storm.h. */
#include "engine/web/storm.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { SECONDS = 10, MOST_WRITTEN = 10 };

static int64_t second_now(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

void storm_open(struct storm *storm)
{
    *storm = (struct storm){.began = second_now()};
    pthread_mutex_init(&storm->mutex, NULL);
}

void storm_close(struct storm *storm)
{
    pthread_mutex_destroy(&storm->mutex);
}

static void id_keep(char *to, text id)
{
    (void)snprintf(to, STORM_ID_SIZE, "%.*s", TEXT_ARG(id));
}

void storm_log(struct storm *storm, const struct log_line *line)
{
    storm_tell(storm, false);
    pthread_mutex_lock(&storm->mutex);
    const bool written = storm->written < MOST_WRITTEN;
    if (written) {
        if (storm->written++ == 0)
            storm->began = second_now();
        atomic_store(&storm->going, true);
    } else {
        if (storm->left_out++ == 0)
            id_keep(storm->first, line->id);
        id_keep(storm->last, line->id);
        (void)snprintf(storm->why, sizeof storm->why, "%s", line->failure);
        storm->status = line->status;
    }
    pthread_mutex_unlock(&storm->mutex);
    if (written)
        log_request(line);
}

void storm_tell(struct storm *storm, bool now)
{
    if (!atomic_load(&storm->going))
        return;
    char words[sizeof storm->why + 2 * STORM_ID_SIZE + 64], last[STORM_ID_SIZE];
    pthread_mutex_lock(&storm->mutex);
    const unsigned left_out = storm->left_out;
    const bool over = storm->written > 0 && (now || second_now() - storm->began >= SECONDS);
    const int status = storm->status;
    if (over) {
        (void)snprintf(words, sizeof words, "%u more failed alike, from %s to %s: %s", left_out,
                       storm->first, storm->last, storm->why);
        memcpy(last, storm->last, sizeof last);
        storm->written = storm->left_out = 0;
        atomic_store(&storm->going, false);
    }
    pthread_mutex_unlock(&storm->mutex);
    if (over && left_out > 0)
        log_request(&(struct log_line){.id = text_of(last),
                                       .method = T("*"),
                                       .path = T("*"),
                                       .status = status,
                                       .failure = words});
}
