/*
 * What happens on the page of the settings, and what browsers fetch of them.
 *
 * All parts stand on one page. When one is refused, the page is drawn again with what was typed in
 * it, and with the others as they are saved.
 */
#include "engine/files/image.h"
#include "engine/web/query.h"
#include "fund/people/people.h"
#include "fund/settings/colour.h"
#include "fund/settings/show.h"
#include "fund/site/site.h"
#include "settings_pages.h"

#include <sodium.h>
#include <string.h>

#define LOGO_MOST ((size_t)200 * 1000)
#define LOGO_SIDE_MOST 4000
#define HOLIDAYS_SHOWN 10
#define CLOSED_MOST 40
#define CLOSED_EMPTY 2 /* rows offered beyond those filled in */

static const struct form_spec *const specs[SETTINGS_PARTS] = {
    [SETTINGS_NAME] = &settings_name_form_spec, [SETTINGS_LOOK] = &settings_look_form_spec,
    [SETTINGS_LOGO] = &settings_logo_form_spec, [SETTINGS_CONTACT] = &settings_contact_form_spec,
    [SETTINGS_DAYS] = &settings_days_form_spec, [SETTINGS_PROMISE] = &settings_promise_form_spec,
    [SETTINGS_KEEP] = &settings_keep_form_spec, [SETTINGS_FILES] = &settings_files_form_spec,
};

/* ---- The page as things stand ---- */

static struct colour accent_of(text saved, enum colour_ground ground)
{
    struct colour c;
    return saved.ptr && colour_parse(saved, &c) ? c : colour_own(ground);
}

static void week_fill(struct form_values *values, unsigned week)
{
    text *row = arena_array(values->arena, text, WEEK_DAY_COUNT);
    size_t count = 0;
    for (int d = 0; d < WEEK_DAY_COUNT; d++)
        if (week & (1U << d))
            row[count++] = week_day_code((enum week_day)d);
    form_fill_texts(values, "week", (struct texts){.row = row, .count = count});
}

static void closed_fill(struct form_values *values, const struct closed_days_rows *closed)
{
    for (size_t i = 0; i < closed->count && i < CLOSED_MOST; i++) {
        form_fill_group_text(values, "closed", i, "on",
                             day_text(values->arena, closed->row[i].on_day));
        form_fill_group_text(values, "closed", i, "why", closed->row[i].words);
    }
}

static struct form_values *filled(struct arena *arena, enum settings_part part,
                                  const struct settings_row *row,
                                  const struct closed_days_rows *closed)
{
    struct form_values *values = form_blank(arena, specs[part]);
    switch (part) {
    case SETTINGS_NAME:
        form_fill_text(values, "name", row->name);
        break;
    case SETTINGS_LOOK:
        form_fill_text(values, "accent", colour_text(arena, accent_of(row->accent, ON_LIGHT)));
        form_fill_text(values, "accent_dark",
                       colour_text(arena, accent_of(row->accent_dark, ON_DARK)));
        break;
    case SETTINGS_LOGO:
        break;
    case SETTINGS_CONTACT:
        form_fill_text(values, "mail", row->contact_mail);
        form_fill_text(values, "phone", row->contact_phone);
        form_fill_text(values, "words", row->contact_words);
        break;
    case SETTINGS_DAYS:
        week_fill(values, (unsigned)row->week);
        form_fill_text(values, "nation", nation_code(row->nation));
        closed_fill(values, closed);
        break;
    case SETTINGS_PROMISE:
        form_fill_int(values, "reply_days", row->reply_days);
        form_fill_flag(values, "quiet", row->quiet);
        form_fill_int(values, "quiet_from", row->quiet_from);
        form_fill_int(values, "quiet_until", row->quiet_until);
        form_fill_flag(values, "quiet_days_off", row->quiet_days_off);
        break;
    case SETTINGS_KEEP:
        form_fill_int(values, "keep_left", row->keep_left);
        form_fill_int(values, "keep_problems", row->keep_problems);
        form_fill_int(values, "keep_mails", row->keep_mails);
        break;
    case SETTINGS_FILES:
        form_fill_int(values, "file_most_mb", row->file_most_mb);
        form_fill_int(values, "files_of_one_mb", row->files_of_one_mb);
        break;
    case SETTINGS_PARTS:
        fail("no part of the settings");
    }
    return values;
}

static struct look_sample sample_of(struct arena *arena, struct colour accent,
                                    enum colour_ground ground)
{
    const bool light = ground == ON_LIGHT;
    return (struct look_sample){.say = light ? T("A light page") : T("A dark page"),
                                .ground = light ? T("#ffffff") : T("#0f1d1a"),
                                .ink = light ? T("#16302b") : T("#eef4f0"),
                                .accent = colour_text(arena, accent),
                                .on_accent = light ? T("#ffffff") : T("#0f1d1a")};
}

/* The bank holidays that come next. */
static void add_holidays(struct arena *arena, struct settings_page *page, day today)
{
    struct bank_holiday *row = arena_array(arena, struct bank_holiday, 2 * BANK_HOLIDAYS_MOST);
    int year, month, date;
    day_parts(today, &year, &month, &date);
    size_t count = bank_holidays(page->row.nation, year, row);
    count += bank_holidays(page->row.nation, year + 1, row + count);
    while (count > 0 && day_order(row->on, today) < 0) {
        row++;
        count--;
    }
    page->holidays.row = row;
    page->holidays.count = count < HOLIDAYS_SHOWN ? count : HOLIDAYS_SHOWN;
}

static struct settings_page page_of(struct request *rq, struct db *db)
{
    struct arena *arena = rq->arena;
    const struct settings_row row = settings_find(db);
    const struct closed_days_rows closed = closed_days(db);
    const struct calendar calendar = settings_calendar(db);
    const struct colour light = accent_of(row.accent, ON_LIGHT);
    struct settings_page page = {
        .row = row,
        .at = SETTINGS_PARTS,
        .light = sample_of(arena, light, ON_LIGHT),
        .dark = sample_of(arena, accent_of(row.accent_dark, ON_DARK), ON_DARK),
        .contrast = text_format(arena, "%.1f", colour_contrast_on(light, ON_LIGHT)),
        .nearest = TEXT_ABSENT,
        .closed_rows = closed.count + CLOSED_EMPTY,
        .answer_by = working_day_add(rq->view.today, (int)row.reply_days, &calendar),
    };
    if (row.logo_id.some)
        page.logo = logo_find(db, row.logo_id.it);
    if (row.logo_before_id.some)
        page.before = logo_find(db, row.logo_before_id.it);
    for (int part = 0; part < SETTINGS_PARTS; part++) {
        page.values[part] = filled(arena, (enum settings_part)part, &row, &closed);
        if (rq->values && rq->values->spec == specs[part]) {
            page.values[part] = rq->values;
            page.at = (enum settings_part)part;
        }
    }
    if (page.at == SETTINGS_DAYS && rq->values->group_rows[0] > closed.count)
        page.closed_rows = rq->values->group_rows[0] + CLOSED_EMPTY;
    if (page.closed_rows > CLOSED_MOST)
        page.closed_rows = CLOSED_MOST;
    add_holidays(arena, &page, rq->view.today);
    return page;
}

static struct answer settings_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const struct settings_page page = page_of(rq, db);
    page_settings(rq->out, &page);
    return answer_page(rq);
}

static struct answer redraw(struct request *rq, struct db *db)
{
    const struct settings_page page = page_of(rq, db);
    page_settings(rq->out, &page);
    return answer_refused(rq);
}

/* Somebody saved this part first: both are shown, and saving again is a choice. */
static struct answer stale(struct request *rq, struct db *db)
{
    struct settings_page page = page_of(rq, db);
    const struct closed_days_rows closed = closed_days(db);
    const struct form_changes changes =
        form_changes(rq->arena, filled(rq->arena, page.at, &page.row, &closed), rq->values);
    page.stale = &changes;
    rq->values->version = 0; /* the page gives the version of now */
    page_settings(rq->out, &page);
    return answer_stale(rq);
}

static struct answer saved(struct request *rq, text notice)
{
    return answer_redirect(rq, T("/settings"), 1, notice);
}

/* ---- Name ---- */

static struct answer name_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct settings_name_form *form = form_;
    if (settings_name_version(write, rq->values->version) == 0)
        return stale(rq, db_of(write));
    const text key = sort_key(rq->arena, form->name);
    (void)settings_name_change(write, form->name);
    (void)settings_own_funder_change(write, form->name, key);
    return saved(rq, T("The name is saved. It stands on every page from now on."));
}

/* ---- Colours ---- */

/* Absent: the colour will do, or the nearest was agreed to and is in *out. */
static text colour_take(struct request *rq, text typed, enum colour_ground ground, bool nearest,
                        struct colour *out, struct settings_page *page)
{
    const bool dark = ground == ON_DARK;
    if (!colour_parse(typed, out))
        return T("Write a colour as # and six signs, such as #0d5a4d");
    if (colour_readable(*out, ground))
        return TEXT_ABSENT;
    const struct colour near = colour_nearest(*out, ground);
    if (nearest) {
        *out = near;
        return TEXT_ABSENT;
    }
    page->nearest = colour_text(rq->arena, near);
    page->nearest_is_dark = dark;
    return text_format(
        rq->arena,
        "Not everyone can read this colour on a %s page: its contrast is %.1f to 1, and it "
        "needs 4.5. The nearest that they can is %.*s",
        dark ? "dark" : "light", colour_contrast_on(*out, ground), TEXT_ARG(page->nearest));
}

static struct answer look_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct settings_look_form *form = form_;
    struct settings_page offered = {.nearest = TEXT_ABSENT};
    struct colour light, dark;
    const char *field = "accent";
    text say = colour_take(rq, form->accent, ON_LIGHT, form->nearest, &light, &offered);
    if (!say.ptr && form->own_dark) {
        field = "accent_dark";
        say = colour_take(rq, form->accent_dark, ON_DARK, form->nearest, &dark, &offered);
    } else if (!say.ptr) {
        dark = colour_nearest(light, ON_DARK);
    }
    if (say.ptr) {
        request_refuse(rq, field, say);
        struct settings_page page = page_of(rq, db_of(write));
        page.nearest = offered.nearest;
        page.nearest_is_dark = offered.nearest_is_dark;
        page_settings(rq->out, &page);
        return answer_refused(rq);
    }
    if (settings_look_change(write, rq->values->version, colour_text(rq->arena, light),
                             colour_text(rq->arena, dark)) == 0)
        return stale(rq, db_of(write));
    return saved(rq, T("The colours are saved. You see them here already."));
}

static struct answer look_own_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    (void)settings_look_change(write, settings_find(db_of(write)).look_version, TEXT_ABSENT,
                               TEXT_ABSENT);
    return saved(rq, T("Holdfast’s own colours are back."));
}

/* ---- Logo ---- */

static text hash_of(struct arena *arena, bytes b)
{
    unsigned char hash[16];
    if (crypto_generichash(hash, sizeof hash, b.ptr, b.len, NULL, 0) != 0)
        fail("no hash");
    return bytes_hex(arena, (bytes){.ptr = hash, .len = sizeof hash});
}

static text logo_problem(bytes b, struct image *image)
{
    if (b.len > LOGO_MOST)
        return T(
            "This picture is larger than 200 kB. Save a smaller one: 400 pixels wide is plenty");
    if (!image_look(b, image))
        return T(
            "This is no PNG, JPEG or WebP picture, or not a whole one, whatever its name says");
    if (image->width > LOGO_SIDE_MOST || image->height > LOGO_SIDE_MOST)
        return T("This picture is more than 4,000 pixels wide or high");
    return TEXT_ABSENT;
}

static struct answer logo_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct settings_logo_form *form = form_;
    const bytes content = form->file.bytes;
    struct image image;
    const text problem = logo_problem(content, &image);
    if (problem.ptr) {
        request_refuse(rq, "file", problem);
        return redraw(rq, db_of(write));
    }
    const struct settings_row now = settings_find(db_of(write));
    const text hash = hash_of(rq->arena, content);
    const struct logo_by_hash_row *same = logo_by_hash(db_of(write), hash);
    const logo_id logo = same ? same->id
                              : logo_add(write, hash, text_of(image.type), image.width,
                                         image.height, content, instant_now());
    if (settings_logo_change(write, rq->values->version, (opt_logo_id){.some = true, .it = logo},
                             now.logo_id) == 0)
        return stale(rq, db_of(write));
    (void)logos_forget(write);
    return saved(rq, T("The logo is saved. It stands on every page from now on."));
}

static struct answer logo_remove_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const struct settings_row now = settings_find(db_of(write));
    if (now.logo_id.some)
        (void)settings_logo_change(write, now.logo_version, (opt_logo_id){.some = false},
                                   now.logo_id);
    (void)logos_forget(write);
    return saved(rq, T("The logo is taken away. You can put it back below."));
}

static struct answer logo_back_write(struct request *rq, struct db_write *write, const void *form)
{
    (void)form;
    const struct settings_row now = settings_find(db_of(write));
    if (now.logo_before_id.some)
        (void)settings_logo_change(write, now.logo_version, now.logo_before_id, now.logo_id);
    return saved(rq, T("The logo before is back."));
}

/* ---- Contact, days, promises, keeping, files ---- */

static struct answer contact_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct settings_contact_form *form = form_;
    if (settings_contact_change(write, rq->values->version, text_or_absent(form->mail),
                                text_or_absent(form->phone), text_or_absent(form->words)) == 0)
        return stale(rq, db_of(write));
    return saved(rq, T("The contact is saved."));
}

/* Each closed day once, with its reason. False: refused. */
static bool closed_hold(struct request *rq, const struct settings_days_form *form)
{
    bool good = true;
    for (size_t i = 0; i < form->closed.count; i++) {
        const struct settings_days_closed *one = &form->closed.row[i];
        if (!one->on.some)
            request_refuse_row(rq, "closed", i, "on", T("Say which day it is"));
        else if (!text_present(one->why))
            request_refuse_row(rq, "closed", i, "why",
                               T("Say in a word or two why you are closed"));
        else
            continue;
        good = false;
    }
    return good;
}

static bool closed_has(const struct settings_days_form *form, day d)
{
    for (size_t i = 0; i < form->closed.count; i++)
        if (day_order(form->closed.row[i].on.it, d) == 0)
            return true;
    return false;
}

/* Only what differs is written: the history then tells what changed. */
static void closed_save(struct db_write *write, const struct settings_days_form *form)
{
    const struct closed_days_rows before = closed_days(db_of(write));
    for (size_t i = 0; i < before.count; i++)
        if (!closed_has(form, before.row[i].on_day))
            (void)closed_day_remove(write, before.row[i].on_day);
    for (size_t i = 0; i < form->closed.count; i++) {
        const struct settings_days_closed *one = &form->closed.row[i];
        if (closed_day_add(write, one->on.it, one->why) == 0)
            (void)closed_day_words(write, one->on.it, one->why);
    }
}

static struct answer days_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct settings_days_form *form = form_;
    int64_t week = 0;
    for (size_t i = 0; i < form->week.count; i++)
        week |= INT64_C(1) << form->week.row[i];
    if (!closed_hold(rq, form))
        return redraw(rq, db_of(write));
    if (settings_days_change(write, rq->values->version, form->nation, week) == 0)
        return stale(rq, db_of(write));
    closed_save(write, form);
    return saved(rq, T("The working days are saved."));
}

static struct answer promise_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct settings_promise_form *form = form_;
    if (form->quiet && form->quiet_from <= form->quiet_until) {
        request_refuse(rq, "quiet_until",
                       T("Quiet begins in the evening and ends in the morning: this leaves no hour "
                         "for mails"));
        return redraw(rq, db_of(write));
    }
    if (settings_promise_change(write, rq->values->version, form->reply_days, form->quiet,
                                form->quiet_from, form->quiet_until, form->quiet_days_off) == 0)
        return stale(rq, db_of(write));
    return saved(rq, T("What people may count on is saved."));
}

static struct answer keep_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct settings_keep_form *form = form_;
    if (settings_keep_change(write, rq->values->version, form->keep_left, form->keep_problems,
                             form->keep_mails) == 0)
        return stale(rq, db_of(write));
    return saved(rq, T("How long things are kept is saved."));
}

static struct answer files_write(struct request *rq, struct db_write *write, const void *form_)
{
    const struct settings_files_form *form = form_;
    if (form->file_most_mb > form->files_of_one_mb) {
        request_refuse(rq, "files_of_one_mb", T("Not even one of the largest files would fit"));
        return redraw(rq, db_of(write));
    }
    if (settings_files_change(write, rq->values->version, form->file_most_mb,
                              form->files_of_one_mb) == 0)
        return stale(rq, db_of(write));
    return saved(rq, T("The sizes are saved."));
}

/* ---- What browsers fetch ---- */

static struct answer theme_read(struct request *rq, struct db *db, const void *form)
{
    (void)db, (void)form;
    struct colour light, dark;
    if (!theme_parse(query_value(rq->arena, rq->view.query, T("of")), &light, &dark))
        return answer_absent(rq);
    return answer_bytes(rq, T("text/css; charset=utf-8"), theme_css(rq->arena, light, dark));
}

static struct answer logo_read(struct request *rq, struct db *db, const void *form)
{
    (void)form;
    const text hash = query_value(rq->arena, rq->view.query, T("of"));
    const struct logo_content_row *logo = text_present(hash) ? logo_content(db, hash) : NULL;
    if (!logo)
        return answer_absent(rq);
    return answer_bytes(rq, logo->type,
                        (text){.ptr = (const char *)logo->content.ptr, .len = logo->content.len});
}

static const struct route rows[] = {
    ROUTE_READ("/settings", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM, settings_read),
    ROUTE_WRITE("/settings/name", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &settings_name_form_spec,
                "settings.name", name_write, redraw),
    ROUTE_WRITE("/settings/look", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &settings_look_form_spec,
                "settings.look", look_write, redraw),
    ROUTE_WRITE("/settings/look/own", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM,
                "settings.look_own", look_own_write, NULL),
    ROUTE_WRITE("/settings/logo", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &settings_logo_form_spec,
                "settings.logo", logo_write, redraw),
    ROUTE_WRITE("/settings/logo/remove", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM,
                "settings.logo_remove", logo_remove_write, NULL),
    ROUTE_WRITE("/settings/logo/back", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, NO_FORM,
                "settings.logo_back", logo_back_write, NULL),
    ROUTE_WRITE("/settings/contact", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &settings_contact_form_spec,
                "settings.contact", contact_write, redraw),
    ROUTE_WRITE("/settings/days", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &settings_days_form_spec,
                "settings.days", days_write, redraw),
    ROUTE_WRITE("/settings/promises", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &settings_promise_form_spec,
                "settings.promises", promise_write, redraw),
    ROUTE_WRITE("/settings/keep", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &settings_keep_form_spec,
                "settings.keep", keep_write, redraw),
    ROUTE_WRITE("/settings/files", ROLE_DIRECTOR, MAY_SEE_NO_RECORD, &settings_files_form_spec,
                "settings.files", files_write, redraw),
    ROUTE_READ("/theme.css", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, theme_read),
    ROUTE_READ("/logo", PERMIT_ANYONE, MAY_SEE_NO_RECORD, NO_FORM, logo_read),
};
const struct routes settings_routes = {.row = rows, .count = sizeof rows / sizeof *rows};
