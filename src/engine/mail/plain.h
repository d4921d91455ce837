/*
 * The plain text of a mail, made from its HTML: one source, two forms. It knows the elements that
 * mails are written in; of others the words are kept. Whatever bytes it is given, it ends and reads
 * nothing outside them.
 */
#ifndef ENGINE_MAIL_PLAIN_H
#define ENGINE_MAIL_PLAIN_H

#include "engine/base/text.h"

enum { PLAIN_COLUMNS = 76 }; /* of a mail */

/* Headings with a blank line around, links as "text: URL", lists with "- " or numbers, lines of at
 * most so many columns where words allow (0: lines break only where the page breaks them); \n at
 * line ends. */
text plain_of_html(struct arena *arena, text html, size_t columns);

#endif
