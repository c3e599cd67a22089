/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/demarche/privacy-view.h"

#include <glib/gi18n-lib.h>

#include "ui/icons/icon.h"
#include "ui/key/key.h"
#include "ui/sheet/sheet.h"
#include "ui/text/text.h"

typedef enum
{
  PAPERS_NONE,  /* no paper is asked, or all may be left out */
  PAPERS_MAYBE, /* depends on the answers */
  PAPERS_NEEDED,
} Papers;

static void
add_fact (ParvisSheet *sheet, const char *icon, const char *title, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  GtkWidget *fact = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *drawing = parvis_icon_new (icon);

  gtk_widget_add_css_class (fact, "fact");
  gtk_widget_set_valign (drawing, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), parvis_text_new (title, "fact-title"));
  gtk_box_append (GTK_BOX (words), parvis_text_new (text, "fact-text"));
  gtk_box_append (GTK_BOX (fact), drawing);
  gtk_box_append (GTK_BOX (fact), words);
  parvis_sheet_append (sheet, fact);
}

/* --- can it be done here? --- */

static Papers
papers_of_field (const ParvisField *field, gboolean conditional)
{
  Papers most = PAPERS_NONE;

  if (field->type == PARVIS_FIELD_FILE && (field->required || field->required_if != NULL))
    return conditional || field->condition != NULL || !field->required ? PAPERS_MAYBE : PAPERS_NEEDED;
  for (guint i = 0; field->fields != NULL && i < field->fields->len; i++)
    most = MAX (most, papers_of_field (g_ptr_array_index (field->fields, i),
                                       conditional || field->condition != NULL || !field->required));
  return most;
}

static Papers
papers_of (const ParvisDemarche *demarche)
{
  Papers most = PAPERS_NONE;

  for (guint i = 0; i < demarche->steps->len; i++)
    {
      const ParvisStep *step = g_ptr_array_index (demarche->steps, i);
      for (guint j = 0; j < step->fields->len; j++)
        most = MAX (most, papers_of_field (g_ptr_array_index (step->fields, j), step->condition != NULL));
    }
  return most;
}

static Papers
papers_we_cannot_take (ParvisDesk *desk, const ParvisDemarche *demarche)
{
  gboolean has_scanner = FALSE;

  g_object_get (desk, "has-scanner", &has_scanner, NULL);
  return has_scanner ? PAPERS_NONE : papers_of (demarche);
}

static const char *
papers_words (Papers papers)
{
  if (papers == PAPERS_NEEDED)
    return _ (
        "Cette démarche demande un document à numériser, et cette borne ne le peut pas en ce moment. Rien ne serait "
        "perdu, mais vous ne pourriez pas finir : adressez-vous à l’accueil avec vos documents.");
  return _ (
      "Selon vos réponses, un document à numériser peut être demandé, et cette borne ne le peut pas en ce moment. "
      "Dans ce cas, l’accueil prendra votre demande.");
}

/* --- building --- */

static void
add_action (ParvisSheet *sheet, Papers papers, GCallback on_start, gpointer user_data)
{
  GtkWidget *start;

  if (papers != PAPERS_NONE)
    parvis_sheet_add_action (sheet, parvis_text_new (papers_words (papers), "note"));
  if (papers == PAPERS_NEEDED)
    return;
  start = parvis_key_new_trailing (_ ("J’ai compris, commencer"), "go");
  gtk_widget_add_css_class (start, "primary");
  g_signal_connect_swapped (start, "clicked", on_start, user_data);
  parvis_sheet_add_action (sheet, start);
}

static char *
rights_of (ParvisDesk *desk, const ParvisDemarche *demarche, const char *language)
{
  ParvisCatalog *catalog = parvis_desk_catalog (desk);
  g_autoptr (ParvisCommune) commune = catalog != NULL ? parvis_catalog_commune (catalog, language, NULL) : NULL;

  if (demarche->privacy.rights != NULL)
    return g_strdup (demarche->privacy.rights);
  return g_strdup (commune != NULL ? commune->privacy_rights : NULL);
}

GtkWidget *
parvis_privacy_view_new (ParvisDesk *desk, const ParvisDemarche *demarche, const char *language, GCallback on_start,
                         gpointer user_data)
{
  const ParvisPrivacy *privacy = &demarche->privacy;
  g_autofree char *rights = rights_of (desk, demarche, language);
  g_autofree char *why = g_strdup_printf ("%s\n%s", privacy->purpose, privacy->legal_basis);
  ParvisSheet *sheet = parvis_sheet_new (demarche->title, _ ("Vos réponses, et ce qu’elles deviennent"),
                                         _ ("Tout reste dans cette borne jusqu’à ce que vous envoyiez votre demande."));

  add_fact (sheet, "house", _ ("Qui les reçoit"), privacy->controller);
  add_fact (sheet, "people", _ ("Qui les lit"), privacy->recipients);
  add_fact (sheet, "info", _ ("Pourquoi"), why);
  add_fact (sheet, "clock", _ ("Combien de temps"), privacy->retention);
  add_fact (sheet, "shield", _ ("Vos droits"), rights);
  add_action (sheet, papers_we_cannot_take (desk, demarche), on_start, user_data);
  return GTK_WIDGET (sheet);
}
