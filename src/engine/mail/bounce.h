/*
 * Mails that came back. A message from outside is read by gmime in a confined child, which knows
 * neither database nor key, and says three short lines: whose mail it was (our Message-ID), what
 * happened (an RFC 3463 status) and in whose words. The Message-ID holds the random token of the
 * mail, which nobody but its receivers know: so nobody else can mark an address as failing.
 */
#ifndef ENGINE_MAIL_BOUNCE_H
#define ENGINE_MAIL_BOUNCE_H

#include "engine/db/db.h"

/* argv[1] of the process that reads one. */
#define BOUNCE_CHILD_COMMAND "read-bounce-confined"
int bounce_child_main(void);

enum { BOUNCE_ID_MOST = 200, BOUNCE_STATUS_MOST = 16, BOUNCE_WORDS_MOST = 300 };
#define BOUNCE_BYTES_MOST ((size_t)4 << 20)

/* What one message said; absent texts: it did not. */
struct bounce {
    text message_id; /* without < > */
    text status;     /* "5.1.1" */
    text words;      /* "smtp; 550 no such mailbox" */
};
/* Only in the child, and in its fuzzer: whatever bytes come. Before the first one, begin. */
void bounce_reader_begin(void);
struct bounce bounce_read(struct arena *arena, bytes message);
/* What the child wrote, looked at again. */
struct bounce bounce_of_lines(struct arena *arena, text lines);

enum bounce_end {
    BOUNCE_FAILING, /* the address is marked: mails to it come back */
    BOUNCE_SLOW,    /* it is marked as slow; the mail may still come */
    BOUNCE_NOTHING, /* no report of a failure or delay: an answer out of office, say */
    BOUNCE_UNKNOWN  /* a report, of no mail that is known here */
};
/* Stores what it means. */
enum bounce_end bounce_take(struct db_write *write, const struct bounce *bounce) must_use;

/* Reads the message from descriptor fd in the child. False: it could not be read; *say tells why.
 */
bool bounce_from(struct arena *arena, int fd, struct bounce *bounce, text *say) must_use;

#endif
