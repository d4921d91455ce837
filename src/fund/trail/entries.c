/*
 * Entries of the audit log, opened and put into words.
 *
 * A page asks once for all changes of its entries, opens what its reader may see, and only that;
 * looks up the names that the values speak of; and writes the lines. A row of another table than
 * the record's own, made or taken away, is one line: "Added a seat: Quayside Advice, Lead partner".
 */
#include "fund/trail/entries.h"
#include "engine/audit/audit.h"
#include "engine/db/tables.h"
#include "fund/people/people.h"
#include "fund/trail/names.h"
#include "fund/trail/values.h"
#include "fund/trail/words.h"

#include <string.h>

enum { CHANGES_MOST = 3000 };

typedef const struct trail_changes_row change_row;

struct loading {
    const struct trail_reading *reading;
    struct arena *arena;
    struct names *names;
    struct trail_value *value; /* two a change: before and after */
    struct trail_changes_rows changes;
};

/* ---- Who may see what ---- */

static const char *cstr(struct loading *l, text t)
{
    return text_cstr(l->arena, t);
}

static const struct db_column *column_find(const struct db_table *table, text name)
{
    for (size_t i = 0; table && i < table->count; i++)
        if (text_eq(name, text_of(table->column[i].name)))
            return &table->column[i];
    return NULL;
}

/* A table or column that this program does not know might have been closed: it is not shown. */
static bool may_see(const struct trail_reading *reading, const struct db_table *table,
                    const struct db_column *column, const struct trail_changes_row *change)
{
    if (!table || !column || table->is_protected)
        return false;
    const bool people = column->about_people || table->subject != DB_NO_SUBJECT;
    switch (reading->reader) {
    case TRAIL_DIRECTOR:
        return true;
    case TRAIL_STAFF:
        return !people;
    case TRAIL_SELF:
        return !people || change->subject == reading->account;
    case TRAIL_PARTNER: {
        const struct history_table *const known = history_table_find(table->name);
        return !people && known && known->shared;
    }
    }
    return false;
}

/* ---- Opening ---- */

static void open_change(struct loading *l, size_t at)
{
    change_row *const change = &l->changes.row[at];
    const struct db_table *const table = db_table_find(cstr(l, change->table_name));
    const struct db_column *const column = column_find(table, change->column_name);
    struct trail_value *const was = &l->value[2 * at], *const became = was + 1;
    *was = *became = (struct trail_value){.table = NULL};
    if (!may_see(l->reading, table, column, change))
        return;
    const struct vault_wrapped key = {.subject = change->subject,
                                      .master = change->master.some ? change->master.it : 0,
                                      .wrapped = change->wrapped};
    *was = (struct trail_value){.table = table, .column = column};
    *became = *was;
    was->it = audit_value_open(l->reading->vault, l->arena, &key, true, change->was);
    became->it = audit_value_open(l->reading->vault, l->arena, &key, false, change->became);
    trail_value_want(was, l->names);
    trail_value_want(became, l->names);
}

/* ---- Lines ---- */

struct lines {
    struct trail_line *at;
    size_t count;
    text because;
};

static text words_of(struct loading *l, const struct trail_value *value)
{
    return trail_value_words(value, l->arena, l->names);
}

static bool is_absent(const struct trail_value *value)
{
    return value->it.kind == AUDIT_ABSENT;
}

static void add_cell(struct loading *l, size_t at, struct lines *lines)
{
    const struct trail_value *const was = &l->value[2 * at], *const became = was + 1;
    const text what = history_column_words(l->arena, was->table->name, was->column->name);
    if (!what.ptr)
        return;
    if (text_eq(what, T("reason")) && !is_absent(became)) {
        lines->because = words_of(l, became);
        return;
    }
    struct trail_line line = {.what = what, .was = T(""), .became = T("")};
    if (is_absent(was) && is_absent(became))
        line.kind = TRAIL_SECRET;
    else if (is_absent(was))
        line.kind = TRAIL_SET;
    else if (is_absent(became))
        line.kind = TRAIL_CLEARED;
    else
        line.kind = TRAIL_CHANGED;
    line.was = is_absent(was) ? T("") : words_of(l, was);
    line.became = is_absent(became) ? T("") : words_of(l, became);
    lines->at[lines->count++] = line;
}

/* A person's history has what they did, too. */
static bool is_by_record(const struct loading *l, const struct trail_entry *entry)
{
    return strcmp(l->reading->table, "accounts") == 0 && entry->account.some &&
           entry->account.it == l->reading->record;
}

/* The record that the history is of, or the entry, goes without saying. */
struct subject {
    const char *table; /* NULL: none */
    int64_t record;
};

static struct subject subject_of(struct loading *l, const struct trail_entry *entry)
{
    if (l->reading->table && !is_by_record(l, entry))
        return (struct subject){.table = l->reading->table, .record = l->reading->record};
    const struct history_kind *const kind =
        text_present(entry->kind) ? history_kind_find(l->arena, entry->kind) : NULL;
    if (!kind || !entry->record.some)
        return (struct subject){.table = NULL};
    return (struct subject){.table = kind->table, .record = entry->record.it};
}

static bool is_the_record(const struct subject *subject, const struct trail_value *value)
{
    return subject->table && value->column->type == DB_ID &&
           strcmp(value->column->of, subject->table) == 0 && value->it.kind == AUDIT_NUMBER &&
           value->it.number == subject->record;
}

/* A row that came or went, as one line. */
static void add_row(struct loading *l, size_t from, size_t to, bool added,
                    const struct subject *subject, struct lines *lines)
{
    struct text_builder all = {.arena = l->arena};
    for (size_t i = from; i < to; i++) {
        const struct trail_value *const value = &l->value[2 * i + (added ? 1 : 0)];
        if (!value->table || is_absent(value) || is_the_record(subject, value))
            continue;
        const text what = history_column_words(l->arena, value->table->name, value->column->name);
        if (!what.ptr)
            continue;
        if (text_eq(what, T("reason"))) {
            lines->because = words_of(l, value);
            continue;
        }
        if (all.len > 0)
            text_add(&all, T(", "));
        if (trail_value_wants_label(value))
            text_add_format(&all, "%.*s ", TEXT_ARG(what));
        text_add(&all, words_of(l, value));
    }
    const text whole = text_built(&all);
    const text none = T("");
    lines->at[lines->count++] =
        (struct trail_line){.kind = added ? TRAIL_ADDED : TRAIL_REMOVED,
                            .what = history_table_words(l->arena, l->value[2 * from].table->name),
                            .was = added || !whole.ptr ? none : whole,
                            .became = added && whole.ptr ? whole : none};
}

/* Whether the row is the very record: then what it came with is told field by field. */
static bool is_record_row(const struct subject *subject, change_row *change)
{
    return subject->table && change->table_row == subject->record &&
           text_eq(change->table_name, text_of(subject->table));
}

static bool is_on_record(struct loading *l, const struct trail_entry *entry)
{
    const struct history_kind *const kind =
        text_present(entry->kind) ? history_kind_find(l->arena, entry->kind) : NULL;
    return kind && strcmp(kind->table, l->reading->table) == 0 && entry->record.some &&
           entry->record.it == l->reading->record;
}

/* Changes [from, to) are of one row. */
static void add_changes(struct loading *l, size_t from, size_t to, const struct trail_entry *entry,
                        struct lines *lines)
{
    change_row *const change = &l->changes.row[from];
    const struct subject subject = subject_of(l, entry);
    const bool own = is_record_row(&subject, change);
    if (l->reading->table && !is_on_record(l, entry) && !is_by_record(l, entry) && !own)
        return; /* an act on something else: of what it did, this record's own part */
    size_t seen = from;
    while (seen < to && !l->value[2 * seen].table)
        seen++;
    if (seen == to)
        return;
    if (change->kind != AUDIT_CHANGE_KIND_CHANGED && !own) {
        add_row(l, seen, to, change->kind == AUDIT_CHANGE_KIND_ADDED, &subject, lines);
        return;
    }
    for (size_t i = seen; i < to; i++)
        if (l->value[2 * i].table)
            add_cell(l, i, lines);
}

static bool same_row(change_row *a, change_row *b)
{
    return a->table_row == b->table_row && a->kind == b->kind &&
           text_eq(a->table_name, b->table_name);
}

/* ---- Entries ---- */

/* Whoever signs in is nobody yet while they do: the entry is on them. */
static bool is_sign_in(const struct trail_entry *entry)
{
    return text_starts(entry->act, T("sign_in.")) && entry->record.some;
}

static text who(const struct loading *l, const struct trail_entry *entry)
{
    const struct trail_reading *const reading = l->reading;
    if (!entry->account.some && is_sign_in(entry) && reading->reader != TRAIL_PARTNER) {
        const text name = names_find(l->names, "accounts", entry->record.it);
        return entry->record.it == reading->account ? T("You")
               : text_present(name)                 ? name
                                                    : T("Someone who has left");
    }
    if (!entry->account.some)
        return reading->reader == TRAIL_PARTNER ? TEXT_ABSENT : T("The program");
    if (entry->account.it == reading->account)
        return T("You");
    if (reading->reader == TRAIL_PARTNER)
        return TEXT_ABSENT;
    return text_present(entry->name) ? entry->name : T("Someone who has left");
}

/* A partner's own record is theirs. */
static text did(const struct loading *l, const struct trail_entry *entry)
{
    if (l->reading->reader == TRAIL_PARTNER && text_eq(entry->act, T("partner.change")))
        return T("Changed your record");
    return history_act_words(l->arena, entry->act);
}

static void name_record(struct loading *l, const struct trail_entry *entry,
                        struct trail_shown *shown)
{
    shown->record = shown->href = TEXT_ABSENT;
    shown->kind = text_present(entry->kind) ? history_kind_words(l->arena, entry->kind) : T("");
    shown->number = entry->record.some ? entry->record.it : 0;
    const struct history_kind *const kind =
        text_present(entry->kind) ? history_kind_find(l->arena, entry->kind) : NULL;
    shown->known = kind != NULL;
    if (!kind || !entry->record.some)
        return;
    shown->record = names_find(l->names, kind->table, entry->record.it);
    /* Pages about people are for directors. */
    if (strcmp(kind->table, "accounts") == 0 && l->reading->reader != TRAIL_DIRECTOR)
        return;
    if (text_present(shown->record) && kind->page)
        shown->href = text_format(l->arena, "%s%lld", kind->page, (long long)entry->record.it);
}

/* Takes the entry's run of changes, from *at. */
static struct trail_shown show(struct loading *l, const struct trail_entry *entry, size_t from,
                               size_t to)
{
    struct lines lines = {.at = arena_array(l->arena, struct trail_line, to - from + 1),
                          .because = TEXT_ABSENT};
    for (size_t i = from; i < to;) {
        size_t end = i + 1;
        while (end < to && same_row(&l->changes.row[i], &l->changes.row[end]))
            end++;
        add_changes(l, i, end, entry, &lines);
        i = end;
    }
    struct trail_shown shown = {.id = audit_entry_id_raw(entry->id),
                                .at = entry->at,
                                .who = who(l, entry),
                                .did = did(l, entry),
                                .because = lines.because,
                                .unrecorded = entry->unrecorded,
                                .lines = {.row = lines.at, .count = lines.count}};
    shown.self = !entry->account.some && is_sign_in(entry);
    name_record(l, entry, &shown);
    return shown;
}

static text ids_of(struct arena *arena, const struct trail_entry *entry, size_t count)
{
    struct text_builder ids = {.arena = arena};
    text_add_char(&ids, '[');
    for (size_t i = 0; i < count; i++)
        text_add_format(&ids, "%s%lld", i > 0 ? "," : "",
                        (long long)audit_entry_id_raw(entry[i].id));
    text_add_char(&ids, ']');
    return text_built(&ids);
}

static void want_records(struct loading *l, const struct trail_entry *entry, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct history_kind *const kind =
            text_present(entry[i].kind) ? history_kind_find(l->arena, entry[i].kind) : NULL;
        if (kind && entry[i].record.some)
            names_want(l->names, kind->table, entry[i].record.it);
    }
}

/* Where an entry's changes are: they come by entry, the oldest first. */
static void run_of(const struct loading *l, audit_entry_id id, size_t *from, size_t *to)
{
    const int64_t wanted = audit_entry_id_raw(id);
    *from = 0;
    while (*from < l->changes.count && audit_entry_id_raw(l->changes.row[*from].entry_id) != wanted)
        ++*from;
    *to = *from;
    while (*to < l->changes.count && audit_entry_id_raw(l->changes.row[*to].entry_id) == wanted)
        ++*to;
}

/* They are asked for newest first, so that it is the oldest that are cut off; and told as they
 * came. */
static struct trail_changes_rows changes_in_order(struct db *db, text ids)
{
    const struct trail_changes_rows found = trail_changes(db, ids, CHANGES_MOST);
    struct trail_changes_row *const row =
        arena_array(db_arena(db), struct trail_changes_row, found.count + 1);
    for (size_t i = 0; i < found.count; i++)
        row[i] = found.row[found.count - 1 - i];
    return (struct trail_changes_rows){.row = row, .count = found.count};
}

struct trail_list trail_entries(const struct trail_reading *reading, struct db *db,
                                const struct trail_entry *entry, size_t count)
{
    struct arena *const arena = db_arena(db);
    struct loading l = {.reading = reading, .arena = arena, .names = names_new(arena)};
    l.changes = changes_in_order(db, ids_of(arena, entry, count));
    l.value = arena_array(arena, struct trail_value, 2 * l.changes.count + 1);
    for (size_t i = 0; i < l.changes.count; i++)
        open_change(&l, i);
    want_records(&l, entry, count);
    names_load(l.names, db);
    struct trail_shown *const row = arena_array(arena, struct trail_shown, count + 1);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        size_t from, to;
        run_of(&l, entry[i].id, &from, &to);
        const struct trail_shown shown = show(&l, &entry[i], from, to);
        if (reading->reader != TRAIL_PARTNER || shown.lines.count > 0)
            row[kept++] = shown;
    }
    return (struct trail_list){.row = row,
                               .count = kept,
                               .next = TEXT_ABSENT,
                               .previous = TEXT_ABSENT,
                               .cut = l.changes.count == CHANGES_MOST};
}
