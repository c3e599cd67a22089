/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/worth/worth.h"

#include <glib/gi18n-lib.h>

#include "ui/speech/spoken.h"
#include "ui/text/text.h"
#include "ui/tile/tile.h"

#define NEEDS   "parvis-worth-needs-network"
#define NOW     "parvis-worth-now"
#define BADGE   "parvis-worth-badge"
#define SUMMARY "parvis-worth-summary"

static const char *const styles[] = { "available", "later", "not-now" };

static void
show (GtkWidget *pill, ParvisDesk *desk)
{
  g_autofree char *sentence = NULL;
  ParvisWorth worth = parvis_desk_worth (desk, g_object_get_data (G_OBJECT (pill), NEEDS) != NULL, &sentence);
  const char *now = g_object_get_data (G_OBJECT (pill), NOW);

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (pill, styles[i]);
  gtk_widget_add_css_class (pill, styles[worth]);
  gtk_label_set_label (GTK_LABEL (pill), worth == PARVIS_WORTH_NOW && now != NULL ? now : sentence);
}

static void
on_pill_online (ParvisDesk *desk, GParamSpec *pspec, GtkWidget *pill)
{
  show (pill, desk);
}

GtkWidget *
parvis_worth_new (ParvisDesk *desk, gboolean needs_network, const char *now)
{
  GtkWidget *pill = parvis_text_new (NULL, NULL);

  g_object_set_data (G_OBJECT (pill), NEEDS, GINT_TO_POINTER (needs_network));
  g_object_set_data_full (G_OBJECT (pill), NOW, g_strdup (now), g_free);
  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_widget_add_css_class (pill, "worth");
  g_signal_connect_object (desk, "notify::online", G_CALLBACK (on_pill_online), pill, (GConnectFlags) 0);
  show (pill, desk);
  return pill;
}

static void
on_row_online (ParvisDesk *desk, GParamSpec *pspec, GtkWidget *row)
{
  GtkWidget *badge = g_object_get_data (G_OBJECT (row), BADGE);
  const char *summary = g_object_get_data (G_OBJECT (row), SUMMARY);
  gboolean online = parvis_desk_is_online (desk);
  g_autofree char *said = g_strdup_printf ("%s %s", gtk_label_get_text (GTK_LABEL (badge)), summary);

  gtk_widget_set_visible (badge, !online);
  parvis_spoken_set (row, NULL, online ? summary : said, NULL);
}

GtkWidget *
parvis_worth_row_new (ParvisDesk *desk, const char *title, const char *summary)
{
  GtkWidget *below = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *row;
  GtkWidget *badge = parvis_text_new (_ ("Pas disponible pour le moment, faute de connexion."), "badge");

  gtk_box_append (GTK_BOX (below), parvis_text_new (summary, "tile-summary"));
  gtk_box_append (GTK_BOX (below), badge);
  gtk_widget_set_halign (badge, GTK_ALIGN_START);
  row = parvis_row_new_with (NULL, title, below, summary);
  g_object_set_data (G_OBJECT (row), BADGE, badge);
  g_object_set_data_full (G_OBJECT (row), SUMMARY, g_strdup (summary != NULL ? summary : ""), g_free);
  g_signal_connect_object (desk, "notify::online", G_CALLBACK (on_row_online), row, (GConnectFlags) 0);
  on_row_online (desk, NULL, row);
  return row;
}

static void
on_guard_online (ParvisDesk *desk, GParamSpec *pspec, GtkWidget *widget)
{
  gtk_widget_set_sensitive (widget, parvis_desk_is_online (desk));
}

void
parvis_worth_guard (GtkWidget *widget, ParvisDesk *desk)
{
  g_signal_connect_object (desk, "notify::online", G_CALLBACK (on_guard_online), widget, (GConnectFlags) 0);
  on_guard_online (desk, NULL, widget);
}
