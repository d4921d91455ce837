/* What the pages of everyone who is not staff show, made ready. Private to fund/home. */
#ifndef FUND_HOME_SHOW_H
#define FUND_HOME_SHOW_H

#include "engine/web/form.h"
#include "engine/web/route.h"
#include "engine/web/server.h"
#include "fund/money/money.h"
#include "home_queries.h"

/* Someone at the fund to call, and who covers when they are away (B1). */
struct contact {
    account_id id;
    text name, email;
    opt_day away_until;
    opt_account_id cover_id;
    text cover, cover_email; /* absent: not away, or nobody covers */
    text grants;             /* for which grants, when contacts differ; else absent */
};
struct contacts {
    const struct contact *row;
    size_t count;
};

/* A seat's piece of the split. */
struct piece {
    percent from, part;
    int colour; /* 1 … 6 */
    bool own;
};
struct pieces {
    const struct piece *row;
    size_t count; /* 0: the split is not known, or there is none */
};

/* A grant on its partner's first page. */
struct grant_own {
    const struct home_grants_row *grant;
    struct pieces pieces;
    size_t seats;
    text shared;    /* "shared by 5 partners" */
    text time_left; /* "Ends in 18 months" */
};
struct grants_own {
    const struct grant_own *row;
    size_t count;
};

struct partner_home {
    const struct home_partner_row *partner;
    text summary;
    struct grants_own running, ended;
    struct money_chart years; /* all its grants that have both ends, when there are several */
    bool shows_years;
    struct contacts contacts;
    struct home_colleague_rows people;
    text names; /* of the people, in words */
};

/* One grant as each of its partners sees it. */
struct split_line {
    const struct home_split_row *seat;
    struct piece piece;
    bool known;
};
struct split_lines {
    const struct split_line *row;
    size_t count;
};
struct grant_page {
    const struct home_grant_row *grant;
    struct split_lines split;
    pence shared;
    bool split_known;
    struct home_ledger_rows ledger;
    struct home_lines_rows lines;
    struct contacts contacts;
    struct remark_row_rows said; /* by this organisation, about this grant */
    text time_left;
    const struct form_values *form;
};

/* An organisation's own record: a partner's, a group's or a co-funder's. */
struct fact {
    text label, value;
};
struct record_page {
    text name;
    struct {
        const struct fact *row;
        size_t count;
    } facts;
    struct remark_row_rows said;
    const struct form_values *form;
};

struct group_home {
    const struct home_group_row *group;
    struct home_colleague_rows people;
    text names;
};

struct funder_home {
    const struct home_funder_row *funder;
    struct home_pledges_rows pledges;
    struct home_contributions_rows contributions;
    pence pledged, received, to_come;
    struct home_colleague_rows people;
    text names;
};

/* Handlers, by file. */
struct answer partner_home_read(struct request *rq, struct db *db);
struct answer group_home_read(struct request *rq, struct db *db);
struct answer funder_home_read(struct request *rq, struct db *db);
struct answer learning_home_read(struct request *rq, struct db *db);
struct answer own_grant_read(struct request *rq, struct db *db, const void *form);
struct answer own_grant_write(struct request *rq, struct db_write *write, const void *form);
struct answer own_grant_redraw(struct request *rq, struct db *db);
struct answer record_read(struct request *rq, struct db *db, const void *form);
struct answer record_write(struct request *rq, struct db_write *write, const void *form);
struct answer record_redraw(struct request *rq, struct db *db);
bool remark_may_see(const struct viewer *viewer, struct db *db, int64_t id);
struct answer remarks_read(struct request *rq, struct db *db, const void *form);
struct answer remark_answer_read(struct request *rq, struct db *db, const void *form);
struct answer remark_answer_write(struct request *rq, struct db_write *write, const void *form);
struct answer remark_answer_redraw(struct request *rq, struct db *db);
/* For the dashboard: "Someone waits for an answer since 12 October 2024", or absent. */
text remarks_waiting(struct db *db);

/* Whom a partner asks now: about a grant of its own, or (none) about those that run. */
struct contacts contacts_now(struct db *db, partner_id partner, opt_grant_id about, day today);

/* Mails (letters.c): to whom a partner's remark goes, and to who made one that is answered. */
void letter_remark(const struct app *app, struct db_write *write, partner_id partner,
                   opt_grant_id about, remark_id remark, day today);
void letter_answer(const struct app *app, struct db_write *write, remark_id remark);

/* What contact rows say, one for each person. */
struct contacts contacts_of(struct arena *arena, struct home_contacts_rows rows,
                            struct home_grants_rows grants);
text people_names(struct arena *arena, struct home_colleague_rows people);

#endif
