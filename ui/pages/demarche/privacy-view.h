/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/desk/desk.h"

G_BEGIN_DECLS

/* What is read before the first question (RGPD, article 13), and whether the démarche can be done here at all now.
 * "J’ai compris, commencer" calls @on_start with @user_data alone. */
GtkWidget *parvis_privacy_view_new (ParvisDesk *desk, const ParvisDemarche *demarche, const char *language,
                                    GCallback on_start, gpointer user_data);

G_END_DECLS
