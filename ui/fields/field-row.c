/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/field-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/fields/after-touch.h"
#include "ui/fields/explanation.h"
#include "ui/fields/fault-bar.h"
#include "ui/fields/field-control.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

struct _ParvisFieldRow
{
  GtkWidget parent_instance;

  ParvisDraft *draft;
  const ParvisField *field, *repeat;
  guint row;
  char *path;

  GtkWidget *label; /* NULL for an explanation, as the ones below */
  GtkWidget *hint;  /* NULL when there is none */
  GtkWidget *control;
  GtkWidget *fault;
  GtkWidget *right; /* says that nothing is missing of what has a check of its own */
  GHashTable *said; /* the parts whose faults are said here and now; "": the answer as a whole */
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

/* Of what is shown by this row itself, and not by a row inside it. */
static gboolean
is_own (ParvisFieldRow *self, const ParvisFault *fault)
{
  return strcmp (fault->path, self->path) == 0;
}

static const char *
part_of (const ParvisFault *fault)
{
  return fault->part != NULL ? fault->part : "";
}

/* Numbers with a check inside them are worth a word when they are right: a person who copied 27 characters wants to
 * know. */
static void
say_right (ParvisFieldRow *self, gboolean faultless)
{
  gboolean right = faultless && parvis_field_control_is_complete (PARVIS_FIELD_CONTROL (self->control), NULL);

  if (self->field->type == PARVIS_FIELD_IBAN)
    parvis_fault_bar_say (self->right, right ? _ ("Votre IBAN est complet.") : NULL);
  if (self->field->type == PARVIS_FIELD_SIRET)
    parvis_fault_bar_say (self->right, right ? _ ("Le numéro SIRET est complet.") : NULL);
}

/* While the person types: what was wrong and is not any more is no longer said, and nothing new is, but of what is
 * complete. */
static void
look_again (ParvisFieldRow *self)
{
  g_autoptr (GPtrArray) faults = check (self);
  g_autoptr (GHashTable) before = g_steal_pointer (&self->said);

  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_size (before) > 0)
    parvis_field_row_clear_fault (self);
  for (guint i = 0; i < faults->len; i++)
    {
      const ParvisFault *fault = g_ptr_array_index (faults, i);

      if (is_own (self, fault)
          && (g_hash_table_contains (before, part_of (fault))
              || parvis_field_control_is_complete (PARVIS_FIELD_CONTROL (self->control), fault->part)))
        parvis_field_row_show_fault (self, fault);
    }
  say_right (self, faults->len == 0);
}

/* Something was typed where the fault is: what was not begun is not blamed before the person goes on. */
static gboolean
was_begun (ParvisFieldRow *self, const ParvisFault *fault)
{
  const ParvisValue *value = parvis_draft_get (self->draft, self->path);

  return !parvis_value_is_empty (fault->part != NULL ? parvis_value_member (value, fault->part) : value);
}

/* The person has gone on to another question. */
static void
look_after_leaving (GtkWidget *widget)
{
  ParvisFieldRow *self = PARVIS_FIELD_ROW (widget);
  g_autoptr (GPtrArray) faults = check (self);

  if (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN)
    return;
  for (guint i = 0; i < faults->len; i++)
    {
      const ParvisFault *fault = g_ptr_array_index (faults, i);

      if (is_own (self, fault) && was_begun (self, fault) && !g_hash_table_contains (self->said, part_of (fault)))
        parvis_field_row_show_fault (self, fault);
    }
}

static void
on_leave (ParvisFieldRow *self)
{
  parvis_after_touch (GTK_WIDGET (self), look_after_leaving);
}

/* What is typed is finished when the person goes elsewhere; what is chosen or added piece by piece may not be. */
static gboolean
is_typed (ParvisFieldType type)
{
  switch (type)
    {
    case PARVIS_FIELD_TEXT:
    case PARVIS_FIELD_TEXTAREA:
    case PARVIS_FIELD_EMAIL:
    case PARVIS_FIELD_PHONE:
    case PARVIS_FIELD_INTEGER:
    case PARVIS_FIELD_DECIMAL:
    case PARVIS_FIELD_DATE:
    case PARVIS_FIELD_TIME:
    case PARVIS_FIELD_DATETIME:
    case PARVIS_FIELD_ADDRESS:
    case PARVIS_FIELD_COMMUNE:
    case PARVIS_FIELD_IDENTITY:
    case PARVIS_FIELD_IBAN:
    case PARVIS_FIELD_SIRET:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
watch_leaving (ParvisFieldRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
on_control_changed (ParvisFieldRow *self)
{
  ParvisValue *value = parvis_field_control_store (PARVIS_FIELD_CONTROL (self->control));

  if (value != NULL)
    parvis_draft_set (self->draft, self->path, value);
  look_again (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- building --- */

static void
describe_to_reader (ParvisFieldRow *self)
{
  GtkWidget *subject = parvis_field_control_subject (PARVIS_FIELD_CONTROL (self->control));

  parvis_spoken_set (subject, self->field->label, self->field->hint, NULL);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (subject), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE,
                                  parvis_fault_bar_get_text (self->fault), -1);
  /* Answers are the person's own; question, hint and fault are said with the control. */
  parvis_spoken_set_private (self->control, TRUE);
  parvis_spoken_set_silent (self->label, TRUE);
  if (self->hint != NULL)
    parvis_spoken_set_silent (self->hint, TRUE);
}

/* What is wrong with all of it stands above its boxes: the keyboard would hide it below them. */
static gboolean
has_parts (ParvisFieldType type)
{
  return type == PARVIS_FIELD_ADDRESS || type == PARVIS_FIELD_IDENTITY || type == PARVIS_FIELD_COMMUNE;
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
  self->fault = parvis_fault_bar_new ();
  if (has_parts (self->field->type))
    {
      gtk_widget_insert_before (self->fault, widget, self->control);
      gtk_widget_add_css_class (self->fault, "above");
    }
  else
    gtk_widget_set_parent (self->fault, widget);
  self->right = parvis_right_bar_new ();
  gtk_widget_set_parent (self->right, widget);
  if (is_typed (self->field->type))
    watch_leaving (self);
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
  g_hash_table_unref (PARVIS_FIELD_ROW (object)->said);
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
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
                                     : g_strdup_printf ("%s <span weight=\"normal\" size=\"smaller\">(%s)</span>",
                                                        escaped, _ ("facultatif"));

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
parvis_field_row_show_fault (ParvisFieldRow *self, const ParvisFault *fault)
{
  if (self->control == NULL || !is_within (fault->path, self->path))
    return NULL;
  GtkWidget *inner = parvis_field_control_show_fault (PARVIS_FIELD_CONTROL (self->control), fault);
  if (is_own (self, fault))
    g_hash_table_add (self->said, g_strdup (inner != NULL ? part_of (fault) : ""));
  if (inner != NULL)
    return inner;

  parvis_fault_bar_say (self->fault, fault->message);
  parvis_spoken_set_fault (parvis_field_control_subject (PARVIS_FIELD_CONTROL (self->control)), fault->message);
  gtk_widget_add_css_class (GTK_WIDGET (self), "wrong");
  return GTK_WIDGET (self);
}

void
parvis_field_row_clear_fault (ParvisFieldRow *self)
{
  if (self->control == NULL)
    return;
  g_hash_table_remove_all (self->said);
  parvis_field_control_clear_faults (PARVIS_FIELD_CONTROL (self->control));
  parvis_fault_bar_say (self->fault, NULL);
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
    parvis_field_row_show_fault (self, g_ptr_array_index (faults, i));
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
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (GTK_IS_TEXT (focus)) /* selected by then: the next key would take all of it away */
    gtk_editable_set_position (GTK_EDITABLE (focus), -1);
}
