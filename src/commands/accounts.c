/*
 * Commands about who may sign in: account, link. There is no password to set: a link signs in,
 * once.
 */
#include "commands/commands.h"
#include "engine/web/audit.h"
#include "fund/people/people.h"
#include "people_queries.h"

#include <stdio.h>
#include <string.h>

void print_link(const struct args *args, text token)
{
    if (args->json) {
        print_json(json_pack(
            "{s:b, s:o}", "ok", 1, "sign_in_path",
            json_of(text_format(args->arena, "/sign-in/link?token=%.*s", TEXT_ARG(token)))));
        return;
    }
    printf("Sign in, once, within a day, at the address of your server:\n\n"
           "  http://" LISTEN_DEFAULT "/sign-in/link?token=%.*s\n\n"
           "If it is served at another address, put that in place of http://" LISTEN_DEFAULT ".\n",
           TEXT_ARG(token));
}

static text link_make(struct db_write *write, account_id account)
{
    audit_add(write, "sign_in_link.make", account_id_raw(account));
    return people_link_make(write, account);
}

enum exit_code command_link(struct args *args)
{
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_COMMAND, false, &code);
    if (!database)
        return code;
    struct db_write *write = db_write_begin(database, args->arena);
    const struct account_by_email_row *account =
        account_by_email(db_of(write), text_lower(args->arena, text_of(args->word[0])));
    if (!account) {
        db_write_undo(write);
        return refuse(text_format(args->arena, "no account has the address %s.", args->word[0]));
    }
    const text token = link_make(write, account->id);
    db_write_commit(write);
    print_link(args, token);
    return EXIT_DONE;
}

static enum exit_code account_add_one(struct args *args, const char *email)
{
    uint32_t role;
    if (!args->name || !args->role) {
        fputs("holdfast: account add wants --name NAME and --role ROLE.\n", stderr);
        return EXIT_USAGE;
    }
    if (!people_role_of(text_of(args->role), &role)) {
        fprintf(stderr,
                "holdfast: there is no role '%s'. Roles are viewer, grant_manager, finance and "
                "director.\n",
                args->role);
        return EXIT_USAGE;
    }
    const text name = text_trim(text_of(args->name));
    if (!strchr(email, '@') || !text_present(name))
        return refuse(T("account add wants an e-mail address, and --name the person's name."));
    enum exit_code code = EXIT_DONE;
    struct database *database = command_open(args, DB_COMMAND, false, &code);
    if (!database)
        return code;
    struct db_write *write = db_write_begin(database, args->arena);
    const text address = text_lower(args->arena, text_trim(text_of(email)));
    if (account_by_email(db_of(write), address)) {
        db_write_undo(write);
        return refuse(text_format(args->arena,
                                  "there is an account of %s already. `holdfast link` makes it a "
                                  "new sign-in link.",
                                  email));
    }
    const account_id account = people_account_add(write, name, address, role);
    audit_add(write, "account.add", account_id_raw(account));
    const text token = link_make(write, account);
    db_write_commit(write);
    say_line(args, text_format(args->arena, "%.*s may sign in now, as %.*s.\n", TEXT_ARG(name),
                               TEXT_ARG(people_role_name(role))));
    print_link(args, token);
    return EXIT_DONE;
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
                                   TEXT_ARG(row->name), TEXT_ARG(roles)));
        json_array_append_new(list, json_pack("{s:o, s:o, s:o}", "email", json_of(row->email),
                                              "name", json_of(row->name), "roles", json_of(roles)));
    }
    if (args->json)
        print_json(json_pack("{s:b, s:O}", "ok", 1, "accounts", list));
    json_decref(list);
    return EXIT_DONE;
}

enum exit_code command_account(struct args *args)
{
    if (strcmp(args->word[0], "add") == 0 && args->words == 2)
        return account_add_one(args, args->word[1]);
    if (strcmp(args->word[0], "list") == 0 && args->words == 1)
        return account_list_all(args);
    fputs("holdfast: it is `account add EMAIL --name NAME --role ROLE`, or `account list`.\n",
          stderr);
    return EXIT_USAGE;
}
