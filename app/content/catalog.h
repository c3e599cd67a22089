/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog-open.h"
#include "app/content/commune.h"
#include "app/content/event.h"
#include "app/content/faq.h"
#include "app/content/guide.h"
#include "app/content/news.h"
#include "app/content/place.h"
#include "app/content/service.h"
#include "app/demarche/demarche.h"

G_BEGIN_DECLS

/* All that the catalogue can be asked: one header a kind, and what follows. */

ParvisDemarche *parvis_catalog_demarche (ParvisCatalog *self, const char *id, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct { char *kind; /* "service" or "demarche" */ char *id, *title, *summary; } ParvisHit;
void parvis_hit_free (ParvisHit *hit);
/* As one types: prefixes, accents and case do not matter, best first. @words is hostile: never an FTS5 expression. Where no service
 * has all the words, those that have some. A démarche that a service leads to is found as that service; "demarche" is one that
 * nothing leads to. */
GPtrArray *parvis_catalog_search (ParvisCatalog *self, const char *words, guint limit, const char *language, GError **error) G_GNUC_WARN_UNUSED_RESULT;

GBytes *parvis_catalog_media (ParvisCatalog *self, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
