/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/desk/desk.h"

G_BEGIN_DECLS

/* How easy a démarche was, in five words: one touch, and thanks. Asked at its end, never insisted on, counted once a
 * session. In large text the five stand under one another. (transfer floating) */
GtkWidget *parvis_satisfaction_new (ParvisDesk *desk, const char *demarche_id);

G_END_DECLS
