/* Made by querygen from the statements of shop. */
#ifndef SHOP_QUERIES_H
#define SHOP_QUERIES_H

#include "engine/db/db.h"
#include "types.h"

#line 4 "shop/queries.sql"
struct thing_by_id_row {
    thing_id id;
    maker_id maker_id;
    text title;
    text words; /* or absent */
    enum material material;
    pence price;
    opt_day made_on;
    opt_real weight;
    opt_percent discount;
    bytes picture; /* or absent */
    opt_instant seen_at;
    bool withdrawn;
    text shelf; /* or absent */
};
#line 25 "shop_queries.h"

#line 9 "shop/queries.sql"
struct maker_brief {
    maker_id id;
    text name;
};
struct maker_brief_rows {
    const struct maker_brief *row;
    size_t count;
};
#line 36 "shop_queries.h"

#line 41 "shop/queries.sql"
struct thing_reprice_row {
    thing_id id;
    pence price;
    int64_t pounds;
};
#line 44 "shop_queries.h"

#line 51 "shop/queries.sql"
struct stones_paid_row {
    pence paid;
    opt_day newest;
};
#line 51 "shop_queries.h"

#line 57 "shop/queries.sql"
struct names_all_row {
    text name;
    opt_maker_id of;
};
struct names_all_rows {
    const struct names_all_row *row;
    size_t count;
};
#line 62 "shop_queries.h"

#line 63 "shop/queries.sql"
struct makers_ranked_row {
    text name;
    opt_int number;
    int64_t place;
};
struct makers_ranked_rows {
    const struct makers_ranked_row *row;
    size_t count;
};
#line 74 "shop_queries.h"

#line 69 "shop/queries.sql"
struct things_found_row {
    thing_id id;
    text title;
    double rank;
};
struct things_found_rows {
    const struct things_found_row *row;
    size_t count;
};
#line 86 "shop_queries.h"

#line 81 "shop/queries.sql"
struct things_matching_row {
    thing_id id;
    text title;
};
#line 93 "shop_queries.h"

#line 96 "shop/queries.sql"
struct makers_told_row {
    maker_id id;
    bool quoted;
    bool blank;
    text titles; /* or absent */
    text pounds; /* or absent */
    bool first;
};
struct makers_told_rows {
    const struct makers_told_row *row;
    size_t count;
};
#line 108 "shop_queries.h"

#line 108 "shop/queries.sql"
struct thing_card {
    thing_id id;
    text title;
    enum material material;
    pence price;
    text maker_name;
    bool costed;
};
struct thing_card_rows {
    const struct thing_card *row;
    size_t count;
};
#line 123 "shop_queries.h"

/* One thing, with all that is known. */
#line 4 "shop/queries.sql"
struct thing_by_id_row thing_by_id(struct db *db, thing_id thing_id_);
/* The same in two steps: others may be asked between them, and PostgreSQL answers all at once.
 * What is given to the first must live until the second. */
struct thing_by_id_asked {
    struct db *db;
    struct db_stmt *stmt;
};
struct thing_by_id_asked thing_by_id_ask(struct db *db, thing_id thing_id_) must_use;
struct thing_by_id_row thing_by_id_take(struct thing_by_id_asked asked) must_use;
#line 136 "shop_queries.h"

/* Perhaps a maker. */
#line 9 "shop/queries.sql"
const struct maker_brief *maker_named(struct db *db, text name_key) must_use;
/* The same in two steps: others may be asked between them, and PostgreSQL answers all at once.
 * What is given to the first must live until the second. */
struct maker_named_asked {
    struct db *db;
    struct db_stmt *stmt;
};
struct maker_named_asked maker_named_ask(struct db *db, text name_key) must_use;
const struct maker_brief *maker_named_take(struct maker_named_asked asked) must_use;
#line 149 "shop_queries.h"

/* Makers, some of them. */
#line 14 "shop/queries.sql"
struct maker_brief_rows makers_some(struct db *db, opt_flag local, int64_t most);
/* The same in two steps: others may be asked between them, and PostgreSQL answers all at once.
 * What is given to the first must live until the second. */
struct makers_some_asked {
    struct db *db;
    struct db_stmt *stmt;
};
struct makers_some_asked makers_some_ask(struct db *db, opt_flag local, int64_t most) must_use;
struct maker_brief_rows makers_some_take(struct makers_some_asked asked) must_use;
#line 162 "shop_queries.h"

/* Adds a thing. */
#line 21 "shop/queries.sql"
thing_id thing_add(struct db_write *db, maker_id maker_id_, text title, text words, enum material material_, pence price, opt_day made_on, opt_real weight, opt_percent discount, bytes picture, instant seen_at);
#line 167 "shop_queries.h"

/* Adds a maker, unless there is one of that name. */
#line 27 "shop/queries.sql"
maker_id maker_add(struct db_write *db, text name, text name_key, bool *conflict);
#line 172 "shop_queries.h"

/* Renames one; 0 when the name is taken. */
#line 32 "shop/queries.sql"
int64_t maker_rename(struct db_write *db, maker_id maker_id_, text name, text name_key);
#line 177 "shop_queries.h"

/* Keeps what was paid, the newest word. */
#line 37 "shop/queries.sql"
int64_t cost_keep(struct db_write *db, thing_id thing_id_, pence paid);
#line 182 "shop_queries.h"

/* Changes a price and tells the new row. */
#line 41 "shop/queries.sql"
const struct thing_reprice_row *thing_reprice(struct db_write *db, thing_id thing_id_, pence price) must_use;
#line 187 "shop_queries.h"

/* How many things of a material. */
#line 46 "shop/queries.sql"
int64_t things_of(struct db *db, enum material material_);
/* The same in two steps: others may be asked between them, and PostgreSQL answers all at once.
 * What is given to the first must live until the second. */
struct things_of_asked {
    struct db *db;
    struct db_stmt *stmt;
};
struct things_of_asked things_of_ask(struct db *db, enum material material_) must_use;
int64_t things_of_take(struct things_of_asked asked) must_use;
#line 200 "shop_queries.h"

/* What the stones cost us. */
#line 51 "shop/queries.sql"
struct stones_paid_row stones_paid(struct db *db);
#line 205 "shop_queries.h"

/* Names of makers and things alike, a comment inside -- dropped */
#line 57 "shop/queries.sql"
struct names_all_rows names_all(struct db *db);
#line 210 "shop_queries.h"

/* Makers by how much they made, with a window and a common table. */
#line 63 "shop/queries.sql"
struct makers_ranked_rows makers_ranked(struct db *db);
#line 215 "shop_queries.h"

/* Things found by words, the best first. */
#line 69 "shop/queries.sql"
struct things_found_rows things_found(struct db *db, text words, int64_t most);
#line 220 "shop_queries.h"

#line 81 "shop/queries.sql"
enum things_matching_sort {
    THINGS_MATCHING_BEST,
    THINGS_MATCHING_ENDS,
    THINGS_MATCHING_SORT_COUNT
};
struct things_matching_ask {
    bool stone;
    enum things_matching_sort sort;
    text at;      /* a cursor from .next or .previous, or absent: from the start */
    size_t limit; /* 0: 10; at most 1000 */
};
struct things_matching_page {
    const struct things_matching_row *row;
    size_t count;
    text next, previous; /* cursors, or absent */
};
#line 239 "shop_queries.h"
/* Things found by words, a page at a time. */
struct things_matching_page things_matching(struct db *db, text words, const struct things_matching_ask *ask);
/* How many there are, counting no further than cap. */
int64_t things_matching_count(struct db *db, text words, const struct things_matching_ask *ask, int64_t cap);
/* The same, asked before it is taken by db_count_take(). */
struct db_count_asked things_matching_count_ask(struct db *db, text words, const struct things_matching_ask *ask, int64_t cap) must_use;
/* A sort by its name in URLs; false: no such sort. And back. */
bool things_matching_sort_from(text name, enum things_matching_sort *out) must_use;
text things_matching_sort_name(enum things_matching_sort sort);

/* What goes by another name on PostgreSQL. */
#line 96 "shop/queries.sql"
struct makers_told_rows makers_told(struct db *db, text ids, bytes picture);
#line 253 "shop_queries.h"

#line 108 "shop/queries.sql"
enum things_list_sort {
    THINGS_LIST_NEWEST,
    THINGS_LIST_TITLE,
    THINGS_LIST_LENGTH,
    THINGS_LIST_SORT_COUNT
};
struct things_list_ask {
    opt_maker_id maker;
    text words;
    bool fresh;
    enum things_list_sort sort;
    text at;      /* a cursor from .next or .previous, or absent: from the start */
    size_t limit; /* 0: 25; at most 1000 */
};
struct things_list_page {
    const struct thing_card *row;
    size_t count;
    text next, previous; /* cursors, or absent */
};
#line 275 "shop_queries.h"
/* Things as customers list them. */
struct things_list_page things_list(struct db *db, day today, const struct things_list_ask *ask);
/* How many there are, counting no further than cap. */
int64_t things_list_count(struct db *db, day today, const struct things_list_ask *ask, int64_t cap);
/* The same, asked before it is taken by db_count_take(). */
struct db_count_asked things_list_count_ask(struct db *db, day today, const struct things_list_ask *ask, int64_t cap) must_use;
/* A sort by its name in URLs; false: no such sort. And back. */
bool things_list_sort_from(text name, enum things_list_sort *out) must_use;
text things_list_sort_name(enum things_list_sort sort);

#endif
