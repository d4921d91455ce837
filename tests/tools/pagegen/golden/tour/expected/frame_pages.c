/* Made by pagegen from the pages of frame. */
#include "frame_pages.h"
#include <stddef.h>

#line 2 "frame/pages/layout.html"
void layout_frame_open(struct html *out, text title, int here)
#line 8 "frame_pages.c"
{
    const struct view *const view = out->view;
    (void)view;
    (void)title;
    (void)here;
    html_static(out, "<!doctype html>\n"
                "<html lang=\"en-GB\">\n"
                "<head>\n"
                "<meta charset=\"utf-8\">\n"
                "<title>", 73);
#line 7 "frame/pages/layout.html"
    if (view->refused) {
#line 21 "frame_pages.c"
        html_static(out, "Error: ", 7);
    }
#line 7 "frame/pages/layout.html"
    html_put(out, (title));
#line 26 "frame_pages.c"
    html_static(out, "</title>\n"
                "<link rel=\"stylesheet\" href=\"/assets/app.css\">\n"
                "<script defer src=\"/assets/app.js\"></script>\n"
                "</head>\n"
                "<body>\n", 116);
#line 12 "frame/pages/layout.html"
    __extension__ const __auto_type first = (here == 1);
#line 34 "frame_pages.c"
    (void)first;
    html_static(out, "\n"
                "<nav><a href=\"/\"", 17);
#line 13 "frame/pages/layout.html"
    if (first) {
#line 40 "frame_pages.c"
        html_static(out, " aria-current=\"page\"", 20);
    }
    html_static(out, ">Start</a></nav>\n"
                "<main id=\"main\">\n", 34);
}

#line 2 "frame/pages/layout.html"
void layout_frame_close(struct html *out, text title, int here)
#line 49 "frame_pages.c"
{
    const struct view *const view = out->view;
    (void)view;
    (void)title;
    (void)here;
#line 12 "frame/pages/layout.html"
    __extension__ const __auto_type first = (here == 1);
#line 57 "frame_pages.c"
    (void)first;
    html_static(out, "\n"
                "</main>\n", 9);
#line 17 "frame/pages/layout.html"
    if (first) {
#line 63 "frame_pages.c"
        html_static(out, "<footer>The first page</footer>\n", 32);
    }
    html_static(out, "\n"
                "</body>\n"
                "</html>", 16);
}

void part_mark(struct html *out)
{
    const struct view *const view = out->view;
    (void)view;
    html_static(out, "<svg viewBox=\"0 0 4 4\" aria-hidden=\"true\"><path d=\"M0 0h4v4z\"/><g fill=\"none\"><circle r=\"1\"/></g></svg>", 103);
}

#line 26 "frame/pages/layout.html"
void part_link(struct html *out, text url, text label)
#line 80 "frame_pages.c"
{
    const struct view *const view = out->view;
    (void)view;
    (void)url;
    (void)label;
    html_static(out, "<a href=\"", 9);
#line 27 "frame/pages/layout.html"
    html_put_href(out, (url));
#line 89 "frame_pages.c"
    html_static(out, "\">", 2);
#line 27 "frame/pages/layout.html"
    html_put(out, (label));
#line 93 "frame_pages.c"
    html_static(out, "</a>", 4);
}
