/*
 * The first page, which leads each hat to its own; and the pages of everyone who is not staff:
 * partners, autonomous groups, the panel, co-funders, the learning partner, who pays.
 */
#ifndef FUND_HOME_H
#define FUND_HOME_H

#include "engine/web/route.h"

extern const struct routes home_routes;

#endif
