/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/date-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/fields/date-panel.h"
#include "ui/fields/field-host.h"
#include "ui/key/key.h"
#include "ui/lock/text-lock.h"
#include "ui/speech/spoken.h"
#include "ui/style/style.h"

typedef struct
{
  const char *label, *example;
  int figures;
} Part;

enum
{
  DAY,
  MONTH,
  YEAR,
  HOUR,
  MINUTE,
  N_PARTS
};

static const Part parts[N_PARTS] = {
  [DAY] = { N_ ("Jour"), "31", 2 },   [MONTH] = { N_ ("Mois"), "12", 2 },     [YEAR] = { N_ ("Année"), "1958", 4 },
  [HOUR] = { N_ ("Heure"), "14", 2 }, [MINUTE] = { N_ ("Minutes"), "30", 2 },
};

struct _ParvisDateField
{
  ParvisFieldControl parent_instance;

  const ParvisField *field;
  GtkWidget *entries[N_PARTS]; /* NULL: not asked */
  gboolean picking;            /* the boxes are being filled by what was chosen: one answer, not three */
};

G_DEFINE_FINAL_TYPE (ParvisDateField, parvis_date_field, PARVIS_TYPE_FIELD_CONTROL)

static void
on_part_changed (GtkWidget *entry, ParvisDateField *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  int full = gtk_entry_get_max_length (GTK_ENTRY (entry));
  gboolean figures = strspn (text, "0123456789") == strlen (text);

  if (!figures)
    {
      g_autofree char *only = g_strcanon (g_strdup (text), "0123456789", ' ');
      g_auto (GStrv) pieces = g_strsplit (only, " ", -1);
      g_autofree char *joined = g_strjoinv ("", pieces);
      gtk_editable_set_text (GTK_EDITABLE (entry), joined);
      return;
    }
  if (self->picking)
    return;
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
  GtkWidget *next = g_object_get_data (G_OBJECT (entry), "next");
  if (next != NULL && (int) strlen (text) == full && !parvis_field_control_is_loading (PARVIS_FIELD_CONTROL (self))
      && *gtk_editable_get_text (GTK_EDITABLE (next)) == '\0')
    gtk_widget_grab_focus (next);
}

static GtkWidget *
new_entry (ParvisDateField *self, const Part *part)
{
  GtkWidget *entry = parvis_text_lock_new_entry ();

  gtk_entry_set_max_length (GTK_ENTRY (entry), part->figures);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), part->figures);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), part->figures);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), part->example);
  gtk_widget_add_css_class (entry, "answer");
  gtk_widget_add_css_class (entry, part->figures > 2 ? "four" : "two");
  parvis_spoken_set (entry, _ (part->label), NULL, NULL);
  g_signal_connect (entry, "changed", G_CALLBACK (on_part_changed), self);
  return entry;
}

static GtkWidget *
new_part (ParvisDateField *self, int which)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (_ (parts[which].label));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "part");
  parvis_spoken_set_silent (label, TRUE);
  self->entries[which] = new_entry (self, &parts[which]);
  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (column), self->entries[which]);
  return column;
}

static GtkWidget *
add_parts (ParvisDateField *self, int first, int last)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *previous = first > 0 ? self->entries[first - 1] : NULL; /* the figures flow from one to the next */

  for (int i = first; i <= last; i++)
    {
      gtk_box_append (GTK_BOX (box), new_part (self, i));
      if (previous != NULL)
        g_object_set_data (G_OBJECT (previous), "next", self->entries[i]);
      previous = self->entries[i];
    }
  gtk_widget_add_css_class (box, "parts");
  parvis_field_control_add (PARVIS_FIELD_CONTROL (self), box);
  return box;
}

static const char *
part_text (ParvisDateField *self, int which)
{
  return self->entries[which] != NULL ? gtk_editable_get_text (GTK_EDITABLE (self->entries[which])) : "";
}

/* "3" is the 3rd: written "03" as ISO 8601 wants; nothing stays nothing. */
static char *
two_figures (const char *text)
{
  return strlen (text) == 1 ? g_strdup_printf ("0%s", text) : g_strdup (text);
}

static void
append_date (ParvisDateField *self, GString *iso)
{
  g_autofree char *day = two_figures (part_text (self, DAY));
  g_autofree char *month = two_figures (part_text (self, MONTH));

  g_string_append_printf (iso, "%s-%s-%s", part_text (self, YEAR), month, day);
}

static void
append_time (ParvisDateField *self, GString *iso)
{
  g_autofree char *hour = two_figures (part_text (self, HOUR));
  g_autofree char *minute = two_figures (part_text (self, MINUTE));

  g_string_append_printf (iso, "%s:%s", hour, minute);
}

static gboolean
is_blank (ParvisDateField *self)
{
  for (int i = 0; i < N_PARTS; i++)
    if (*part_text (self, i) != '\0')
      return FALSE;
  return TRUE;
}

static ParvisValue *
parvis_date_field_store (ParvisFieldControl *control)
{
  ParvisDateField *self = PARVIS_DATE_FIELD (control);
  g_autoptr (GString) iso = g_string_new (NULL);

  if (is_blank (self))
    return parvis_value_new_empty ();
  if (self->entries[DAY] != NULL)
    append_date (self, iso);
  if (self->entries[DAY] != NULL && self->entries[HOUR] != NULL)
    g_string_append_c (iso, 'T');
  if (self->entries[HOUR] != NULL)
    append_time (self, iso);
  return parvis_value_new_text (iso->str);
}

static void
set_part (ParvisDateField *self, int which, char **texts, guint index)
{
  if (self->entries[which] != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entries[which]), index < g_strv_length (texts) ? texts[index] : "");
}

static void
parvis_date_field_load (ParvisFieldControl *control, const ParvisValue *value)
{
  ParvisDateField *self = PARVIS_DATE_FIELD (control);
  gboolean date = self->entries[DAY] != NULL;
  g_auto (GStrv) halves = g_strsplit (parvis_value_text (value), "T", 2);
  guint n = g_strv_length (halves);
  g_auto (GStrv) days = g_strsplit (date && n > 0 ? halves[0] : "", "-", 3);
  const char *clock = date ? (n > 1 ? halves[1] : "") : (n > 0 ? halves[0] : "");
  g_auto (GStrv) times = g_strsplit (clock, ":", 2);

  set_part (self, YEAR, days, 0);
  set_part (self, MONTH, days, 1);
  set_part (self, DAY, days, 2);
  set_part (self, HOUR, times, 0);
  set_part (self, MINUTE, times, 1);
}

/* --- choosing in place of typing --- */

static void
take_date (ParvisDateField *self, const char *iso)
{
  g_auto (GStrv) days = g_strsplit (iso, "-", 3);

  set_part (self, YEAR, days, 0);
  set_part (self, MONTH, days, 1);
  set_part (self, DAY, days, 2);
}

static void
take_time (ParvisDateField *self, const char *iso)
{
  g_auto (GStrv) times = g_strsplit (iso, ":", 2);

  set_part (self, HOUR, times, 0);
  set_part (self, MINUTE, times, 1);
}

static void
take (ParvisDateField *self, void (*part) (ParvisDateField *self, const char *iso), const char *iso, GtkWidget *panel)
{
  self->picking = TRUE;
  part (self, iso);
  self->picking = FALSE;
  parvis_field_host_close_panel (panel);
  parvis_field_control_emit_changed (PARVIS_FIELD_CONTROL (self));
}

static void
on_date_picked (ParvisDateField *self, const char *iso, GtkWidget *panel)
{
  take (self, take_date, iso, panel);
}

static void
on_time_picked (ParvisDateField *self, const char *iso, GtkWidget *panel)
{
  take (self, take_time, iso, panel);
}

static const char *
title (ParvisDateField *self, const char *otherwise)
{
  return *self->field->label != '\0' ? self->field->label : otherwise;
}

static void
on_choose_date (ParvisDateField *self)
{
  g_autoptr (GString) iso = g_string_new (NULL);
  GtkWidget *panel;
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_time_t (&today, time (NULL));
  append_date (self, iso);
  panel = parvis_date_panel_new (title (self, _ ("Choisir la date")), self->field->date_limit, iso->str, &today);
  g_signal_connect_object (panel, "picked", G_CALLBACK (on_date_picked), self, G_CONNECT_SWAPPED);
  parvis_field_host_open_panel (GTK_WIDGET (self), panel);
}

static void
on_choose_time (ParvisDateField *self)
{
  g_autoptr (GString) iso = g_string_new (NULL);
  GtkWidget *panel;

  append_time (self, iso);
  panel = parvis_date_panel_new_time (title (self, _ ("Choisir l’heure")), iso->str);
  g_signal_connect_object (panel, "picked", G_CALLBACK (on_time_picked), self, G_CONNECT_SWAPPED);
  parvis_field_host_open_panel (GTK_WIDGET (self), panel);
}

/* Beside the boxes; below them in large text, which needs the whole width. */
static void
add_choose_key (ParvisDateField *self, GtkWidget *box, const char *icon, const char *label, GCallback clicked)
{
  ParvisStyle *style = parvis_style_get ();
  GtkWidget *key = parvis_key_new (icon, label, GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (key, "small");
  gtk_widget_add_css_class (key, "choose");
  gtk_widget_set_valign (key, GTK_ALIGN_END);
  gtk_widget_set_halign (key, GTK_ALIGN_START);
  g_signal_connect_swapped (key, "clicked", clicked, self);
  if (style != NULL && parvis_style_get_large (style))
    parvis_field_control_add (PARVIS_FIELD_CONTROL (self), key);
  else
    gtk_box_append (GTK_BOX (box), key);
}

static void
parvis_date_field_class_init (ParvisDateFieldClass *class)
{
  PARVIS_FIELD_CONTROL_CLASS (class)->load = parvis_date_field_load;
  PARVIS_FIELD_CONTROL_CLASS (class)->store = parvis_date_field_store;
}

static void
parvis_date_field_init (ParvisDateField *self)
{
}

GtkWidget *
parvis_date_field_new (const ParvisFieldContext *context)
{
  ParvisDateField *self = g_object_new (PARVIS_TYPE_DATE_FIELD, NULL);
  ParvisFieldType type = context->field->type;

  self->field = context->field;
  if (type != PARVIS_FIELD_TIME)
    add_choose_key (self, add_parts (self, DAY, YEAR), "calendar", _ ("Choisir la date"), G_CALLBACK (on_choose_date));
  if (type != PARVIS_FIELD_DATE)
    add_choose_key (self, add_parts (self, HOUR, MINUTE), "clock", _ ("Choisir l’heure"), G_CALLBACK (on_choose_time));
  return GTK_WIDGET (self);
}
