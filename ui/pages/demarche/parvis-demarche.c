/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/demarche/parvis-demarche.h"

#include "ui/pages/demarche/demarche-page.h"

ParvisPage *
parvis_demarche_open (ParvisDesk *desk, const char *demarche_id, const char *language, GError **error)
{
  ParvisCatalog *catalog = parvis_desk_catalog (desk);
  g_autoptr (ParvisDemarche) demarche = NULL;

  if (catalog == NULL)
    {
      g_set_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_MISSING, "no content has been installed");
      return NULL;
    }
  demarche = parvis_catalog_demarche (catalog, demarche_id, language, error);
  return demarche != NULL ? parvis_demarche_page_new (desk, parvis_draft_new (demarche), language) : NULL;
}
