/*
 * Typed words as a full-text query, and the words that were probably meant: see search.h.
 *
 * A word here is a run of ASCII letters and digits and of anything beyond ASCII: the index's own
 * tokenizer decides about those, inside the quotes.
 */
#include "engine/db/search.h"

#include <string.h>

struct search_pick {
    struct arena *arena;
    text word;
    bool unfinished;  /* the last word: a term that begins with it is a hit */
    bool known;       /* a term is the word */
    unsigned nearest; /* distance of best, or one more than is allowed */
    text best;
    int64_t seen;
};

static bool is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

/* The next word of *rest, or absent. */
static text word_next(text *rest)
{
    size_t from = 0;
    while (from < rest->len && !is_word_byte(rest->ptr[from]))
        from++;
    size_t to = from;
    while (to < rest->len && is_word_byte(rest->ptr[to]))
        to++;
    const text word = text_slice(*rest, from, to);
    *rest = text_slice(*rest, to, rest->len);
    return word.len > 0 ? word : TEXT_ABSENT;
}

text search_match(struct arena *arena, text typed)
{
    struct text_builder query = {.arena = arena};
    text rest = typed;
    text word;
    for (size_t count = 0; count < SEARCH_WORDS_MOST && (word = word_next(&rest)).ptr; count++)
        text_add_format(&query, "%s\"%.*s\"", count ? " " : "", TEXT_ARG(word));
    if (query.len == 0)
        return TEXT_ABSENT;
    text_add_char(&query, '*');
    return text_built(&query);
}

text search_whole(text match)
{
    return text_ends(match, T("*")) ? text_slice(match, 0, match.len - 1) : match;
}

static size_t first_length(text word)
{
    size_t length = 1;
    while (length < word.len && ((unsigned char)word.ptr[length] & 0xc0) == 0x80)
        length++;
    return length;
}

/* In characters. */
static int64_t length_of(text word)
{
    int64_t length = 0;
    for (size_t i = 0; i < word.len; i++)
        length += ((unsigned char)word.ptr[i] & 0xc0) != 0x80;
    return length;
}

void search_offer(struct search_pick *pick, text term, int64_t seen)
{
    if (pick->known)
        return;
    if (text_eq(term, pick->word) || (pick->unfinished && text_starts(term, pick->word))) {
        pick->known = true;
        return;
    }
    if (length_of(term) > length_of(pick->word) + pick->nearest)
        return; /* longer by more than what is left to win; offered only because it might have begun
                   with the word */
    const unsigned distance = text_distance(pick->arena, term, pick->word, pick->nearest + 1);
    if (distance < pick->nearest ||
        (distance == pick->nearest && pick->best.ptr && seen > pick->seen)) {
        pick->nearest = distance;
        pick->best = term;
        pick->seen = seen;
    }
}

/* What a word probably was: itself when there is nothing nearer. */
static text word_meant(struct arena *arena, struct db *db, text word, bool unfinished,
                       search_near_fn near)
{
    const int64_t length = length_of(word);
    const unsigned slips = length <= 4 ? 1 : 2;
    struct search_pick pick = {
        .arena = arena, .word = word, .unfinished = unfinished, .nearest = slips + 1};
    const size_t first = first_length(word);
    char *before = arena_array(arena, char, first);
    memcpy(before, word.ptr, first);
    before[first - 1]++; /* the next letter: no byte of UTF-8 is the greatest */
    const struct search_range range = {
        .from = text_slice(word, 0, first),
        .before = {.ptr = before, .len = first},
        .shortest = length > slips ? length - slips : 1,
        .longest = unfinished ? INT64_MAX : length + slips,
    };
    near(db, &range, &pick);
    return pick.known || !pick.best.ptr ? word : pick.best;
}

text search_correct(struct arena *arena, struct db *db, text typed, search_near_fn near)
{
    struct text_builder meant = {.arena = arena};
    bool changed = false;
    text rest = text_lower(arena, typed);
    text word = word_next(&rest);
    for (size_t count = 0; count < SEARCH_WORDS_MOST && word.ptr; count++) {
        const text next = word_next(&rest);
        const text better = word_meant(arena, db, word, !next.ptr, near);
        changed = changed || !text_eq(better, word);
        text_add_format(&meant, "%s%.*s", count ? " " : "", TEXT_ARG(better));
        word = next;
    }
    return changed ? text_built(&meant) : TEXT_ABSENT;
}
