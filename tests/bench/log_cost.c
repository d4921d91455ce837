/*
 * What the audit log costs a write: the same changes of a partner in a database whose log is kept
 * and in one whose log was not opened, in alternating rounds.
 *
 * Usage: log_cost FOLDER          FOLDER in memory, or the disk is measured
 *
 * Prints the CPU microseconds that a write took with the log and without it, medians of the rounds.
 */
#include "engine/audit/audit.h"
#include "partners_queries.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 15, WRITES = 400 };

struct kept {
    struct database *database;
    bool log;
    partner_id partner;
    int64_t version;
    double took[ROUNDS];
};

static double cpu_microseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void act(const struct kept *kept, struct db_write *write, const char *what)
{
    if (kept->log)
        audit_add(write, what, partner_id_raw(kept->partner));
}

static void write_once(struct kept *kept)
{
    struct arena *arena = arena_new((size_t)1 << 20);
    struct db_write *write = db_write_begin(kept->database, arena);
    const text about = text_format(arena, "What they do, in words %lld", (long long)kept->version);
    if (partner_change(write, kept->partner, kept->version, T("Harbour Advice"),
                       T("harbour advice"), TEXT_ABSENT, about, TEXT_ABSENT, false, TEXT_ABSENT,
                       TEXT_ABSENT) != 1)
        abort();
    kept->version++;
    act(kept, write, "partner.change");
    db_write_commit(write);
    arena_free(arena);
}

static void kept_open(struct arena *arena, struct kept *kept, const char *path)
{
    text say = TEXT_ABSENT;
    kept->database = db_open(arena, path, DB_SERVE, true).database;
    if (!kept->database)
        abort();
    if (kept->log) {
        const struct vault *vault = vault_open_keys(arena, kept->database, true, &say);
        if (!vault || !audit_open(arena, kept->database, vault, AUDIT_SIGNED_HEAD, &say))
            abort();
    }
    struct db_write *write = db_write_begin(kept->database, arena);
    kept->partner =
        partner_add(write, T("Harbour Advice"), T("harbour advice"), TEXT_ABSENT, T("What they do"),
                    TEXT_ABSENT, false, TEXT_ABSENT, TEXT_ABSENT, instant_now());
    kept->version = 1;
    act(kept, write, "partner.add");
    db_write_commit(write);
}

static int order(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double middle(struct kept *kept)
{
    qsort(kept->took, ROUNDS, sizeof *kept->took, order);
    return kept->took[ROUNDS / 2];
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("Usage: log_cost FOLDER\n", stderr);
        return 2;
    }
    struct arena *arena = arena_new((size_t)16 << 20);
    struct kept kept[2] = {{.log = true}, {.log = false}};
    for (size_t i = 0; i < 2; i++)
        kept_open(arena, &kept[i], text_cstr(arena, text_format(arena, "%s/%zu.db", argv[1], i)));
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < 2; i++) {
            const double began = cpu_microseconds();
            for (int n = 0; n < WRITES; n++)
                write_once(&kept[i]);
            kept[i].took[round] = (cpu_microseconds() - began) / WRITES;
        }
    printf("%.1f %.1f\n", middle(&kept[0]), middle(&kept[1]));
    arena_free(arena);
    return 0;
}
