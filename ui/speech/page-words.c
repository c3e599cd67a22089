/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/speech/page-words.h"

#include "ui/fields/field-row.h"
#include "ui/speech/spoken.h"
#include "ui/speech/words.h"

#define MOST_AROUND 16

static GtkAccessibleRole
role_of (GtkWidget *widget)
{
  return gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));
}

/* ---- the page ---- */

static GPtrArray *
things_of_page (const ParvisScreenParts *parts)
{
  GPtrArray *things = g_ptr_array_new ();

  parvis_order_append (parts->page, things);
  return things;
}

static GtkWidget *
find_title (const GPtrArray *things)
{
  for (guint i = 0; i < things->len; i++)
    if (role_of (g_ptr_array_index (things, i)) == GTK_ACCESSIBLE_ROLE_HEADING)
      return g_ptr_array_index (things, i);
  return NULL;
}

GtkWidget *
parvis_page_words_title (const ParvisScreenParts *parts)
{
  g_autoptr (GPtrArray) things = things_of_page (parts);

  return find_title (things);
}

static guint
count_choices (const GPtrArray *things)
{
  guint count = 0;

  for (guint i = 0; i < things->len; i++)
    count += parvis_thing_is_control (g_ptr_array_index (things, i)) ? 1 : 0;
  return count;
}

static guint
count_questions (const GPtrArray *things)
{
  g_autoptr (GHashTable) rows = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < things->len; i++)
    {
      GtkWidget *outermost = NULL;
      for (GtkWidget *above = g_ptr_array_index (things, i); above != NULL; above = gtk_widget_get_parent (above))
        outermost = PARVIS_IS_FIELD_ROW (above) ? above : outermost;
      if (outermost != NULL && parvis_thing_is_control (g_ptr_array_index (things, i)))
        g_hash_table_add (rows, outermost);
    }
  return g_hash_table_size (rows);
}

void
parvis_page_words_summary (const ParvisScreenParts *parts, ParvisUtterance *utterance)
{
  g_autoptr (GPtrArray) things = things_of_page (parts), texts = g_ptr_array_new ();
  GtkWidget *title = find_title (things);
  g_autofree char *words = NULL;

  /* The title's neighbours: the démarche's name above it, what the page is for under it. The title itself comes first.
   */
  if (title != NULL)
    g_ptr_array_add (texts, (gpointer) gtk_label_get_text (GTK_LABEL (title)));
  for (guint i = 0; title != NULL && i < things->len; i++)
    {
      GtkWidget *thing = g_ptr_array_index (things, i);
      if (thing != title && GTK_IS_LABEL (thing) && gtk_widget_get_parent (thing) == gtk_widget_get_parent (title)
          && !parvis_spoken_is_private (thing))
        g_ptr_array_add (texts, (gpointer) gtk_label_get_text (GTK_LABEL (thing)));
    }
  g_ptr_array_add (texts, NULL);
  words = parvis_words_page ((const char *const *) texts->pdata, count_choices (things), count_questions (things));
  parvis_utterance_add (utterance, words);
}

void
parvis_page_words_all (const ParvisScreenParts *parts, ParvisUtterance *utterance)
{
  g_autoptr (GPtrArray) things = things_of_page (parts);
  GtkWidget *before = NULL;

  for (guint i = 0; i < things->len; i++)
    {
      GtkWidget *widget = g_ptr_array_index (things, i);
      g_autoptr (ParvisThing) thing = parvis_thing_read (widget);

      parvis_page_words_entered (before, widget, utterance);
      parvis_utterance_add_thing (utterance, thing);
      before = widget;
    }
}

/* ---- what is around ---- */

/* The texts of a dialog that stand above its first key. */
static void
add_dialog (GtkWidget *dialog, ParvisUtterance *utterance)
{
  g_autoptr (GPtrArray) things = g_ptr_array_new ();

  parvis_order_append (dialog, things);
  for (guint i = 0; i < things->len && !parvis_thing_is_control (g_ptr_array_index (things, i)); i++)
    {
      g_autoptr (ParvisThing) thing = parvis_thing_read (g_ptr_array_index (things, i));

      thing->kind = PARVIS_THING_TEXT;
      parvis_utterance_add_thing (utterance, thing);
    }
}

/* A group that was told its name: the question, its hint and its error. */
static void
add_group (GtkWidget *group, ParvisUtterance *utterance)
{
  g_autoptr (ParvisThing) thing = parvis_thing_read (group);

  thing->kind = PARVIS_THING_TEXT;
  g_clear_pointer (&thing->value, g_free);
  thing->is_private = FALSE; /* a question is none of the person's secrets */
  parvis_utterance_add_thing (utterance, thing);
  if (thing->fault != NULL)
    {
      g_autofree char *fault = parvis_words_fault (thing->fault);
      parvis_utterance_add (utterance, fault);
    }
}

static gboolean
is_group (GtkWidget *widget)
{
  GtkAccessibleRole role = role_of (widget);

  return parvis_spoken_get_name (widget) != NULL
         && (role == GTK_ACCESSIBLE_ROLE_GROUP || role == GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
}

void
parvis_page_words_entered (GtkWidget *old, GtkWidget *now, ParvisUtterance *utterance)
{
  GtkWidget *around[MOST_AROUND];
  guint n = 0;

  for (GtkWidget *above = gtk_widget_get_parent (now); above != NULL && n < MOST_AROUND;
       above = gtk_widget_get_parent (above))
    {
      if (old != NULL && (old == above || gtk_widget_is_ancestor (old, above)))
        break;
      if (is_group (above) || role_of (above) == GTK_ACCESSIBLE_ROLE_ALERT_DIALOG)
        around[n++] = above;
    }
  while (n-- > 0)
    if (role_of (around[n]) == GTK_ACCESSIBLE_ROLE_ALERT_DIALOG)
      add_dialog (around[n], utterance);
    else
      add_group (around[n], utterance);
}
