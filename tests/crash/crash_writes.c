/*
 * A writer is killed at any moment, again and again: what it acknowledged is there, the file is
 * whole.
 *
 * Usage: crash_writes [ROUNDS]    50 when not given
 *
 * A child writes rows and, after each commit, says its number through a pipe; it is killed with
 * SIGKILL after a random while. The parent then opens the database and looks for every number that
 * was said. (A kill is not a power cut: the page cache survives it. fsync is SQLite's,
 * synchronous=FULL.)
 */
#include "tests/engine/db/support.h"

#include <signal.h>
#include <sys/wait.h>

enum { ROUNDS = 50, LONGEST_MICROSECONDS = 40000 };

static _Noreturn void write_until_killed(struct world *w, int64_t first, int said)
{
    const struct db_opened opened = world_open(w, DB_SERVE, false);
    if (!opened.database)
        _exit(1);
    for (int64_t n = first;; n++) {
        row_add(w, opened.database, n);
        if (write(said, &n, sizeof n) != sizeof n)
            _exit(1);
    }
}

/* Runs a child for a while; returns the number after the last that it acknowledged. */
static int64_t round_of_writes(struct world *w, int64_t first)
{
    int ends[2];
    if (pipe(ends) != 0)
        abort();
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        write_until_killed(w, first, ends[1]);
    }
    close(ends[1]);
    usleep((useconds_t)(5000 + rand() % LONGEST_MICROSECONDS));
    kill(child, SIGKILL);
    int status;
    if (waitpid(child, &status, 0) != child || !WIFSIGNALED(status))
        abort();
    int64_t next = first;
    for (int64_t n; read(ends[0], &n, sizeof n) == sizeof n;)
        next = n + 1;
    close(ends[0]);
    return next;
}

static bool row_there(const struct world *w, struct db *db, int64_t key)
{
    struct db_stmt *stmt = db_stmt_begin(db, w->statement[FIND]);
    db_bind_bytes(stmt, 1, (bytes){.ptr = (const unsigned char *)&key, .len = sizeof key});
    const bool there = db_step(stmt);
    db_stmt_end(stmt);
    return there;
}

/* How many of the acknowledged numbers are missing, and whether the file is whole. */
static int64_t lost_rows(struct world *w, const int64_t *from, const int64_t *to, int rounds,
                         bool *whole)
{
    struct arena *arena = arena_new((size_t)16 << 20);
    struct db *db = db_read(w->database, arena);
    int64_t lost = 0;
    for (int i = 0; i < rounds; i++)
        for (int64_t n = from[i]; n < to[i]; n++)
            lost += row_there(w, db, n) ? 0 : 1;
    db_read_end(db);
    struct texts says;
    *whole = db_verify(arena, w->database, &says, &(text){.len = 0});
    arena_free(arena);
    return lost;
}

int main(int argc, char **argv)
{
    const long asked = argc > 1 ? strtol(argv[1], NULL, 10) : ROUNDS;
    if (asked < 1 || asked > 100000) {
        fputs("Usage: crash_writes [ROUNDS]\n", stderr);
        return 2;
    }
    const int rounds = (int)asked;
    void *state = NULL;
    if (world_begin(&state) != 0)
        return 1;
    struct world *w = state;
    db_close(w->database);
    w->database = NULL;
    srand(20241018);
    int64_t *from = calloc((size_t)rounds, sizeof *from), *to = calloc((size_t)rounds, sizeof *to);
    int64_t acknowledged = 0, lost = 0;
    int broken = 0;
    for (int i = 0; from && to && i < rounds; i++) {
        from[i] = (int64_t)i * 1000000;
        to[i] = round_of_writes(w, from[i]);
        acknowledged += to[i] - from[i];
        /* A reader leaves the dead writer's WAL for the next; a writer takes it in. */
        w->database = world_open(w, i % 2 ? DB_READ : DB_SERVE, false).database;
        bool whole = false;
        lost = w->database ? lost_rows(w, from, to, i + 1, &whole) : acknowledged;
        if (lost || !whole)
            broken++;
        db_close(w->database);
        w->database = NULL;
    }
    free(from);
    free(to);
    printf("%d kills, %lld rows acknowledged, %lld lost, %d times not whole\n", rounds,
           (long long)acknowledged, (long long)lost, broken);
    (void)!world_end(&state);
    return acknowledged > 0 && lost == 0 && broken == 0 ? 0 : 1;
}
