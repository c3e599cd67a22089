/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/wedge/wedge.h"

#include "base/secret.h"

#define SHORT_MOMENT 40   /* milliseconds, between two keys of a scanner; people need 60 at least */
#define SURE         4    /* keys in a row, that many moments short */
#define LONGEST      2048 /* bytes of a line: more than a receipt's QR code holds in all */

typedef struct
{
  ParvisWedgeScanned scanned;
  gpointer user_data;
  GtkWidget *root;                /* while mapped */
  GtkEventController *controller; /* (nullable) on @root */
  GString *line;
  guint32 last; /* the event's own time, milliseconds */
  guint run;    /* keys in a row */
} Wedge;

static void
wedge_free (Wedge *wedge)
{
  parvis_secret_string_free (wedge->line);
  g_free (wedge);
}

/* Scanners end with Enter, some with Tab. */
static gboolean
ends_line (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter || keyval == GDK_KEY_Tab;
}

static gboolean
end_line (Wedge *wedge)
{
  g_autoptr (ParvisSecret) line = g_strndup (wedge->line->str, wedge->line->len);
  gboolean sure = wedge->run >= SURE;

  parvis_wipe_string (wedge->line);
  if (sure && *line != '\0')
    wedge->scanned (line, wedge->user_data);
  return sure ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
begin_again (Wedge *wedge)
{
  wedge->run = 0;
  parvis_wipe_string (wedge->line);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, Wedge *wedge)
{
  guint32 now = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller));
  gunichar character = gdk_keyval_to_unicode (keyval);
  gboolean goes_on = now - wedge->last <= SHORT_MOMENT, prints = character != 0 && g_unichar_isprint (character);

  if (!goes_on)
    begin_again (wedge);
  if (character == 0 && !ends_line (keyval)) /* Shift and the like */
    return wedge->run >= SURE ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
  wedge->last = now;
  if (ends_line (keyval))
    return end_line (wedge);
  if (!prints) /* Escape, BackSpace: a person's */
    {
      begin_again (wedge);
      return GDK_EVENT_PROPAGATE;
    }
  wedge->run++;
  if (wedge->line->len < LONGEST)
    g_string_append_unichar (wedge->line, character);
  return wedge->run >= SURE ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* On the window, and after everybody else: the last one comes first, before Enter means "OK" and a key struck again is
 * none. */
static void
on_mapped (GtkWidget *widget, Wedge *wedge)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (on_key_pressed), wedge);
  wedge->root = GTK_WIDGET (gtk_widget_get_root (widget));
  wedge->controller = controller;
  gtk_widget_add_controller (wedge->root, controller);
}

static void
on_unmapped (GtkWidget *widget, Wedge *wedge)
{
  if (wedge->controller != NULL)
    gtk_widget_remove_controller (wedge->root, wedge->controller);
  wedge->controller = NULL;
  parvis_wipe_string (wedge->line);
}

void
parvis_wedge_watch (GtkWidget *widget, ParvisWedgeScanned scanned, gpointer user_data)
{
  Wedge *wedge = g_new0 (Wedge, 1);

  wedge->scanned = scanned;
  wedge->user_data = user_data;
  wedge->line = g_string_sized_new (LONGEST + 8); /* never moved: what is forgotten is nowhere else */
  g_signal_connect (widget, "map", G_CALLBACK (on_mapped), wedge);
  g_signal_connect (widget, "unmap", G_CALLBACK (on_unmapped), wedge);
  g_object_set_data_full (G_OBJECT (widget), "parvis-wedge", wedge, (GDestroyNotify) wedge_free);
}
