/*
 * A grant as it stood in a file, whatever the file: cells, each with its path in the standard's
 * JSON. It is what the confined reader sends and what staging keeps, so that mapping (rules.c) has
 * one kind of input and is the only place that knows what a cell means.
 *
 * Private to fund/opendata.
 */
#ifndef FUND_OPENDATA_RECORD_H
#define FUND_OPENDATA_RECORD_H

#include "engine/base/values.h"

#define RECORD_CELLS_MAX ((size_t)2000)
#define RECORD_BYTES_MAX ((size_t)4 << 20)
#define RECORD_PATH_MAX ((size_t)512)
#define FRAME_BYTES_MAX (RECORD_BYTES_MAX + ((size_t)2 << 20))

enum cell_kind {
    CELL_TEXT,
    CELL_NUMBER,
    CELL_DATE, /* a spreadsheet's own date, as a date-time */
    CELL_FLAG,
    CELL_ERROR, /* a spreadsheet's #REF! and the like */
    CELL_KIND_COUNT
};

struct cell {
    enum cell_kind kind;
    text path;   /* recipientOrganization/0/name; for what the standard does not know:
                    Website/Decision Notes */
    text column; /* the sheet's title for it; absent in JSON */
    text value;
};

struct record {
    text sheet;  /* absent in JSON and CSV */
    int64_t row; /* of the sheet, from 1; in JSON the place in the list, from 0 */
    bool json;
    const struct cell *cell;
    size_t count;
};

/* What the confined reader says, one frame after another: kind, length, and these. */
enum frame_kind {
    FRAME_RECORD,
    FRAME_PROBLEM,
    FRAME_SHEET, /* a new sheet begins; which required columns it has not (rules.h) */
    FRAME_PROGRESS,
    FRAME_END, /* the file was read to its end */
    FRAME_KIND_COUNT
};
#define FRAME_HEAD_SIZE 5

struct frame_problem {
    bool error;
    text sheet;
    int64_t row; /* 0: none */
    text column;
    text say;
};

/* Each appends one frame with its head. */
void frame_record(struct text_builder *out, const struct record *record);
void frame_problem(struct text_builder *out, const struct frame_problem *problem);
void frame_sheet(struct text_builder *out, uint32_t missing);
void frame_progress(struct text_builder *out, uint64_t done, uint64_t of);
void frame_end(struct text_builder *out);

/* The head: what follows and how long it is. False: no frame of ours. */
bool frame_head(const unsigned char head[static FRAME_HEAD_SIZE], enum frame_kind *kind,
                size_t *size) must_use;
/* The bodies. False: not whole, or a text that is not UTF-8. Texts point into body; cells are in
 * the arena. */
bool read_record(struct arena *arena, bytes body, struct record *record) must_use;
bool read_problem(bytes body, struct frame_problem *problem) must_use;
bool read_sheet(bytes body, uint32_t *missing) must_use;
bool read_progress(bytes body, uint64_t *done, uint64_t *of) must_use;

/* A record's body alone, for staging; columns, which only problems need, are left out. */
text record_body(struct arena *arena, const struct record *record);

#endif
