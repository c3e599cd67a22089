/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog-open.h"

G_BEGIN_DECLS

/* A question that people ask at the desk, and its answer. */
typedef struct
{
  char *id, *question;
  char *answer;  /* \n separates paragraphs; a line that begins with "- " is an item of a list */
  char *theme;   /* id of a theme */
  char *service; /* (nullable) id of the fiche that says more */
} ParvisFaq;
void parvis_faq_free (ParvisFaq *faq);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisFaq, parvis_faq_free)

/* Of ParvisFaq, in the bundle's order; of every theme where @theme is %NULL. */
GPtrArray *parvis_catalog_faq (ParvisCatalog *self, const char *theme, const char *language,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisFaq *parvis_catalog_faq_item (ParvisCatalog *self, const char *id, const char *language,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
