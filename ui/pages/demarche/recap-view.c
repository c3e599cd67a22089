/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/demarche/recap-view.h"

#include <glib/gi18n-lib.h>

#include "ui/fields/field-host.h"
#include "ui/key/key.h"
#include "ui/pages/demarche/progress.h"
#include "ui/pages/demarche/screens.h"
#include "ui/sheet/sheet.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

struct _ParvisRecapView
{
  GtkWidget parent_instance;

  ParvisDraft *draft;
  ParvisSheet *sheet;
  GtkWidget *submit, *spinner, *trouble;
  GPtrArray *edits; /* of GtkButton, not owned: "Modifier" of each question */
  double place;     /* to be scrolled to once there is room for it */
};

enum
{
  EDIT,
  SUBMIT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisRecapView, parvis_recap_view, GTK_TYPE_WIDGET)

static void
on_edit_clicked (ParvisRecapView *self, GtkWidget *button)
{
  gpointer step = g_object_get_data (G_OBJECT (button), "step");
  guint field = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "field"));

  g_signal_emit (self, signals[EDIT], 0, step, field);
}

static void
on_submit_clicked (ParvisRecapView *self)
{
  g_signal_emit (self, signals[SUBMIT], 0);
}

/* --- an answer in words --- */

static void
append_row (ParvisRecapView *self, const ParvisField *block, guint row, GString *words)
{
  g_string_append_printf (words, "%s%s %u", row > 0 ? "\n" : "",
                          block->row_label != NULL ? block->row_label : _ ("Élément"), row + 1);
  for (guint i = 0; i < block->fields->len; i++)
    {
      const ParvisField *field = g_ptr_array_index (block->fields, i);
      g_autofree char *path = g_strdup_printf ("%s[%u].%s", block->id, row, field->id);
      g_autofree char *answer = NULL;

      if (field->type == PARVIS_FIELD_EXPLANATION || !parvis_draft_field_visible (self->draft, field, block, row))
        continue;
      answer = parvis_draft_describe (self->draft, path);
      if (*answer != '\0')
        g_string_append_printf (words, "\n%s\u00a0: %s", field->label, answer);
    }
}

static char *
describe (ParvisRecapView *self, const ParvisField *field)
{
  guint rows = parvis_value_length (parvis_draft_get (self->draft, field->id));
  GString *words;

  if (field->type != PARVIS_FIELD_REPEAT)
    return parvis_draft_describe (self->draft, field->id);
  words = g_string_new (NULL);
  for (guint row = 0; row < rows; row++)
    append_row (self, field, row, words);
  return g_string_free (words, FALSE);
}

/* --- building --- */

static GtkWidget *
new_edit_button (ParvisRecapView *self, const ParvisStep *step, guint index)
{
  const ParvisField *field = g_ptr_array_index (step->fields, index);
  GtkWidget *edit = parvis_key_new ("pen", _ ("Modifier"), GTK_ORIENTATION_HORIZONTAL);
  g_autofree char *name = g_strdup_printf (_ ("Modifier : %s"), field->label);

  gtk_widget_add_css_class (edit, "small");
  gtk_widget_set_valign (edit, GTK_ALIGN_CENTER);
  parvis_spoken_set (edit, name, NULL, NULL);
  g_object_set_data (G_OBJECT (edit), "step", (gpointer) step);
  g_object_set_data (G_OBJECT (edit), "field", GUINT_TO_POINTER (index));
  g_signal_connect_swapped (edit, "clicked", G_CALLBACK (on_edit_clicked), self);
  g_ptr_array_add (self->edits, edit);
  return edit;
}

static GtkWidget *
new_line (ParvisRecapView *self, const ParvisStep *step, guint index)
{
  const ParvisField *field = g_ptr_array_index (step->fields, index);
  g_autofree char *answer = describe (self, field);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *said;

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (line, "recap-line");
  gtk_box_append (GTK_BOX (words), parvis_text_new (field->label, "recap-label"));
  said
      = *answer != '\0' ? parvis_text_new (answer, "recap-answer") : parvis_text_new (_ ("Sans réponse"), "recap-none");
  parvis_spoken_set_private (said, TRUE);
  gtk_box_append (GTK_BOX (words), said);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), new_edit_button (self, step, index));
  return line;
}

static void
add_step (ParvisRecapView *self, const ParvisStep *step)
{
  GtkWidget *title = parvis_text_new_heading (step->title, "title-2");
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (card, "recap-card");
  for (guint i = 0; i < step->fields->len; i++)
    {
      const ParvisField *field = g_ptr_array_index (step->fields, i);
      if (field->type != PARVIS_FIELD_EXPLANATION && parvis_screen_shows (self->draft, step, i))
        gtk_box_append (GTK_BOX (card), new_line (self, step, i));
    }
  if (gtk_widget_get_first_child (card) == NULL)
    {
      g_object_ref_sink (title);
      g_object_unref (title);
      g_object_ref_sink (card);
      g_object_unref (card);
      return;
    }
  parvis_sheet_append (self->sheet, title);
  parvis_sheet_append (self->sheet, card);
}

static void
build_actions (ParvisRecapView *self)
{
  self->trouble = parvis_text_new (NULL, "note");
  gtk_widget_set_visible (self->trouble, FALSE);
  self->submit = parvis_key_new_trailing (_ ("Envoyer ma demande"), "go");
  gtk_widget_add_css_class (self->submit, "primary");
  self->spinner = gtk_spinner_new ();
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_box_append (GTK_BOX (gtk_button_get_child (GTK_BUTTON (self->submit))), self->spinner);
  g_signal_connect_swapped (self->submit, "clicked", G_CALLBACK (on_submit_clicked), self);
  parvis_sheet_add_action (self->sheet, self->trouble);
  parvis_sheet_add_action (self->sheet, self->submit);
}

static void
parvis_recap_view_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_recap_view_parent_class)->dispose (object);
}

static void
parvis_recap_view_finalize (GObject *object)
{
  g_ptr_array_unref (PARVIS_RECAP_VIEW (object)->edits);
  G_OBJECT_CLASS (parvis_recap_view_parent_class)->finalize (object);
}

static void
parvis_recap_view_class_init (ParvisRecapViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_recap_view_dispose;
  G_OBJECT_CLASS (class)->finalize = parvis_recap_view_finalize;
  signals[EDIT] = g_signal_new ("edit", PARVIS_TYPE_RECAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_POINTER, G_TYPE_UINT);
  signals[SUBMIT]
      = g_signal_new ("submit", PARVIS_TYPE_RECAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "recapview");
}

static void
parvis_recap_view_init (ParvisRecapView *self)
{
  self->edits = g_ptr_array_new ();
}

GtkWidget *
parvis_recap_view_new (ParvisDraft *draft, guint steps)
{
  ParvisRecapView *self = g_object_new (PARVIS_TYPE_RECAP_VIEW, NULL);
  g_autoptr (GPtrArray) shown = parvis_draft_steps (draft);
  g_autofree char *place = g_strdup_printf (_ ("Étape %u sur %u, la dernière"), steps + 1, steps + 1);
  GtkWidget *progress = parvis_progress_new ();

  self->draft = draft;
  self->sheet = parvis_sheet_new (parvis_draft_demarche (draft)->title, _ ("Vérifiez vos réponses"), place);
  parvis_progress_set (PARVIS_PROGRESS (progress), steps + 1, steps + 1, 0);
  parvis_sheet_insert_above_title (self->sheet, progress);
  gtk_widget_set_parent (GTK_WIDGET (self->sheet), GTK_WIDGET (self));
  for (guint i = 0; i < shown->len; i++)
    add_step (self, g_ptr_array_index (shown, i));
  build_actions (self);
  return GTK_WIDGET (self);
}

void
parvis_recap_view_set_busy (ParvisRecapView *self, gboolean busy)
{
  parvis_key_set_label (self->submit, busy ? _ ("Enregistrement en cours…") : _ ("Envoyer ma demande"));
  gtk_widget_set_visible (self->spinner, busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !busy);
}

void
parvis_recap_view_say (ParvisRecapView *self, const char *trouble)
{
  gtk_label_set_text (GTK_LABEL (self->trouble), trouble != NULL ? trouble : "");
  gtk_widget_set_visible (self->trouble, trouble != NULL);
  if (trouble != NULL)
    parvis_field_host_announce (GTK_WIDGET (self), trouble);
}

void
parvis_recap_view_set_landscape (ParvisRecapView *self, gboolean landscape)
{
  parvis_sheet_set_side_by_side (self->sheet, landscape);
}

void
parvis_recap_view_take_focus (ParvisRecapView *self)
{
  parvis_sheet_focus_title (self->sheet);
}

static GtkAdjustment *
scroll_of (ParvisRecapView *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (parvis_sheet_body (self->sheet), GTK_TYPE_SCROLLED_WINDOW);

  return scroller != NULL ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)) : NULL;
}

double
parvis_recap_view_get_place (ParvisRecapView *self)
{
  GtkAdjustment *scroll = scroll_of (self);

  return scroll != NULL ? gtk_adjustment_get_value (scroll) : 0;
}

/* The first layout tells how long it all is. */
static void
on_scroll_known (GtkAdjustment *scroll, ParvisRecapView *self)
{
  if (gtk_adjustment_get_page_size (scroll) <= 0)
    return;
  g_signal_handlers_disconnect_by_func (scroll, on_scroll_known, self);
  gtk_adjustment_set_value (scroll, self->place);
}

void
parvis_recap_view_return_to (ParvisRecapView *self, double place, const ParvisStep *step, guint field)
{
  GtkAdjustment *scroll = scroll_of (self);

  self->place = place;
  if (scroll != NULL)
    g_signal_connect_object (scroll, "changed", G_CALLBACK (on_scroll_known), self, 0);
  for (guint i = 0; i < self->edits->len; i++)
    {
      GtkWidget *edit = g_ptr_array_index (self->edits, i);

      if (g_object_get_data (G_OBJECT (edit), "step") == step
          && GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (edit), "field")) == field)
        gtk_widget_grab_focus (edit);
    }
}
