/*
 * Values as they are sealed: a letter that says which kind, then the value. Numbers are decimal, so
 * that they can be read without knowing a machine.
 */
#include "engine/audit/audit_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A value that was cannot be shown as the one that became. */
static text purpose(bool was)
{
    return was ? T("audit was") : T("audit became");
}

static bytes bytes_of_text(text t)
{
    return (bytes){.ptr = (const unsigned char *)t.ptr, .len = t.len};
}

static bytes with_letter(struct arena *arena, char letter, bytes content)
{
    unsigned char *const out = arena_array(arena, unsigned char, content.len + 1);
    out[0] = (unsigned char)letter;
    if (content.len > 0)
        memcpy(out + 1, content.ptr, content.len);
    return (bytes){.ptr = out, .len = content.len + 1};
}

static bytes value_plain(struct arena *arena, const struct db_value *value)
{
    switch (value->kind) {
    case DB_ABSENT:
        break;
    case DB_NUMBER:
        return bytes_of_text(text_format(arena, "n%lld", (long long)value->number));
    case DB_DECIMAL:
        return bytes_of_text(text_format(arena, "d%.17g", value->real));
    case DB_STRING:
        return with_letter(arena, 's', value->content);
    case DB_RAW:
        return with_letter(arena, 'b', value->content);
    }
    return (bytes){.ptr = NULL};
}

bytes value_seal(const struct vault_sealer *sealer, struct arena *arena, bool was,
                 const struct db_value *value)
{
    const bytes plain = value_plain(arena, value);
    return plain.ptr ? vault_sealer_seal(sealer, arena, purpose(was), plain) : plain;
}

struct audit_value audit_value_open(const struct vault *vault, struct arena *arena,
                                    const struct vault_wrapped *key, bool was, bytes sealed)
{
    bytes plain;
    if (!sealed.ptr)
        return (struct audit_value){.kind = AUDIT_ABSENT};
    if (!vault_open_with(vault, arena, key, purpose(was), sealed, &plain) || plain.len == 0)
        return (struct audit_value){.kind = AUDIT_FORGOTTEN};
    const text rest = {.ptr = (const char *)plain.ptr + 1, .len = plain.len - 1};
    int64_t number;
    switch (plain.ptr[0]) {
    case 'n':
        if (!int_parse(rest, &number)) /* the lowest number has no positive twin */
            number = INT64_MIN;
        return (struct audit_value){.kind = AUDIT_NUMBER, .number = number};
    case 'd':
        return (struct audit_value){.kind = AUDIT_REAL,
                                    .real = strtod(text_cstr(arena, rest), NULL)};
    case 's':
        return (struct audit_value){.kind = AUDIT_TEXT, .words = rest};
    default:
        return (struct audit_value){.kind = AUDIT_BYTES, .words = rest};
    }
}
