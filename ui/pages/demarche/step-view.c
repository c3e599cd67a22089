/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/demarche/step-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ui/fields/field-host.h"
#include "ui/fields/field-row.h"
#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/keyboard/follow.h"
#include "ui/pages/demarche/progress.h"
#include "ui/pages/demarche/screens.h"
#include "ui/text/text.h"

#define TEMPLATE "/fr/parvis/kiosk/ui/step-view.ui"

struct _ParvisStepView
{
  GtkWidget parent_instance;

  ParvisDraft *draft;
  const ParvisStep *step;
  GPtrArray *lines; /* of ParvisFieldRow, not owned: one a field, in order */
  guint first, end;
  gboolean landscape;

  GtkWidget *column, *aside, *aside_head, *scroller, *content, *head, *fault, *rows, *actions;
  GtkWidget *crumb, *progress, *title, *place, *intro, *fault_text;
  GtkWidget *go_on; /* "Continuer" */
  GtkWidget *why;   /* this screen comes */

  GtkWidget *anchor; /* (nullable, weak) what is being touched, */
  double anchor_y;   /* where it stood in the scroller, */
  GdkFrameClock *clock;
  gulong laid_out; /* until this handler of the frame clock has put it back */
};

enum
{
  GO_ON,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisStepView, parvis_step_view, GTK_TYPE_WIDGET)

static guint
room (ParvisStepView *self)
{
  return self->landscape ? PARVIS_SCREEN_ROOM_LANDSCAPE : PARVIS_SCREEN_ROOM;
}

/* Which rows are on this screen, by the answers of now. */
static void
lay_out (ParvisStepView *self)
{
  self->end = parvis_screen_end (self->draft, self->step, self->first, room (self));
  for (guint i = 0; i < self->lines->len; i++)
    {
      GtkWidget *line = g_ptr_array_index (self->lines, i);
      gboolean here = i >= self->first && i < self->end;

      if (here)
        parvis_field_row_refresh (PARVIS_FIELD_ROW (line));
      gtk_widget_set_visible (line, here && parvis_screen_shows (self->draft, self->step, i));
    }
}

static void
say_fault (ParvisStepView *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->fault_text), message != NULL ? message : "");
  gtk_widget_set_visible (self->fault, message != NULL);
}

/* --- what is touched keeps its place --- */

static gboolean
place_of (ParvisStepView *self, GtkWidget *widget, double *y)
{
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_compute_bounds (widget, self->scroller, &bounds))
    return FALSE;
  *y = bounds.origin.y;
  return TRUE;
}

static void
forget_anchor (ParvisStepView *self)
{
  g_clear_signal_handler (&self->laid_out, self->clock);
  g_clear_object (&self->clock);
  g_clear_weak_pointer (&self->anchor);
}

/* Scrolls by @distance. Where there is nothing to scroll, empty room above or below the questions makes up for it,
 * until the next screen. The adjustment is told of that room at once: it is there after the layout that this asks for.
 */
static void
scroll_by (ParvisStepView *self, int distance)
{
  GtkAdjustment *scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  int above = gtk_widget_get_margin_top (self->rows), taken = CLAMP (distance, 0, above);
  double value = gtk_adjustment_get_value (scroll) + distance - taken, page = gtk_adjustment_get_page_size (scroll);
  int added = value < 0 ? (int) ceil (-value) : 0, height, below;

  /* Not the adjustment's own measure, which is never less than a page. */
  gtk_widget_measure (self->content, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (self->content), &height, NULL,
                      NULL, NULL);
  height += added - taken;
  value += added;
  below = value > 0 ? MAX ((int) ceil (value + page) - height, 0) : 0;
  gtk_widget_set_margin_top (self->rows, above - taken + added);
  gtk_widget_set_margin_bottom (self->rows, gtk_widget_get_margin_bottom (self->rows) + below);
  gtk_adjustment_set_upper (scroll, MAX (height + below, page));
  gtk_adjustment_set_value (scroll, value);
}

/* After GTK's own layout and before the frame is painted: GTK lays out once more for it. */
static void
on_laid_out (GdkFrameClock *clock, ParvisStepView *self)
{
  double y;

  if (self->anchor != NULL && place_of (self, self->anchor, &y) && fabs (y - self->anchor_y) >= 1)
    scroll_by (self, (int) lround (y - self->anchor_y));
  forget_anchor (self);
}

/* The focus when it is in the row that changed, else the row. */
static void
hold_place (ParvisStepView *self, GtkWidget *line)
{
  GtkRoot *root = gtk_widget_get_root (line);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *touched = focus != NULL && gtk_widget_is_ancestor (focus, line) ? focus : line;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (self->laid_out != 0 || clock == NULL || !place_of (self, touched, &self->anchor_y))
    return;
  g_set_weak_pointer (&self->anchor, touched);
  self->clock = g_object_ref (clock); /* a view that is not on the screen any more has none */
  self->laid_out = g_signal_connect_after (clock, "layout", G_CALLBACK (on_laid_out), self);
}

/* --- what comes and goes is said --- */

static void
say_change (ParvisStepView *self, guint index, gboolean was_visible, GString *said)
{
  const ParvisField *field = g_ptr_array_index (self->step->fields, index);
  gboolean visible = gtk_widget_get_visible (g_ptr_array_index (self->lines, index));
  g_autofree char *words = NULL;

  if (field->type == PARVIS_FIELD_EXPLANATION || visible == was_visible)
    return;
  if (visible)
    words = g_strdup_printf (_ ("Une question s’ajoute : %s"), field->label);
  else if (!parvis_screen_shows (self->draft, self->step, index))
    words = g_strdup_printf (_ ("Cette question n’est plus posée : %s"), field->label);
  if (words != NULL)
    g_string_append_printf (said, "%s%s", said->len > 0 ? " " : "", words);
}

/* The focus that was in a question that went is at the title, not nowhere. */
static void
keep_focus (ParvisStepView *self, GtkWidget *focus)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL && focus != NULL && gtk_widget_is_ancestor (focus, self->rows) && !gtk_widget_get_mapped (focus))
    gtk_root_set_focus (root, self->title);
}

static void
on_line_changed (GtkWidget *line, ParvisStepView *self)
{
  GtkRoot *root = gtk_widget_get_root (line);
  g_autoptr (GtkWidget) focus
      = root != NULL && gtk_root_get_focus (root) != NULL ? g_object_ref (gtk_root_get_focus (root)) : NULL;
  g_autofree gboolean *were = g_new0 (gboolean, self->lines->len);
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    were[i] = gtk_widget_get_visible (g_ptr_array_index (self->lines, i));
  hold_place (self, line);
  say_fault (self, NULL);
  lay_out (self);
  keep_focus (self, focus);
  for (guint i = 0; i < self->lines->len; i++)
    say_change (self, i, were[i], said);
  if (said->len > 0)
    parvis_field_host_announce (GTK_WIDGET (self), said->str);
}

/* --- checking --- */

static GtkWidget *
show_fault (ParvisStepView *self, const ParvisFault *fault)
{
  if (*fault->path == '\0')
    {
      say_fault (self, fault->message);
      return self->fault;
    }
  for (guint i = self->first; i < self->end; i++)
    {
      GtkWidget *line = g_ptr_array_index (self->lines, i);
      GtkWidget *found
          = gtk_widget_get_visible (line) ? parvis_field_row_show_fault (PARVIS_FIELD_ROW (line), fault) : NULL;
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
announce_faults (ParvisStepView *self, guint n, const char *first)
{
  g_autofree char *count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Une réponse est à corriger.", "%u réponses sont à corriger.", (gulong) n), n);
  g_autofree char *said = g_strdup_printf ("%s %s", count, first);

  parvis_field_host_announce (GTK_WIDGET (self), said);
}

static void
point_at (ParvisStepView *self, GtkWidget *wrong)
{
  if (PARVIS_IS_FIELD_ROW (wrong))
    parvis_field_row_take_focus (PARVIS_FIELD_ROW (wrong));
  else if (GTK_IS_ENTRY (wrong)) /* a part of an answer: what is there is corrected, not typed anew */
    gtk_entry_grab_focus_without_selecting (GTK_ENTRY (wrong));
  else if (!gtk_widget_grab_focus (wrong))
    parvis_follow_reveal (GTK_SCROLLED_WINDOW (self->scroller), wrong);
}

static void
clear_faults (ParvisStepView *self)
{
  say_fault (self, NULL);
  for (guint i = 0; i < self->lines->len; i++)
    parvis_field_row_clear_fault (g_ptr_array_index (self->lines, i));
}

gboolean
parvis_step_view_show_faults (ParvisStepView *self, const GPtrArray *faults)
{
  GtkWidget *first = NULL;
  const char *first_message = NULL;
  guint shown = 0;

  clear_faults (self);
  for (guint i = 0; i < faults->len; i++)
    {
      const ParvisFault *fault = g_ptr_array_index (faults, i);
      GtkWidget *wrong = show_fault (self, fault);

      if (wrong == NULL)
        continue;
      first_message = first != NULL ? first_message : fault->message;
      first = first != NULL ? first : wrong;
      shown++;
    }
  if (first == NULL)
    return FALSE;
  announce_faults (self, shown, first_message);
  point_at (self, first);
  return TRUE;
}

/* The faults of the whole step count on its last screen, when everything has been asked. */
static GPtrArray *
check_screen (ParvisStepView *self)
{
  GPtrArray *all;

  if (parvis_screen_start (self->draft, self->step, self->end) >= self->step->fields->len)
    return parvis_draft_check_step (self->draft, self->step);
  all = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_fault_free);
  for (guint i = self->first; i < self->end; i++)
    {
      GtkWidget *line = g_ptr_array_index (self->lines, i);
      g_autoptr (GPtrArray) faults = NULL;

      if (!gtk_widget_get_visible (line))
        continue;
      faults = parvis_draft_check_field (self->draft, parvis_field_row_get_path (PARVIS_FIELD_ROW (line)));
      g_ptr_array_set_free_func (faults, NULL);
      for (guint j = 0; j < faults->len; j++)
        g_ptr_array_add (all, g_ptr_array_index (faults, j));
    }
  return all;
}

static void
on_go_on_clicked (ParvisStepView *self)
{
  g_autoptr (GPtrArray) faults = check_screen (self);

  if (!parvis_step_view_show_faults (self, faults))
    g_signal_emit (self, signals[GO_ON], 0);
}

/* --- lifecycle --- */

static void
parvis_step_view_dispose (GObject *object)
{
  ParvisStepView *self = PARVIS_STEP_VIEW (object);

  forget_anchor (self);
  g_clear_pointer (&self->column, gtk_widget_unparent);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (parvis_step_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, column);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, aside);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, aside_head);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, scroller);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, content);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, head);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, fault);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, rows);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, actions);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, crumb);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, progress);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, title);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, place);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, intro);
  gtk_widget_class_bind_template_child (widget_class, ParvisStepView, fault_text);
}

static void
parvis_step_view_class_init (ParvisStepViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PARVIS_TYPE_PROGRESS);
  G_OBJECT_CLASS (class)->dispose = parvis_step_view_dispose;
  signals[GO_ON]
      = g_signal_new ("go-on", PARVIS_TYPE_STEP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "stepview");
  bind_children (widget_class);
}

static void
parvis_step_view_init (ParvisStepView *self)
{
  self->lines = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_box_prepend (GTK_BOX (self->fault), parvis_icon_new ("alert"));
  self->why = parvis_text_new (NULL, "notice");
  gtk_widget_add_css_class (self->why, "why");
  gtk_widget_set_visible (self->why, FALSE);
  gtk_box_insert_child_after (GTK_BOX (self->content), self->why, self->head);
  self->go_on = parvis_key_new_trailing (_ ("Continuer"), "go");
  gtk_widget_add_css_class (self->go_on, "primary");
  gtk_box_append (GTK_BOX (self->actions), self->go_on);
  g_signal_connect_swapped (self->go_on, "clicked", G_CALLBACK (on_go_on_clicked), self);
  parvis_follow_focus (GTK_SCROLLED_WINDOW (self->scroller));
}

/* --- public --- */

GtkWidget *
parvis_step_view_new (ParvisDraft *draft, const ParvisStep *step)
{
  ParvisStepView *self = g_object_new (PARVIS_TYPE_STEP_VIEW, NULL);

  self->draft = draft;
  self->step = step;
  gtk_label_set_text (GTK_LABEL (self->crumb), parvis_draft_demarche (draft)->title);
  gtk_label_set_text (GTK_LABEL (self->title), step->title);
  gtk_label_set_text (GTK_LABEL (self->intro), step->intro != NULL ? step->intro : "");
  for (guint i = 0; i < step->fields->len; i++)
    {
      GtkWidget *line = parvis_field_row_new (draft, g_ptr_array_index (step->fields, i), NULL, 0);

      g_signal_connect (line, "changed", G_CALLBACK (on_line_changed), self);
      gtk_box_append (GTK_BOX (self->rows), line);
      g_ptr_array_add (self->lines, line);
    }
  return GTK_WIDGET (self);
}

static void
show_place (ParvisStepView *self, const ParvisStepPlace *place)
{
  g_autofree char *step = g_strdup_printf (_ ("Étape %u sur %u"), place->number, place->count);
  /* Translators: after "Étape 2 sur 4", when the step goes on over several screens. */
  g_autofree char *all = place->screen > 0 ? g_strdup_printf ("%s, %s", step, _ ("suite")) : g_strdup (step);

  gtk_label_set_text (GTK_LABEL (self->place), all);
  parvis_progress_set (PARVIS_PROGRESS (self->progress), place->number - 1, place->count,
                       (place->screen + 1.0) / place->screens);
  gtk_widget_set_visible (self->intro, self->step->intro != NULL && place->screen == 0);
}

void
parvis_step_view_show (ParvisStepView *self, guint first, const ParvisStepPlace *place, gboolean back_to_recap)
{
  /* Those above that are not asked now belong to this screen too: an answer on it may bring them. */
  while (first > 0 && !parvis_screen_shows (self->draft, self->step, first - 1))
    first--;
  self->first = first;
  forget_anchor (self);
  say_fault (self, NULL);
  gtk_widget_set_visible (self->why, FALSE);
  gtk_widget_set_margin_top (self->rows, 0);
  gtk_widget_set_margin_bottom (self->rows, 0);
  lay_out (self);
  show_place (self, place);
  parvis_key_set_label (self->go_on, back_to_recap ? _ ("Revenir à la vérification") : _ ("Continuer"));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

void
parvis_step_view_explain (ParvisStepView *self, const char *why)
{
  gtk_label_set_label (GTK_LABEL (self->why), why);
  gtk_widget_set_visible (self->why, TRUE);
  parvis_field_host_announce (GTK_WIDGET (self), why);
}

static void
move (GtkWidget *widget, GtkWidget *from, GtkWidget *to, gboolean first)
{
  if (gtk_widget_get_parent (widget) != from)
    return;
  g_object_ref (widget);
  gtk_box_remove (GTK_BOX (from), widget);
  if (first)
    gtk_box_prepend (GTK_BOX (to), widget);
  else
    gtk_box_append (GTK_BOX (to), widget);
  g_object_unref (widget);
}

/* Portrait: everything in one column. Landscape: the title and "Continuer" on the left, the questions on the right. */
void
parvis_step_view_set_landscape (ParvisStepView *self, gboolean landscape)
{
  self->landscape = landscape;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->column),
                                  landscape ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  if (landscape)
    {
      move (self->head, self->content, self->aside_head, TRUE);
      move (self->actions, self->column, self->aside, FALSE);
    }
  else
    {
      move (self->head, self->aside_head, self->content, TRUE);
      move (self->actions, self->aside, self->column, FALSE);
    }
  gtk_widget_set_visible (self->aside, landscape);
}

guint
parvis_step_view_get_end (ParvisStepView *self)
{
  return self->end;
}

void
parvis_step_view_take_focus (ParvisStepView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* A label refuses gtk_widget_grab_focus() unless its text can be selected. */
  if (root != NULL)
    gtk_root_set_focus (root, self->title);
}
