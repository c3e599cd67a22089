/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/picker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/words/lexicon.h"
#include "ui/icons/icon.h"
#include "ui/keyboard/follow.h"
#include "ui/lock/text-lock.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

/* More would be scrolled by nobody: a few letters are quicker. */
#define MOST_SHOWN 250

struct _ParvisPicker
{
  GtkWidget parent_instance;

  const GPtrArray *options;
  GPtrArray *folded; /* the labels without accents or case */
  char *chosen;
  gboolean other;
  GtkWidget *search;
  GtkWidget *list;
  GtkWidget *scroller;
};

enum
{
  PICKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisPicker, parvis_picker, GTK_TYPE_WIDGET)

/* Letters and figures alone, so that "Saint-Brieuc" is found by "saint brieuc". */
static char *
fold (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *lower = g_utf8_casefold (decomposed != NULL ? decomposed : "", -1);
  GString *folded = g_string_new (" ");

  for (const char *c = lower; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      if (g_unichar_isalnum (character))
        g_string_append_unichar (folded, character);
      else if (!g_unichar_ismark (character) && folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
    }
  return g_string_free (folded, FALSE);
}

static void
on_row_clicked (ParvisPicker *self, GtkWidget *row)
{
  g_autofree char *value = g_strdup (g_object_get_data (G_OBJECT (row), "value"));
  g_autofree char *label = g_strdup (g_object_get_data (G_OBJECT (row), "label"));

  g_signal_emit (self, signals[PICKED], 0, value, label);
}

static GtkWidget *
new_row_words (const char *label, gboolean chosen)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = parvis_text_new (label, NULL);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  if (chosen)
    gtk_box_append (GTK_BOX (box), parvis_icon_new ("tick"));
  return box;
}

static void
add_row (ParvisPicker *self, const char *value, const char *label)
{
  GtkWidget *row = gtk_button_new ();
  gboolean chosen = g_strcmp0 (value, self->chosen) == 0;

  gtk_button_set_child (GTK_BUTTON (row), new_row_words (label, chosen));
  gtk_widget_add_css_class (row, "list-row");
  if (chosen)
    gtk_widget_add_css_class (row, "chosen");
  g_object_set_data_full (G_OBJECT (row), "value", g_strdup (value), g_free);
  g_object_set_data_full (G_OBJECT (row), "label", g_strdup (label), g_free);
  parvis_spoken_set (row, label, NULL, NULL);
  g_signal_connect_swapped (row, "clicked", G_CALLBACK (on_row_clicked), self);
  gtk_box_append (GTK_BOX (self->list), row);
}

static void
add_words (ParvisPicker *self, const char *text)
{
  gtk_box_append (GTK_BOX (self->list), parvis_text_new (text, "hint"));
}

static void
clear (ParvisPicker *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
}

/* Some word of the label starts with @typed, but for @errors typing errors. */
static gboolean
has_word (const char *label, const char *typed, guint errors)
{
  g_auto (GStrv) words = errors > 0 ? g_strsplit (label, " ", -1) : NULL;
  g_autofree char *start = g_strconcat (" ", typed, NULL);

  if (strstr (label, start) != NULL)
    return TRUE;
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (parvis_word_errors (typed, words[i], TRUE, errors) <= errors)
      return TRUE;
  return FALSE;
}

/* Every word that was typed begins one of the label's. @forgiving: one typing error in a word that is long enough for
 * it. */
static gboolean
matches (ParvisPicker *self, guint index, char **typed, gboolean forgiving)
{
  const char *label = g_ptr_array_index (self->folded, index);

  for (guint i = 0; typed[i] != NULL; i++)
    if (*typed[i] != '\0'
        && !has_word (label, typed[i], forgiving ? MIN (parvis_word_errors_allowed (typed[i]), 1) : 0))
      return FALSE;
  return TRUE;
}

static void
add_own_words (ParvisPicker *self)
{
  g_autofree char *own = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));
  /* Translators: a button that answers with the person's own words. */
  g_autofree char *label = g_strdup_printf (_ ("Autre : %s"), own);

  if (self->other && *own != '\0')
    add_row (self, own, label);
}

/* How many there are, those beyond what is shown included. */
static guint
add_matching (ParvisPicker *self, char **typed, gboolean forgiving)
{
  guint found = 0;

  for (guint i = 0; i < self->options->len; i++)
    {
      const ParvisOption *option = g_ptr_array_index (self->options, i);

      if (matches (self, i, typed, forgiving) && ++found <= MOST_SHOWN)
        add_row (self, option->value, option->label);
    }
  return found;
}

static void
fill (ParvisPicker *self)
{
  g_autofree char *words = fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_auto (GStrv) typed = g_strsplit (words, " ", -1);
  guint found;

  clear (self);
  found = add_matching (self, typed, FALSE);
  if (found == 0)
    found = add_matching (self, typed, TRUE);
  if (found == 0)
    add_words (self, self->other ? _ ("Aucune réponse de la liste ne contient ces lettres.")
                                 : _ ("Aucune réponse ne contient ces lettres. Effacez-en quelques-unes."));
  if (found > MOST_SHOWN)
    add_words (self, _ ("Il y en a d’autres : tapez les premières lettres."));
  add_own_words (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

static GtkWidget *
new_title (const char *text)
{
  return parvis_text_new_heading (text, "title-2");
}

static void
parvis_picker_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_picker_parent_class)->dispose (object);
}

static void
parvis_picker_finalize (GObject *object)
{
  ParvisPicker *self = PARVIS_PICKER (object);

  g_clear_pointer (&self->folded, g_ptr_array_unref);
  g_free (self->chosen);
  G_OBJECT_CLASS (parvis_picker_parent_class)->finalize (object);
}

static void
parvis_picker_class_init (ParvisPickerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_picker_dispose;
  G_OBJECT_CLASS (class)->finalize = parvis_picker_finalize;
  signals[PICKED] = g_signal_new ("picked", PARVIS_TYPE_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "picker");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
parvis_picker_init (ParvisPicker *self)
{
  GtkLayoutManager *box = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
  self->search = parvis_text_lock_new_entry ();
  gtk_entry_set_max_length (GTK_ENTRY (self->search), 80);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->search), _ ("Tapez les premières lettres"));
  parvis_spoken_set (self->search, _ ("Chercher dans la liste"), NULL, NULL);
  gtk_widget_add_css_class (self->search, "answer");
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->list, "picker-list");
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  gtk_widget_set_vexpand (self->scroller, TRUE);
}

GtkWidget *
parvis_picker_new (const char *title, const GPtrArray *options, const char *chosen, gboolean other)
{
  ParvisPicker *self = g_object_new (PARVIS_TYPE_PICKER, NULL);

  self->options = options;
  self->chosen = g_strdup (chosen);
  self->other = other;
  self->folded = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < options->len; i++)
    g_ptr_array_add (self->folded, fold (((const ParvisOption *) g_ptr_array_index (options, i))->label));
  gtk_widget_set_parent (new_title (title), GTK_WIDGET (self));
  gtk_widget_set_parent (self->search, GTK_WIDGET (self));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  parvis_follow_focus (GTK_SCROLLED_WINDOW (self->scroller));
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (fill), self);
  fill (self);
  return GTK_WIDGET (self);
}
