/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/field-host.h"

G_DEFINE_INTERFACE (ParvisFieldHost, parvis_field_host, GTK_TYPE_WIDGET)

static void
parvis_field_host_default_init (ParvisFieldHostInterface *iface)
{
}

ParvisFieldHost *
parvis_field_host_of (GtkWidget *widget)
{
  while (widget != NULL && !PARVIS_IS_FIELD_HOST (widget))
    widget = gtk_widget_get_parent (widget);
  return widget != NULL ? PARVIS_FIELD_HOST (widget) : NULL;
}

void
parvis_field_host_open_panel (GtkWidget *from, GtkWidget *panel)
{
  ParvisFieldHost *host = parvis_field_host_of (from);

  g_return_if_fail (host != NULL);
  PARVIS_FIELD_HOST_GET_IFACE (host)->open_panel (host, panel);
}

void
parvis_field_host_close_panel (GtkWidget *panel)
{
  ParvisFieldHost *host = parvis_field_host_of (panel);

  if (host != NULL)
    PARVIS_FIELD_HOST_GET_IFACE (host)->close_panel (host, panel);
}

ParvisDesk *
parvis_field_host_get_desk (GtkWidget *from)
{
  ParvisFieldHost *host = parvis_field_host_of (from);

  return host != NULL ? PARVIS_FIELD_HOST_GET_IFACE (host)->get_desk (host) : NULL;
}

void
parvis_field_host_announce (GtkWidget *from, const char *message)
{
  ParvisFieldHost *host = parvis_field_host_of (from);

  if (host != NULL)
    PARVIS_FIELD_HOST_GET_IFACE (host)->announce (host, message);
}
