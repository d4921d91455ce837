/* Made by pagegen from the pages of frame. */
#ifndef FRAME_PAGES_H
#define FRAME_PAGES_H

#include "engine/web/form.h"
#include "engine/web/html.h"
#include "engine/web/view.h"

#line 2 "frame/pages/layout.html"
void layout_frame_open(struct html *out, text title, int here);
#line 12 "frame_pages.h"
#line 2 "frame/pages/layout.html"
void layout_frame_close(struct html *out, text title, int here);
#line 15 "frame_pages.h"
void part_mark(struct html *out);
#line 26 "frame/pages/layout.html"
void part_link(struct html *out, text url, text label);
#line 19 "frame_pages.h"

#endif
