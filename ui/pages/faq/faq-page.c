/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/faq/faq-page.h"

#include <glib/gi18n-lib.h>

#include "ui/pages/theme/theme-page.h"
#include "ui/tile/tile.h"

struct _ParvisFaqPage
{
  ParvisListPage parent_instance;
  char *theme_id; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (ParvisFaqPage, parvis_faq_page, PARVIS_TYPE_LIST_PAGE)

static const char *
get_language (ParvisListPage *page)
{
  return parvis_page_language (PARVIS_PAGE (page));
}

static ParvisSheet *
parvis_faq_page_head (ParvisListPage *page, ParvisCatalog *catalog)
{
  const char *theme_id = PARVIS_FAQ_PAGE (page)->theme_id;
  ParvisTheme *theme = theme_id != NULL ? parvis_theme_find (catalog, theme_id, get_language (page)) : NULL;
  ParvisSheet *sheet = theme != NULL ? parvis_sheet_new (_ ("Questions fréquentes"), theme->title,
                                                         _ ("Touchez une question pour lire sa réponse."))
                                     : parvis_sheet_new (NULL, _ ("Questions fréquentes"),
                                                         _ ("De quoi s’agit-il ? Touchez un thème."));

  g_clear_pointer (&theme, parvis_theme_free);
  return sheet;
}

static void
add_questions (ParvisListPage *page, const GPtrArray *questions)
{
  for (guint i = 0; i < questions->len; i++)
    {
      const ParvisFaq *faq = g_ptr_array_index (questions, i);

      parvis_list_page_add (page, parvis_row_new (faq->question, NULL), "faq", faq->id);
    }
}

static guint
count_of (const GPtrArray *questions, const char *theme_id)
{
  guint count = 0;

  for (guint i = 0; i < questions->len; i++)
    count += g_strcmp0 (((const ParvisFaq *) g_ptr_array_index (questions, i))->theme, theme_id) == 0;
  return count;
}

static void
add_themes (ParvisListPage *page, ParvisCatalog *catalog, const GPtrArray *questions)
{
  g_autoptr (GPtrArray) themes = parvis_catalog_themes (catalog, get_language (page), NULL);

  for (guint i = 0; themes != NULL && i < themes->len; i++)
    {
      const ParvisTheme *theme = g_ptr_array_index (themes, i);
      guint count = count_of (questions, theme->id);
      g_autofree char *summary
          = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u question", "%u questions", count), count);

      if (count > 0)
        parvis_list_page_add (page, parvis_row_new (theme->title, summary), "faq-theme", theme->id);
    }
}

static void
parvis_faq_page_fill (ParvisListPage *page, ParvisCatalog *catalog)
{
  const char *theme_id = PARVIS_FAQ_PAGE (page)->theme_id;
  g_autoptr (GPtrArray) questions = parvis_catalog_faq (catalog, theme_id, get_language (page), NULL);

  if (questions == NULL)
    return;
  if (theme_id != NULL)
    add_questions (page, questions);
  else
    add_themes (page, catalog, questions);
}

static const char *
parvis_faq_page_nothing (ParvisListPage *page)
{
  return _ ("Il n’y a pas encore de question ici. Posez la vôtre à l’accueil.");
}

static void
parvis_faq_page_finalize (GObject *object)
{
  g_free (PARVIS_FAQ_PAGE (object)->theme_id);
  G_OBJECT_CLASS (parvis_faq_page_parent_class)->finalize (object);
}

static void
parvis_faq_page_class_init (ParvisFaqPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_faq_page_finalize;
  PARVIS_LIST_PAGE_CLASS (klass)->head = parvis_faq_page_head;
  PARVIS_LIST_PAGE_CLASS (klass)->fill = parvis_faq_page_fill;
  PARVIS_LIST_PAGE_CLASS (klass)->nothing = parvis_faq_page_nothing;
}

static void
parvis_faq_page_init (ParvisFaqPage *self)
{
}

ParvisPage *
parvis_faq_page_new (const char *theme_id)
{
  ParvisFaqPage *self = g_object_new (PARVIS_TYPE_FAQ_PAGE, NULL);

  self->theme_id = g_strdup (theme_id);
  return PARVIS_PAGE (self);
}
