/* The funding jigsaw: pledges and grants laid out over the same years. Percentages, so that it
 * stretches; words beside each row. */
#include "fund/money/money.h"
#include "money_queries.h"

#define TICKS_MOST 40
#define TICKS_WIDE 6 /* more than these: every second one only on wide screens */

/* The chart's time: whole years from April to April. */
struct span {
    day from, to;
    bool any;
};

static void span_take(struct span *span, day from, day to)
{
    if (!span->any || day_order(from, span->from) < 0)
        span->from = from;
    if (!span->any || day_order(to, span->to) > 0)
        span->to = to;
    span->any = true;
}

static day april(int year)
{
    day d;
    ensure(day_of(year, 4, 1, &d));
    return d;
}

static void span_round(struct span *span)
{
    int from_year, to_year, month, date;
    day_parts(span->from, &from_year, &month, &date);
    from_year -= day_order(span->from, april(from_year)) < 0;
    day_parts(span->to, &to_year, &month, &date);
    to_year += day_order(span->to, april(to_year)) >= 0;
    span->from = april(from_year);
    span->to = april(to_year);
}

static percent place(const struct span *span, day d)
{
    return percent_of(day_between(span->from, d), day_between(span->from, span->to));
}

static struct money_piece piece_of(const struct span *span, day from, day to, day today)
{
    const day after = day_add(to, 1);
    const bool planned = day_order(from, today) > 0;
    return (struct money_piece){
        .x = place(span, from),
        .width = percent_of(day_between(from, after), day_between(span->from, span->to)),
        .planned = planned,
        .knob = !planned && day_order(after, span->to) < 0,
        .first = day_order(from, span->from) == 0,
    };
}

static void add_ticks(struct arena *arena, struct money_chart *chart, const struct span *span,
                      day today)
{
    struct money_tick *tick = arena_array(arena, struct money_tick, TICKS_MOST);
    int from_year, to_year, month, date;
    day_parts(span->from, &from_year, &month, &date);
    day_parts(span->to, &to_year, &month, &date);
    size_t count = 0;
    for (int year = from_year; year < to_year && count < TICKS_MOST; year++, count++)
        tick[count] =
            (struct money_tick){.at = place(span, april(year)),
                                .label = text_format(arena, "Apr %d", year),
                                .only_wide = to_year - from_year > TICKS_WIDE / 2 && count % 2 == 1,
                                .first = count == 0};
    chart->ticks.row = tick;
    chart->ticks.count = count;
    chart->today = place(span, today);
    chart->shows_today = day_order(span->from, today) <= 0 && day_order(today, span->to) <= 0;
}

static text time_words(struct arena *arena, day from, day to)
{
    return text_format(arena, "%.*s to %.*s", TEXT_ARG(day_month_text(arena, from)),
                       TEXT_ARG(day_month_text(arena, to)));
}

/* ---- Money in ---- */

/* The pledges first … first + count of one funder. Pieces stand right to left, so that each knob
 * lies on its neighbour. */
static struct money_row funder_row(struct arena *arena, const struct span *span,
                                   const struct pool_pledges_row *pledge, size_t count, int colour,
                                   day today)
{
    struct money_piece *piece = arena_array(arena, struct money_piece, count);
    struct text_builder say = {.arena = arena};
    struct span whole = {.any = false};
    pence total = pence_of(0);
    size_t pieces = 0;
    for (size_t i = count; i-- > 0;) {
        span_take(&whole, pledge[i].from_on, pledge[i].to_on);
        total = pence_add(total, pledge[i].amount);
        if (pence_order(pledge[i].amount, pence_of(0)) <= 0)
            continue; /* a withdrawal is in the total, and pays for no time */
        struct money_piece *p = &piece[pieces++];
        *p = piece_of(span, pledge[i].from_on, pledge[i].to_on, today);
        p->colour = colour;
        p->narrow = pence_short(arena, pledge[i].amount);
        p->wide = p->planned ? text_format(arena, "Promised %.*s", TEXT_ARG(p->narrow)) : p->narrow;
    }
    text_add(&say, pledge[0].name);
    for (size_t i = 0; i < count; i++)
        text_add_format(&say, "%s %.*s for %.*s%s", i ? ";" : ":",
                        TEXT_ARG(pence_text(arena, pledge[i].amount)),
                        TEXT_ARG(time_words(arena, pledge[i].from_on, pledge[i].to_on)),
                        day_order(pledge[i].from_on, today) > 0 ? ", promised" : "");
    text_add(&say, T("."));
    return (struct money_row){
        .name = pledge[0].name,
        .meta = text_format(arena, "%.*s, to %.*s", TEXT_ARG(pence_short(arena, total)),
                            TEXT_ARG(day_month_text(arena, whole.to))),
        .say = text_built(&say),
        .pieces = {.row = piece, .count = pieces},
    };
}

static struct money_row gap_row(struct arena *arena, const struct span *span, day from, day to,
                                pence amount, text name, text meta, const char *words)
{
    struct money_piece *piece = arena_make(arena, struct money_piece);
    *piece = piece_of(span, from, to, to);
    piece->gap = true;
    piece->narrow = pence_short(arena, amount);
    piece->wide = text_format(arena, "%.*s %s", TEXT_ARG(piece->narrow), words);
    return (struct money_row){
        .name = name,
        .meta = meta,
        .say = text_format(arena, "%.*s: %.*s %s, %.*s.", TEXT_ARG(name),
                           TEXT_ARG(pence_text(arena, amount)), words,
                           TEXT_ARG(time_words(arena, from, to))),
        .pieces = {.row = piece, .count = 1},
    };
}

static struct money_rows rows_in(struct arena *arena, const struct span *span,
                                 struct pool_pledges_rows pledges, day today, pence to_raise)
{
    struct money_row *row = arena_array(arena, struct money_row, pledges.count + 1);
    size_t rows = 0;
    for (size_t i = 0, run; i < pledges.count; i += run) {
        const int64_t funder = funder_id_raw(pledges.row[i].funder_id);
        for (run = 1;
             i + run < pledges.count && funder_id_raw(pledges.row[i + run].funder_id) == funder;)
            run++;
        row[rows] = funder_row(arena, span, &pledges.row[i], run, (int)(rows % 6) + 1, today);
        rows++;
    }
    if (pence_order(to_raise, pence_of(0)) > 0 && day_order(today, span->to) < 0)
        row[rows++] = gap_row(arena, span, day_order(today, span->from) < 0 ? span->from : today,
                              day_add(span->to, -1), to_raise, T("No funder yet"),
                              T("awarded beyond what is pledged"), "still to raise");
    return (struct money_rows){.row = row, .count = rows};
}

/* ---- Money out ---- */

static struct money_rows rows_out(struct arena *arena, const struct span *span,
                                  struct pool_grants_by_programme_rows programmes, day today,
                                  opt_pence unfunded)
{
    struct money_row *row = arena_array(arena, struct money_row, programmes.count + 1);
    struct span whole = {.any = false};
    for (size_t i = 0; i < programmes.count; i++) {
        const struct pool_grants_by_programme_row *p = &programmes.row[i];
        struct money_piece *piece = arena_make(arena, struct money_piece);
        *piece = piece_of(span, p->from_on, p->to_on, today);
        piece->colour = 1;
        piece->narrow = pence_short(arena, p->awarded);
        piece->wide = piece->narrow;
        span_take(&whole, p->from_on, p->to_on);
        const text grants = int_words(arena, p->grants, T("grant"), T("grants"));
        row[i] = (struct money_row){
            .name = p->name,
            .meta = grants,
            .say = text_format(arena, "%.*s: %.*s in %.*s, %.*s.", TEXT_ARG(p->name),
                               TEXT_ARG(pence_text(arena, p->awarded)), TEXT_ARG(grants),
                               TEXT_ARG(time_words(arena, p->from_on, p->to_on))),
            .pieces = {.row = piece, .count = 1},
        };
    }
    size_t rows = programmes.count;
    if (unfunded.some && pence_order(unfunded.it, pence_of(0)) > 0 && whole.any)
        row[rows++] = gap_row(arena, span, whole.from, whole.to, unfunded.it, T("Nobody pays"),
                              T("needed beyond the awards"), "needed and not awarded");
    return (struct money_rows){.row = row, .count = rows};
}

struct money_chart money_chart_make(struct arena *arena, struct db *db, day today,
                                    opt_pence unfunded)
{
    const struct pool_pledges_asked asked = pool_pledges_ask(db);
    const struct pool_grants_by_programme_rows programmes = pool_grants_by_programme(db);
    const struct pool_pledges_rows pledges = pool_pledges_take(asked);
    struct span span = {.any = false};
    pence pledged = pence_of(0), awarded = pence_of(0);
    for (size_t i = 0; i < pledges.count; i++) {
        span_take(&span, pledges.row[i].from_on, pledges.row[i].to_on);
        pledged = pence_add(pledged, pledges.row[i].amount);
    }
    for (size_t i = 0; i < programmes.count; i++) {
        span_take(&span, programmes.row[i].from_on, programmes.row[i].to_on);
        awarded = pence_add(awarded, programmes.row[i].awarded);
    }
    struct money_chart chart = {.ticks = {.count = 0}};
    if (!span.any)
        return chart;
    span_round(&span);
    add_ticks(arena, &chart, &span, today);
    chart.paid_in = rows_in(arena, &span, pledges, today, pence_less(awarded, pledged));
    chart.paid_out = rows_out(arena, &span, programmes, today, unfunded);
    return chart;
}

/* ---- Rows of one's own ---- */

struct money_chart money_lanes_make(struct arena *arena, const struct money_lane *lane,
                                    size_t count, day today)
{
    struct span span = {.any = false};
    for (size_t i = 0; i < count; i++)
        span_take(&span, lane[i].from, lane[i].to);
    struct money_chart chart = {.ticks = {.count = 0}};
    if (!span.any)
        return chart;
    span_round(&span);
    add_ticks(arena, &chart, &span, today);
    struct money_row *row = arena_array(arena, struct money_row, count);
    for (size_t i = 0; i < count; i++) {
        struct money_piece *piece = arena_make(arena, struct money_piece);
        *piece = piece_of(&span, lane[i].from, lane[i].to, today);
        piece->colour = (int)(i % 6) + 1;
        piece->narrow = pence_short(arena, lane[i].amount);
        piece->wide = pence_text(arena, lane[i].amount);
        row[i] = (struct money_row){
            .name = lane[i].name,
            .meta = lane[i].meta,
            .say = text_format(arena, "%.*s: %.*s, %.*s.", TEXT_ARG(lane[i].name),
                               TEXT_ARG(piece->wide),
                               TEXT_ARG(time_words(arena, lane[i].from, lane[i].to))),
            .pieces = {.row = piece, .count = 1}};
    }
    chart.paid_out = (struct money_rows){.row = row, .count = count};
    return chart;
}
