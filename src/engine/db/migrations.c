/*
 * What a database's own list of migrations says beside the program's: each line has the checksum
 * that its migration had when it ran.
 */
#include "engine/db/db_private.h"

const struct db_migration *migration_find(int64_t number)
{
    for (size_t i = 0; i < db_migration_count; i++)
        if (db_migrations[i].number == number)
            return &db_migrations[i];
    return NULL;
}

text migration_fault(struct arena *arena, const char *name_of_database, int64_t number,
                     const char *name, const char *checksum)
{
    const struct db_migration *const migration = migration_find(number);
    if (!migration)
        return text_format(
            arena,
            "%s was made by a newer Holdfast (it has %s, which this one does not know): "
            "upgrade the program.",
            name_of_database, name ? name : "a migration");
    if (!text_eq(text_of(checksum), text_of(migration->checksum)))
        return text_format(arena,
                           "%s was set up with another version of %s than this program has: "
                           "use the program that made it, or restore a backup.",
                           name_of_database, migration->name);
    return TEXT_ABSENT;
}
