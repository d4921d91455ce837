/* What the page of the settings shows, made ready. Private to fund/settings. */
#ifndef FUND_SETTINGS_SHOW_H
#define FUND_SETTINGS_SHOW_H

#include "engine/web/form_changes.h"
#include "fund/settings/settings.h"

/* The parts of the page, each with its form. */
enum settings_part {
    SETTINGS_NAME,
    SETTINGS_LOOK,
    SETTINGS_LOGO,
    SETTINGS_CONTACT,
    SETTINGS_DAYS,
    SETTINGS_PROMISE,
    SETTINGS_KEEP,
    SETTINGS_FILES,
    SETTINGS_PARTS
};

/* Colours as a picture's attributes want them. */
struct look_sample {
    text say, ground, ink, accent, on_accent;
};

struct settings_page {
    struct settings_row row;
    const struct form_values *values[SETTINGS_PARTS];
    enum settings_part at;            /* which was sent, where one was */
    const struct form_changes *stale; /* or NULL */
    struct look_sample light, dark;
    text contrast;                      /* "8.1" */
    text nearest;                       /* the colour offered instead, or absent */
    bool nearest_is_dark;               /* it is the one for dark pages */
    const struct logo_find_row *logo;   /* or NULL */
    const struct logo_find_row *before; /* to put back, or NULL */
    size_t closed_rows;
    struct {
        const struct bank_holiday *row;
        size_t count;
    } holidays;
    day answer_by;
};

#endif
