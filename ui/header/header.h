/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/desk/desk.h"

G_BEGIN_DECLS

/* ParvisHeader: the commune's arms and name, until when the town hall is open, the hour and the day. Keeps its own
 * clock. */
#define PARVIS_TYPE_HEADER (parvis_header_get_type ())
G_DECLARE_FINAL_TYPE (ParvisHeader, parvis_header, PARVIS, HEADER, GtkWidget)

GtkWidget *parvis_header_new (void);
/* Takes names, arms and hours from @desk's content; call again when content changed. */
void parvis_header_set_desk (ParvisHeader *self, ParvisDesk *desk, const char *language);
/* A discreet line in the place of the opening hours; %NULL: the hours again. */
void parvis_header_set_alert (ParvisHeader *self, const char *line);

G_END_DECLS
