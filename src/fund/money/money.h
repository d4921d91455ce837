/*
 * The pool: who pays in, what they pledged, what came, and what it pays for.
 *
 * Money in and money out meet only as totals: nobody can tell from here whose pound paid for which
 * grant, unless the pledge itself is earmarked (A16).
 */
#ifndef FUND_MONEY_H
#define FUND_MONEY_H

#include "engine/web/route.h"

/* A piece of the funding jigsaw: a stretch of time that someone pays for, or that nobody does. */
struct money_piece {
    percent x, width;  /* of the chart */
    text wide, narrow; /* inside it, on a wide and on a narrow screen */
    int colour;        /* 1 … 6 */
    bool planned;      /* has not begun yet */
    bool gap;          /* nobody pays */
    bool knob;         /* a tab at its end: time goes on after it */
    bool first;        /* starts at the chart's left edge */
};
struct money_row {
    text name, meta;
    text say; /* all of it in words */
    struct {
        const struct money_piece *row;
        size_t count;
    } pieces;
};
struct money_rows {
    const struct money_row *row;
    size_t count;
};
struct money_tick {
    percent at;
    text label;
    bool only_wide, first;
};
struct money_chart {
    struct {
        const struct money_tick *row;
        size_t count;
    } ticks;
    percent today;
    bool shows_today;
    struct money_rows paid_in, paid_out;
};

/* The pool's figures. running: awards of grants that have not ended. */
struct money_pool {
    pence pledged, received, to_come, awarded, running, to_award;
    int64_t funders;
};
struct money_pool money_pool_now(struct db *db, day today);

/* Co-funders' pledges above the programmes' grants, over the same years. unfunded: what the work
 * costs beyond what was awarded, for the hatched piece; absent: not shown. */
struct money_chart money_chart_make(struct arena *arena, struct db *db, day today,
                                    opt_pence unfunded);

/* A stretch of time that an amount is for, as a row of its own. */
struct money_lane {
    text name, meta;
    pence amount;
    day from, to;
};
/* Rows over the same years, each one piece. No statement: whoever asks knows the rows. */
struct money_chart money_lanes_make(struct arena *arena, const struct money_lane *lane,
                                    size_t count, day today);
/* {% call money_lanes(chart) %} */
void part_money_lanes(struct html *out, const struct money_chart *chart);

/* The chart as a page draws it: {% call money_timeline(chart) %}. */
void part_money_timeline(struct html *out, const struct money_chart *chart);
void part_money_key(struct html *out);

extern const struct routes money_routes;

#endif
