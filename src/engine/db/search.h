/*
 * From words that people type to words that a full-text index understands, and what they may have
 * meant.
 *
 * An index's query language has operators; people have apostrophes. Everything typed becomes quoted
 * words, so that nothing anyone types is an operator or an error. The last word may be unfinished.
 *
 * A slip of the finger is mended against the index's own vocabulary, then searched again: comparing
 * pieces of words with every row was a hundred times slower.
 */
#ifndef ENGINE_DB_SEARCH_H
#define ENGINE_DB_SEARCH_H

#include "engine/db/db.h"

#define SEARCH_WORDS_MOST 8 /* further words are left out */

/* "women's cen" becomes "women" "s" "cen"*. Absent when there is no word in it. */
text search_match(struct arena *arena, text typed);
/* The same match with its last word whole too. */
text search_whole(text match);

/* Words that may be meant: they begin alike and are about as long. */
struct search_range {
    text from, before;         /* from <= term < before */
    int64_t shortest, longest; /* in characters */
};
struct search_pick; /* what has been chosen so far */

/* Reads the terms in range from a vocabulary, by a statement of its own, and offers each. */
typedef void (*search_near_fn)(struct db *db, const struct search_range *range,
                               struct search_pick *pick);
void search_offer(struct search_pick *pick, text term, int64_t seen);

/* The words that were probably meant, for a search that found nothing: each word that no term
 * begins with becomes the nearest term (two slips; one in a word of up to four letters), among
 * equals the one seen most. Absent when nothing changes. */
text search_correct(struct arena *arena, struct db *db, text typed, search_near_fn near) must_use;

#endif
