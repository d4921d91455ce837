/*
 * A new master key. The file gets it first, beside the old ones, so that a stop at any moment
 * leaves every key openable; the old ones leave the file, if they are to, only once nothing in the
 * database needs them.
 */
#include "engine/vault/vault_private.h"
#include "vault_queries.h"

#include <sodium.h>

static void rewrap_all(struct vault *vault, struct db_write *write)
{
    unsigned char key[VAULT_KEY];
    const int64_t newest = keys_newest(vault->keys)->number;
    for (int64_t after = -1;;) {
        const struct subject_keys_of_before_rows rows =
            subject_keys_of_before(db_of(write), after, newest);
        for (size_t i = 0; i < rows.count; i++) {
            const struct vault_wrapped old = {.subject = rows.row[i].subject,
                                              .master = rows.row[i].master,
                                              .wrapped = rows.row[i].wrapped};
            struct vault_wrapped wrapped;
            if (!subject_key_unwrap(vault->keys, &old, key))
                fail("vault: the key of %lld is damaged", (long long)old.subject);
            subject_key_wrap(vault->keys, db_arena(db_of(write)), old.subject, key, &wrapped);
            sodium_memzero(key, sizeof key);
            (void)subject_key_rewrap(write, old.subject, wrapped.master, wrapped.wrapped);
        }
        if (rows.count == 0)
            return;
        after = rows.row[rows.count - 1].subject;
    }
}

/* Those that no key of this database needs any more, but the newest `keep`. False: there are none.
 */
static bool forget_masters(struct keys *keys, size_t keep)
{
    if (keys->masters <= keep)
        return false;
    const size_t from = keys->masters - keep;
    for (size_t i = 0; i < keep; i++)
        keys->master[i] = keys->master[from + i];
    sodium_memzero(&keys->master[keep], (MASTERS_MOST - keep) * sizeof keys->master[0]);
    keys->masters = keep;
    return true;
}

bool vault_rotate(struct vault *vault, struct arena *arena, struct database *database,
                  bool forget_old, void (*act)(struct db_write *write), text *say)
{
    struct keys *const keys = vault->keys;
    if (keys->masters == MASTERS_MOST) {
        *say = text_format(arena, "%s holds %d master keys, as many as it can.", vault->path,
                           (int)MASTERS_MOST);
        return false;
    }
    struct master *const added = &keys->master[keys->masters];
    added->number = keys_newest(keys)->number + 1;
    randombytes_buf(added->key, sizeof added->key);
    keys->masters++;
    if (!keyfile_write(arena, database, vault->path, keys, say)) {
        keys->masters--; /* nothing may be sealed with a key that is in no file */
        sodium_memzero(added, sizeof *added);
        return false;
    }
    struct db_write *const write = db_write_begin(database, arena);
    rewrap_all(vault, write);
    act(write);
    db_write_commit(write);
    text why = T("");
    if (!forget_masters(keys, forget_old ? 1 : MASTERS_KEPT) ||
        keyfile_write(arena, database, vault->path, keys, &why))
        return true;
    *say =
        text_format(arena,
                    "%s has a new master key, which is in use: export the keys again. Older ones "
                    "that were to go still stand in it. %.*s",
                    vault->path, TEXT_ARG(why));
    return false;
}
