/*
 * What the three fuzzers of imports share: a file goes through the confined reader's code (here
 * unconfined), its frames through the decoder, and each record through the mapping rules. Nothing
 * may crash, and no record may be longer than its cap.
 */
#ifndef TESTS_FUZZ_GRANTS_H
#define TESTS_FUZZ_GRANTS_H

#include "fund/opendata/read.h"
#include "fund/opendata/rules.h"

#include <stdio.h>
#include <stdlib.h>

struct fuzz {
    struct arena *arena;
    struct check_state state;
};

static inline void fuzz_frame(struct fuzz *fuzz, enum frame_kind kind, bytes body)
{
    struct record record;
    struct frame_problem problem;
    uint64_t done, of;
    switch (kind) {
    case FRAME_RECORD: {
        struct findings findings = {.arena = fuzz->arena};
        struct grant_draft *draft = arena_make(fuzz->arena, struct grant_draft);
        if (!read_record(fuzz->arena, body, &record))
            abort();
        if (!grant_check(fuzz->arena, &record, &fuzz->state, draft, &findings) &&
            findings.errors == 0)
            abort();
        for (size_t i = 0; i < findings.count; i++)
            (void)import_problem_text(fuzz->arena, &findings.row[i]);
        /* What staging keeps is read back as the same. */
        struct record again;
        const text kept = record_body(fuzz->arena, &record);
        if (!read_record(fuzz->arena,
                         (bytes){.ptr = (const unsigned char *)kept.ptr, .len = kept.len},
                         &again) ||
            again.count != record.count)
            abort();
        break;
    }
    case FRAME_PROBLEM:
        if (!read_problem(body, &problem))
            abort();
        break;
    case FRAME_SHEET:
        if (!read_sheet(body, &fuzz->state.missing))
            abort();
        break;
    case FRAME_PROGRESS:
        if (!read_progress(body, &done, &of))
            abort();
        break;
    case FRAME_END:
    case FRAME_KIND_COUNT:
        break;
    }
}

static inline void fuzz_put(void *arg, const void *ptr, size_t size)
{
    struct fuzz *fuzz = arg;
    const unsigned char *p = ptr;
    while (size > 0) {
        enum frame_kind kind;
        size_t len;
        if (size < FRAME_HEAD_SIZE || !frame_head(p, &kind, &len) || len > size - FRAME_HEAD_SIZE)
            abort();
        fuzz_frame(fuzz, kind, (bytes){.ptr = p + FRAME_HEAD_SIZE, .len = len});
        p += FRAME_HEAD_SIZE + len;
        size -= FRAME_HEAD_SIZE + len;
    }
}

struct fuzz_run {
    struct fuzz *fuzz;
    struct sink *sink;
    void (*read)(struct arena *arena, bytes file, struct sink *sink);
    bytes file;
};

static inline void fuzz_body(void *arg)
{
    struct fuzz_run *run = arg;
    run->read(run->fuzz->arena, run->file, run->sink);
    sink_end(run->sink);
}

/* Runs one input; running out of the arena's cap is an end like any other, and the only failure
 * allowed. */
static inline int fuzz_one(const uint8_t *data, size_t size,
                           void (*read)(struct arena *arena, bytes file, struct sink *sink))
{
    struct fuzz fuzz = {.arena = arena_new((size_t)256 << 20)};
    if (!day_of(2026, 1, 1, &fuzz.state.today))
        abort();
    struct sink sink = {
        .put = fuzz_put, .arg = &fuzz, .frames = {.arena = fuzz.arena}, .size = size};
    struct fuzz_run run = {
        .fuzz = &fuzz, .sink = &sink, .read = read, .file = {.ptr = data, .len = size}};
    struct failure failure = {.what = ""};
    if (!fail_try(fuzz_body, &run, &failure) &&
        !text_starts(text_of(failure.what), T("out of memory: "))) {
        fprintf(stderr, "%s\n", failure.what);
        abort();
    }
    arena_free(fuzz.arena);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
