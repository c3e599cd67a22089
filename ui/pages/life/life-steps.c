/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/life/life-steps.h"

#include <glib/gi18n-lib.h>

#include "ui/pager/pager.h"
#include "ui/pages/list/list-page.h"
#include "ui/pages/open.h"
#include "ui/style/style.h"
#include "ui/text/text.h"
#include "ui/tile/tile.h"

static GtkWidget *
new_number (guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "step-number");
  return label;
}

/* What opens nothing is said, and cannot be touched. */
static GtkWidget *
new_card (guint number, const ParvisGuideStep *step)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = new_number (number);

  gtk_widget_add_css_class (card, "step-card");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), parvis_text_new (step->title, "tile-title"));
  if (step->why != NULL)
    gtk_box_append (GTK_BOX (words), parvis_text_new (step->why, "tile-summary"));
  gtk_box_append (GTK_BOX (card), label);
  gtk_box_append (GTK_BOX (card), words);
  return card;
}

static GtkWidget *
new_row (ParvisPage *page, guint number, const ParvisGuideStep *step)
{
  GtkWidget *row, *why = step->why != NULL ? parvis_text_new (step->why, "tile-summary") : NULL;

  row = parvis_row_new_with (new_number (number), step->title, why, step->why);
  parvis_open_when_clicked (row, page, step->service != NULL ? "service" : "demarche",
                            step->service != NULL ? step->service : step->demarche);
  return row;
}

/* Each says why, on two lines, and two keys stand below. */
GtkWidget *
parvis_life_steps_new (ParvisPage *page, const GPtrArray *steps)
{
  GtkWidget *pager = parvis_pager_new (parvis_list_page_high_rows (parvis_page_is_landscape (page)));

  for (guint i = 0; i < steps->len; i++)
    {
      const ParvisGuideStep *step = g_ptr_array_index (steps, i);
      gboolean opens = step->service != NULL || step->demarche != NULL;

      parvis_pager_append (PARVIS_PAGER (pager), opens ? new_row (page, i + 1, step) : new_card (i + 1, step));
    }
  return pager;
}

ParvisLeaflet *
parvis_life_steps_leaflet (ParvisPage *page, const ParvisLifeEvent *event, const GPtrArray *steps)
{
  ParvisLeaflet *leaflet = parvis_desk_leaflet_new (parvis_page_get_desk (page), _ ("Ce qui compte, dans l’ordre"),
                                                    event->title, parvis_page_language (page));

  for (guint i = 0; i < steps->len; i++)
    {
      const ParvisGuideStep *step = g_ptr_array_index (steps, i);
      /* Translators: a numbered thing to do, "1. Déclarer la naissance". */
      g_autofree char *title = g_strdup_printf (_ ("%1$u. %2$s"), i + 1, step->title);

      parvis_leaflet_add_check (leaflet, title);
      parvis_leaflet_add_text (leaflet, step->why);
    }
  return leaflet;
}
