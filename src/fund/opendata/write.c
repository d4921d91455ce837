/* Writing what is staged, hidden, and the one step that shows it: see import.h. */
#include "fund/opendata/import.h"

#include "engine/audit/audit.h"

#define ROWS_AT_A_TIME 200

struct writing {
    struct batch *batch;
    struct arena *row;
    const struct import_watch *watch;
    import_id import;
    funder_id funder;
    instant at;
    int64_t rows, written, here;
    /* Of the last grant: most files have few, in runs. Forgotten with each transaction, because the
     * programme may be gone in the next. */
    text programme_key;
    text programme_code;
    programme_id programme;
};

/* ---- Partners ---- */

/*
 * Whether the partner that it was when the file was checked is here and still that one: people see
 * it, and it has one of the numbers or the name. It may have gone with its own import, or have been
 * changed by hand.
 */
static bool is_still(struct writing *w, const struct import_partner_row *row,
                     const struct import_numbers_of_rows *numbers)
{
    struct db *db = db_of(batch_write(w->batch));
    const struct import_partner_there_row *there =
        import_partner_there(db, row->partner_id.it, w->import);
    if (!there)
        return false;
    if (text_eq(there->name_key, row->name_key))
        return true;
    for (size_t i = 0; i < numbers->count; i++) {
        const struct partner_of_number_row *here =
            partner_of_number(db, numbers->row[i].scheme, numbers->row[i].value);
        if (here && partner_id_raw(here->partner_id) == partner_id_raw(row->partner_id.it))
            return true;
    }
    return false;
}

static void write_partner(struct writing *w, const struct import_partner_row *row)
{
    struct db_write *write = batch_write(w->batch);
    struct db *db = db_of(write);
    const struct import_numbers_of_rows numbers = import_numbers_of(db, row->id);
    if (row->partner_id.some && is_still(w, row, &numbers))
        return;
    /* Someone may have added it by hand since the file was checked. */
    for (size_t i = 0; i < numbers.count; i++) {
        const struct partner_of_number_row *here =
            partner_of_number(db, numbers.row[i].scheme, numbers.row[i].value);
        if (here) {
            (void)import_partner_is(write, row->id, here->partner_id, true);
            return;
        }
    }
    const partner_id partner =
        import_write_partner(write, row->name, row->name_key, row->other_names, row->website,
                             row->postcode, w->import, w->at);
    for (size_t i = 0; i < numbers.count; i++)
        (void)import_write_number(write, partner, numbers.row[i].scheme, numbers.row[i].value);
    (void)import_partner_is(write, row->id, partner, false);
}

static void write_partners(struct writing *w)
{
    int64_t after = 0;
    for (bool more = true; more;) {
        const struct import_partner_row_rows rows =
            import_partners_after(db_of(batch_write(w->batch)), w->import, after, ROWS_AT_A_TIME);
        more = rows.count > 0;
        for (size_t i = 0; i < rows.count; i++) {
            after = import_partner_id_raw(rows.row[i].id);
            write_partner(w, &rows.row[i]);
            if (batch_breathe(w->batch)) {
                watch_tell(w->watch, IMPORT_WRITING, 0, w->rows);
                break; /* the rows went with the transaction's memory */
            }
        }
    }
}

/* ---- Grants ---- */

/* Finds or adds the programme of a key, and remembers it. */
static void programme_take(struct writing *w, text name, text key, text code)
{
    struct db_write *write = batch_write(w->batch);
    const struct import_programme_find_row *found =
        import_programme_find(db_of(write), w->funder, key, w->import);
    w->programme =
        found ? found->id : import_write_programme(write, w->funder, name, key, code, w->import);
    w->programme_key = text_copy(w->batch->arena, key);
    w->programme_code = text_copy(w->batch->arena, found ? found->code : code);
}

static programme_id programme_of(struct writing *w, const struct grant_draft *draft)
{
    const text name = draft_programme(draft);
    const text key = sort_key(w->row, name);
    if (!w->programme_key.ptr || !text_eq(w->programme_key, key))
        programme_take(w, name, key, draft->programme_code);
    /* Funders use codes for other things too; one that varies within a programme is not the
     * programme's. */
    if (w->programme_code.ptr &&
        (!draft->programme_code.ptr || !text_eq(w->programme_code, draft->programme_code))) {
        (void)import_programme_no_code(batch_write(w->batch), w->programme, w->import);
        w->programme_code = TEXT_ABSENT;
    }
    return w->programme;
}

static void write_parts(struct writing *w, grant_id grant, const struct grant_draft *draft,
                        const partner_id *partner)
{
    struct db_write *write = batch_write(w->batch);
    (void)import_write_award(write, grant, draft->awarded, draft->awarded_on, w->at);
    for (size_t i = 0; i < draft->parties; i++)
        (void)import_write_seat(write, grant, partner[i]);
    for (size_t i = 0; i < REGION_COUNT; i++)
        if (draft->region[i])
            (void)import_write_region(write, grant, (enum region)i);
    for (size_t i = 0; i < draft->extras; i++)
        (void)import_write_extra(write, grant, draft->extra[i].name, draft->extra[i].value);
}

static void write_grant(struct writing *w, bytes body)
{
    struct record record;
    struct grant_draft *draft = arena_make(w->row, struct grant_draft);
    struct findings findings = {.arena = w->row};
    struct check_state state = {.today = day_today()};
    /* It was whole when it was staged, and the rules are pure. */
    ensure(read_record(w->row, body, &record) &&
           grant_check(w->row, &record, &state, draft, &findings));
    struct db_write *write = batch_write(w->batch);
    partner_id partner[PARTIES_MAX];
    struct text_builder search = {.arena = w->row};
    text_add(&search, draft->reference);
    for (size_t i = 0; i < draft->parties; i++) {
        const struct import_partner_row *row =
            import_party_find(db_of(write), w->import, &draft->party[i]);
        ensure(row && row->partner_id.some);
        partner[i] = row->partner_id.it;
        text_add_char(&search, '\n');
        text_add(&search, draft->party[i].name);
    }
    bool conflict = false;
    const grant_id grant =
        import_write_grant(write, draft->reference, w->funder, programme_of(w, draft), draft->title,
                           sort_key(w->row, draft->title), draft->description, text_built(&search),
                           draft->asked, draft->awarded, draft->awarded_on, draft->starts_on,
                           draft->ends_on, w->import, w->at, &conflict);
    if (conflict) {
        w->here++;
        return;
    }
    write_parts(w, grant, draft, partner);
    w->written++;
}

static void commit(struct writing *w)
{
    batch_commit(w->batch);
    w->programme_key = w->programme_code = TEXT_ABSENT;
}

static void write_grants(struct writing *w)
{
    int64_t after = -1, most = 32;
    for (bool more = true; more;) {
        const struct import_rows_after_rows rows =
            import_rows_after(db_of(batch_write(w->batch)), w->import, after, most);
        more = rows.count > 0;
        for (size_t i = 0; i < rows.count; i++) {
            after = rows.row[i].position;
            const bytes body = rows.row[i].record;
            write_grant(w, body);
            arena_reset(w->row);
            if (batch_due(w->batch)) {
                (void)import_written_so_far(batch_write(w->batch), w->import, w->written + w->here);
                commit(w);
                watch_tell(w->watch, IMPORT_WRITING, w->written + w->here, w->rows);
                break; /* the rows went with the transaction's memory */
            }
        }
    }
    commit(w);
}

/* ---- From ready to published ---- */

static void find_funder(struct writing *w, const struct import_row *import)
{
    struct db_write *write = batch_write(w->batch);
    const text key = sort_key(w->row, import->funder_name);
    const struct import_funder_of_name_row *found = import_funder_of_name(db_of(write), key);
    w->funder = found ? found->id
                      : import_funder_add(write, import->funder_name, key, import->file_funder_id);
    (void)import_funder_set(write, w->import, w->funder, !found);
}

bool import_write(struct arena *arena, struct database *database, import_id import,
                  const struct import_watch *watch)
{
    struct writing w = {.batch = batch_new(arena, database),
                        .row = arena_new_in(arena, (size_t)64 << 20),
                        .watch = watch,
                        .import = import,
                        .at = instant_now()};
    struct db_write *write = batch_write(w.batch);
    const struct import_row *row = import_find(db_of(write), import);
    if (!row || import_state_change(write, import, IMPORT_STATE_READY, IMPORT_STATE_WRITING) == 0) {
        batch_commit(w.batch);
        return false;
    }
    w.rows = row->rows_read;
    find_funder(&w, row);
    batch_commit(w.batch);
    /* What an undone import left, unseen, would keep its references and numbers from this one. From
     * here on none can be undone. */
    import_tidy_all(arena, database, import, watch);
    write_partners(&w);
    write_grants(&w);
    const bool shown = import_publish(batch_write(w.batch), import, w.at, w.written, w.here) > 0;
    if (shown && watch->act)
        audit_add(batch_write(w.batch), watch->act, import_id_raw(import));
    batch_commit(w.batch);
    if (shown)
        import_tidy(arena, database, import, watch);
    return shown;
}
