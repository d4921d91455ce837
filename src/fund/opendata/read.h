/*
 * The confined side of an import: reads JSON, XLSX or CSV and says records and problems as frames
 * (record.h). It knows the shape of the standard (titles.c), never what a value means: that is
 * rules.c, outside.
 *
 * Private to fund/opendata.
 */
#ifndef FUND_OPENDATA_READ_H
#define FUND_OPENDATA_READ_H

#include "engine/files/source.h"
#include "fund/opendata/record.h"

/* The end of a sentence about a file that is none of these. */
#define READ_GIVE "Give 360Giving data: a JSON, XLSX or CSV file."

/* Where frames go, some at a time. */
struct sink {
    void (*put)(void *arg, const void *ptr, size_t size);
    void *arg;
    struct text_builder frames;
    uint64_t size; /* of the file, for progress */
};
void sink_record(struct sink *sink, const struct record *record);
void sink_problem(struct sink *sink, const struct frame_problem *problem);
/* An error about the file as a whole. */
void sink_refuse(struct sink *sink, text say);
void sink_sheet(struct sink *sink, uint32_t missing);
void sink_progress(struct sink *sink, uint64_t done, uint64_t of);
void sink_end(struct sink *sink);

/* Reads a file of any kind: fd is a seekable descriptor that is taken over, or -1 and memory holds
 * the file. */
void read_grants(struct arena *arena, int fd, bytes memory, struct sink *sink);

void read_json(struct arena *arena, struct source *source, struct sink *sink);
void read_csv(struct arena *arena, struct source *source, struct sink *sink);
void read_xlsx(struct arena *arena, int fd, bytes memory, struct sink *sink);

#endif
