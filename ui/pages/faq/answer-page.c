/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/faq/answer-page.h"

#include <glib/gi18n-lib.h>

#include "ui/feedback/feedback.h"
#include "ui/key/key.h"
#include "ui/pages/open.h"
#include "ui/pages/theme/theme-page.h"
#include "ui/prose/prose.h"
#include "ui/sheet/sheet.h"
#include "ui/text/text.h"

struct _ParvisAnswerPage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
  char *faq_id;
};

G_DEFINE_FINAL_TYPE (ParvisAnswerPage, parvis_answer_page, PARVIS_TYPE_PAGE)

static void
add_service (ParvisAnswerPage *self, ParvisSheet *sheet, const ParvisService *service)
{
  GtkWidget *key = parvis_key_new_trailing (_ ("Lire la fiche complète"), "next");
  g_autofree char *more = g_strdup_printf (_ ("La fiche « %s » en dit plus."), service->title);

  gtk_widget_add_css_class (key, "primary");
  parvis_open_when_clicked (key, PARVIS_PAGE (self), "service", service->id);
  parvis_sheet_append (sheet, parvis_text_new (more, "see-also"));
  parvis_sheet_add_action (sheet, key);
}

static ParvisSheet *
make_sheet (ParvisAnswerPage *self, ParvisCatalog *catalog, const ParvisFaq *faq)
{
  const char *language = parvis_page_language (PARVIS_PAGE (self));
  ParvisTheme *theme = parvis_theme_find (catalog, faq->theme, language);
  ParvisSheet *sheet = parvis_sheet_new (theme != NULL ? theme->title : NULL, faq->question, NULL);
  g_autoptr (ParvisService) service
      = faq->service != NULL ? parvis_catalog_service (catalog, faq->service, language, NULL) : NULL;

  parvis_sheet_append (sheet, parvis_prose_new (faq->answer, "prose-text"));
  if (service != NULL)
    add_service (self, sheet, service);
  parvis_sheet_append (sheet, parvis_feedback_new (PARVIS_PAGE (self), "faq", faq->id));
  g_clear_pointer (&theme, parvis_theme_free);
  return sheet;
}

static void
parvis_answer_page_build (ParvisPage *page)
{
  ParvisAnswerPage *self = PARVIS_ANSWER_PAGE (page);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  g_autoptr (ParvisFaq) faq = parvis_catalog_faq_item (catalog, self->faq_id, parvis_page_language (page), NULL);

  self->sheet = faq != NULL ? make_sheet (self, catalog, faq)
                            : parvis_sheet_new (NULL, _ ("Cette question n’existe plus."), _ ("Touchez Retour."));
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

static void
parvis_answer_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_ANSWER_PAGE (page)->sheet);
}

static void
parvis_answer_page_layout (ParvisPage *page, gboolean landscape)
{
  parvis_sheet_set_side_by_side (PARVIS_ANSWER_PAGE (page)->sheet, landscape);
}

static void
parvis_answer_page_finalize (GObject *object)
{
  g_free (PARVIS_ANSWER_PAGE (object)->faq_id);
  G_OBJECT_CLASS (parvis_answer_page_parent_class)->finalize (object);
}

static void
parvis_answer_page_class_init (ParvisAnswerPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_answer_page_finalize;
  PARVIS_PAGE_CLASS (klass)->build = parvis_answer_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_answer_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_answer_page_layout;
}

static void
parvis_answer_page_init (ParvisAnswerPage *self)
{
}

ParvisPage *
parvis_answer_page_new (const char *faq_id)
{
  ParvisAnswerPage *self = g_object_new (PARVIS_TYPE_ANSWER_PAGE, NULL);

  self->faq_id = g_strdup (faq_id);
  return PARVIS_PAGE (self);
}
