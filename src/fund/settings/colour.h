/*
 * Colours that people choose, and whether everyone can read them (WCAG 2.2, 1.4.3: 4.5 to 1).
 *
 * A person picks one colour for links and buttons. On light pages it must be readable on each light
 * ground that text stands on, on dark pages on each dark one: no colour can be both, so there are
 * two. What else a page needs of it (under the pointer, washes, the dark foot) is mixed from these.
 *
 * Private to fund/settings.
 */
#ifndef FUND_SETTINGS_COLOUR_H
#define FUND_SETTINGS_COLOUR_H

#include "engine/base/text.h"

struct colour {
    unsigned char red, green, blue;
};
enum colour_ground { ON_LIGHT, ON_DARK };
#define CONTRAST_LEAST 4.5

/* "#0d5a4d", "0D5A4D" or "#0bc". */
bool colour_parse(text typed, struct colour *out) must_use;
text colour_text(struct arena *arena, struct colour c); /* "#0d5a4d" */

/* 1 to 21. */
double colour_contrast(struct colour a, struct colour b);
/* The least contrast with any ground of such pages. */
double colour_contrast_on(struct colour c, enum colour_ground ground);
bool colour_readable(struct colour c, enum colour_ground ground);
/* The nearest that can be read there, of the same hue: c itself when it can. */
struct colour colour_nearest(struct colour c, enum colour_ground ground);

/* Holdfast's own. */
struct colour colour_own(enum colour_ground ground);

/* The colours of a page, mixed from its accent. */
struct theme {
    struct colour accent, deep, wash, slab;
};
struct theme theme_of(struct colour accent, enum colour_ground ground);
/* The tokens of both kinds of pages, as a stylesheet that comes after app.css. */
text theme_css(struct arena *arena, struct colour light, struct colour dark);
/* Its address, which holds all that it is made of: "/theme.css?of=1-0d5a4d-7fd3bf"; and back. */
text theme_address(struct arena *arena, struct colour light, struct colour dark);
bool theme_parse(text of, struct colour *light, struct colour *dark) must_use;

#endif
