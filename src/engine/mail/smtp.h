/*
 * One mail to the mail server: libcurl behind one small face. What matters most is what is known
 * when it goes wrong: whether the server can have taken the mail.
 */
#ifndef ENGINE_MAIL_SMTP_H
#define ENGINE_MAIL_SMTP_H

#include "engine/mail/line.h"

#include "engine/base/values.h"

/* Where mails go, from HOLDFAST_SMTP, HOLDFAST_MAIL_FROM and HOLDFAST_SMTP_CA: never from the
 * database. */
struct smtp {
    const char *url;             /* without the sign-in */
    const char *user, *password; /* NULL: none */
    const char *ca; /* a file of certificates to trust instead of the machine's, or NULL */
    text from_name; /* the initiative's name stands there when this is absent */
    text from;      /* the address */
    text domain;    /* of the address: in Message-IDs */
    /* Without TLS: smtp:// to this machine, and no CA is given for it. */
    bool open;
    long seconds; /* to wait for the server, at each step */
};

/* server: "smtps://user:password@host:port", or smtp:// with STARTTLS; from: "mail@fund.example" or
 * "Fund name <mail@fund.example>"; ca may be NULL. NULL: *say tells what is wrong. */
const struct smtp *smtp_of(struct arena *arena, const char *server, const char *from,
                           const char *ca, text *say) must_use;

struct letter {
    text message_id; /* "<…@…>" */
    instant at;
    struct mail_line to_name;
    text to;
    struct mail_line reply_name;
    text reply; /* absent: none */
    struct mail_line subject;
    text words; /* plain text */
    text html;
    /* Called once, when the server has said that it will take the words and before it gets any:
     * false stops it there. */
    bool (*handing)(void *arg);
    /* Whether to leave off, while nothing was handed over. */
    bool (*leave)(void *arg);
    void *arg;
};

enum smtp_end {
    SMTP_TAKEN,  /* the server said so */
    SMTP_LATER,  /* it cannot have it: again later */
    SMTP_AWAY,   /* the same, and it is not about this mail: the server cannot be used now */
    SMTP_NEVER,  /* the server will not take it: 5.x.x */
    SMTP_UNSURE, /* it got all of it, and did not answer */
    SMTP_LEFT    /* leave() or handing() said so, and nothing was handed over */
};
/* *said: what the server or the library said, on one line; holds no secret. */
enum smtp_end smtp_send(struct arena *arena, const struct smtp *smtp, text initiative,
                        const struct letter *letter, text *said) must_use;

#endif
