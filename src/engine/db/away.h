/*
 * Whether the database's server can be reached, known to all connections of a process together.
 *
 * A server that restarts would else be asked by every thread at once, and each would wait as long
 * as the network lets it, while nobody gets so much as a stylesheet. So connections are opened
 * through here: a few at a time, and while the server is away only one, at moments that lie ever
 * further apart (100 ms, doubled up to 5 s, each moved a little by chance). Who comes meanwhile
 * waits for the next try when it comes within a second, in the company of at most a few others, and
 * is refused at once otherwise (FAILURE_AWAY). With a server that lets others in, however slowly,
 * everybody waits for their turn, for ten seconds at most.
 */
#ifndef ENGINE_DB_AWAY_H
#define ENGINE_DB_AWAY_H

#include "engine/db/db.h"

struct away;

/* Its mutex goes with the arena. */
struct away *away_new(struct arena *arena) must_use;

/* Before a connection is opened. Returns when it may be, and then away_tried() must follow;
 * fail()s as FAILURE_AWAY when it may not. */
void away_enter(struct away *away);
/* How the opening went. why, when it was not reached, is for the log and is copied. */
void away_tried(struct away *away, bool reached, const char *why);

struct db_presence away_presence(struct away *away);

#endif
