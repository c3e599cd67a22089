/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/speech/thing.h"

#include "base/secret.h"
#include "ui/keyboard/keycap.h"
#include "ui/speech/spoken.h"

void
parvis_thing_free (ParvisThing *thing)
{
  parvis_secret_free (thing->name);
  parvis_secret_free (thing->description);
  parvis_secret_free (thing->value);
  parvis_secret_free (thing->fault);
  g_free (thing);
}

/* ---- kinds ---- */

static const struct
{
  GtkAccessibleRole role;
  ParvisThingKind kind;
} roles[] = {
  { GTK_ACCESSIBLE_ROLE_RADIO, PARVIS_THING_CHOICE },   { GTK_ACCESSIBLE_ROLE_OPTION, PARVIS_THING_CHOICE },
  { GTK_ACCESSIBLE_ROLE_CHECKBOX, PARVIS_THING_CHECK }, { GTK_ACCESSIBLE_ROLE_SWITCH, PARVIS_THING_TOGGLE },
  { GTK_ACCESSIBLE_ROLE_TAB, PARVIS_THING_TAB },        { GTK_ACCESSIBLE_ROLE_LINK, PARVIS_THING_LINK },
  { GTK_ACCESSIBLE_ROLE_IMG, PARVIS_THING_IMAGE },      { GTK_ACCESSIBLE_ROLE_HEADING, PARVIS_THING_HEADING },
  { GTK_ACCESSIBLE_ROLE_SLIDER, PARVIS_THING_VALUE },   { GTK_ACCESSIBLE_ROLE_SPIN_BUTTON, PARVIS_THING_VALUE },
};

static gboolean
kind_of_role (GtkWidget *widget, ParvisThingKind *kind)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (roles[i].role == role)
      {
        *kind = roles[i].kind;
        return TRUE;
      }
  return FALSE;
}

static ParvisThingKind
kind_of_field (GtkWidget *field)
{
  return GTK_IS_TEXT (field) && !gtk_text_get_visibility (GTK_TEXT (field)) ? PARVIS_THING_SECRET : PARVIS_THING_ENTRY;
}

gboolean
parvis_thing_is_passage (GtkWidget *widget)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));

  return (role == GTK_ACCESSIBLE_ROLE_GROUP || role == GTK_ACCESSIBLE_ROLE_TABLE) && gtk_widget_get_focusable (widget)
         && parvis_spoken_get_name (widget) != NULL;
}

static ParvisThingKind
kind_of (GtkWidget *widget)
{
  ParvisThingKind kind;

  if (PARVIS_IS_KEYCAP (widget))
    return PARVIS_THING_KEY;
  if (parvis_thing_field (widget) != NULL)
    return kind_of_field (parvis_thing_field (widget));
  if (kind_of_role (widget, &kind))
    return kind;
  if (GTK_IS_TOGGLE_BUTTON (widget))
    return PARVIS_THING_TOGGLE;
  return GTK_IS_LABEL (widget) || parvis_thing_is_passage (widget) ? PARVIS_THING_TEXT : PARVIS_THING_BUTTON;
}

gboolean
parvis_thing_has_steps (GtkWidget *widget)
{
  ParvisThingKind kind;

  return kind_of_role (widget, &kind) && kind == PARVIS_THING_VALUE;
}

gboolean
parvis_thing_is_control (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) || GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_VIEWPORT (widget))
    return FALSE;
  if (GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget)
      || parvis_thing_field (widget) != NULL || parvis_thing_has_steps (widget))
    return TRUE;
  return gtk_widget_get_focusable (widget) && gtk_widget_get_first_child (widget) == NULL;
}

/* ---- texts ---- */

GtkWidget *
parvis_thing_field (GtkWidget *widget)
{
  GtkEditable *inside;

  if (GTK_IS_TEXT (widget) || (GTK_IS_TEXT_VIEW (widget) && gtk_text_view_get_editable (GTK_TEXT_VIEW (widget))))
    return widget;
  inside = GTK_IS_EDITABLE (widget) ? gtk_editable_get_delegate (GTK_EDITABLE (widget)) : NULL;
  return GTK_IS_TEXT (inside) ? GTK_WIDGET (inside) : NULL;
}

char *
parvis_thing_typed (GtkWidget *field)
{
  GtkTextIter start, end;

  if (!GTK_IS_TEXT_VIEW (field))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (field)));
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field)), &start, &end);
  return gtk_text_iter_get_text (&start, &end);
}

int
parvis_thing_cursor (GtkWidget *field)
{
  int cursor = 0;

  if (GTK_IS_TEXT_VIEW (field))
    g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field)), "cursor-position", &cursor, NULL);
  else
    cursor = gtk_editable_get_position (GTK_EDITABLE (field));
  return cursor;
}

/* The words inside: of a button that was told no name. */
static void
gather_labels (GtkWidget *widget, GString *words)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    {
      const char *text = gtk_label_get_text (GTK_LABEL (widget));
      if (*text != '\0')
        g_string_append_printf (words, "%s%s", words->len > 0 ? ". " : "", text);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gather_labels (child, words);
}

static char *
name_of (GtkWidget *widget)
{
  const char *name = parvis_spoken_get_name (widget);
  GString *words;

  /* An entry's name is told to the entry, or to the field around it; the focus is inside. */
  for (GtkWidget *above = widget; name == NULL && GTK_IS_TEXT (widget) && above != NULL && !GTK_IS_BOX (above);
       above = gtk_widget_get_parent (above))
    name = parvis_spoken_get_name (above);
  if (name != NULL)
    return g_strdup (name);
  words = g_string_new (NULL);
  if (parvis_thing_field (widget) == NULL)
    gather_labels (widget, words);
  return g_string_free (words, FALSE);
}

static gboolean
is_on (GtkWidget *widget)
{
  if (GTK_IS_CHECK_BUTTON (widget))
    return gtk_check_button_get_active (GTK_CHECK_BUTTON (widget));
  if (GTK_IS_TOGGLE_BUTTON (widget))
    return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget));
  if (GTK_IS_SWITCH (widget))
    return gtk_switch_get_active (GTK_SWITCH (widget));
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_SELECTED) != 0;
}

static void
read_told (ParvisThing *thing, GtkWidget *widget)
{
  const char *value = parvis_spoken_get_value (widget), *description = parvis_spoken_get_description (widget);

  thing->description = g_strcmp0 (description, value) != 0 ? g_strdup (description) : NULL;
  thing->value = g_strdup (value);
  thing->fault = g_strdup (parvis_spoken_get_fault (widget));
}

ParvisThing *
parvis_thing_read (GtkWidget *widget)
{
  ParvisThing *thing = g_new0 (ParvisThing, 1);
  GtkWidget *field = parvis_thing_field (widget);
  /* The inside of an entry: what was told was told to the entry. */
  GtkWidget *told = GTK_IS_TEXT (widget) && GTK_IS_EDITABLE (gtk_widget_get_parent (widget))
                        ? gtk_widget_get_parent (widget)
                        : widget;

  thing->kind = kind_of (widget);
  thing->name = name_of (widget);
  read_told (thing, told);
  if (field != NULL)
    {
      parvis_secret_free (thing->value);
      thing->value = parvis_thing_typed (field);
    }
  thing->on = is_on (widget);
  thing->disabled = !gtk_widget_is_sensitive (widget);
  thing->is_private = parvis_spoken_is_private (widget);
  return thing;
}
