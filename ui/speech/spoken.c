/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/speech/spoken.h"

#include <string.h>

#include "base/secret.h"

typedef struct
{
  char *name, *description, *value, *fault;
  gboolean is_private, silent;
  ParvisSpokenChanged changed;
  gpointer changed_data;
} Spoken;

static G_DEFINE_QUARK (parvis_spoken, spoken)

    static void spoken_free (Spoken *spoken)
{
  parvis_secret_free (spoken->name);
  parvis_secret_free (spoken->description);
  parvis_secret_free (spoken->value);
  parvis_secret_free (spoken->fault);
  g_free (spoken);
}

static const Spoken *
look_up (GtkWidget *widget)
{
  return g_object_get_qdata (G_OBJECT (widget), spoken_quark ());
}

static Spoken *
ensure (GtkWidget *widget)
{
  Spoken *spoken = g_object_get_qdata (G_OBJECT (widget), spoken_quark ());

  if (spoken != NULL)
    return spoken;
  spoken = g_new0 (Spoken, 1);
  g_object_set_qdata_full (G_OBJECT (widget), spoken_quark (), spoken, (GDestroyNotify) spoken_free);
  return spoken;
}

static void
keep (GtkWidget *widget, char **slot, const char *text, GtkAccessibleProperty property)
{
  if (text == NULL)
    return;
  g_autofree char *copy = g_strdup (text); /* @text may be the old one */

  parvis_secret_free (*slot);
  *slot = *copy != '\0' ? g_steal_pointer (&copy) : NULL;
  if (*slot != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), property, *slot, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), property);
}

void
parvis_spoken_set (GtkWidget *widget, const char *name, const char *description, const char *value)
{
  Spoken *spoken = ensure (widget);

  keep (widget, &spoken->name, name, GTK_ACCESSIBLE_PROPERTY_LABEL);
  keep (widget, &spoken->description, description, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  if (g_strcmp0 (value, spoken->value) == 0)
    return;
  keep (widget, &spoken->value, value, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT);
  if (spoken->changed != NULL && value != NULL)
    spoken->changed (spoken->changed_data);
}

void
parvis_spoken_set_fault (GtkWidget *widget, const char *message)
{
  Spoken *spoken = ensure (widget);

  parvis_secret_free (spoken->fault);
  spoken->fault = g_strdup (message);
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
parvis_spoken_watch (GtkWidget *widget, ParvisSpokenChanged changed, gpointer user_data)
{
  Spoken *spoken = ensure (widget);

  spoken->changed = changed;
  spoken->changed_data = user_data;
}

void
parvis_spoken_set_private (GtkWidget *widget, gboolean is_private)
{
  ensure (widget)->is_private = is_private;
}

void
parvis_spoken_set_silent (GtkWidget *widget, gboolean silent)
{
  ensure (widget)->silent = silent;
}

const char *
parvis_spoken_get_name (GtkWidget *widget)
{
  const Spoken *spoken = look_up (widget);

  return spoken != NULL ? spoken->name : NULL;
}

const char *
parvis_spoken_get_description (GtkWidget *widget)
{
  const Spoken *spoken = look_up (widget);

  return spoken != NULL ? spoken->description : NULL;
}

const char *
parvis_spoken_get_value (GtkWidget *widget)
{
  const Spoken *spoken = look_up (widget);

  return spoken != NULL ? spoken->value : NULL;
}

const char *
parvis_spoken_get_fault (GtkWidget *widget)
{
  const Spoken *spoken = look_up (widget);

  return spoken != NULL ? spoken->fault : NULL;
}

gboolean
parvis_spoken_is_private (GtkWidget *widget)
{
  gboolean is_text = GTK_IS_LABEL (widget);

  for (guint above = 0; widget != NULL && !(is_text && above > 1); above++)
    {
      const Spoken *spoken = look_up (widget);
      if (spoken != NULL && spoken->is_private)
        return TRUE;
      widget = gtk_widget_get_parent (widget);
    }
  return FALSE;
}

gboolean
parvis_spoken_is_silent (GtkWidget *widget)
{
  const Spoken *spoken = look_up (widget);

  return spoken != NULL && spoken->silent;
}

char *
parvis_spoken_spell (const char *code)
{
  GString *spelt = g_string_new (NULL);
  gboolean rest = FALSE;

  for (const char *c = code; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      if (g_unichar_isspace (character))
        {
          rest = spelt->len > 0;
          continue;
        }
      if (spelt->len > 0)
        g_string_append (spelt, rest ? ". " : ", ");
      g_string_append_unichar (spelt, character);
      rest = FALSE;
    }
  if (spelt->len > 0)
    g_string_append_c (spelt, '.');
  return g_string_free (spelt, FALSE);
}

void
parvis_spoken_append (GString *passage, const char *sentence)
{
  if (passage->len > 0)
    g_string_append (passage, strchr (".!?:;,", passage->str[passage->len - 1]) != NULL ? " " : ". ");
  g_string_append (passage, sentence);
}
