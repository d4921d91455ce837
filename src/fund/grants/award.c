/* The award's ledger, and the lines that say what it pays for. Entries are added, never changed. */
#include "fund/grants/grants.h"
#include "fund/grants/handlers.h"
#include "fund/grants/rules.h"
#include "fund/programmes/programmes.h"
#include "grants_pages.h"

#define LINES_MOST 40
#define LINES_SPARE 3

static const struct grant_row *grant_of(const struct request *rq, struct db *db)
{
    return grant_find(db, grant_id_of(rq->id[0]));
}

/* ---- The ledger ---- */

struct answer award_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    struct form_values *values = form_blank(rq->arena, &award_entry_form_spec);
    form_fill_day(values, "decided_on", rq->view.today);
    page_award_entry(rq->out, grant, values, false);
    return answer_page(rq);
}

static struct answer award_again(struct request *rq, struct db *db, bool stale)
{
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    if (stale) /* the page shows the present award, so saving again knows of it */
        rq->values->version = grant->version;
    page_award_entry(rq->out, grant, rq->values, stale);
    return stale ? answer_stale(rq) : answer_refused(rq);
}

struct answer award_redraw(struct request *rq, struct db *db)
{
    return award_again(rq, db, false);
}

/* A2, A5: the entry's own rules, and the programme's cap for what the award would be. A reduction
 * is never over a cap. */
static bool entry_holds(struct request *rq, struct db *db, const struct grant_row *grant,
                        const struct award_entry_form *form, pence amount)
{
    struct entry_check check =
        award_entry_check(rq->arena, form->kind, amount, form->reason, grant->awarded);
    if (!text_present(check.amount) && pence_order(amount, pence_of(0)) > 0)
        check.amount =
            programme_award_refusal(db, grant->programme_id, pence_add(grant->awarded, amount));
    if (text_present(check.amount))
        request_refuse(rq, "amount", check.amount);
    if (text_present(check.reason))
        request_refuse(rq, "reason", check.reason);
    return !text_present(check.amount) && !text_present(check.reason);
}

struct answer award_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct award_entry_form *form = form_;
    struct db *db = db_of(write);
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    if (rq->values->version != grant->version)
        return award_again(rq, db, true);
    const pence amount = form->less ? pence_less(pence_of(0), form->amount) : form->amount;
    if (!entry_holds(rq, db, grant, form, amount))
        return award_redraw(rq, db);
    if (grant_take(write, grant->id, grant->version) == 0)
        return award_again(rq, db, true);
    (void)award_add(write, grant->id, form->kind, amount, form->decided_on,
                    text_or_absent(form->reason), instant_now());
    (void)grant_award_sum(write, grant->id);
    const text now = pence_text(rq->arena, pence_add(grant->awarded, amount));
    return to_grant(rq, grant->id, text_format(rq->arena, "The award is %.*s now.", TEXT_ARG(now)));
}

/* ---- Lines ---- */

static size_t rows_for(size_t lines)
{
    return lines + LINES_SPARE > LINES_MOST ? LINES_MOST : lines + LINES_SPARE;
}

struct answer lines_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    const struct line_row_rows lines = grant_lines_of(db, grant->id);
    struct form_values *values = form_blank(rq->arena, &grant_lines_form_spec);
    for (size_t i = 0; i < lines.count; i++) {
        form_fill_group_text(values, "line", i, "label", lines.row[i].label);
        form_fill_group_text(values, "line", i, "restriction",
                             restriction_code(lines.row[i].restriction));
        form_fill_group_text(values, "line", i, "amount",
                             pence_plain(rq->arena, lines.row[i].amount));
    }
    page_lines_edit(rq->out, grant, rows_for(lines.count), values, false);
    return answer_page(rq);
}

static struct answer lines_again(struct request *rq, struct db *db, bool stale)
{
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    if (stale)
        rq->values->version = grant->version;
    page_lines_edit(rq->out, grant, rows_for(rq->values->group_rows[0]), rq->values, stale);
    return stale ? answer_stale(rq) : answer_refused(rq);
}

struct answer lines_redraw(struct request *rq, struct db *db)
{
    return lines_again(rq, db, false);
}

/* Ties what a line lacks to its field. The summary above the form names the line, for there may be
 * many. */
static bool line_holds(struct request *rq, const struct grant_lines_line *line, size_t row)
{
    const struct {
        bool lacks;
        const char *field, *say;
    } wants[] = {
        {!text_present(line->label), "label", "say what the amount is for, or empty it"},
        {!line->restriction.some, "restriction", "say what the money may be used for"},
        {!line->amount.some, "amount", "enter the amount, or empty the name"},
    };
    bool good = true;
    for (size_t i = 0; i < sizeof wants / sizeof *wants; i++)
        if (wants[i].lacks) {
            good = false;
            request_refuse_row(rq, "line", row, wants[i].field,
                               text_format(rq->arena, "Line %zu: %s.", row + 1, wants[i].say));
        }
    return good;
}

/* A line needs all three; the sum is no more than the award. A line without a name and an amount
 * was taken out. */
static bool lines_hold(struct request *rq, const struct grant_row *grant,
                       const struct grant_lines_form *form)
{
    pence *amount = arena_array(rq->arena, pence, form->line.count + 1);
    size_t kept = 0;
    bool good = true;
    for (size_t i = 0; i < form->line.count; i++) {
        const struct grant_lines_line *line = &form->line.row[i];
        if (!text_present(line->label) && !line->amount.some)
            continue;
        if (line_holds(rq, line, i))
            amount[kept++] = line->amount.it;
        else
            good = false;
    }
    const text over = lines_check(rq->arena, grant->awarded, amount, kept);
    if (text_present(over))
        request_refuse(rq, NULL, over);
    return good && !text_present(over);
}

struct answer lines_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct grant_lines_form *form = form_;
    struct db *db = db_of(write);
    const struct grant_row *grant = grant_of(rq, db);
    if (!grant)
        return answer_absent(rq);
    if (rq->values->version != grant->version)
        return lines_again(rq, db, true);
    if (!lines_hold(rq, grant, form))
        return lines_redraw(rq, db);
    if (grant_take(write, grant->id, grant->version) == 0)
        return lines_again(rq, db, true);
    (void)grant_lines_clear(write, grant->id);
    for (size_t i = 0; i < form->line.count; i++) {
        const struct grant_lines_line *line = &form->line.row[i];
        if (text_present(line->label) && line->amount.some && line->restriction.some)
            (void)grant_line_add(write, grant->id, line->label,
                                 (enum restriction)line->restriction.it, line->amount.it);
    }
    return to_grant(rq, grant->id, T("The lines are saved."));
}
