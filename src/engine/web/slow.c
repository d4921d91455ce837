/* Threads and one queue: see slow.h. */
#include "engine/web/slow.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    MOST_THREADS = 16,
    BEHIND_PAGES = 10 /* of niceness: pages come first whenever both have something to do */
};

struct slow {
    pthread_t thread[MOST_THREADS];
    unsigned threads;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct slow_task *first, **last;
    size_t waiting, room;
    bool stopping;
};

static struct slow_task *task_take(struct slow *slow)
{
    struct slow_task *task = slow->first;
    if (!task)
        return NULL;
    slow->first = task->next;
    if (!slow->first)
        slow->last = &slow->first;
    slow->waiting--;
    return task;
}

static void *work(void *arg)
{
    struct slow *slow = arg;
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), BEHIND_PAGES); /* Linux: of this thread alone */
    pthread_mutex_lock(&slow->lock);
    for (;;) {
        while (!slow->first && !slow->stopping)
            pthread_cond_wait(&slow->changed, &slow->lock);
        struct slow_task *task = task_take(slow);
        if (!task)
            break;
        const bool run = !slow->stopping;
        pthread_mutex_unlock(&slow->lock);
        if (run)
            task->run(task->arg);
        task->done(task->arg, run); /* from here on the task may be gone */
        pthread_mutex_lock(&slow->lock);
    }
    pthread_mutex_unlock(&slow->lock);
    return NULL;
}

static void slow_close(void *thing)
{
    struct slow *slow = thing;
    pthread_cond_destroy(&slow->changed);
    pthread_mutex_destroy(&slow->lock);
}

struct slow *slow_new(struct arena *arena, unsigned threads, size_t room)
{
    struct slow *slow = arena_make(arena, struct slow);
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned wanted = threads ? threads : cores > 1 ? (unsigned)cores / 2 : 1;
    if (wanted > MOST_THREADS)
        wanted = MOST_THREADS;
    pthread_mutex_init(&slow->lock, NULL);
    pthread_cond_init(&slow->changed, NULL);
    arena_on_close(arena, slow_close, slow);
    slow->last = &slow->first;
    slow->room = room;
    /* Signals are the main thread's business. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (slow->threads < wanted &&
           pthread_create(&slow->thread[slow->threads], NULL, work, slow) == 0)
        slow->threads++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return slow->threads ? slow : NULL;
}

bool slow_add(struct slow *slow, struct slow_task *task)
{
    pthread_mutex_lock(&slow->lock);
    const bool taken = slow->waiting < slow->room && !slow->stopping;
    if (taken) {
        task->next = NULL;
        *slow->last = task;
        slow->last = &task->next;
        slow->waiting++;
        pthread_cond_signal(&slow->changed);
    }
    pthread_mutex_unlock(&slow->lock);
    return taken;
}

void slow_stop(struct slow *slow)
{
    pthread_mutex_lock(&slow->lock);
    slow->stopping = true;
    pthread_cond_broadcast(&slow->changed);
    pthread_mutex_unlock(&slow->lock);
    for (unsigned i = 0; i < slow->threads; i++)
        pthread_join(slow->thread[i], NULL);
}
