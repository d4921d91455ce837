/*
 * Two people changed the same record: what is saved now beside what one of them typed, field by
 * field. Nothing is overwritten until they have seen both.
 */
#ifndef ENGINE_WEB_FORM_CHANGES_H
#define ENGINE_WEB_FORM_CHANGES_H

#include "engine/web/form.h"

struct form_change {
    text label;
    text now;  /* as saved; empty: nothing */
    text mine; /* as typed */
};
struct form_changes {
    const struct form_change *row;
    size_t count;
};

/* The plain fields that differ between two fillings of the same form; enums and flags in words. */
struct form_changes form_changes(struct arena *arena, const struct form_values *now,
                                 const struct form_values *mine);

#endif
