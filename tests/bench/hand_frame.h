/*
 * The frame of the pages that hand.c writes, as somebody would write it into a C program: what
 * stands before, between and after the values.
 */
#ifndef HAND_FRAME_H
#define HAND_FRAME_H

static const char frame_asset_0[] =
    "</title>\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta name=\"theme-color\" content=\"#ffc044\">\n"
    "<link rel=\"icon\" type=\"image/svg+xml\" href=\"";

static const char frame_asset_1[] =
    "\">\n"
    "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin=\"anonymous\" href=\"";

static const char frame_asset_2[] = "\">\n"
                                    "<link rel=\"stylesheet\" href=\"";

static const char frame_asset_3[] = "\">\n";

static const char frame_theme_0[] = "<link rel=\"stylesheet\" href=\"/theme.css?of=1-";

static const char frame_script[] = "\n"
                                   "<script defer src=\"";

static const char frame_asset_4[] =
    "\"></script>\n"
    "</head>\n"
    "<body class=\"staff\">\n"
    "<a class=\"skip\" href=\"#main\">Skip to main content</a>\n"
    "<header class=\"site-head\">\n"
    "\n"
    "<div class=\"demo-banner\"><p class=\"wrap\"><strong>This is a demo.</strong> Every name, "
    "organisation and figure in it is fictional. Here it is ";

static const char frame_asset_5[] =
    ". No mail leaves it: <a href=\"/mails\">read its mails here</a>.</p></div>\n"
    "\n"
    "<div class=\"wrap site-head__in\">\n"
    "\n";

static const char frame_own_0[] =
    "<a class=\"logo\" href=\"/\"><img class=\"logo__own\" src=\"/logo?of=";

static const char frame_own_1[] = "\" alt=\"\"><span><span class=\"logo__name\">";

static const char frame_own_2[] = "</span><small>with Holdfast";

static const char frame_logo_0[] =
    "<a class=\"logo\" href=\"/\"><svg viewBox=\"0 0 48 48\" aria-hidden=\"true\" "
    "focusable=\"false\"><g stroke"
    "=\"#16302b\" stroke-width=\"1.75\" stroke-linejoin=\"round\"><path fill=\"#ffc044\" d=\"M4 "
    "4l20 0l0 6.63c"
    "0 2.02 0.34 2.47 1.77 1.62a3.4 3.4 0 1 1 0 3.5c-1.43 -0.85 -1.77 -0.4 -1.77 1.62l0 6.63l-6.63 "
    "0c"
    "-2.02 0 -2.47 -0.34 -1.62 -1.77a3.4 3.4 0 1 0 -3.5 0c0.85 1.43 0.4 1.77 -1.62 1.77l-6.63 0l0 "
    "-20"
    "z\"/><path fill=\"#8ed1bf\" d=\"M24 4l20 0l0 20l-6.63 0c-2.02 0 -2.47 0.34 -1.62 1.77a3.4 3.4 "
    "0 1 1 "
    "-3.5 0c0.85 -1.43 0.4 -1.77 -1.62 -1.77l-6.63 0l0 -6.63c0 -2.02 0.34 -2.47 1.77 -1.62a3.4 3.4 "
    "0 "
    "1 0 0 -3.5c-1.43 0.85 -1.77 0.4 -1.77 -1.62l0 -6.63z\"/>";

static const char frame_logo_1[] = "<path fill=\"#f4afcb\" d=\"M4 24l6.63 0c2.02 0 2.47 -0.34 1.62 "
                                   "-1.77a3.4 3.4 0 1 1 3.5 0c-0.85 1.43"
                                   " -0.4 1.77 1.62 1.77l6.63 0l0 6.63c0 2.02 -0.34 2.47 -1.77 "
                                   "1.62a3.4 3.4 0 1 0 0 3.5c1.43 -0.85 1"
                                   ".77 -0.4 1.77 1.62l0 6.63l-20 0l0 -20z\"/><path "
                                   "fill=\"#b7b6f2\" d=\"M24 24l6.63 0c2.02 0 2.47 0.34 "
                                   "1.62 1.77a3.4 3.4 0 1 0 3.5 0c-0.85 -1.43 -0.4 -1.77 1.62 "
                                   "-1.77l6.63 0l0 20l-20 0l0 -6.63c0 -2.0"
                                   "2 -0.34 -2.47 -1.77 -1.62a3.4 3.4 0 1 1 0 -3.5c1.43 0.85 1.77 "
                                   "0.4 1.77 -1.62l0 -6.63z\"/></g></sv"
                                   "g><span><span class=\"logo__name\">Holdfast</span><small>";

static const char frame_nav[] = "</small></span></a>\n"
                                "\n"
                                "<nav class=\"site-nav\" aria-label=\"Main\"><ul>\n"
                                "<li><a href=\"/\">Dashboard</a></li>\n"
                                "<li><a href=\"/grants\" aria-current=\"page\">Grants</a></li>\n"
                                "<li><a href=\"/partners\">Partners</a></li>\n"
                                "<li><a href=\"/programmes\">Programmes</a></li>\n"
                                "<li><a href=\"/funders\">Funders</a></li>\n"
                                "<li><a href=\"/imports\">Imports</a></li>\n"
                                "<li><a href=\"/people\">People</a></li>\n";

static const char frame_settings[] = "<li><a href=\"/settings\">Settings</a></li>";

static const char frame_you[] = "\n"
                                "</ul></nav>\n"
                                "<div class=\"site-head__self\"><a href=\"/you\">You</a>\n"
                                "<form class=\"site-head__leave\" method=\"post\" "
                                "action=\"/sign-out\"><input type=\"hidden\" name=\"once\""
                                " value=\"";

static const char frame_sign_out[] =
    "\">\n"
    "<button type=\"submit\" class=\"site-head__out\">Sign out<span class=\"vh\"> (";

static const char frame_top_end[] =
    ")</span></button></form>\n"
    "</div>\n"
    "</div>\n"
    "\n"
    "</header>\n"
    "<svg class=\"hatch-defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" "
    "focusable=\"false\"><defs><pattern"
    " id=\"hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><li"
    "ne class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"8\"/></pattern></defs></svg>\n"
    "<main id=\"main\" class=\"wrap\" tabindex=\"-1\">\n"
    "<div class=\"notices\" role=\"status\"></div>\n";

static const char list_head[] =
    "<div class=\"page-head\">\n"
    "<div><h1>Grants</h1>\n"
    "<p class=\"lead\">What is funded, with whom, and for how long.</p></div>\n"
    "<div class=\"cluster\"><a class=\"btn btn--quiet\" href=\"/rounds\">Rounds</a>"
    "<a class=\"btn btn--quiet\" href=\"/partnerships\">Regional "
    "partnerships</a><a "
    "class=\"btn\" href=\"/grants/new\">Add a grant</a></div>\n"
    "</div>\n"
    "<form method=\"get\" action=\"/grants\" class=\"filters\" role=\"search\" aria-label=\"Find "
    "grants\" noval"
    "idate>\n"
    "<div class=\"field\"><label class=\"label\" for=\"f-q\">Search</label>\n"
    "<p class=\"hint\" id=\"f-q-hint\">A title, a reference or a partner.</p>\n"
    "<input class=\"input\" id=\"f-q\" name=\"q\" type=\"text\" dir=\"auto\" value=\"\" "
    "aria-describedby=\"f-q-hin"
    "t\">\n"
    "</div>\n"
    "<div class=\"field\"><label class=\"label\" for=\"f-programme\">Programme</label>\n"
    "<select class=\"input\" id=\"f-programme\" name=\"programme\">\n"
    "<option value=\"\">Any</option>\n";

static const char list_rounds[] =
    "</select>\n"
    "</div>\n"
    "<div class=\"field\"><label class=\"label\" for=\"f-round\">Round</label>\n"
    "<select class=\"input\" id=\"f-round\" name=\"round\">\n"
    "<option value=\"\">Any</option>\n";

static const char list_regions[] =
    "</select>\n"
    "</div>\n"
    "<div class=\"field\"><label class=\"label\" for=\"f-region\">Region</label>\n"
    "<select class=\"input\" id=\"f-region\" name=\"region\">\n"
    "<option value=\"\">Any</option>\n"
    "<option value=\"scotland\">Scotland</option>\n"
    "<option value=\"northern_ireland\">Northern Ireland</option>\n"
    "<option value=\"wales\">Wales</option>\n"
    "<option value=\"north_east\">North East</option>\n"
    "<option value=\"north_west\">North West</option>\n"
    "<option value=\"yorkshire_humber\">Yorkshire and The Humber</option>\n"
    "<option value=\"east_midlands\">East Midlands</option>\n"
    "<option value=\"west_midlands\">West Midlands</option>\n"
    "<option value=\"east_england\">East of England</option>\n"
    "<option value=\"london\">London</option>\n"
    "<option value=\"south_east\">South East</option>\n"
    "<option value=\"south_west\">South West</option>\n"
    "</select>\n"
    "</div>\n"
    "<div class=\"field\"><label class=\"label\" for=\"f-funder\">Funder</label>\n"
    "<select class=\"input\" id=\"f-funder\" name=\"funder\">\n"
    "<option value=\"\">Any</option>\n";

static const char list_filters_end[] =
    "</select>\n"
    "</div>\n"
    "<div class=\"field\"><label class=\"choice\"><input type=\"checkbox\" id=\"f-live\" "
    "name=\"live\" value=\"y"
    "es\">Still running</label>\n"
    "</div>\n"
    "<button type=\"submit\" class=\"btn btn--small\">Show</button>\n"
    "</form>\n"
    "\n"
    "\n"
    "<div class=\"section__head\">\n"
    "<p role=\"status\">";

static const char list_table[] =
    "</p>\n"
    "<p><a href=\"/grants.csv?\" download>Download these as CSV</a></p>\n"
    "</div>\n"
    "<table class=\"table table--stack\">\n"
    "<caption class=\"vh\">Grants</caption>\n"
    "<thead><tr>\n"
    "<th scope=\"col\"><a class=\"sort\" href=\"?sort=title\">Grant</a></th>\n"
    "<th scope=\"col\">Programme</th>\n"
    "<th scope=\"col\">Regions</th>\n"
    "<th scope=\"col\" class=\"num\"><a class=\"sort\" href=\"?sort=amount\">Awarded</a></th>\n"
    "<th scope=\"col\"><a class=\"sort\" href=\"?sort=newest\" aria-current=\"true\">Awarded "
    "on</a></th>\n"
    "<th scope=\"col\"><a class=\"sort\" href=\"?sort=ends\">Ends</a></th>\n"
    "</tr></thead>\n"
    "<tbody>\n";

static const char frame_foot_0[] =
    "</main>\n"
    "<footer class=\"site-foot\"><div class=\"wrap site-foot__in\">\n"
    "<div><p><strong>";

static const char frame_foot_1[] =
    "</strong></p><p>Several funders, one fund, and the people who do the work.</p></div>\n"
    "<div><p><strong>About this site</strong></p><ul><li><a "
    "href=\"/accessibility\">Accessibility</a></"
    "li><li><a href=\"/privacy\">Privacy: what is kept here</a></li></ul></div>\n"
    "<div><p><strong>Something wrong?</strong></p>\n"
    "\n";

static const char frame_no_help[] =
    "<p>Tell the person at your fund who looks after Holdfast.</p>\n";

static const char frame_number[] =
    "\n"
    "<p>It helps them to know the page and the time, or this number: <span class=\"num\">";

static const char frame_foot_2[] = "</span>.</p></div>\n"
                                   "</div></footer>\n"
                                   "</body>\n"
                                   "</html>";

#endif
