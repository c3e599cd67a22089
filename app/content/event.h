/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog-open.h"

G_BEGIN_DECLS

/* What happens in the commune. */
typedef struct
{
  char *id, *title;
  char *category;   /* "culture", "sport", "youth", "seniors", "council", "market", "association", "health", "other" */
  char *summary;    /* (nullable) one line */
  char *place;      /* (nullable) id of a place */
  char *place_name; /* (nullable) that place's name, or where it is otherwise */
  char *details;    /* (nullable) */
  gint64 starts_at, ends_at; /* Unix seconds */
} ParvisEvent;
void parvis_event_free (ParvisEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisEvent, parvis_event_free)

/* Lists of ParvisEvent, soonest first: at most @limit that have not ended by @from; those of which a moment
 * lies in [@from, @to). Unix seconds. */
GPtrArray *parvis_catalog_events (ParvisCatalog *self, gint64 from, guint limit, const char *language,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *parvis_catalog_events_between (ParvisCatalog *self, gint64 from, gint64 to, const char *language,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisEvent *parvis_catalog_event (ParvisCatalog *self, const char *id, const char *language,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
