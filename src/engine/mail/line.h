/*
 * One line of a mail's head. Only mail_line makes it, and nothing else is put into a head: so what
 * people typed can add no header and no recipient.
 */
#ifndef ENGINE_MAIL_LINE_H
#define ENGINE_MAIL_LINE_H

#include "engine/base/text.h"

struct mail_line {
    text safe; /* no line end, no control character; UTF-8 */
};

/* What can be seen of t, on one line; at most so many bytes, cut between characters. */
struct mail_line mail_line(struct arena *arena, text t, size_t most);

/* "Subject: Your link" as it is sent: what is not plain ASCII as RFC 2047 words, folded before 76
 * columns. */
text line_header(struct arena *arena, const char *name, struct mail_line value);
/* "To: "Zoë" <zoe@example.org>": the name as words, or left out. The address must fit
 * (mail_address_fits). */
text line_header_address(struct arena *arena, const char *name, struct mail_line person,
                         text address);

#endif
