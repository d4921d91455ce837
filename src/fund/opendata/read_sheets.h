/*
 * Rows of a sheet become records: headings give paths, rows of the same Identifier are one grant,
 * and rows of other sheets are added to the grant they name.
 *
 * Private to the confined side of fund/opendata.
 */
#ifndef FUND_OPENDATA_READ_SHEETS_H
#define FUND_OPENDATA_READ_SHEETS_H

#include "engine/files/xlsx_read.h"
#include "fund/opendata/read.h"

#define COLUMNS_KEPT_MAX ((size_t)1000)

struct sheet_column {
    size_t at; /* in the row */
    text path;
    text title;
    bool split;
};

/* A sheet's headings. */
struct sheet_head {
    text sheet; /* absent for CSV */
    int64_t row;
    struct sheet_column *column;
    size_t count;
    uint32_t has;    /* which of required_paths */
    bool has_person; /* columns about a person who gets the grant */
    bool has_id;
    bool foreign; /* none of them is one of the standard's: nothing of the sheet is read */
    bool is_main; /* tells of grants themselves, not only of things that belong to them */
    size_t past;  /* cells from here on have no heading */
    bool said_headless;
};

/* The merger: holds one grant back until a row of another comes. */
struct merger;
struct merger *merger_new(struct arena *arena, struct sink *sink);

/* Reads the headings; says what is wrong with them as warnings. */
struct sheet_head *merger_head(struct merger *m, text sheet, const struct xlsx_row *row);
/* A row of a sheet that only adds to grants: kept until its grant comes. */
void merger_add_side(struct merger *m, struct sheet_head *head, const struct xlsx_row *row);
/* Says which required columns are missing, once per main sheet; side: what the other sheets have.
 */
void merger_begin_main(struct merger *m, const struct sheet_head *head);
void merger_add_main(struct merger *m, struct sheet_head *head, const struct xlsx_row *row);
/* Sends the last grant, and warns of rows that found none. */
void merger_end(struct merger *m);

#endif
