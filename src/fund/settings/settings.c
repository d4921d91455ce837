/* The settings as others read them: see settings.h. */
#include "fund/settings/settings.h"
#include "fund/settings/colour.h"

struct calendar settings_calendar(struct db *db)
{
    const struct settings_row row = settings_find(db);
    const struct closed_days_rows closed = closed_days(db);
    day *on = arena_array(db_arena(db), day, closed.count + 1);
    for (size_t i = 0; i < closed.count; i++)
        on[i] = closed.row[i].on_day;
    return (struct calendar){.nation = row.nation,
                             .week = (unsigned)row.week,
                             .closed = on,
                             .closed_count = closed.count};
}

static bool never_rests(const void *calendar, day d)
{
    (void)calendar, (void)d;
    return false;
}

static bool rests_when_closed(const void *calendar, day d)
{
    return !working_day_is(d, calendar);
}

void settings_mail_hours(struct db *db, struct mail_hours *hours)
{
    const struct settings_row row = settings_find(db);
    struct calendar *calendar = arena_make(db_arena(db), struct calendar);
    *calendar = settings_calendar(db);
    *hours = (struct mail_hours){
        .from = row.quiet ? (int)row.quiet_until * 60 : 0,
        .to = (row.quiet ? (int)row.quiet_from : 24) * 60,
        .rests = row.quiet && row.quiet_days_off ? rests_when_closed : never_rests,
        .calendar = calendar,
    };
}

void settings_mail_reply(struct db *db, text *name, text *address)
{
    const struct settings_shown_row *shown = settings_shown(db);
    *name = TEXT_ABSENT; /* the contact is a place, not a person */
    *address = shown ? shown->contact_mail : TEXT_ABSENT;
}

const void *settings_show_ask(struct db *db)
{
    struct settings_shown_asked *asked = arena_make(db_arena(db), struct settings_shown_asked);
    *asked = settings_shown_ask(db);
    return asked;
}

void settings_show(struct db *db, const void *asked_, struct view *view)
{
    struct arena *arena = db_arena(db);
    const struct settings_shown_asked *const asked = asked_;
    const struct settings_shown_row *shown =
        asked ? settings_shown_take(*asked) : settings_shown(db);
    struct colour light, dark;
    if (!shown)
        return;
    view->initiative = shown->name;
    view->help_mail = shown->contact_mail;
    view->help_phone = shown->contact_phone;
    view->help_words = shown->contact_words;
    if (shown->accent.ptr && shown->accent_dark.ptr && colour_parse(shown->accent, &light) &&
        colour_parse(shown->accent_dark, &dark))
        view->theme = theme_address(arena, light, dark);
    if (shown->logo.ptr)
        view->logo = text_format(arena, "/logo?of=%.*s", TEXT_ARG(shown->logo));
}
