/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A sentence with a sign beside a field: what is wrong with it, or that it is right. Hidden until it says something;
 * not spoken by itself: what it says is said with the field. */
GtkWidget *parvis_fault_bar_new (void);  /* the sign of a fault; a screen reader says it at once */
GtkWidget *parvis_right_bar_new (void);  /* a tick */
GtkWidget *parvis_advice_bar_new (void); /* what to do next */
/* %NULL: nothing (any more). */
void parvis_fault_bar_say (GtkWidget *bar, const char *message);
/* The label inside, to be named as what describes the error. (transfer none) */
GtkWidget *parvis_fault_bar_get_text (GtkWidget *bar);

G_END_DECLS
