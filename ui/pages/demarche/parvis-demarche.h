/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* The one way into a démarche: a page that leads from the privacy notice through the steps and the recap to the
 * receipt. It holds the answers; they are wiped with it, and as soon as they have been submitted. (transfer floating)
 */
ParvisPage *parvis_demarche_open (ParvisDesk *desk, const char *demarche_id, const char *language,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
