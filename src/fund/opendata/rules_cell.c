/* What one cell of a grant means and what is wrong with it: see rules_cell.h. */
#include "fund/opendata/rules_cell.h"
#include "fund/opendata/titles.h"

/* plannedDates/0/startDate: its first name, the place in the list (-1: none), and the rest (absent:
 * none). */
struct cell_path {
    text top;
    int64_t index;
    text rest;
};

static struct cell_path path_parts(text path)
{
    struct cell_path p = {.index = -1, .rest = path};
    p.top = text_cut(&p.rest, '/');
    text after = p.rest;
    const text index = after.ptr ? text_cut(&after, '/') : TEXT_ABSENT;
    int64_t n;
    if (index.len > 0 && index.len <= 6 && int_parse(index, &n) && n >= 0) {
        p.index = n;
        p.rest = after;
    }
    return p;
}

/* grants[3].plannedDates[0].startDate, or the sheet's heading. */
static text column_name(const struct check *c, const struct cell *cell, text path)
{
    if (!c->record->json)
        return cell && cell->column.ptr ? cell->column : title_of_path(c->arena, path);
    struct text_builder out = {.arena = c->arena};
    text_add_format(&out, "grants[%lld]", (long long)c->record->row);
    for (text rest = path; rest.ptr;) {
        const text part = text_cut(&rest, '/');
        int64_t n;
        text_add_format(&out, int_parse(part, &n) && n >= 0 ? "[%.*s]" : ".%.*s", TEXT_ARG(part));
    }
    return text_built(&out);
}

void check_say(struct check *c, bool error, const struct cell *cell, text path, text what)
{
    finding_add(c->findings, (struct import_problem){.error = error,
                                                     .sheet = c->record->sheet,
                                                     .row = c->record->row + c->record->json,
                                                     .column = path.ptr ? column_name(c, cell, path)
                                                                        : TEXT_ABSENT,
                                                     .say = what});
}

/* An error or a warning about one cell: the value, and what about it. */
void check_say_of(struct check *c, bool error, const struct cell *cell, const char *what)
{
    check_say(c, error, cell, cell->path,
              text_format(c->arena, "%.*s %s.", TEXT_ARG(quoted(c->arena, cell->value)), what));
}

/* False, and said: it is longer than any list or page has room for. */
static bool fits(struct check *c, const struct cell *cell, int most)
{
    if (text_length_utf16(text_trim(cell->value)) <= (size_t)most)
        return true;
    check_say_of(
        c, true, cell,
        text_cstr(c->arena,
                  text_format(c->arena, "is longer than the %d characters that fit", most)));
    return false;
}

/* A cell of which nothing is kept, not even while the import waits. */
static void leave_out(struct check *c, const struct cell *cell)
{
    c->draft->left_out[cell - c->record->cell] = true;
}

/* Row I10: minimum data. True: the cell stays outside; why is said once for its column. */
static bool is_private(struct check *c, const struct cell *cell)
{
    const text why = private_why(c->arena, cell);
    if (!why.ptr)
        return false;
    leave_out(c, cell);
    const text column = title_of_path(c->arena, cell->path);
    if (seen_first(&c->state->left_out,
                   text_format(c->arena, "%.*s %.*s", TEXT_ARG(column), TEXT_ARG(why))))
        check_say(c, false, cell, cell->path, why);
    return true;
}

void extra_keep(struct check *c, const struct cell *cell)
{
    struct grant_draft *d = c->draft;
    if (is_private(c, cell) || !fits(c, cell, TEXT_MOST))
        return;
    for (size_t i = 0; i < d->extras; i++)
        if (text_eq(d->extra[i].name, cell->path))
            return;
    d->extra[d->extras++] =
        (struct draft_extra){.name = cell->path, .value = text_trim(cell->value)};
}

/* ---- Values ---- */

/* Text where the standard wants text. Numbers pass in sheets, whose cells have no types to speak
 * of. */
static bool take_raw(struct check *c, const struct cell *cell, int most, text *out)
{
    if (cell->kind == CELL_ERROR) {
        check_say_of(c, true, cell, "is a spreadsheet's error, not a value");
        return false;
    }
    if (c->record->json && cell->kind != CELL_TEXT) {
        check_say_of(c, true, cell, "should be text in quotes");
        return false;
    }
    *out = text_trim(cell->value);
    return out->len > 0 && fits(c, cell, most);
}

/* The same, as people may read it: what nobody sees in it goes. */
bool text_take(struct check *c, const struct cell *cell, int most, text *out)
{
    if (!take_raw(c, cell, most, out))
        return false;
    *out = text_trim(text_visible(c->arena, *out, true));
    return out->len > 0;
}

/* An identifier: text without line breaks; spaces are odd. */
bool id_take(struct check *c, const struct cell *cell, text *out)
{
    if (!take_raw(c, cell, IDENTIFIER_MOST, out))
        return false;
    bool space = false;
    for (size_t i = 0; i < out->len; i++) {
        const unsigned char ch = (unsigned char)out->ptr[i];
        if (ch < 0x20 || ch == 0x7F) {
            check_say_of(c, true, cell, "has a line break or another control character inside");
            return false;
        }
        space = space || ch == ' ';
    }
    if (space)
        check_say_of(c, false, cell, "has a space inside, which identifiers should not");
    else if (out->len != cell->value.len)
        check_say_of(c, false, cell, "had spaces or line breaks around it, which were taken off");
    return true;
}

static bool take_amount(struct check *c, const struct cell *cell, pence *out)
{
    const text value = text_trim(cell->value);
    if (c->record->json && cell->kind != CELL_NUMBER) {
        check_say_of(c, true, cell, "is not an amount: JSON writes it as a number without quotes");
        return false;
    }
    /* Text such as "£20,000" is how people write amounts into CSV. */
    if (!amount_parse(value, out) &&
        (cell->kind != CELL_TEXT || is_decimal(value) || !pence_parse(value, out))) {
        check_say_of(c, true, cell,
                     is_decimal(value) ? "is too large, or has parts of a penny"
                                       : "is not an amount");
        return false;
    }
    if (pence_order(*out, pence_of(0)) < 0) {
        check_say_of(c, true, cell, "is less than nothing");
        return false;
    }
    if (pence_order(*out, AMOUNT_MOST) > 0) {
        check_say_of(c, true, cell,
                     "is more than \u00a31,000,000,000, the most that one grant can be");
        return false;
    }
    return true;
}

bool day_take(struct check *c, const struct cell *cell, bool parts_allowed, bool last, day *out,
              bool *exact)
{
    const text value = text_trim(cell->value);
    bool usual = false, part = false;
    *exact = true;
    if ((c->record->json && cell->kind != CELL_TEXT) ||
        !file_day_parse(c->arena, value, last, out, &usual, &part) || (part && !parts_allowed)) {
        check_say_of(c, true, cell, "is not a date");
        return false;
    }
    *exact = !part;
    if (!usual)
        check_say(c, false, cell, cell->path,
                  text_format(c->arena, "%.*s was read as %.*s; the standard writes %.*s.",
                              TEXT_ARG(quoted(c->arena, value)), TEXT_ARG(day_text(c->arena, *out)),
                              TEXT_ARG(day_iso(c->arena, *out))));
    return true;
}

/* ---- Plain fields ---- */

static void check_currency(struct check *c, const struct cell *cell)
{
    text code;
    if (!text_take(c, cell, NAME_MOST, &code) || text_eq(code, T("GBP")))
        return;
    bool is_code = code.len == 3;
    for (size_t i = 0; i < code.len; i++)
        is_code = is_code && code.ptr[i] >= 'A' && code.ptr[i] <= 'Z';
    check_say_of(
        c, true, cell,
        is_code ? "is not pounds: Holdfast counts in GBP, so turn the amounts into pounds first"
                : "is not a currency code; pounds are GBP");
}

static void check_award_day(struct check *c, const struct cell *cell)
{
    bool exact;
    day d;
    if (!day_take(c, cell, false, false, &d, &exact))
        return;
    c->draft->awarded_on = d;
    if (day_order(d, c->state->today) > 0)
        check_say_of(c, false, cell, "is in the future");
    else if (day_order(d, day_add_months(c->state->today, -12 * 25)) < 0)
        check_say_of(c, false, cell, "is more than 25 years ago");
}

/* True: it is one of the plain fields that have a place of their own. */
static bool take_plain(struct check *c, const struct cell *cell)
{
    struct grant_draft *d = c->draft;
    pence amount;
    text words;
    unsigned which = 0;
    while (which < REQUIRED_COUNT && !text_eq(cell->path, required_paths[which].path))
        which++;
    switch (which) {
    case 0:
        if (id_take(c, cell, &d->reference) && !text_starts(d->reference, T("360G-")))
            check_say_of(c, false, cell,
                         "does not start with 360G- and the funder's prefix, as the standard asks");
        break;
    case 1:
        (void)text_take(c, cell, TITLE_MOST, &d->title);
        break;
    case 2:
        (void)text_take(c, cell, TEXT_MOST, &d->description);
        break;
    case 3:
        check_currency(c, cell);
        break;
    case 4:
        if (take_amount(c, cell, &amount)) {
            d->awarded = amount;
            if (pence_is_zero(amount))
                check_say_of(c, false, cell, "is nothing: is it really a grant of no money?");
        }
        break;
    case 5:
        check_award_day(c, cell);
        break;
    default:
        if (text_eq(cell->path, T("amountAppliedFor"))) {
            if (take_amount(c, cell, &amount))
                d->asked = (opt_pence){.some = true, .it = amount};
            return true;
        }
        if (text_eq(cell->path, T("fromOpenCall")) && text_take(c, cell, TEXT_MOST, &words) &&
            !text_eq(words, T("Yes")) && !text_eq(words, T("No")))
            check_say_of(c, false, cell, "should be Yes or No");
        else if (text_eq(cell->path, T("url")) && text_take(c, cell, TEXT_MOST, &words) &&
                 !text_starts(words, T("http://")) && !text_starts(words, T("https://")))
            check_say_of(c, false, cell, "is not a web address");
        else if (text_eq(cell->path, T("dateModified"))) {
            bool usual, part;
            day ignored;
            if (!file_day_parse(c->arena, text_trim(cell->value), false, &ignored, &usual, &part) ||
                !usual || part)
                check_say_of(c, false, cell, "is not a date as the standard writes it");
        }
        return false;
    }
    if (text_trim(cell->value).len > 0)
        c->has[which] = true;
    return true;
}

/* ---- Lists ---- */

static void take_funder(struct check *c, const struct cell *cell, struct cell_path p)
{
    if (p.index > 0) {
        if (text_eq(p.rest, T("id")) || text_eq(p.rest, T("name")))
            check_say_of(c, true, cell, "is a second funder of one grant; the standard has one");
        return;
    }
    if (text_eq(p.rest, T("id")))
        c->has[6] = id_take(c, cell, &c->draft->funder_id) || text_trim(cell->value).len > 0;
    else if (text_eq(p.rest, T("name")))
        c->has[7] =
            text_take(c, cell, NAME_MOST, &c->draft->funder_name) || text_trim(cell->value).len > 0;
    else
        extra_keep(c, cell);
}

static void take_recipient(struct check *c, const struct cell *cell, struct cell_path p)
{
    if (p.index >= PARTIES_MAX) {
        check_say_of(c, true, cell,
                     "belongs to an organisation beyond the 40 that one grant may have");
        return;
    }
    const size_t i = (size_t)p.index;
    struct draft_party *party = &c->draft->party[i];
    if (i >= c->draft->parties)
        c->draft->parties = i + 1;
    if (text_eq(p.rest, T("id"))) {
        c->party_has_id[i] = text_trim(cell->value).len > 0;
        c->party_id[i] = cell;
    } else if (text_eq(p.rest, T("name"))) {
        c->party_has_name[i] = text_trim(cell->value).len > 0;
        if (text_take(c, cell, NAME_MOST, &party->name))
            party->name_key = partner_name_key(c->arena, party->name);
    } else if (text_eq(p.rest, T("charityNumber"))) {
        c->charity[i] = cell;
    } else if (text_eq(p.rest, T("companyNumber"))) {
        c->company[i] = cell;
    } else if (text_eq(p.rest, T("alternateName"))) {
        (void)text_take(c, cell, OTHER_NAMES_MOST, &party->other_names);
    } else if (text_eq(p.rest, T("postalCode"))) {
        (void)text_take(c, cell, IDENTIFIER_MOST, &party->postcode);
    } else if (text_eq(p.rest, T("url"))) {
        (void)text_take(c, cell, OTHER_NAMES_MOST, &party->website);
    } else {
        extra_keep(c, cell);
    }
}

static void take_location(struct check *c, const struct cell *cell, struct cell_path p)
{
    enum region region;
    if ((text_eq(p.rest, T("geoCode")) || text_eq(p.rest, T("name"))) &&
        region_parse(text_trim(cell->value), &region))
        c->draft->region[region] = true;
    extra_keep(c, cell);
}

static void take_planned(struct check *c, const struct cell *cell, struct cell_path p)
{
    if (p.index == 0 && text_eq(p.rest, T("startDate")))
        c->start = cell;
    else if (p.index == 0 && text_eq(p.rest, T("endDate")))
        c->end = cell;
    else {
        if (p.index == 0 && text_eq(p.rest, T("duration")))
            c->duration = cell;
        extra_keep(c, cell);
    }
}

static void take_programme(struct check *c, const struct cell *cell, struct cell_path p)
{
    if (p.index == 0 && text_eq(p.rest, T("title"))) {
        (void)text_take(c, cell, NAME_MOST, &c->draft->programme);
        return;
    }
    if (p.index == 0 && text_eq(p.rest, T("code")))
        (void)text_take(c, cell, IDENTIFIER_MOST, &c->draft->programme_code);
    extra_keep(c, cell);
}

static void take_actual(struct check *c, const struct cell *cell, struct cell_path p)
{
    (void)p;
    extra_keep(c, cell);
}

/* True: it belongs to one of the lists that the standard knows. */
static bool take_list(struct check *c, const struct cell *cell)
{
    static const struct {
        text name;
        void (*take)(struct check *c, const struct cell *cell, struct cell_path p);
    } lists[] = {
        {{"plannedDates", 12}, take_planned},
        {{"actualDates", 11}, take_actual},
        {{"recipientOrganization", 21}, take_recipient},
        {{"beneficiaryLocation", 19}, take_location},
        {{"fundingOrganization", 19}, take_funder},
        {{"grantProgramme", 14}, take_programme},
        {{"fundingType", 11}, take_actual},
        {{"classifications", 15}, take_actual},
        {{"relatedDocument", 15}, take_actual},
    };
    const struct cell_path p = path_parts(cell->path);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (!text_eq(p.top, lists[i].name))
            continue;
        if (p.index < 0)
            check_say_of(c, true, cell, "stands where a list should be");
        else if (!p.rest.ptr)
            check_say_of(c, true, cell, "stands where named values should be");
        else
            lists[i].take(c, cell, p);
        return true;
    }
    return false;
}

/* ---- One cell, whatever it is ---- */

/* People, and what is said about people, stay outside. True: the cell was such a one. */
static bool keep_out(struct check *c, const struct cell *cell)
{
    if (text_starts(cell->path, T("recipientIndividual")) ||
        text_starts(cell->path, T("toIndividualsDetails"))) {
        leave_out(c, cell);
        if (!c->to_person)
            check_say(
                c, true, cell, cell->path,
                T("This is a grant to a person. Holdfast keeps no personal data, so grants to "
                  "individuals are not imported: "
                  "take them out of the file."));
        c->to_person = true;
        return true;
    }
    if (text_starts(cell->path, T("deiDetails"))) {
        leave_out(c, cell);
        if (!c->state->said_diversity)
            check_say(c, false, cell, cell->path,
                      T("Diversity details are left out, here and below: what people said about "
                        "themselves is not kept on a grant."));
        c->state->said_diversity = true;
        return true;
    }
    return false;
}

/* In what is kept, it is for a person to judge: titles and descriptions are published as they are.
 */
static void check_contact_in_words(struct check *c, const struct cell *cell)
{
    if (!c->draft->left_out[cell - c->record->cell] &&
        (has_email(cell->value) || (!text_ends(cell->path, T("id")) && has_phone(cell->value))))
        check_say(
            c, false, cell, cell->path,
            T("This holds what looks like an e-mail address or a telephone number: check that it "
              "gives away nobody's personal data."));
}

void cell_check(struct check *c, const struct cell *cell)
{
    if (keep_out(c, cell))
        return;
    if (!take_plain(c, cell) && !take_list(c, cell))
        extra_keep(c, cell);
    check_contact_in_words(c, cell);
}
