/*
 * What is due is sent, one mail after the other, on the thread of app->post.
 *
 *     waiting → sending (durable) → the server says 354 → handed (durable) → sent
 *
 * One process sends at a time (FILE-mailer is locked), so that at the start of a round every mail
 * that is `sending` or `handed` was left by a process that ended. Of a `sending` one the server has
 * no words: it waits again. A `handed` one may have arrived: it becomes `unsure`, is never sent
 * again by itself, and a person decides. Its Message-ID stays the same, so that a mail sent again
 * is recognised as the same by mail programs.
 */
#ifndef ENGINE_MAIL_SEND_H
#define ENGINE_MAIL_SEND_H

#include "engine/mail/mail.h"

struct jobs;

/* How many mails came to an end. jobs: NULL, nothing can stop it. */
size_t mail_round(const struct app *app, const struct jobs *jobs, struct arena *arena);
/* Starts the rounds: each half minute, and when a mail is queued. */
void mail_post_begin(const struct app *app);

/* Makes the digests that are due. In mail_round; here for tests. */
void mail_digests(const struct app *app, struct arena *arena);

#endif
