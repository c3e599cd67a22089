/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/desk/desk.h"

G_BEGIN_DECLS

/* ParvisFieldHost: what the controls ask of the page that they stand on: to show something that needs the whole page
 * for a moment (a long list, a scanned sheet), the devices, and to say something. Implemented by the page. */
#define PARVIS_TYPE_FIELD_HOST (parvis_field_host_get_type ())
G_DECLARE_INTERFACE (ParvisFieldHost, parvis_field_host, PARVIS, FIELD_HOST, GtkWidget)

struct _ParvisFieldHostInterface
{
  GTypeInterface parent;

  void (*open_panel) (ParvisFieldHost *self, GtkWidget *panel); /* takes the place of the page; "Retour" closes it */
  void (*close_panel) (ParvisFieldHost *self, GtkWidget *panel);
  ParvisDesk *(*get_desk) (ParvisFieldHost *self); /* (transfer none) (nullable) */
  void (*announce) (ParvisFieldHost *self, const char *message);
};

ParvisFieldHost *parvis_field_host_of (GtkWidget *widget); /* (nullable): not on a page now */
void parvis_field_host_open_panel (GtkWidget *from, GtkWidget *panel);
void parvis_field_host_close_panel (GtkWidget *panel);
ParvisDesk *parvis_field_host_get_desk (GtkWidget *from); /* (nullable) */
void parvis_field_host_announce (GtkWidget *from, const char *message);

G_END_DECLS
