/*
 * A partner's first page and its grants: what it has, until when, and whom to call. Each page is a
 * constant number of statements, whatever it holds.
 */
#include "fund/grants/grants.h"
#include "fund/home/rules.h"
#include "fund/home/show.h"
#include "home_pages.h"

#define GRANTS_MOST 100
#define SAID_MOST 50

static partner_id own_partner(const struct request *rq)
{
    return partner_id_of(rq->view.viewer.of);
}

text people_names(struct arena *arena, struct home_colleague_rows people)
{
    text *name = arena_array(arena, text, people.count + 1);
    for (size_t i = 0; i < people.count; i++)
        name[i] = people.row[i].name;
    return names_words(arena, name, people.count);
}

static text title_of(struct home_grants_rows grants, grant_id id)
{
    for (size_t i = 0; i < grants.count; i++)
        if (grant_id_raw(grants.row[i].id) == grant_id_raw(id))
            return grants.row[i].title;
    return TEXT_ABSENT;
}

/* The titles of the grants that one person looks after. */
static text grants_of_contact(struct arena *arena, struct home_contacts_rows rows,
                              struct home_grants_rows grants, account_id contact)
{
    text *title = arena_array(arena, text, rows.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < rows.count; i++)
        if (account_id_raw(rows.row[i].id) == account_id_raw(contact)) {
            const text bare = title_of(grants, rows.row[i].grant_id);
            if (text_present(bare))
                title[count++] = text_format(arena, "“%.*s”", TEXT_ARG(bare));
        }
    return names_words(arena, title, count);
}

struct contacts contacts_of(struct arena *arena, struct home_contacts_rows rows,
                            struct home_grants_rows grants)
{
    struct contact *contact = arena_array(arena, struct contact, rows.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < rows.count; i++) {
        const struct home_contacts_row *row = &rows.row[i];
        bool seen = false;
        for (size_t k = 0; k < count; k++)
            seen = seen || account_id_raw(contact[k].id) == account_id_raw(row->id);
        if (!seen)
            contact[count++] = (struct contact){.id = row->id,
                                                .name = row->name,
                                                .email = row->email,
                                                .away_until = row->away_until,
                                                .cover_id = row->cover_id,
                                                .cover = row->cover,
                                                .cover_email = row->cover_email,
                                                .grants = TEXT_ABSENT};
    }
    for (size_t k = 0; count > 1 && k < count; k++)
        contact[k].grants = grants_of_contact(arena, rows, grants, contact[k].id);
    return (struct contacts){.row = contact, .count = count};
}

/* Only who looks after this grant. */
static struct home_contacts_rows contacts_about(struct arena *arena, struct home_contacts_rows all,
                                                grant_id grant)
{
    struct home_contacts_row *row = arena_array(arena, struct home_contacts_row, all.count + 1);
    struct home_contacts_rows about = {.row = row};
    for (size_t i = 0; i < all.count; i++)
        if (grant_id_raw(all.row[i].grant_id) == grant_id_raw(grant))
            row[about.count++] = all.row[i];
    return about;
}

/* About grants that run; where none does, about those that did. */
static struct home_contacts_rows contacts_running(struct arena *arena,
                                                  struct home_contacts_rows all, day today)
{
    struct home_contacts_row *row = arena_array(arena, struct home_contacts_row, all.count + 1);
    struct home_contacts_rows running = {.row = row};
    for (size_t i = 0; i < all.count; i++)
        if (grant_runs(all.row[i].ends_on, today))
            row[running.count++] = all.row[i];
    return running.count > 0 ? running : all;
}

struct contacts contacts_now(struct db *db, partner_id partner, opt_grant_id about, day today)
{
    struct arena *arena = db_arena(db);
    const struct home_contacts_rows all = home_contacts(db, partner, today);
    return contacts_of(arena,
                       about.some ? contacts_about(arena, all, about.it)
                                  : contacts_running(arena, all, today),
                       (struct home_grants_rows){.row = NULL});
}

/* The pieces of one grant's split; none when a part is not known. */
static void add_pieces(struct arena *arena, struct grant_own *own, partner_id self,
                       struct home_seats_of_all_rows seats)
{
    struct piece *piece = arena_array(arena, struct piece, seats.count + 1);
    pence before = pence_of(0);
    bool known = true;
    for (size_t i = 0; i < seats.count; i++) {
        const struct home_seats_of_all_row *seat = &seats.row[i];
        if (grant_id_raw(seat->grant_id) != grant_id_raw(own->grant->id))
            continue;
        if (seat->share.some) {
            piece[own->seats] =
                (struct piece){.from = pence_share(before, own->grant->awarded),
                               .part = pence_share(seat->share.it, own->grant->awarded),
                               .colour = (int)(own->seats % 6) + 1,
                               .own = partner_id_raw(seat->partner_id) == partner_id_raw(self)};
            before = pence_add(before, seat->share.it);
        }
        known = known && seat->share.some;
        own->seats++;
    }
    if (known && pence_order(before, own->grant->awarded) == 0)
        own->pieces = (struct pieces){.row = piece, .count = own->seats};
    own->shared = shared_words(arena, own->seats);
}

static void add_grants(struct request *rq, struct db *db, struct partner_home *home,
                       struct home_grants_rows grants)
{
    const partner_id self = home->partner->id;
    const struct home_seats_of_all_rows seats = home_seats_of_all(db, self);
    struct grant_own *running = arena_array(rq->arena, struct grant_own, grants.count + 1);
    struct grant_own *ended = arena_array(rq->arena, struct grant_own, grants.count + 1);
    struct grant_counted *counted = arena_array(rq->arena, struct grant_counted, grants.count + 1);
    for (size_t i = 0; i < grants.count; i++) {
        const struct home_grants_row *grant = &grants.row[i];
        struct grant_own own = {.grant = grant,
                                .time_left =
                                    grant_time_left(rq->arena, grant->ends_on, rq->view.today)};
        add_pieces(rq->arena, &own, self, seats);
        counted[i] = (struct grant_counted){.share = grant->share, .ends_on = grant->ends_on};
        if (grant_runs(grant->ends_on, rq->view.today))
            running[home->running.count++] = own;
        else
            ended[home->ended.count++] = own;
    }
    home->running.row = running;
    home->ended.row = ended;
    home->summary = grants_summary(rq->arena, counted, grants.count, rq->view.today);
}

/* Until when there is money, at a glance: worth a picture when there is more than one. */
static void add_years(struct request *rq, struct partner_home *home, struct home_grants_rows grants)
{
    struct money_lane *lane = arena_array(rq->arena, struct money_lane, grants.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < grants.count; i++) {
        const struct home_grants_row *grant = &grants.row[i];
        if (grant->starts_on.some && grant->ends_on.some && grant->share.some)
            lane[count++] = (struct money_lane){.name = grant->title,
                                                .meta = TEXT_ABSENT,
                                                .amount = grant->share.it,
                                                .from = grant->starts_on.it,
                                                .to = grant->ends_on.it};
    }
    home->years = money_lanes_make(rq->arena, lane, count, rq->view.today);
    home->shows_years = count > 1;
}

struct answer partner_home_read(struct request *rq, struct db *db)
{
    const partner_id self = own_partner(rq);
    const struct home_partner_row *partner = home_partner(db, self);
    if (!partner)
        return answer_absent(rq);
    const struct home_grants_rows grants = home_grants(db, self, GRANTS_MOST);
    struct partner_home home = {
        .partner = partner,
        .contacts = contacts_of(
            rq->arena,
            contacts_running(rq->arena, home_contacts(db, self, rq->view.today), rq->view.today),
            grants),
        .people = home_partner_people(db, self),
    };
    add_grants(rq, db, &home, grants);
    add_years(rq, &home, grants);
    home.names = people_names(rq->arena, home.people);
    page_home_partner(rq->out, &home);
    return answer_page(rq);
}

/* ---- One grant ---- */

static void add_split(struct arena *arena, struct db *db, struct grant_page *page)
{
    const struct home_split_rows seats = home_split(db, page->grant->id);
    struct split_line *line = arena_array(arena, struct split_line, seats.count + 1);
    page->shared = pence_of(0);
    page->split_known = seats.count > 0;
    for (size_t i = 0; i < seats.count; i++) {
        const struct home_split_row *seat = &seats.row[i];
        line[i] = (struct split_line){
            .seat = seat, .known = seat->share.some, .piece = {.colour = (int)(i % 6) + 1}};
        page->split_known = page->split_known && seat->share.some;
        if (!seat->share.some)
            continue;
        line[i].piece.from = pence_share(page->shared, page->grant->awarded);
        line[i].piece.part = pence_share(seat->share.it, page->grant->awarded);
        page->shared = pence_add(page->shared, seat->share.it);
    }
    page->split = (struct split_lines){.row = line, .count = seats.count};
    /* An award that was cut after the split was agreed: shown as it stands, drawn only when whole.
     */
    page->split_known = page->split_known && pence_order(page->shared, page->grant->awarded) == 0;
}

/* False: no such grant of theirs. */
static bool grant_draw(struct request *rq, struct db *db, const struct form_values *form)
{
    const partner_id self = own_partner(rq);
    const struct home_grant_row *grant = home_grant(db, grant_id_of(rq->id[0]), self);
    if (!grant)
        return false;
    struct grant_page page = {
        .grant = grant,
        .ledger = home_ledger(db, grant->id),
        .lines = home_lines(db, grant->id),
        .contacts =
            contacts_now(db, self, (opt_grant_id){.some = true, .it = grant->id}, rq->view.today),
        .said = remarks_of_grant(db, self, grant->id, SAID_MOST),
        .time_left = grant_time_left(rq->arena, grant->ends_on, rq->view.today),
        .form = form,
    };
    add_split(rq->arena, db, &page);
    page_home_grant(rq->out, &page, self);
    return true;
}

struct answer own_grant_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    return grant_draw(rq, db, form_blank(rq->arena, &remark_form_spec)) ? answer_page(rq)
                                                                        : answer_absent(rq);
}

struct answer own_grant_redraw(struct request *rq, struct db *db)
{
    return grant_draw(rq, db, rq->values) ? answer_refused(rq) : answer_absent(rq);
}

struct answer own_grant_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct remark_form *form = form_;
    const opt_grant_id about = {.some = true, .it = grant_id_of(rq->id[0])};
    const remark_id remark =
        remark_add(write, (opt_partner_id){.some = true, .it = own_partner(rq)},
                   (opt_group_id){.some = false}, (opt_funder_id){.some = false}, about, form->said,
                   account_id_of(rq->view.viewer.account), instant_now());
    letter_remark(rq->app, write, own_partner(rq), about, remark, rq->view.today);
    return answer_redirect(rq, text_format(rq->arena, "/yours/grants/%lld", (long long)rq->id[0]),
                           rq->id[0],
                           T("Thank you. The fund has what you wrote, and will answer here."));
}
