/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"

G_BEGIN_DECLS

/* What may leave when, by [hub] metered= and hours= (sync/config/config.h): pure. */

/* The keys of [hub] that are read here, and the reading of them from @file, the file @path. */
gboolean parvis_delivery_rules_is_key (const char *group, const char *key);
gboolean parvis_delivery_rules_read (GKeyFile *file, const char *path, ParvisDeliveryRules *rules,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The size in bytes of the longest submission that may leave @now (Unix seconds): G_MAXINT64, PARVIS_DELIVERY_SMALL or
 * 0.
 * @zone: of the hours. @metered: the line is paid by what goes through it. */
gint64 parvis_delivery_rules_longest (const ParvisDeliveryRules *rules, GTimeZone *zone, gboolean metered, gint64 now);
/* When hours= lets large ones leave next, in Unix seconds: @now when it does already, or when there are no hours. */
gint64 parvis_delivery_rules_opens (const ParvisDeliveryRules *rules, GTimeZone *zone, gint64 now);

G_END_DECLS
