/*
 * Which parameters a statement uses, and where: a page's variants bind no more than they use.
 */
#include "querygen.h"

static void use_in(const struct model *model, struct statement *statement, struct span span,
                   bool list, unsigned filter)
{
    for (size_t i = 0; i < span.count; i++) {
        if (span.at[i].kind != TOKEN_PARAM)
            continue;
        const text name = text_slice(span.at[i].text, 1, span.at[i].text.len);
        bool known = false;
        for (size_t p = 0; p < statement->parameters.count; p++) {
            struct parameter *parameter = &statement->parameters.at[p];
            if (!text_eq(parameter->name, name))
                continue;
            known = true;
            parameter->in_list = parameter->in_list || (list && !filter);
            parameter->in_rest = parameter->in_rest || (!list && !filter);
            parameter->filters |= filter;
        }
        for (size_t f = 0; f < statement->filters.count; f++)
            known = known || (filter == 1U << f && statement->filters.at[f].typed &&
                              text_eq(statement->filters.at[f].name, name));
        if (!known) {
            report(model->errors, &span.at[i], "name it in the header", "no parameter '%.*s'",
                   TEXT_ARG(name));
            statement->good = false;
        }
    }
}

static bool span_uses(struct span span, text name)
{
    for (size_t i = 0; i < span.count; i++)
        if (span.at[i].kind == TOKEN_PARAM &&
            text_eq(text_slice(span.at[i].text, 1, span.at[i].text.len), name))
            return true;
    return false;
}

static void use_in_body(const struct model *model, struct statement *statement,
                        const struct shape *shape)
{
    const struct span whole = shape->body, list = shape->list;
    const size_t from = list.count > 0 ? (size_t)(list.at - whole.at) : whole.count;
    use_in(model, statement, span_cut(whole, 0, from), false, 0);
    use_in(model, statement, list, true, 0);
    use_in(model, statement, span_cut(whole, from + list.count, whole.count), false, 0);
}

/* One function binds for both engines, and PostgreSQL asks of each value what it is. */
static void refuse_half_used(const struct model *model, struct statement *statement)
{
    for (size_t p = 0; p < statement->parameters.count; p++) {
        const struct parameter *parameter = &statement->parameters.at[p];
        if (span_uses(statement->shape.body, parameter->name) ==
            span_uses(statement->postgresql.body, parameter->name))
            continue;
        report(model->errors, parameter->at, "use it in the regions of both",
               "parameter '%.*s' is used on one engine alone", TEXT_ARG(parameter->name));
        statement->good = false;
    }
}

void parameters_check(const struct model *model, struct statement *statement)
{
    use_in_body(model, statement, &statement->shape);
    use_in_body(model, statement, &statement->postgresql);
    refuse_half_used(model, statement);
    for (size_t f = 0; f < statement->filters.count; f++) {
        const struct filter *filter = &statement->filters.at[f];
        use_in(model, statement, filter->where, false, 1U << f);
        if (filter->typed && !span_uses(filter->where, filter->name)) {
            report(model->errors, filter->at, "use it in its condition, or leave the type out",
                   "filter '%.*s' does not use its value", TEXT_ARG(filter->name));
            statement->good = false;
        }
    }
    for (size_t s = 0; s < statement->sorts.count; s++)
        for (size_t k = 0; k < statement->sorts.at[s].keys.count; k++) {
            const struct span key = statement->sorts.at[s].keys.at[k].expression;
            for (size_t i = 0; i < key.count; i++)
                if (key.at[i].kind == TOKEN_PARAM) {
                    report(model->errors, &key.at[i], "sort by columns",
                           "a sort key takes no parameters");
                    statement->good = false;
                }
        }
    for (size_t p = 0; p < statement->parameters.count; p++) {
        const struct parameter *parameter = &statement->parameters.at[p];
        if (!parameter->in_list && !parameter->in_rest && !parameter->filters) {
            report(model->errors, parameter->at, "use it or take it out",
                   "parameter '%.*s' is not used", TEXT_ARG(parameter->name));
            statement->good = false;
        }
    }
}
