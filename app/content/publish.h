/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/bundle.h"

G_BEGIN_DECLS

/* Writing the tree that kiosks fetch from (sync/content/release.h): plain files, which any web server can serve, and
 * parvis-hub too. Everything is there before the list of releases speaks of it, and each file is replaced in one step:
 * who reads meanwhile reads the old or the new. Errors are PARVIS_BUNDLE_ERROR or PARVIS_SIGNATURE_ERROR. */
typedef struct
{
  const char *ca;                /* of the commune: a bundle that kiosks would refuse is not published */
  const char *certificate, *key; /* content-signing */
  guint valid_days;              /* how long the list is good; by then it must be published or renewed again */
} ParvisPublisher;
#define PARVIS_PUBLISH_DAYS 30

typedef struct
{
  const char *const *groups; /* (nullable): all kiosks */
  guint percent;             /* of them; 100: all */
  gint64 from;               /* Unix seconds; 0: at once */
} ParvisAudience;

/* Publishes the signed bundle @folder into @tree, which is made if need be, for @audience. @version: (out) nullable. */
gboolean parvis_publish_bundle (const ParvisPublisher *publisher, const char *folder, const char *tree,
                                const ParvisAudience *audience, gint64 now, gint64 *version,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Publishes the JSON object of @file as the resource @name (sync/content/resource.h), good until @until. "notices" must
 * be as notices.json. */
gboolean parvis_publish_resource (const ParvisPublisher *publisher, const char *name, const char *file,
                                  const char *tree, gint64 until, gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same list, good for as long again. */
gboolean parvis_publish_renew (const ParvisPublisher *publisher, const char *tree, gint64 now,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
