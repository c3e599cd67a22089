/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/publik/scope.h"

G_BEGIN_DECLS

/* value|name:argument, for one case of each; @argument may be NULL. A filter that nobody knows leaves None
 * as it is and refuses the rest. (transfer full) */
WcsSymbol *wcs_filter_apply (WcsScope *scope, const char *name, const WcsValue *value, const WcsValue *argument,
                             GError **error);

G_END_DECLS
