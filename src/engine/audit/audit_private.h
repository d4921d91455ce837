/*
 * What the files of engine/audit share.
 *
 * audit.c   entries, made as a transaction commits
 * chain.c   what an entry's hash is of, and what is signed
 * value.c   values, as they are sealed
 * head.c    the newest signed entry, in a file outside the database
 * verify.c  walks the log, and says what does not agree
 * export.c  a signed file a day
 */
#ifndef ENGINE_AUDIT_PRIVATE_H
#define ENGINE_AUDIT_PRIVATE_H

#include "audit_queries.h"
#include "engine/audit/audit.h"
#include "engine/db/changes.h"

struct hash {
    unsigned char at[VAULT_HASH];
};

/* ---- chain.c */

/* Of the changes of one entry, in their order. */
void hash_of_changes(const struct audit_change_row *change, size_t count, struct hash *out);
/* Of an entry: its fields but `hash` and `signature`, and the hash of the entry before. */
void hash_of_entry(const struct audit_row *entry, const struct hash *before, struct hash *out);
/* Of the entries that were made before there was a chain, up to the first that has a hash: what the
 * first entry of the chain follows. */
void hash_of_unchained(struct db *db, struct hash *out);
bool hash_is(const struct hash *hash, bytes stored) must_use;
bytes hash_bytes(const struct hash *hash);

/* What is signed: the entry's id, time and hash. */
enum { SIGNED_LENGTH = 64 };
void signed_message(audit_entry_id id, instant at, const struct hash *hash,
                    unsigned char out[SIGNED_LENGTH]);
bool entry_signed(const struct vault *vault, const struct audit_row *entry) must_use;

/* ---- value.c */

/* Sealed; .ptr NULL for an absent one. */
bytes value_seal(const struct vault_sealer *sealer, struct arena *arena, bool was,
                 const struct db_value *value);

/* ---- head.c */

struct head {
    int64_t id;
    instant at;
    struct hash hash;
    unsigned char signature[VAULT_SIGNATURE];
};
enum head_state { HEAD_FINE, HEAD_ABSENT, HEAD_FOREIGN };
enum { HEAD_LENGTH = 320 }; /* bytes of the file, always */
/* FOREIGN: it is not signed with these keys. vault NULL: the signature is not looked at. */
enum head_state head_read(int fd, const struct vault *vault, struct head *out) must_use;
bool head_parse(text content, struct head *out) must_use;
/* False with errno. */
bool head_write(int fd, const struct head *head) must_use;
/* What the log's newest entries are beside the head. */
enum head_agrees {
    HEAD_AGREES,
    HEAD_BEHIND,  /* entries after it, each signed: the program was killed before it wrote */
    HEAD_AHEAD,   /* entries up to it are not there */
    HEAD_OTHER,   /* its entry is there, with another hash */
    HEAD_UNSIGNED /* entries after it that are not signed */
};
enum head_agrees head_compare(struct db *db, const struct vault *vault,
                              const struct head *head) must_use;

/* Whether to leave off; once said, it stays so. leave may be NULL. */
bool leave_asked(struct audit_leave *leave) must_use;

#endif
