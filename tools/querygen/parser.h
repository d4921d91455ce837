/*
 * Walking the tokens of one migration: what schema.c and tables.c share. Each expect_ and take_
 * that cannot, reports why and is false.
 */
#ifndef QUERYGEN_PARSER_H
#define QUERYGEN_PARSER_H

#include "querygen.h"

struct parser {
    struct model *model;
    struct migration *migration;
    const struct source *source;
    struct lexed lexed;
    size_t at;
};

const struct token *peek(const struct parser *parser);
const struct token *take(struct parser *parser);
bool take_if(struct parser *parser, const char *word);
bool wrong(struct parser *parser, const char *wanted); /* reports; always false */
bool expect(struct parser *parser, const char *word);
bool expect_name(struct parser *parser, const struct token **out);
struct span take_rest(struct parser *parser);
bool take_parenthesised(struct parser *parser, struct span *out);
/* Comments above a line and beside it. */
text comment_above(const struct parser *parser, int line);
text comment_beside(const struct parser *parser, int line);
void change_add(struct parser *parser, struct change change);
bool name_free(struct parser *parser, const struct token *name);

/* tables.c: what follows CREATE TABLE and ALTER TABLE. */
bool read_table(struct parser *parser, int line);
bool alter_table(struct parser *parser);

#endif
