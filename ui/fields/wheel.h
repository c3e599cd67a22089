/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisWheel: one of a row of whole numbers, chosen by turning: a key for the one before and one for the one after
 * (which repeat while they are held), a finger drawn up or down, the keys Up, Down, Page Up, Page Down, Home, End. What
 * comes before stands above. The value is spoken in words.
 *
 * Signal "changed": the person turned it. */
#define PARVIS_TYPE_WHEEL (parvis_wheel_get_type ())
G_DECLARE_FINAL_TYPE (ParvisWheel, parvis_wheel, PARVIS, WHEEL, GtkWidget)

/* All texts are translated, and outlive the wheel but for what @say returns (transfer full). */
typedef struct
{
  const char *label, *before, *after; /* "Mois", "Mois précédent", "Mois suivant" */
  char *(*say) (int value);           /* "mars" */
  gboolean round;                     /* after the last comes the first */
} ParvisWheelKind;

GtkWidget *parvis_wheel_new (const ParvisWheelKind *kind, int first, int last, int step);
int parvis_wheel_get_value (ParvisWheel *self);
void parvis_wheel_set_value (ParvisWheel *self, int value); /* clamped; says nothing */
void parvis_wheel_set_last (ParvisWheel *self, int last);   /* clamps the value; says nothing */
void parvis_wheel_turn (ParvisWheel *self, int steps);      /* as the person does */
/* What holds the value, for the focus. (transfer none) */
GtkWidget *parvis_wheel_get_face (ParvisWheel *self);

G_END_DECLS
