/* How the server finds a static file and picks its coding. What the files are: server.h. */
#ifndef ENGINE_WEB_ASSET_H
#define ENGINE_WEB_ASSET_H

#include "engine/web/server.h"

/* By the hashed path, or /favicon.ico; NULL: none. */
const struct asset *asset_find(text path);

struct asset_body {
    bytes bytes;
    const char *encoding; /* "br", "gzip", or NULL: as it is */
};
/* The smallest that the browser takes. */
struct asset_body asset_choose(const struct asset *asset, text accept_encoding);

#endif
