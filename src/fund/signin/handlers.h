/* Handlers and what they share. Private to fund/signin; the table of routes is in routes.c. */
#ifndef FUND_SIGNIN_HANDLERS_H
#define FUND_SIGNIN_HANDLERS_H

#include "fund/signin/letters.h"
#include "fund/signin/session.h"

#define READ(name) struct answer name(struct request *rq, struct db *db, const void *form)
#define WRITE(name) struct answer name(struct request *rq, struct db_write *write, const void *form)
#define REDRAW(name) struct answer name(struct request *rq, struct db *db)
#define PREPARE(name) bool name(struct request *rq, struct db *db, const void *form)
#define WORK(name) void name(struct arena *arena, void *prepared)

/* enter.c: on the way in */
READ(sign_in_read);
WRITE(ask_write);
REDRAW(ask_redraw);
READ(sent_read);
READ(password_read);
PREPARE(password_prepare);
WORK(password_work);
WRITE(password_write);
REDRAW(password_redraw);
WRITE(demo_write);
REDRAW(demo_redraw);
READ(link_read);
WRITE(link_write);
REDRAW(link_redraw);
WRITE(sign_out_write);

/* factor.c: the second step */
READ(code_read);
WRITE(code_write);
REDRAW(code_redraw);
READ(factor_read);
WRITE(factor_write);
REDRAW(factor_redraw);
READ(codes_read);
WRITE(codes_write);
REDRAW(codes_redraw);
WRITE(codes_kept_write);
WRITE(factor_off_write);
REDRAW(factor_off_redraw);

/* you.c: a person's own pages */
READ(you_read);
READ(name_read);
WRITE(name_write);
REDRAW(name_redraw);
READ(address_read);
WRITE(address_write);
REDRAW(address_redraw);
READ(confirm_read);
WRITE(confirm_write);
REDRAW(confirm_redraw);
READ(own_password_read);
PREPARE(own_password_prepare);
WORK(own_password_work);
WRITE(own_password_write);
REDRAW(own_password_redraw);
WRITE(own_password_forget_write);
READ(devices_read);
WRITE(device_end_write);
REDRAW(device_end_redraw);
WRITE(devices_end_others_write);

/* Where the person wanted to go, from the query's "next". */
text next_of(const struct request *rq);
/* The form as typed, or a fresh one. */
const struct form_values *form_or_blank(const struct request *rq, const struct form_spec *spec);
/* Whoever must still give a code sees no page of their own before. True: *answer leads there. */
bool led_on(struct request *rq, struct answer *answer) must_use;
/* The person who asks, as their own pages and mails know them. */
struct letter_to self_of(const struct request *rq, struct db *db) must_use;
/* Too many tries: the sentence for the form. */
text wait_words(struct arena *arena, int64_t seconds);
/* Whether what was typed is a code of the account, and takes it: from then on it works no more. */
bool code_take(const struct app *app, struct db_write *write, account_id account,
               text typed) must_use;

#endif
