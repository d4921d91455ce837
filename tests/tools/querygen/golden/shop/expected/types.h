/* Made by querygen from the migrations: ids and enumerations. */
#ifndef TYPES_H
#define TYPES_H

#include "engine/base/values.h"

/* X(type) for each id type. */
#define ID_TYPES(X) \
    X(maker_id) \
    X(thing_id) \
    X(sale_id) \
    X(deed_id) \
    X(staff_id) \
    X(receipt_id)

typedef struct maker_id {
    int64_t raw;
} maker_id;
typedef struct opt_maker_id {
    bool some;
    maker_id it;
} opt_maker_id;
/* For an id that came from outside, such as a URL; and for the audit log. */
static inline maker_id maker_id_of(int64_t raw)
{
    return (maker_id){.raw = raw};
}
static inline int64_t maker_id_raw(maker_id id)
{
    return id.raw;
}

typedef struct thing_id {
    int64_t raw;
} thing_id;
typedef struct opt_thing_id {
    bool some;
    thing_id it;
} opt_thing_id;
/* For an id that came from outside, such as a URL; and for the audit log. */
static inline thing_id thing_id_of(int64_t raw)
{
    return (thing_id){.raw = raw};
}
static inline int64_t thing_id_raw(thing_id id)
{
    return id.raw;
}

typedef struct sale_id {
    int64_t raw;
} sale_id;
typedef struct opt_sale_id {
    bool some;
    sale_id it;
} opt_sale_id;
/* For an id that came from outside, such as a URL; and for the audit log. */
static inline sale_id sale_id_of(int64_t raw)
{
    return (sale_id){.raw = raw};
}
static inline int64_t sale_id_raw(sale_id id)
{
    return id.raw;
}

typedef struct deed_id {
    int64_t raw;
} deed_id;
typedef struct opt_deed_id {
    bool some;
    deed_id it;
} opt_deed_id;
/* For an id that came from outside, such as a URL; and for the audit log. */
static inline deed_id deed_id_of(int64_t raw)
{
    return (deed_id){.raw = raw};
}
static inline int64_t deed_id_raw(deed_id id)
{
    return id.raw;
}

typedef struct staff_id {
    int64_t raw;
} staff_id;
typedef struct opt_staff_id {
    bool some;
    staff_id it;
} opt_staff_id;
/* For an id that came from outside, such as a URL; and for the audit log. */
static inline staff_id staff_id_of(int64_t raw)
{
    return (staff_id){.raw = raw};
}
static inline int64_t staff_id_raw(staff_id id)
{
    return id.raw;
}

typedef struct receipt_id {
    int64_t raw;
} receipt_id;
typedef struct opt_receipt_id {
    bool some;
    receipt_id it;
} opt_receipt_id;
/* For an id that came from outside, such as a URL; and for the audit log. */
static inline receipt_id receipt_id_of(int64_t raw)
{
    return (receipt_id){.raw = raw};
}
static inline int64_t receipt_id_raw(receipt_id id)
{
    return id.raw;
}

/* What a thing is made of. */
enum material {
    MATERIAL_WOOD,
    MATERIAL_PAPER, /* recycled where we can */
    MATERIAL_STONE,
    MATERIAL_GLASS /* breaks */
};
#define MATERIAL_COUNT 4
typedef struct opt_material {
    bool some;
    enum material it;
} opt_material;
extern const struct enum_table material_table;
text material_label(enum material value); /* for people */
text material_code(enum material value);  /* for URLs and files */
bool material_from_code(text code, enum material *out) must_use; /* false: no such member */
enum material material_of(int64_t raw); /* as stored; fail()s when it is no member */

#endif
