/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/demarche/draft.h"

G_BEGIN_DECLS

/* ParvisFieldControl: what takes the answer of one family of field types: an entry, tiles, a drawing. Abstract. It
 * knows values, not the draft: a ParvisFieldRow moves them between the two. Its child classes are made by
 * parvis_field_control_new() alone.
 *
 * Signal "changed": the person gave or changed an answer. Never emitted by parvis_field_control_load(). */
#define PARVIS_TYPE_FIELD_CONTROL (parvis_field_control_get_type ())
G_DECLARE_DERIVABLE_TYPE (ParvisFieldControl, parvis_field_control, PARVIS, FIELD_CONTROL, GtkWidget)

struct _ParvisFieldControlClass
{
  GtkWidgetClass parent_class;

  void (*load) (ParvisFieldControl *self, const ParvisValue *value);
  ParvisValue *(*store) (
      ParvisFieldControl *self); /* (transfer full), EMPTY for no answer; NULL: it writes to the draft itself */
  /* The widget that a screen reader should find the question on; the control itself by default. */
  GtkWidget *(*subject) (ParvisFieldControl *self);
  /* Answers elsewhere changed. */
  void (*refresh) (ParvisFieldControl *self);
  /* A fault of something inside it that bears its own message: the widget to focus, NULL if it has nothing of that path
   * or part. */
  GtkWidget *(*show_fault) (ParvisFieldControl *self, const ParvisFault *fault);
  /* Takes away what show_fault() said of its own parts; not what rows inside it say. */
  void (*clear_faults) (ParvisFieldControl *self);
  /* Nothing more is to be typed in @part (NULL: in it as a whole): what is wrong there can be said at once. No, by
   * default. */
  gboolean (*is_complete) (ParvisFieldControl *self, const char *part);
};

/* What is being answered, given to a control when it is made. @draft and @path serve those that hold several answers.
 */
typedef struct
{
  ParvisDraft *draft;
  const ParvisField *field;
  const char *path;
} ParvisFieldContext;

/* The control for the field's type; %NULL for an explanation. */
GtkWidget *parvis_field_control_new (const ParvisFieldContext *context);

void parvis_field_control_load (ParvisFieldControl *self, const ParvisValue *value);
ParvisValue *
parvis_field_control_store (ParvisFieldControl *self); /* (transfer full) (nullable): NULL when it writes itself */
GtkWidget *parvis_field_control_subject (ParvisFieldControl *self);
void parvis_field_control_refresh (ParvisFieldControl *self);
GtkWidget *parvis_field_control_show_fault (ParvisFieldControl *self, const ParvisFault *fault);
void parvis_field_control_clear_faults (ParvisFieldControl *self);
gboolean parvis_field_control_is_complete (ParvisFieldControl *self, const char *part);

/* For child classes. */
void parvis_field_control_add (ParvisFieldControl *self, GtkWidget *child); /* below the ones before */
void parvis_field_control_emit_changed (ParvisFieldControl *self);          /* nothing while loading */
gboolean parvis_field_control_is_loading (ParvisFieldControl *self);

G_END_DECLS
