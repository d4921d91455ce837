/*
 * What of a file's own columns stays outside, because it is about people or is what a partner told
 * in confidence: see rules.h. Columns that no field of ours holds are otherwise kept as they came,
 * and nobody but whoever filled them in knows what is in them. So it is their titles that are
 * judged, by the words in them, and their values, by how addresses and telephone numbers look.
 */
#include "fund/opendata/rules.h"
#include "fund/opendata/titles.h"

/* Words and runs of words, matched whole. Plurals stand for themselves. */
static const char *const about_people[] = {
    /* how to reach somebody */
    "email", "emails", "e mail", "e mails", "mail", "phone", "phones", "telephone", "telephones",
    "tel", "mobile", "mob", "fax", "whatsapp", "contact", "contacts", "address", "addresses",
    /* who somebody is */
    "applicant", "applicants", "person", "persons", "people", "individual", "individuals", "client",
    "clients", "forename", "forenames", "firstname", "lastname", "surname", "surnames", "fullname",
    "first name", "last name", "full name", "family name", "given name", "staff", "employee",
    "employees", "volunteer", "volunteers", "trustee", "trustees", "passport", "visa",
    "national insurance", "ni number", "nhs number",
    /* what is nobody's business */
    "date of birth", "birth", "birthday", "dob", "age", "ages", "gender", "genders", "sex",
    "sexuality", "sexual orientation", "transgender", "trans", "lgbt", "lgbtq", "lgbtqi",
    "ethnicity", "ethnicities", "ethnic", "race", "racial", "nationality", "nationalities",
    "citizenship", "immigration status", "asylum status", "refugee status", "migration status",
    "religion", "religions", "religious", "faith", "faiths", "belief", "beliefs", "disability",
    "disabilities", "disabled", "health", "medical", "pregnancy", "marital", "criminal",
    "lived experience", "lex"};

/* Law 8: only a total over many grants ever tells it. */
static const char *const about_cost[] = {
    "needed",          "actual cost",      "actual costs",  "real cost",  "real costs",
    "true cost",       "true costs",       "full cost",     "full costs", "total cost",
    "total costs",     "project cost",     "project costs", "work cost",  "work costs",
    "amount required", "funding required", "funding gap"};

/* Has one of the words above in it, and is about an organisation. */
static const char *const harmless[] = {"web address", "web addresses", "website address"};

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* " applicant email 2 " of "applicantEmail_2": words in small letters with a space at both ends. */
static text words_of(struct arena *arena, text title)
{
    struct text_builder out = {.arena = arena};
    text_add_char(&out, ' ');
    for (size_t i = 0; i < title.len; i++) {
        const char c = title.ptr[i];
        const bool part = is_capital(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                          (unsigned char)c >= 0x80;
        const bool begins =
            is_capital(c) && i > 0 && title.ptr[i - 1] >= 'a' && title.ptr[i - 1] <= 'z';
        if ((!part || begins) && out.ptr[out.len - 1] != ' ')
            text_add_char(&out, ' ');
        if (part)
            text_add_char(&out, c);
    }
    if (out.ptr[out.len - 1] != ' ')
        text_add_char(&out, ' ');
    return text_lower(arena, text_built(&out));
}

static bool has_any(struct arena *arena, text words, const char *const *of, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_find(words, text_format(arena, " %s ", of[i])) >= 0)
            return true;
    return false;
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

enum column_about column_about(struct arena *arena, text title)
{
    const text words = words_of(arena, title);
    if (has_any(arena, words, about_cost, COUNT(about_cost)))
        return COLUMN_ABOUT_COST;
    if (has_any(arena, words, about_people, COUNT(about_people)) &&
        !has_any(arena, words, harmless, COUNT(harmless)))
        return COLUMN_ABOUT_PEOPLE;
    return COLUMN_ABOUT_WORK;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter_or_digit(char c)
{
    return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Digits from at on, as people group those of a telephone number; *end is where they stop. */
static size_t digits_from(text t, size_t at, char *digit, size_t most, size_t *end)
{
    size_t count = 0, gap = 0;
    *end = at;
    for (size_t i = at; i < t.len; i++) {
        const char c = t.ptr[i];
        if (is_digit(c)) {
            if (count < most)
                digit[count] = c;
            count++;
            gap = 0;
            *end = i + 1;
        } else if ((c != ' ' && c != '-' && c != '(' && c != ')') || ++gap > 3) {
            break;
        }
    }
    return count;
}

/* Within a code such as GB-EDU-01234567890, a decimal, or a longer word. */
static bool is_inside(text t, size_t at)
{
    if (at == 0)
        return false;
    const char before = t.ptr[at - 1];
    return is_letter_or_digit(before) || before == '.' || before == '/' ||
           (before == '-' && at > 1 && is_letter_or_digit(t.ptr[at - 2]));
}

bool has_phone(text t)
{
    for (size_t i = 0; i < t.len; i++) {
        const bool abroad = t.ptr[i] == '+';
        if ((!abroad && t.ptr[i] != '0') || is_inside(t, i))
            continue;
        char digit[16];
        size_t end;
        size_t count = digits_from(t, i + abroad, digit, sizeof digit, &end);
        const char *rest = digit;
        if (count > sizeof digit)
            continue;
        if (!abroad && count > 4 && digit[1] == '0' && digit[2] == '4' && digit[3] == '4') {
            rest += 4; /* 0044 */
            count -= 4;
        } else if (abroad && count > 2 && digit[0] == '4' && digit[1] == '4') {
            rest += 2;
            count -= 2;
        } else if (!abroad && count > 1) {
            rest++;
            count--;
        } else {
            continue;
        }
        if (count > 1 && rest[0] == '0') { /* +44 (0)20 */
            rest++;
            count--;
        }
        const bool begins_so = rest[0] == '1' || rest[0] == '2' || rest[0] == '3' ||
                               rest[0] == '5' || rest[0] == '7' || rest[0] == '8' || rest[0] == '9';
        const bool ends = end == t.len || (!is_letter_or_digit(t.ptr[end]) && t.ptr[end] != ':' &&
                                           t.ptr[end] != '/');
        if ((count == 9 || count == 10) && begins_so && ends)
            return true;
    }
    return false;
}

text private_why(struct arena *arena, const struct cell *cell)
{
    const text unknown = unknown_of_path(cell->path);
    if (!unknown.ptr &&
        (text_ends(cell->path, T("/contactName")) || text_ends(cell->path, T("/telephone")) ||
         text_ends(cell->path, T("/email"))))
        return T("Names, telephone numbers and e-mail addresses of contacts are left out, here and "
                 "below.");
    switch (unknown.ptr ? column_about(arena, unknown) : COLUMN_ABOUT_WORK) {
    case COLUMN_ABOUT_PEOPLE:
        return T("This column is left out: its heading says that it is about people or how to "
                 "reach them, and Holdfast keeps no personal data.");
    case COLUMN_ABOUT_COST:
        return T("This column is left out: its heading says that it is about what the work needs "
                 "or costs, which partners tell in confidence.");
    case COLUMN_ABOUT_WORK:
        break;
    }
    return has_email(cell->value) || has_phone(cell->value)
               ? T("Values of this column that hold an e-mail address or a telephone number are "
                   "left out, here and below.")
               : TEXT_ABSENT;
}
