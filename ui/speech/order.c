/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/speech/order.h"

#include "ui/keyboard/keyboard.h"
#include "ui/speech/spoken.h"
#include "ui/speech/thing.h"

static gboolean
is_there (GtkWidget *widget)
{
  return gtk_widget_get_visible (widget) && gtk_widget_get_child_visible (widget) && !parvis_spoken_is_silent (widget)
         && !PARVIS_IS_KEYBOARD (widget);
}

static gboolean
is_text (GtkWidget *widget)
{
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_PRESENTATION)
    return FALSE;
  return GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
}

static gboolean
is_picture (GtkWidget *widget)
{
  return parvis_spoken_get_name (widget) != NULL
         && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_IMG;
}

void
parvis_order_append (GtkWidget *root, GPtrArray *things)
{
  if (!is_there (root))
    return;
  if (parvis_thing_is_control (root) || parvis_thing_is_passage (root) || is_text (root) || is_picture (root))
    {
      g_ptr_array_add (things, root);
      return;
    }
  if (GTK_IS_STACK (root)) /* what slides away is still drawn */
    {
      GtkWidget *front = gtk_stack_get_visible_child (GTK_STACK (root));
      if (front != NULL)
        parvis_order_append (front, things);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    parvis_order_append (child, things);
}

GtkWidget *
parvis_order_dialog (const ParvisScreenParts *parts)
{
  for (GtkWidget *child = gtk_widget_get_last_child (GTK_WIDGET (parts->overlay)); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (child != gtk_overlay_get_child (parts->overlay) && gtk_widget_get_visible (child)
        && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (child)) == GTK_ACCESSIBLE_ROLE_ALERT_DIALOG)
      return child;
  return NULL;
}

GPtrArray *
parvis_order_of_screen (const ParvisScreenParts *parts)
{
  GPtrArray *things = g_ptr_array_new ();
  GtkWidget *dialog = parvis_order_dialog (parts);

  if (dialog != NULL)
    parvis_order_append (dialog, things);
  else
    {
      parvis_order_append (parts->page, things);
      parvis_order_append (parts->footer, things);
      parvis_order_append (parts->header, things);
    }
  parvis_order_append (parts->bar, things);
  return things;
}

int
parvis_order_find (const GPtrArray *things, GtkWidget *focus)
{
  for (guint i = 0; focus != NULL && i < things->len; i++)
    {
      GtkWidget *thing = g_ptr_array_index (things, i);
      if (thing == focus || gtk_widget_is_ancestor (focus, thing))
        return (int) i;
    }
  return -1;
}

/* How far the controls inside @container go around @index. */
static gboolean
spans (const GPtrArray *things, guint index, GtkWidget *container, guint *first, guint *last)
{
  *first = *last = index;
  for (guint i = 0; i < things->len; i++)
    {
      GtkWidget *thing = g_ptr_array_index (things, i);
      if (!parvis_thing_is_control (thing) || !gtk_widget_is_ancestor (thing, container))
        continue;
      *first = MIN (*first, i);
      *last = MAX (*last, i);
    }
  return *first < *last;
}

void
parvis_order_group (const GPtrArray *things, guint index, guint *first, guint *last)
{
  GtkWidget *thing = g_ptr_array_index (things, index);

  *first = *last = index;
  if (!parvis_thing_is_control (thing))
    return;
  for (GtkWidget *above = gtk_widget_get_parent (thing); above != NULL; above = gtk_widget_get_parent (above))
    if (spans (things, index, above, first, last))
      return;
}

void
parvis_order_position (const GPtrArray *things, guint index, guint *position, guint *count)
{
  GtkWidget *thing = g_ptr_array_index (things, index);

  *position = *count = 0;
  if (!parvis_thing_is_control (thing))
    return;
  for (guint i = 0; i < things->len; i++)
    {
      GtkWidget *other = g_ptr_array_index (things, i);
      if (gtk_widget_get_parent (other) != gtk_widget_get_parent (thing) || !parvis_thing_is_control (other))
        continue;
      ++*count;
      *position += i <= index ? 1 : 0;
    }
}
