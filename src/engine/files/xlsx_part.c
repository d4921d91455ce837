/* One XML part of a workbook, unfolded and parsed under caps: see xlsx_private.h. */
#include "engine/files/xlsx_private.h"

#include <string.h>

#define READ_SIZE ((size_t)64 << 10)
#define RATIO_MAX 300u
#define RATIO_FROM ((uint64_t)8 << 20) /* smaller parts may be as dense as they like */
#define UNFOLDED_MAX ((uint64_t)4 << 30)
#define DEPTH_MAX 64u

static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *xml_attribute(const char **attributes, const char *name)
{
    for (; attributes[0]; attributes += 2)
        if (strcmp(local_name(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

void part_pause(struct part *part)
{
    XML_StopParser(part->parser, XML_TRUE);
}

void part_refuse(struct part *part, const char *wrong)
{
    if (!part->wrong)
        part->wrong = wrong;
    XML_StopParser(part->parser, XML_FALSE);
}

static void on_doctype(void *user, const char *name, const char *system, const char *public,
                       int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    part_refuse(user, "declares a document type, which workbooks never do");
}

static void on_start(void *user, const char *name, const char **attributes)
{
    struct part *part = user;
    if (++part->depth > DEPTH_MAX)
        part_refuse(part, "nests its elements over 64 deep");
    else if (part->handlers->start)
        part->handlers->start(part, local_name(name), attributes);
}

static void on_end(void *user, const char *name)
{
    struct part *part = user;
    part->depth--;
    if (part->handlers->end)
        part->handlers->end(part, local_name(name));
}

static void on_words(void *user, const char *ptr, int len)
{
    struct part *part = user;
    if (part->handlers->words)
        part->handlers->words(part, ptr, (size_t)len);
}

static void close_part(void *thing)
{
    part_close(thing);
}

struct part *part_open(struct arena *arena, const char *name, const struct part_of *of, text *say)
{
    zip_stat_t stat;
    const zip_int64_t index = zip_name_locate(of->zip, name, ZIP_FL_NOCASE);
    if (index < 0 || zip_stat_index(of->zip, (zip_uint64_t)index, 0, &stat) != 0) {
        *say = text_format(
            arena, "The workbook has no part named %s, so it is damaged or not a workbook.", name);
        return NULL;
    }
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) {
        *say = T("The workbook is locked with a password. Save it without one and try again.");
        return NULL;
    }
    struct part *part = arena_make(arena, struct part);
    *part = (struct part){
        .arena = arena, .name = name, .handlers = of->handlers, .owner = of->owner, .all = of->all};
    part->packed = stat.valid & ZIP_STAT_COMP_SIZE ? stat.comp_size : 0;
    part->size = stat.valid & ZIP_STAT_SIZE ? stat.size : 0;
    arena_on_close(arena, close_part, part);
    part->file = zip_fopen_index(of->zip, (zip_uint64_t)index, 0);
    part->parser = XML_ParserCreate(NULL);
    if (!part->file || !part->parser) {
        *say = text_format(arena, "The workbook's part %s cannot be unpacked: the file is damaged.",
                           name);
        part_close(part);
        return NULL;
    }
    XML_SetUserData(part->parser, part);
    XML_SetParamEntityParsing(part->parser, XML_PARAM_ENTITY_PARSING_NEVER);
    XML_SetStartDoctypeDeclHandler(part->parser, on_doctype);
    XML_SetElementHandler(part->parser, on_start, on_end);
    XML_SetCharacterDataHandler(part->parser, on_words);
    return part;
}

void part_close(struct part *part)
{
    if (part->file)
        (void)zip_fclose(part->file);
    if (part->parser)
        XML_ParserFree(part->parser);
    part->file = NULL;
    part->parser = NULL;
}

static enum part_result damaged(struct part *part, const char *why, text *say)
{
    *say = text_format(part->arena, "The workbook's part %s %s.", part->name, why);
    part->ended = true;
    return PART_BAD;
}

static enum part_result after(struct part *part, enum XML_Status status, bool *go_on, text *say)
{
    *go_on = false;
    if (part->wrong)
        return damaged(part, part->wrong, say);
    switch (status) {
    case XML_STATUS_SUSPENDED:
        part->suspended = true;
        return PART_PAUSED;
    case XML_STATUS_OK:
        *go_on = true;
        return PART_END;
    case XML_STATUS_ERROR:
        break;
    }
    return damaged(
        part,
        text_cstr(part->arena, text_format(part->arena, "is not whole XML (line %lu: %s)",
                                           (unsigned long)XML_GetCurrentLineNumber(part->parser),
                                           XML_ErrorString(XML_GetErrorCode(part->parser)))),
        say);
}

enum part_result part_pull(struct part *part, text *say)
{
    bool go_on = true;
    if (part->suspended) {
        part->suspended = false;
        const enum part_result result = after(part, XML_ResumeParser(part->parser), &go_on, say);
        if (!go_on)
            return result;
    }
    while (!part->ended) {
        void *buffer = XML_GetBuffer(part->parser, (int)READ_SIZE);
        if (!buffer)
            return damaged(part, "needs more memory than there is", say);
        const zip_int64_t n = zip_fread(part->file, buffer, READ_SIZE);
        if (n < 0)
            return damaged(part, "cannot be unpacked: the file is cut short or damaged", say);
        part->unfolded += (uint64_t)n;
        *part->all += (uint64_t)n;
        if (part->unfolded > RATIO_FROM && part->unfolded / RATIO_MAX > part->packed)
            return damaged(part, "unfolds to over 300 times its size, as no real workbook does",
                           say);
        if (*part->all > UNFOLDED_MAX)
            return damaged(part, "makes the workbook unfold to over 4 GB", say);
        part->ended = n == 0;
        const enum part_result result =
            after(part, XML_ParseBuffer(part->parser, (int)n, n == 0), &go_on, say);
        if (!go_on)
            return result;
    }
    return PART_END;
}
