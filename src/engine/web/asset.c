/*
 * Static files, embedded by tools/assets: found by name for pages, and by path for browsers.
 */
#include "engine/web/asset.h"

#include "engine/web/html.h"

text asset_path(text name)
{
    for (size_t i = 0; i < asset_count; i++)
        if (text_eq(text_of(assets[i].name), name))
            return text_of(assets[i].path);
    fail("there is no asset %.*s", TEXT_ARG(name));
}

void html_style(struct html *out, text asset)
{
    for (size_t i = 0; i < asset_count; i++)
        if (text_eq(text_of(assets[i].name), asset)) {
            const void *words = assets[i].plain.ptr;
            html_static(out, words, assets[i].plain.len);
            return;
        }
    fail("there is no asset %.*s", TEXT_ARG(asset));
}

const struct asset *asset_find(text path)
{
    const text name = text_eq(path, T("/favicon.ico")) ? T("logo.svg") : TEXT_ABSENT;
    for (size_t i = 0; i < asset_count; i++)
        if (text_eq(text_of(assets[i].path), path) ||
            (name.ptr && text_eq(text_of(assets[i].name), name)))
            return &assets[i];
    return NULL;
}

/* Whether Accept-Encoding names the coding, and not with q=0. */
static bool accepts(text header, text coding)
{
    text rest = header;
    while (rest.ptr) {
        text weight = text_cut(&rest, ',');
        const text name = text_trim(text_cut(&weight, ';'));
        if (!text_eq_fold(name, coding))
            continue;
        const text q = text_trim(weight);
        return !(text_starts(q, T("q=0")) && !text_starts(q, T("q=0.")));
    }
    return false;
}

struct asset_body asset_choose(const struct asset *asset, text accept_encoding)
{
    if (asset->brotli.len && accepts(accept_encoding, T("br")))
        return (struct asset_body){.bytes = asset->brotli, .encoding = "br"};
    if (asset->gzip.len && accepts(accept_encoding, T("gzip")))
        return (struct asset_body){.bytes = asset->gzip, .encoding = "gzip"};
    return (struct asset_body){.bytes = asset->plain, .encoding = NULL};
}
