/*
 * Where a database is, as a person wrote it: a path, or a URL of PostgreSQL. A URL may hold a
 * password, and what is said to people, logged, or seen by `ps` never does.
 */
#ifndef ENGINE_DB_WHERE_H
#define ENGINE_DB_WHERE_H

#include "engine/base/text.h"

/* Whether it names a database on a server: postgresql://… or postgres://… */
bool where_is_url(const char *where) must_use;
/* What looks like a server and is not written as one: another scheme, a slip in it, or libpq's
 * "host=… dbname=…". Absent: it is a path or a URL. No word of it is in what is said. */
text where_mistaken(const char *where) must_use;
/* What may be said of it: a path as it is; a URL without its password and without what is not
 * needed to find the database again. Of a URL that is not written as one ought to be, nothing but
 * "postgresql://…": any part of it may be of a password. */
text where_said(struct arena *arena, const char *where) must_use;
/* Whether a URL is written so that nothing of a password can be taken for something else. */
bool where_is_plain(const char *url) must_use;

#endif
