/*
 * Commands about who may sign in: account, link, user. There is no password to set here: a link
 * signs in, once.
 */
#include "commands/commands.h"
#include "engine/audit/audit.h"
#include "fund/people/people.h"
#include "fund/signin/signin.h"
#include "people_queries.h"

#include <stdio.h>
#include <string.h>

bool url_take(const struct args *args, text *url, text *say)
{
    *url = TEXT_ABSENT;
    if (!args->url)
        return true;
    const struct field_spec field = {.label = "--url", .kind = FIELD_URL, .required = true};
    const text error = form_text_take(args->arena, &field, text_of(args->url), url);
    if (text_present(error) || text_find(*url, T("?")) >= 0 || text_find(*url, T("#")) >= 0) {
        *say = text_format(args->arena,
                           "--url wants the address of your server, like https://fund.example, not "
                           "'%s'.",
                           args->url);
        return false;
    }
    while (text_ends(*url, T("/")))
        *url = text_slice(*url, 0, url->len - 1);
    return true;
}

void print_link(const struct args *args, text url, text token)
{
    const text path = text_format(args->arena, "/sign-in/link?token=%.*s", TEXT_ARG(token));
    const text whole =
        text_format(args->arena, "%.*s%.*s", TEXT_ARG(url), TEXT_ARG(path)); /* url may be absent */
    if (args->json) {
        json_t *report = json_pack("{s:b, s:o}", "ok", 1, "sign_in_path", json_of(path));
        if (text_present(url))
            json_object_set_new(report, "sign_in_url", json_of(whole));
        print_json(report);
    } else if (text_present(url)) {
        printf("Sign in, once, within a day:\n\n  %.*s\n", TEXT_ARG(whole));
    } else {
        printf("Sign in, once, within a day. Put this after the address of your server, such as\n"
               "https://fund.example; --url writes it out:\n\n  %.*s\n",
               TEXT_ARG(path));
    }
}

static text link_make(struct db_write *write, account_id account)
{
    audit_add(write, "sign_in_link.make", account_id_raw(account));
    return signin_link_make(write, account, SIGNIN_HANDED_SECONDS);
}

enum exit_code command_link(struct args *args)
{
    text url, say;
    if (!url_take(args, &url, &say))
        return misuse(args, say);
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_COMMAND, false, &code);
    if (!database)
        return code;
    struct db_write *write = db_write_begin(database, args->arena);
    const struct account_by_email_row *account =
        account_by_email(db_of(write), text_lower(args->arena, text_of(args->word[0])));
    if (!account) {
        db_write_undo(write);
        return refuse(args,
                      text_format(args->arena, "no account has the address %s.", args->word[0]));
    }
    const text token = link_make(write, account->id);
    db_write_commit(write);
    print_link(args, url, token);
    return EXIT_DONE;
}

/* "grant_manager,finance" as bits. False: *say tells which is none, or does not go with the others.
 */
static bool roles_take(const struct args *args, uint32_t *roles, text *say)
{
    *roles = 0;
    for (text rest = text_of(args->role); rest.ptr;) {
        const text name = text_trim(text_cut(&rest, ','));
        uint32_t role;
        if (!people_role_of(name, &role)) {
            *say = text_format(args->arena, "there is no role '%.*s'. Roles are %.*s.",
                               TEXT_ARG(name), TEXT_ARG(roles_text(args->arena, ROLE_ANY)));
            return false;
        }
        *roles |= role;
    }
    const uint32_t of = *roles & ROLE_OF;
    if (of && (*roles != of || (of & (of - 1)))) {
        *say = T("a place in an organisation is given alone: one of partner, group and co_funder.");
        return false;
    }
    if (of && !args->of) {
        *say = T("--role partner, group and co_funder want --of ORGANISATION, its whole name.");
        return false;
    }
    if (!of && args->of) {
        *say = T("--of goes with --role partner, group or co_funder.");
        return false;
    }
    return true;
}

static enum exit_code account_add_one(struct args *args, const char *email)
{
    uint32_t roles;
    text url, name, address, say;
    if (!args->name || !args->role)
        return misuse(args, T("account add wants --name NAME and --role ROLE."));
    if (!roles_take(args, &roles, &say) || !url_take(args, &url, &say))
        return misuse(args, say);
    say = people_email_take(args->arena, "the e-mail address", text_of(email), &address);
    if (!text_present(say))
        say = people_name_take(args->arena, "--name", text_of(args->name), &name);
    if (text_present(say))
        return refuse(args, text_format(args->arena, "%.*s.", TEXT_ARG(say)));
    address = text_lower(args->arena, address);
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_COMMAND, false, &code);
    if (!database)
        return code;
    struct db_write *write = db_write_begin(database, args->arena);
    if (account_by_email(db_of(write), address)) {
        db_write_undo(write);
        return refuse(args,
                      text_format(args->arena,
                                  "there is an account of %s already. `holdfast link` makes it a "
                                  "new sign-in link.",
                                  email));
    }
    const account_id account = people_account_add(write, name, address, roles & ROLE_FUND);
    if ((roles & ROLE_OF) &&
        !people_place_give(write, account, roles & ROLE_OF, text_of(args->of), &say)) {
        db_write_undo(write);
        return refuse(args, say);
    }
    audit_add(write, "account.add", account_id_raw(account));
    const text token = link_make(write, account);
    db_write_commit(write);
    say_line(args, text_format(args->arena, "%.*s may sign in now, as %.*s%s%s.\n", TEXT_ARG(name),
                               TEXT_ARG(roles_text(args->arena, roles)), args->of ? " of " : "",
                               args->of ? args->of : ""));
    print_link(args, url, token);
    return EXIT_DONE;
}

/* "grant_manager", "Brackwater Law Centre", "left on 3 May 2026". */
static text account_does(const struct args *args, const struct accounts_list_row *row)
{
    if (row->left_on.some)
        return text_format(args->arena, "left on %.*s",
                           TEXT_ARG(day_text(args->arena, row->left_on.it)));
    const text roles = roles_text(args->arena, (uint32_t)row->roles);
    const bool both = text_present(roles) && text_present(row->place);
    return text_format(args->arena, "%.*s%s%.*s", TEXT_ARG(roles), both ? "; " : "",
                       TEXT_ARG(row->place));
}

static enum exit_code account_list_all(struct args *args)
{
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_READ, false, &code);
    if (!database)
        return code;
    const struct accounts_list_rows rows = accounts_list(db_read(database, args->arena));
    json_t *list = json_array();
    for (size_t i = 0; i < rows.count; i++) {
        const struct accounts_list_row *row = &rows.row[i];
        const text roles = roles_text(args->arena, (uint32_t)row->roles);
        say_line(args, text_format(args->arena, "%-32.*s  %-24.*s  %.*s", TEXT_ARG(row->email),
                                   TEXT_ARG(row->name), TEXT_ARG(account_does(args, row))));
        json_t *one = json_pack("{s:o, s:o, s:o}", "email", json_of(row->email), "name",
                                json_of(row->name), "roles", json_of(roles));
        if (text_present(row->place))
            json_object_set_new(one, "of", json_of(row->place));
        if (row->left_on.some)
            json_object_set_new(one, "left_on", json_of(day_iso(args->arena, row->left_on.it)));
        json_array_append_new(list, one);
    }
    if (args->json)
        print_json(json_pack("{s:b, s:O}", "ok", 1, "accounts", list));
    json_decref(list);
    return EXIT_DONE;
}

static enum exit_code account_leave_one(struct args *args, const char *email)
{
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_COMMAND, false, &code);
    if (!database)
        return code;
    struct db_write *write = db_write_begin(database, args->arena);
    account_id account;
    text say;
    if (!people_account_leave(write, text_of(email), &account, &say)) {
        db_write_undo(write);
        return refuse(args, say);
    }
    audit_add(write, "person.leave", account_id_raw(account));
    db_write_commit(write);
    say_line(args, text_format(args->arena,
                               "%s has left, and is signed out everywhere. What they did stays in "
                               "the history.\n",
                               email));
    if (args->json)
        print_json(json_pack("{s:b}", "ok", 1));
    return EXIT_DONE;
}

enum exit_code command_account(struct args *args)
{
    if (strcmp(args->word[0], "add") == 0 && args->words == 2)
        return account_add_one(args, args->word[1]);
    if (strcmp(args->word[0], "list") == 0 && args->words == 1)
        return account_list_all(args);
    if (strcmp(args->word[0], "leave") == 0 && args->words == 2)
        return account_leave_one(args, args->word[1]);
    return misuse(args, T("it is `account add EMAIL --name NAME --role ROLE`, `account list`, or "
                          "`account leave EMAIL`."));
}

/* Someone who looks after the fund has lost phone and codes: what they sign in with is taken away,
 * and they set it up anew. Directors see that it happened. */
enum exit_code command_user(struct args *args)
{
    text url, say, token;
    if (strcmp(args->word[0], "rescue") != 0)
        return misuse(args, T("it is `user rescue EMAIL`."));
    if (!url_take(args, &url, &say))
        return misuse(args, say);
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_COMMAND, false, &code);
    if (!database)
        return code;
    struct db_write *write = db_write_begin(database, args->arena);
    const text address = text_lower(args->arena, text_of(args->word[1]));
    const struct account_by_email_row *account = account_by_email(db_of(write), address);
    if (!account || !signin_rescue(write, address, &token)) {
        db_write_undo(write);
        return refuse(args,
                      text_format(args->arena, "no account has the address %s.", args->word[1]));
    }
    audit_add(write, "user.rescue", account_id_raw(account->id));
    db_write_commit(write);
    say_line(args,
             text_format(args->arena,
                         "Password and second step of %.*s are taken away, and every sign-in of "
                         "theirs has ended.\nTheir own page and the directors' say so.\n",
                         TEXT_ARG(account->name)));
    print_link(args, url, token);
    return EXIT_DONE;
}
