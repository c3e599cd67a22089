/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog-open.h"
#include "app/content/commune.h"
#include "app/content/event.h"
#include "app/content/faq.h"
#include "app/content/guide.h"
#include "app/content/hit.h"
#include "app/content/map.h"
#include "app/content/news.h"
#include "app/content/pass.h"
#include "app/content/place.h"
#include "app/content/service.h"
#include "app/demarche/demarche.h"

G_BEGIN_DECLS

/* All that the catalogue can be asked: one header a kind, and what follows. */

ParvisDemarche *parvis_catalog_demarche (ParvisCatalog *self, const char *id, const char *language,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

GBytes *parvis_catalog_media (ParvisCatalog *self, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
