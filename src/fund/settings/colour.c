/* Colours, their contrast, and the stylesheet that is made of them: see colour.h. */
#include "fund/settings/colour.h"

#include <math.h>

/* Counts up when other tokens are mixed, since browsers keep a stylesheet for ever. */
#define THEME_EDITION T("1")

/* As in app.css: ground, wash, marigold-wash, coral-wash; in the dark pine-wash is lighter still.
 */
static const struct colour light_grounds[] = {
    {0xff, 0xff, 0xff}, {0xf1, 0xf6, 0xf3}, {0xff, 0xf1, 0xcf}, {0xfd, 0xe8, 0xe2}};
static const struct colour dark_grounds[] = {
    {0x0f, 0x1d, 0x1a}, {0x17, 0x29, 0x25}, {0x3a, 0x2f, 0x12}, {0x44, 0x21, 0x1a}};
enum { GROUNDS = 4 };
_Static_assert(sizeof light_grounds / sizeof *light_grounds == GROUNDS, "as many light");
_Static_assert(sizeof dark_grounds / sizeof *dark_grounds == GROUNDS, "as many dark");

static const struct colour white = {255, 255, 255}, black = {0, 0, 0}, night = {0x0f, 0x1d, 0x1a};

bool colour_parse(text typed, struct colour *out)
{
    text t = text_trim(typed);
    if (text_starts(t, T("#")))
        t = text_slice(t, 1, t.len);
    if (t.len != 3 && t.len != 6)
        return false;
    unsigned char *const parts[] = {&out->red, &out->green, &out->blue};
    const size_t digits = t.len / 3;
    for (size_t i = 0; i < 3; i++) {
        const int high = hex_digit(t.ptr[i * digits]),
                  low = hex_digit(t.ptr[i * digits + digits - 1]);
        if (high < 0 || low < 0)
            return false;
        *parts[i] = (unsigned char)(high * 16 + low);
    }
    return true;
}

text colour_text(struct arena *arena, struct colour c)
{
    return text_format(arena, "#%02x%02x%02x", c.red, c.green, c.blue);
}

static double linear(unsigned char part)
{
    const double value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour c)
{
    return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}

double colour_contrast(struct colour a, struct colour b)
{
    const double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
    return one > other ? one / other : other / one;
}

double colour_contrast_on(struct colour c, enum colour_ground ground)
{
    const struct colour *const grounds = ground == ON_LIGHT ? light_grounds : dark_grounds;
    double least = 21;
    for (size_t i = 0; i < GROUNDS; i++)
        least = fmin(least, colour_contrast(c, grounds[i]));
    return least;
}

bool colour_readable(struct colour c, enum colour_ground ground)
{
    return colour_contrast_on(c, ground) >= CONTRAST_LEAST;
}

/* So many 255ths of the other colour in it. */
static struct colour mix(struct colour c, struct colour other, int part)
{
    return (struct colour){
        (unsigned char)((c.red * (255 - part) + other.red * part + 127) / 255),
        (unsigned char)((c.green * (255 - part) + other.green * part + 127) / 255),
        (unsigned char)((c.blue * (255 - part) + other.blue * part + 127) / 255)};
}

struct colour colour_nearest(struct colour c, enum colour_ground ground)
{
    struct colour near = c;
    for (int part = 1; !colour_readable(near, ground); part++)
        near = mix(c, ground == ON_LIGHT ? black : white, part);
    return near;
}

struct colour colour_own(enum colour_ground ground)
{
    return ground == ON_LIGHT ? (struct colour){0x0d, 0x5a, 0x4d}
                              : (struct colour){0x7f, 0xd3, 0xbf};
}

struct theme theme_of(struct colour accent, enum colour_ground ground)
{
    if (ground == ON_LIGHT)
        return (struct theme){.accent = accent,
                              .deep = mix(accent, black, 85),
                              .wash = mix(accent, white, 226),
                              .slab = mix(accent, black, 85)};
    return (struct theme){.accent = accent,
                          .deep = mix(accent, white, 80),
                          .wash = mix(accent, night, 208),
                          .slab = mix(accent, night, 208)};
}

static void theme_add(struct text_builder *css, struct theme theme)
{
    struct arena *arena = css->arena;
    text_add_format(
        css, ":root{--pine:%.*s;--pine-deep:%.*s;--pine-wash:%.*s;--slab:%.*s}",
        TEXT_ARG(colour_text(arena, theme.accent)), TEXT_ARG(colour_text(arena, theme.deep)),
        TEXT_ARG(colour_text(arena, theme.wash)), TEXT_ARG(colour_text(arena, theme.slab)));
}

text theme_css(struct arena *arena, struct colour light, struct colour dark)
{
    struct text_builder css = {.arena = arena};
    theme_add(&css, theme_of(light, ON_LIGHT));
    text_add(&css, T("\n@media screen and (prefers-color-scheme: dark){"));
    theme_add(&css, theme_of(dark, ON_DARK));
    text_add(&css, T("}\n"));
    return text_built(&css);
}

text theme_address(struct arena *arena, struct colour light, struct colour dark)
{
    const text one = colour_text(arena, light), other = colour_text(arena, dark);
    return text_format(arena, "/theme.css?of=%.*s-%.*s-%.*s", TEXT_ARG(THEME_EDITION),
                       TEXT_ARG(text_slice(one, 1, one.len)),
                       TEXT_ARG(text_slice(other, 1, other.len)));
}

bool theme_parse(text of, struct colour *light, struct colour *dark)
{
    text rest = of;
    return text_eq(text_cut(&rest, '-'), THEME_EDITION) &&
           colour_parse(text_cut(&rest, '-'), light) && colour_parse(rest, dark) &&
           colour_readable(*light, ON_LIGHT) && colour_readable(*dark, ON_DARK);
}
