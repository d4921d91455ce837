/*
 * The words of a history: what columns, tables and acts are called. A name without a line here
 * reads by itself, with its underscores as spaces: a line is for what reads badly so.
 */
#include "fund/trail/words.h"

#include <stddef.h>
#include <string.h>

static const struct history_words column_words[] = {
    /* Of every table: what the program keeps for itself. */
    {NULL, "id", NULL},
    {NULL, "version", NULL},
    {NULL, "name_key", NULL},
    {NULL, "title_key", NULL},
    {NULL, "search", NULL},
    {NULL, "made_at", NULL},
    {NULL, "at", "time"},
    {NULL, "position", NULL},
    {NULL, "import_id", "import"},
    {NULL, "reason", "reason"},

    /* accounts */
    {"accounts", "email", "e-mail address"},
    {"accounts", "roles", "roles"},
    {"accounts", "left_on", "day of leaving"},
    {"accounts", "left_roles", NULL},
    {"accounts", "shredded_at", "time it was forgotten"},

    /* signing in */
    {"passwords", "hash", "password"},
    {"passwords", "set_at", NULL},
    {"recovery_codes", "hash", "recovery code"},
    {"recovery_codes", "spent_at", "time it was used"},
    {"second_factors", "secret", "secret"},
    {"rescues", "at", NULL},

    /* people and their places */
    {NULL, "since_on", "first day"},
    {NULL, "until_on", "last day"},
    {NULL, "account_id", "person"},
    {NULL, "account", "person"},
    {"partner_people", "main", "mark of the main contact"},
    {"group_people", "main", "mark of the main contact"},
    {"funder_people", "main", "mark of the main contact"},
    {"absences", "cover_id", "person who covers"},
    {"absences", "from_on", "first day"},
    {"contact_handovers", "from_id", "person who had it"},
    {"contact_handovers", "to_id", "person who has it now"},
    {"contact_handovers", "undone_at", "time it was taken back"},
    {"grant_managers", "begun_by", NULL},
    {"grant_managers", "ended_by", NULL},

    /* documents and what partners say */
    {"document_history", "at", NULL},
    {"document_history", "act", "what was done"},
    {"document_history", "by_fund", NULL},
    {"documents", "on_day", "date"},
    {"documents", "withdrawn_at", "time it was withdrawn"},
    {"files", "size", "size in bytes"},
    {"files", "scan_said", "finding of the scan"},
    {"files", "gone_at", "time it was deleted"},
    {"remarks", "said", "remark"},
    {"remarks", "said_by", NULL},
    {"remarks", "said_at", NULL},
    {"remarks", "answered_by", NULL},
    {"remarks", "answered_at", NULL},

    /* settings */
    {"settings", "accent", "colour"},
    {"settings", "accent_dark", "colour on dark"},
    {"settings", "logo_before_id", NULL},
    {"settings", "contact_mail", "e-mail address for partners"},
    {"settings", "contact_phone", "phone number for partners"},
    {"settings", "contact_words", "words beside the contact"},
    {"settings", "week", "working days"},
    {"settings", "reply_days", "days until an answer"},
    {"settings", "quiet", "answer on quiet hours"},
    {"settings", "quiet_from", "start of quiet hours"},
    {"settings", "quiet_until", "end of quiet hours"},
    {"settings", "quiet_days_off", "answer on quiet days off"},
    {"settings", "keep_left", "time that people who left are kept"},
    {"settings", "keep_problems", "time that problems are kept"},
    {"settings", "keep_mails", "time that mails are kept"},
    {"settings", "file_most_mb", "largest file in MB"},
    {"settings", "files_of_one_mb", "room for one organisation in MB"},
    {"closed_days", "on_day", "day"},

    /* grants */
    {"grant_records", "ends_on", "end date"},
    {"grant_records", "starts_on", "start date"},
    {"grant_records", "awarded_on", "date of the award"},
    {"grant_records", "awarded", "award"},
    {"grant_records", "asked", "amount asked for"},
    {"grant_records", "round_id", "round"},
    {"grant_records", "methods_words", "words on how it influences"},
    {"award_entries", "decided_on", "date of the decision"},
    {"award_entries", "kind", "kind of change"},
    {"grant_seats", "kind", "seat"},
    {"grant_seats", "share", "part of the award"},
    {"grant_seats_removed", "put_back_at", "time it was put back"},
    {"grant_seats_removed", "removed_at", NULL},
    {"grant_seats_removed", "removed_by", NULL},
    {"grant_methods", "method", "way of influencing"},
    {"grant_lines", "label", "line"},
    {"grant_lines", "restriction", "use it is for"},
    {"partnerships", "agreement_on", "date of the agreement"},
    {"partnerships", "strategy", "advice strategy"},
    {"rounds", "decided_on", "date of the decision"},

    /* partners */
    {"partner_records", "about", "words on the work"},
    {"partner_records", "affinity", "words on whom it is for"},
    {"partner_records", "solicitors", "answer on solicitors"},
    {"partner_identifiers", "scheme", "register"},
    {"partner_identifiers", "value", "number"},

    /* programmes */
    {"programme_records", "cap", "most that one grant may be"},
    {"programme_records", "one_off", "answer on whether it is once only"},
    {"programme_records", "duration_months", "length in months"},
    {"programme_records", "reporting", "reporting"},
    {"programme_records", "closed_on", "closing date"},
    {"programme_questions", "why", "reason for asking"},
    {"programme_questions", "who_reads", "words on who reads the answer"},
    {"programme_questions", "removed_at", "time since which it is not asked"},

    /* money */
    {"funders", "own", "mark of the initiative itself"},
    {"funders", "identifier", "organisation id"},
    {"pledges", "pledged_on", "date of the pledge"},
    {"pledges", "from_on", "first day"},
    {"pledges", "to_on", "last day"},
    {"pledges", "earmark", "earmark"},
    {"contributions", "received_on", "date it came"},

    /* initiative */
    {"initiatives", "as_at", "the demo’s day"},
    {"initiatives", "demo", "mark of a demo"},

    /* imports */
    {"imports", "funder_name", "funder’s name"},
    {"imports", "made_funder", NULL},
    {"imports", "file_funder_id", "funder as the file says it"},
    {"imports", "file_hash", NULL},
    {"imports", "read_done", NULL},
    {"imports", "read_of", NULL},
    {"imports", "rows_read", "grants in the file"},
    {"imports", "rows_written", "grants imported"},
    {"imports", "already_here", "grants that were here already"},
    {"imports", "published_at", "time of publishing"},
    {"imports", "started_at", "time it was sent in"},
};

static const struct history_table table_words[] = {
    {"accounts", "account", false},
    {"grant_records", "grant", true},
    {"award_entries", "change of the award", true},
    {"grant_seats", "seat", true},
    {"grant_seats_removed", "seat taken out", false},
    {"grant_regions", "region", true},
    {"grant_methods", "way of influencing", false},
    {"grant_purposes", "purpose", true},
    {"grant_lines", "line of the award", true},
    {"grant_extras", "column from the file", false},
    {"partner_records", "partner", true},
    {"partner_identifiers", "number", true},
    {"partner_regions", "region", true},
    {"partner_registrations", "registration with the Immigration Advice Authority", true},
    {"partnerships", "partnership", false},
    {"partnership_regions", "region", false},
    {"programme_records", "programme", false},
    {"programme_questions", "question", false},
    {"programme_purposes", "purpose", false},
    {"rounds", "round", false},
    {"funders", "funder", false},
    {"pledges", "pledge", false},
    {"contributions", "contribution", false},
    {"initiatives", "initiative", false},
    {"imports", "import", false},
    {"passwords", "password", false},
    {"second_factors", "second step", false},
    {"recovery_codes", "recovery code", false},
    {"rescues", "way back in", false},
    {"autonomous_groups", "group", false},
    {"partner_people", "person of the partner", false},
    {"group_people", "person of the group", false},
    {"funder_people", "person of the co-funder", false},
    {"absences", "time away", false},
    {"contact_handovers", "handover of the main contact", false},
    {"grant_managers", "person who looks after it", false},
    {"mail_choices", "choice of mails", false},
    {"settings", "settings", false},
    {"closed_days", "closed day", false},
    {"files", "file", false},
    {"documents", "document", true},
    {"document_history", "step of a document", false},
    {"remarks", "remark", true},
};

static const struct history_kind kinds[] = {
    {"grant", "[\"grant\"]", "grant_records", "grant", "/grants/"},
    {"partner", "[\"partner\"]", "partner_records", "partner", "/partners/"},
    {"programme", "[\"programme\"]", "programme_records", "programme", "/programmes/"},
    {"funder", "[\"funder\"]", "funders", "funder", "/funders/"},
    {"partnership", "[\"partnership\"]", "partnerships", "partnership", "/partnerships/"},
    {"import", "[\"import\"]", "imports", "import", "/imports/"},
    {"person", "[\"person\",\"account\",\"sign_in\",\"sign_in_link\",\"sign_out\"]", "accounts",
     "person", "/people/"},
    {"round", "[\"round\"]", "rounds", "round", NULL},
};

/* Acts that do not read well by their own words. */
static const struct {
    const char *act, *words;
} act_words[] = {
    {"grant.award", "Added or took away money"},
    {"grant.lines", "Changed what the award pays for"},
    {"grant.split", "Changed the split"},
    {"grant.seat_add", "Added a partner to the grant"},
    {"grant.seat_back", "Put a partner back"},
    {"grant.seat_remove", "Took a partner out of the grant"},
    {"funder.pledge", "Wrote down a pledge"},
    {"funder.contribution", "Wrote down money that came in"},
    {"programme.question_back", "Put a question back"},
    {"programme.question_move", "Moved a question up"},
    {"import.upload", "Sent in a file of grants"},
    {"import.publish", "Published an import"},
    {"import.undo", "Undid an import"},
    {"initiative.make", "Made the initiative"},
    {"demo.make", "Made the demo"},
    {"sign_in_link.make", "Made a sign-in link"},
    {"sign_in.link", "Signed in by a link"},
    {"sign_in.demo", "Signed in to the demo"},
    {"sign_out", "Signed out"},
    {"second_factor.set", "Set up the second step"},
    {"absence.add", "Entered a time away"},
    {"absence.end", "Took back a time away"},
    {"address.ask", "Asked for another e-mail address"},
    {"address.change", "Took the new e-mail address into use"},
    {"document.back", "Put a document back"},
    {"document.withdraw", "Withdrew a document"},
    {"grant.manager", "Said who looks after the grant"},
    {"handover.add", "Handed grants over"},
    {"handover.undo", "Took a handover back"},
    {"hat.switch", "Changed hats"},
    {"invitation.add", "Invited someone"},
    {"invitation.resend", "Sent an invitation again"},
    {"invitation.withdraw", "Took an invitation back"},
    {"job.run", "Had a job run now"},
    {"mail.again", "Had a mail sent again"},
    {"mail.arrived", "Said that a mail arrived"},
    {"mail.give_up", "Gave a mail up"},
    {"mail.choose", "Chose how often mails come"},
    {"mail.address_works", "Said that an address works again"},
    {"password.set", "Set a password"},
    {"password.forget", "Took the password away"},
    {"person.forget", "Forgot the person"},
    {"person.leave", "Said that the person leaves"},
    {"person.return", "Said that the person is here again"},
    {"person.name", "Changed the name"},
    {"place.add", "Gave a place in an organisation"},
    {"place.end", "Ended a place in an organisation"},
    {"place.back", "Put a place back"},
    {"place.main", "Said who the main contact is"},
    {"recovery_codes.make", "Made new recovery codes"},
    {"remark.answer", "Answered a remark"},
    {"remark.grant", "Said that something in the grant is wrong"},
    {"remark.record", "Said that something in the record is wrong"},
    {"second_factor.off", "Took the second step away"},
    {"session.revoke", "Signed out somewhere else"},
    {"session.revoke_others", "Signed out everywhere else"},
    {"settings.name", "Changed the name of the fund"},
    {"settings.contact", "Changed how people reach the fund"},
    {"settings.days", "Changed the working days"},
    {"settings.files", "Changed how large files may be"},
    {"settings.keep", "Changed how long things are kept"},
    {"settings.logo", "Changed the logo"},
    {"settings.logo_back", "Put the logo back"},
    {"settings.logo_remove", "Took the logo out"},
    {"settings.look", "Changed the colours"},
    {"settings.look_own", "Took Holdfast’s own colours back"},
    {"settings.promises", "Changed the promises"},
    {"sign_in.ask", "Asked for a link to sign in"},
    {"sign_in.code", "Signed in with a code"},
    {"sign_in.password", "Signed in with a password"},
    {"start.you", "Setting up: their own name"},
    {"start.fund", "Setting up: the fund"},
    {"start.funders", "Setting up: co-funders"},
    {"start.programmes", "Setting up: programmes"},
    {"start.programmes_back", "Setting up: took programmes out again"},
    {"start.skip", "Setting up: skipped a page"},
    {"recovery_codes.keep", "Kept the recovery codes"},
    {"database.restore", "Put a backup in the database’s place"},
    {"audit.head_lost", "Found the audit log’s signed head missing"},
    {"key.export", "Exported the keys"},
    {"key.import", "Imported the keys"},
    {"key.rotate", "Made a new master key"},
    {"record.change", "Changed a record"},
};

/* The last part of an act, as what somebody did to what stands before it. */
static const struct {
    const char *verb, *words;
} verbs[] = {
    {"add", "Added"},        {"change", "Changed"},  {"edit", "Changed"},   {"make", "Made"},
    {"remove", "Took out"},  {"delete", "Deleted"},  {"end", "Ended"},      {"close", "Closed"},
    {"open", "Opened"},      {"send", "Sent"},       {"invite", "Invited"}, {"accept", "Accepted"},
    {"revoke", "Took back"}, {"upload", "Uploaded"}, {"set", "Set"},        {"use", "Used"},
};

/* ---- Finding ---- */

const struct history_kind *history_kind_find(struct arena *arena, text kind)
{
    const bool is_word = text_present(kind) && kind.ptr[0] >= 'a' && kind.ptr[0] <= 'z';
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_word &&
            text_find(text_of(kinds[i].names), text_format(arena, "\"%.*s\"", TEXT_ARG(kind))) >= 0)
            return &kinds[i];
    return NULL;
}

const struct history_table *history_table_find(const char *table)
{
    for (size_t i = 0; i < sizeof table_words / sizeof *table_words; i++)
        if (strcmp(table, table_words[i].table) == 0)
            return &table_words[i];
    return NULL;
}

/* ---- Words ---- */

/* "grant_id" as "grant", "put_back_at" as "put back time", "left_on" as "left date": with "the" in
 * front it is what changed. */
static text name_words(struct arena *arena, text name)
{
    struct text_builder out = {.arena = arena};
    text ending = T("");
    if (text_ends(name, T("_id")))
        name = text_slice(name, 0, name.len - 3);
    else if (text_ends(name, T("_on")) || text_ends(name, T("_at"))) {
        ending = text_ends(name, T("_on")) ? T(" date") : T(" time");
        name = text_slice(name, 0, name.len - 3);
    }
    for (size_t i = 0; i < name.len; i++)
        text_add_char(&out, name.ptr[i] == '_' ? ' ' : name.ptr[i]);
    text_add(&out, ending);
    return text_built(&out);
}

static text with_capital(struct arena *arena, text words)
{
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < words.len; i++)
        text_add_char(&out, i == 0 && words.ptr[0] >= 'a' && words.ptr[0] <= 'z'
                                ? (char)(words.ptr[0] - 'a' + 'A')
                                : words.ptr[i]);
    return text_built(&out);
}

text history_column_words(struct arena *arena, const char *table, const char *column)
{
    const struct history_words *found = NULL;
    for (size_t i = 0; i < sizeof column_words / sizeof *column_words; i++) {
        const struct history_words *const row = &column_words[i];
        const bool own = row->table && strcmp(row->table, table) == 0;
        if ((own || (!row->table && !found)) && strcmp(row->column, column) == 0)
            found = row;
    }
    if (found)
        return text_of(found->words);
    const text name = text_of(column);
    /* What is only there to be sorted, looked up or compared by. */
    if (text_ends(name, T("_key")) || text_ends(name, T("_hash")) || text_ends(name, T("_version")))
        return TEXT_ABSENT;
    return name_words(arena, name);
}

text history_table_words(struct arena *arena, const char *table)
{
    const struct history_table *const found = history_table_find(table);
    if (found)
        return text_of(found->words);
    text name = text_of(table);
    if (text_ends(name, T("_records")))
        name = text_slice(name, 0, name.len - 8);
    else if (text_ends(name, T("ies")))
        return text_format(arena, "%.*sy",
                           TEXT_ARG(name_words(arena, text_slice(name, 0, name.len - 3))));
    else if (text_ends(name, T("s")))
        name = text_slice(name, 0, name.len - 1);
    return name_words(arena, name);
}

text words_with_article(struct arena *arena, text words)
{
    const bool vowel = text_present(words) && memchr("aeio", words.ptr[0], 4) != NULL;
    return text_format(arena, "%s %.*s", vowel ? "an" : "a", TEXT_ARG(words));
}

text history_kind_words(struct arena *arena, text kind)
{
    const struct history_kind *const known = history_kind_find(arena, kind);
    return with_capital(arena, known ? text_of(known->words) : name_words(arena, kind));
}

/* "grant.seat_add" is the seat of a grant, added. */
text history_act_words(struct arena *arena, text act)
{
    for (size_t i = 0; i < sizeof act_words / sizeof *act_words; i++)
        if (text_eq(act, text_of(act_words[i].act)))
            return text_of(act_words[i].words);
    text rest = act;
    const text kind = text_cut(&rest, '.');
    if (!rest.ptr)
        return with_capital(arena, name_words(arena, kind));
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        const text verb = text_of(verbs[i].verb);
        if (text_eq(rest, verb))
            return text_format(arena, "%s the %.*s", verbs[i].words,
                               TEXT_ARG(name_words(arena, kind)));
        if (rest.len > verb.len + 1 && text_ends(rest, verb) &&
            rest.ptr[rest.len - verb.len - 1] == '_')
            return text_format(
                arena, "%s a %.*s of the %.*s", verbs[i].words,
                TEXT_ARG(name_words(arena, text_slice(rest, 0, rest.len - verb.len - 1))),
                TEXT_ARG(name_words(arena, kind)));
    }
    return text_format(arena, "%.*s: %.*s", TEXT_ARG(with_capital(arena, name_words(arena, kind))),
                       TEXT_ARG(name_words(arena, rest)));
}
