/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/fetch-options.h"

#include "sync/config/delivery-rules.h"

gint64
parvis_fetch_limit (const ParvisConfig *config, const ParvisFetchLine *line, gint64 now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (parvis_config_timezone (config));

  if (line->anytime)
    return G_MAXINT64;
  if (line->metered && !parvis_config_content (config)->metered)
    return 0;
  return parvis_delivery_rules_longest (parvis_config_delivery (config), zone, FALSE, now);
}

gint64
parvis_fetch_opens (const ParvisConfig *config, const ParvisFetchLine *line, gint64 now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (parvis_config_timezone (config));

  return line->anytime ? now : parvis_delivery_rules_opens (parvis_config_delivery (config), zone, now);
}
