/* What querygen would make, for the tour. */
#ifndef TYPES_H
#define TYPES_H

#include "engine/base/values.h"

#define ID_TYPES(X) X(thing_id) X(audit_entry_id)

typedef struct thing_id {
    int64_t raw;
} thing_id;
typedef struct opt_thing_id {
    bool some;
    thing_id it;
} opt_thing_id;

typedef struct audit_entry_id { /* form_field.c looks at one id for all */
    int64_t raw;
} audit_entry_id;
typedef struct opt_audit_entry_id {
    bool some;
    audit_entry_id it;
} opt_audit_entry_id;

enum colour { COLOUR_RED, COLOUR_BLUE };
typedef struct opt_colour {
    bool some;
    enum colour it;
} opt_colour;
extern const struct enum_table colour_table;

#endif
