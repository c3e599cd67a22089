/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/field-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/fields/explanation.h"
#include "ui/fields/field-control.h"
#include "ui/icons/icon.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

struct _ParvisFieldRow
{
  GtkWidget parent_instance;

  ParvisDraft *draft;
  const ParvisField *field, *repeat;
  guint row;
  char *path;

  GtkWidget *label;   /* NULL for an explanation, as the ones below */
  GtkWidget *hint;    /* NULL when there is none */
  GtkWidget *control;
  GtkWidget *fault;
  GtkWidget *fault_text;
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisFieldRow, parvis_field_row, GTK_TYPE_WIDGET)

static GPtrArray *
check (ParvisFieldRow *self)
{
  return parvis_draft_check_field (self->draft, self->path);
}

/* What was wrong and is not any more is no longer said; nothing new is said before the person goes on. */
static void
forget_mended_fault (ParvisFieldRow *self)
{
  if (!gtk_widget_get_visible (self->fault))
    return;
  g_autoptr (GPtrArray) faults = check (self);
  if (faults->len == 0)
    parvis_field_row_clear_fault (self);
}

static void
on_control_changed (ParvisFieldRow *self)
{
  ParvisValue *value = parvis_field_control_store (PARVIS_FIELD_CONTROL (self->control));

  if (value != NULL)
    parvis_draft_set (self->draft, self->path, value);
  forget_mended_fault (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- building --- */

static GtkWidget *
new_fault (ParvisFieldRow *self)
{
  GtkWidget *bar = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);

  self->fault_text = parvis_text_new (NULL, "fault-text");
  gtk_widget_set_hexpand (self->fault_text, TRUE);
  gtk_box_append (GTK_BOX (bar), parvis_icon_new ("alert"));
  gtk_box_append (GTK_BOX (bar), self->fault_text);
  gtk_widget_add_css_class (bar, "fault");
  gtk_widget_set_visible (bar, FALSE);
  return bar;
}

static void
describe_to_reader (ParvisFieldRow *self)
{
  GtkWidget *subject = parvis_field_control_subject (PARVIS_FIELD_CONTROL (self->control));

  parvis_spoken_set (subject, self->field->label, self->field->hint, NULL);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (subject), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, self->fault_text, -1);
  /* Answers are the person's own; question, hint and fault are said with the control. */
  parvis_spoken_set_private (self->control, TRUE);
  parvis_spoken_set_silent (self->label, TRUE);
  parvis_spoken_set_silent (self->fault, TRUE);
  if (self->hint != NULL)
    parvis_spoken_set_silent (self->hint, TRUE);
}

static void
build_question (ParvisFieldRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const ParvisFieldContext context = { self->draft, self->field, self->path };

  self->label = parvis_text_new (self->field->label, "question");
  gtk_widget_set_parent (self->label, widget);
  if (self->field->hint != NULL)
    {
      self->hint = parvis_text_new (self->field->hint, "hint");
      gtk_widget_set_parent (self->hint, widget);
    }
  self->control = parvis_field_control_new (&context);
  gtk_widget_set_parent (self->control, widget);
  self->fault = new_fault (self);
  gtk_widget_set_parent (self->fault, widget);
  describe_to_reader (self);
  parvis_field_control_load (PARVIS_FIELD_CONTROL (self->control), parvis_draft_get (self->draft, self->path));
  g_signal_connect_swapped (self->control, "changed", G_CALLBACK (on_control_changed), self);
}

/* --- lifecycle --- */

static void
parvis_field_row_dispose (GObject *object)
{
  ParvisFieldRow *self = PARVIS_FIELD_ROW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  self->control = NULL;
  G_OBJECT_CLASS (parvis_field_row_parent_class)->dispose (object);
}

static void
parvis_field_row_finalize (GObject *object)
{
  g_free (PARVIS_FIELD_ROW (object)->path);
  G_OBJECT_CLASS (parvis_field_row_parent_class)->finalize (object);
}

static void
parvis_field_row_class_init (ParvisFieldRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_field_row_dispose;
  G_OBJECT_CLASS (class)->finalize = parvis_field_row_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", PARVIS_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "fieldrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
parvis_field_row_init (ParvisFieldRow *self)
{
  GtkLayoutManager *box = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
}

/* --- public --- */

GtkWidget *
parvis_field_row_new (ParvisDraft *draft, const ParvisField *field, const ParvisField *repeat, guint row)
{
  ParvisFieldRow *self = g_object_new (PARVIS_TYPE_FIELD_ROW, NULL);

  self->draft = draft;
  self->field = field;
  self->repeat = repeat;
  self->row = row;
  self->path = repeat != NULL ? g_strdup_printf ("%s[%u].%s", repeat->id, row, field->id) : g_strdup (field->id);
  if (field->type == PARVIS_FIELD_EXPLANATION)
    {
      gtk_widget_set_parent (parvis_explanation_new (field->label, field->style), GTK_WIDGET (self));
      return GTK_WIDGET (self);
    }
  /* A block of rows scrolls by itself, everything else is kept whole in view. */
  if (field->type != PARVIS_FIELD_REPEAT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "keep-together");
  build_question (self);
  parvis_field_row_refresh (self);
  return GTK_WIDGET (self);
}

const ParvisField *
parvis_field_row_get_field (ParvisFieldRow *self)
{
  return self->field;
}

const char *
parvis_field_row_get_path (ParvisFieldRow *self)
{
  return self->path;
}

void
parvis_field_row_refresh (ParvisFieldRow *self)
{
  if (self->control == NULL)
    return;
  gboolean required = parvis_draft_field_required (self->draft, self->field, self->repeat, self->row);
  g_autofree char *escaped = g_markup_escape_text (self->field->label, -1);
  /* Translators: set beside a question that may stay without an answer. */
  g_autofree char *markup = required ? g_strdup (escaped)
                                     : g_strdup_printf ("%s <span weight=\"normal\" size=\"smaller\">(%s)</span>", escaped,
                                                        _("facultatif"));

  gtk_label_set_markup (GTK_LABEL (self->label), markup);
  parvis_field_control_refresh (PARVIS_FIELD_CONTROL (self->control));
}

static gboolean
is_within (const char *path, const char *mine)
{
  gsize length = strlen (mine);

  return strncmp (path, mine, length) == 0 && (path[length] == '\0' || path[length] == '[' || path[length] == '.');
}

GtkWidget *
parvis_field_row_show_fault (ParvisFieldRow *self, const char *path, const char *message)
{
  if (self->control == NULL || !is_within (path, self->path))
    return NULL;
  GtkWidget *inner = parvis_field_control_show_fault (PARVIS_FIELD_CONTROL (self->control), path, message);
  if (inner != NULL)
    return inner;

  gtk_label_set_text (GTK_LABEL (self->fault_text), message);
  parvis_spoken_set (self->fault, message, NULL, NULL);
  parvis_spoken_set_fault (parvis_field_control_subject (PARVIS_FIELD_CONTROL (self->control)), message);
  gtk_widget_set_visible (self->fault, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "wrong");
  return GTK_WIDGET (self);
}

void
parvis_field_row_clear_fault (ParvisFieldRow *self)
{
  if (self->control == NULL)
    return;
  gtk_widget_set_visible (self->fault, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "wrong");
  parvis_spoken_set_fault (parvis_field_control_subject (PARVIS_FIELD_CONTROL (self->control)), NULL);
}

gboolean
parvis_field_row_has_fault (ParvisFieldRow *self)
{
  if (self->control == NULL)
    return FALSE;
  g_autoptr (GPtrArray) faults = check (self);

  parvis_field_row_clear_fault (self);
  for (guint i = 0; i < faults->len; i++)
    {
      const ParvisFault *fault = g_ptr_array_index (faults, i);
      parvis_field_row_show_fault (self, fault->path, fault->message);
    }
  return faults->len > 0;
}

void
parvis_field_row_take_focus (ParvisFieldRow *self)
{
  if (self->control == NULL)
    return;
  /* child_focus() starts from the focus when it is inside. */
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  if (root != NULL)
    gtk_root_set_focus (root, NULL);
  gtk_widget_child_focus (self->control, GTK_DIR_TAB_FORWARD);
}
