/*
 * What an entry's hash is of. The encoding is canonical: each field stands in its place, a number
 * as eight bytes, a text with its length before it, and what may be absent with a byte that says
 * so; so that no two entries give the same bytes. What is hashed of a value is what is stored, the
 * sealed bytes: forgetting a person leaves the chain whole.
 */
#include "engine/audit/audit_private.h"

#include <sodium.h>
#include <string.h>

typedef crypto_generichash_state hashing;

static void add(hashing *h, const void *from, size_t length)
{
    crypto_generichash_update(h, from, length);
}

static void add_number(hashing *h, int64_t number)
{
    unsigned char little[8];
    for (size_t i = 0; i < sizeof little; i++)
        little[i] = (unsigned char)((uint64_t)number >> (8 * i));
    add(h, little, sizeof little);
}

static void add_there(hashing *h, bool there)
{
    const unsigned char byte = there;
    add(h, &byte, 1);
}

static void add_bytes(hashing *h, bytes b)
{
    add_there(h, b.ptr != NULL);
    if (!b.ptr)
        return;
    add_number(h, (int64_t)b.len);
    add(h, b.ptr, b.len);
}

static void add_text(hashing *h, text t)
{
    add_bytes(h, (bytes){.ptr = (const unsigned char *)t.ptr, .len = t.len});
}

static void add_optional(hashing *h, opt_int number)
{
    add_there(h, number.some);
    if (number.some)
        add_number(h, number.it);
}

static void begin(hashing *h, const char *what)
{
    crypto_generichash_init(h, NULL, 0, VAULT_HASH);
    add_text(h, text_of(what));
}

static void end(hashing *h, struct hash *out)
{
    crypto_generichash_final(h, out->at, sizeof out->at);
}

void hash_of_changes(const struct audit_change_row *change, size_t count, struct hash *out)
{
    hashing h;
    begin(&h, "holdfast changes 1");
    for (size_t i = 0; i < count; i++) {
        const struct audit_change_row *const c = &change[i];
        add_number(&h, c->subject);
        add_text(&h, c->table_name);
        add_number(&h, c->table_row);
        add_text(&h, c->column_name);
        add_number(&h, (int64_t)c->kind);
        add_bytes(&h, c->was);
        add_bytes(&h, c->became);
    }
    end(&h, out);
}

static void add_fields(hashing *h, const struct audit_row *entry)
{
    add_number(h, audit_entry_id_raw(entry->id));
    add_number(h, instant_seconds(entry->at));
    add_optional(h, entry->account);
    add_text(h, entry->act);
    add_text(h, entry->kind);
    add_optional(h, entry->record);
    add_text(h, entry->request);
    add_number(h, entry->unrecorded);
    add_bytes(h, entry->changes_hash);
}

void hash_of_entry(const struct audit_row *entry, const struct hash *before, struct hash *out)
{
    hashing h;
    begin(&h, "holdfast entry 1");
    add(&h, before->at, sizeof before->at);
    add_fields(&h, entry);
    end(&h, out);
}

void hash_of_unchained(struct db *db, struct hash *out)
{
    hashing h;
    begin(&h, "holdfast before the chain 1");
    for (int64_t after = 0;;) {
        const struct audit_row_rows rows = audit_entries_after(db, audit_entry_id_of(after));
        for (size_t i = 0; i < rows.count; i++) {
            if (rows.row[i].hash.ptr) {
                end(&h, out);
                return;
            }
            add_fields(&h, &rows.row[i]);
            after = audit_entry_id_raw(rows.row[i].id);
        }
        if (rows.count == 0)
            break;
    }
    end(&h, out);
}

bytes hash_bytes(const struct hash *hash)
{
    return (bytes){.ptr = hash->at, .len = sizeof hash->at};
}

bool hash_is(const struct hash *hash, bytes stored)
{
    return stored.ptr && stored.len == sizeof hash->at &&
           sodium_memcmp(stored.ptr, hash->at, sizeof hash->at) == 0;
}

void signed_message(audit_entry_id id, instant at, const struct hash *hash,
                    unsigned char out[SIGNED_LENGTH])
{
    static const char what[16] = "holdfast audit 1";
    const int64_t numbers[2] = {audit_entry_id_raw(id), instant_seconds(at)};
    memcpy(out, what, sizeof what);
    for (size_t n = 0; n < 2; n++)
        for (size_t i = 0; i < 8; i++)
            out[16 + 8 * n + i] = (unsigned char)((uint64_t)numbers[n] >> (8 * i));
    memcpy(out + 32, hash->at, sizeof hash->at);
}
_Static_assert(SIGNED_LENGTH == 32 + VAULT_HASH, "what is signed");

bool entry_signed(const struct vault *vault, const struct audit_row *entry)
{
    unsigned char message[SIGNED_LENGTH];
    struct hash hash;
    if (entry->hash.len != sizeof hash.at)
        return false;
    memcpy(hash.at, entry->hash.ptr, sizeof hash.at);
    signed_message(entry->id, entry->at, &hash, message);
    return vault_signed(vault, (bytes){.ptr = message, .len = sizeof message}, entry->signature);
}
