/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/open.h"

#include "ui/pages/demarche/start-page.h"
#include "ui/pages/service/service-page.h"

static const struct
{
  const char *kind;
  ParvisPage *(*open) (const char *id);
} kinds[] = {
  { "service", parvis_service_page_new },
  { "demarche", parvis_demarche_start_page_new },
};

ParvisPage *
parvis_page_for (const char *kind, const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return kinds[i].open (id);
  return NULL;
}
