/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/header/header.h"

#include "ui/clock/clock.h"
#include "ui/picture/picture.h"

struct _ParvisHeader
{
  GtkWidget parent_instance;
  GtkImage *logo;
  GtkLabel *town, *opening, *hour, *day;
  ParvisPlace *mairie;
  ParvisClock *clock;
  char *alert; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (ParvisHeader, parvis_header, GTK_TYPE_WIDGET)

static void
on_minute (ParvisClock *clock, ParvisHeader *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *hour = parvis_clock_hour (now);
  g_autofree char *day = parvis_clock_short_day (now);
  g_autofree char *opening = self->mairie != NULL ? parvis_place_describe_now (self->mairie, now) : g_strdup ("");

  gtk_label_set_label (self->hour, hour);
  gtk_label_set_label (self->day, day);
  gtk_label_set_label (self->opening, self->alert != NULL ? self->alert : opening);
}

static void
parvis_header_dispose (GObject *object)
{
  ParvisHeader *self = PARVIS_HEADER (object);
  GtkWidget *child;

  g_clear_object (&self->clock);
  g_clear_pointer (&self->mairie, parvis_place_free);
  g_clear_pointer (&self->alert, g_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_header_parent_class)->dispose (object);
}

static void
parvis_header_class_init (ParvisHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_header_dispose;
  gtk_widget_class_set_css_name (widget_class, "header");
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/parvis/kiosk/ui/header.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisHeader, logo);
  gtk_widget_class_bind_template_child (widget_class, ParvisHeader, town);
  gtk_widget_class_bind_template_child (widget_class, ParvisHeader, opening);
  gtk_widget_class_bind_template_child (widget_class, ParvisHeader, hour);
  gtk_widget_class_bind_template_child (widget_class, ParvisHeader, day);
}

static void
parvis_header_init (ParvisHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->clock = parvis_clock_new ();
  g_signal_connect_object (self->clock, "minute", G_CALLBACK (on_minute), self, (GConnectFlags) 0);
  on_minute (self->clock, self);
}

GtkWidget *
parvis_header_new (void)
{
  return g_object_new (PARVIS_TYPE_HEADER, NULL);
}

void
parvis_header_set_desk (ParvisHeader *self, ParvisDesk *desk, const char *language)
{
  ParvisCatalog *catalog = parvis_desk_catalog (desk);
  g_autoptr (ParvisCommune) commune = catalog != NULL ? parvis_catalog_commune (catalog, language, NULL) : NULL;

  if (commune == NULL)
    return;
  gtk_label_set_label (self->town, commune->name);
  parvis_picture_show_media (self->logo, catalog, commune->logo);
  g_clear_pointer (&self->mairie, parvis_place_free);
  self->mairie = parvis_catalog_place (catalog, commune->place, language, NULL);
  on_minute (self->clock, self);
}

void
parvis_header_set_alert (ParvisHeader *self, const char *line)
{
  g_free (self->alert);
  self->alert = g_strdup (line);
  if (line != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->opening), "alerted");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->opening), "alerted");
  on_minute (self->clock, self);
}
