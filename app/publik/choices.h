/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/publik/scope.h"

G_BEGIN_DECLS

/* Where the options of a field come from, and whether they can be known without the server. */
typedef struct
{
  GPtrArray *choices; /* (nullable) of WcsChoice; NULL: not known offline, see @why */
  char *list;         /* (nullable) the named data source they come from */
  char *why;          /* (nullable) why they are not known, or what was left aside to know them; in French */
} WcsChoices;
WcsChoices *wcs_choices_of_field (WcsScope *scope, const WcsField *field);
void wcs_choices_free (WcsChoices *choices);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WcsChoices, wcs_choices_free)

/* The named data source, when it is an inline list; else NULL and @why (nullable). (transfer full) of
 * WcsChoice */
GPtrArray *wcs_choices_named (WcsScope *scope, const char *slug, char **why);

G_END_DECLS
