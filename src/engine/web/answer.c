/*
 * What a handler answers, in words that the guard and the server read.
 */
#include "engine/web/route.h"

void request_refuse(struct request *rq, const char *field, text say)
{
    ensure(rq->values);
    form_refuse(rq->values, field, say);
    rq->view.refused = true;
}

struct answer answer_page(struct request *rq)
{
    (void)rq;
    return (struct answer){.kind = ANSWER_PAGE};
}

void request_refuse_row(struct request *rq, const char *group, size_t row, const char *field,
                        text say)
{
    form_refuse_row(rq->values, group, row, field, say);
    rq->view.refused = true;
}

struct answer answer_refused(struct request *rq)
{
    (void)rq;
    return (struct answer){.kind = ANSWER_REFUSED};
}

struct answer answer_sandboxed(struct request *rq, text html)
{
    (void)rq;
    return (struct answer){.kind = ANSWER_BYTES,
                           .type = T("text/html; charset=utf-8"),
                           .body = html,
                           .sandboxed = true};
}

struct answer answer_too_many(struct request *rq, int64_t again_in)
{
    (void)rq;
    return (struct answer){.kind = ANSWER_REFUSED, .again_in = again_in > 0 ? again_in : 1};
}

struct answer answer_stale(struct request *rq)
{
    (void)rq;
    return (struct answer){.kind = ANSWER_STALE};
}

struct answer answer_absent(struct request *rq)
{
    (void)rq;
    return (struct answer){.kind = ANSWER_ABSENT};
}

struct answer answer_redirect(struct request *rq, text location, int64_t record, text notice)
{
    (void)rq;
    /* Never off this site: a redirect that a stranger can steer is a lure. "//host" is another
     * site, and so is "/\host". */
    ensure(text_starts(location, T("/")) && !text_starts(location, T("//")) &&
           !text_starts(location, T("/\\")));
    return (struct answer){
        .kind = ANSWER_REDIRECT, .location = location, .record = record, .notice = notice};
}

struct answer answer_bytes(struct request *rq, text type, text body)
{
    (void)rq;
    return (struct answer){
        .kind = ANSWER_BYTES, .type = type, .body = body, .location = TEXT_ABSENT};
}

struct answer answer_json(struct request *rq, text body)
{
    (void)rq;
    return (struct answer){
        .kind = ANSWER_BYTES, .type = T("application/json"), .body = body, .passing = true};
}

struct answer answer_stream(struct request *rq, text type, text file_name,
                            bool (*produce)(void *, struct db *, struct text_builder *),
                            void *state)
{
    (void)rq;
    return (struct answer){.kind = ANSWER_STREAM,
                           .type = type,
                           .location = file_name,
                           .produce = produce,
                           .state = state};
}
