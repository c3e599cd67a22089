/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/config/delivery-rules.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define GROUP        "hub"
#define LEAST_RATE   1000      /* bytes per second: less, and nothing would ever arrive */
#define MOST_RATE    100000000 /* bytes per second */
#define DAY_MINUTES  (24 * 60)
#define HOUR_MINUTES 60

static const char *const metered_words[] = {
  [PARVIS_METERED_ALWAYS] = "always",
  [PARVIS_METERED_SMALL] = "small",
  [PARVIS_METERED_NEVER] = "never",
};

/* Reading --------------------------------------------------------------------------------------- */

static gboolean
read_metered (const char *text, ParvisDeliveryRules *rules)
{
  for (guint i = 0; i < G_N_ELEMENTS (metered_words); i++)
    if (strcmp (text, metered_words[i]) == 0)
      {
        rules->metered = (ParvisMetered) i;
        return TRUE;
      }
  return FALSE;
}

/* "20:00-06:30" */
static gboolean
read_hours (const char *text, ParvisDeliveryRules *rules)
{
  int from_hour, from_minute, until_hour, until_minute;

  if (!g_regex_match_simple ("^([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d$", text, (GRegexCompileFlags) 0,
                             (GRegexMatchFlags) 0)
      || sscanf (text, "%2d:%2d-%2d:%2d", &from_hour, &from_minute, &until_hour, &until_minute) != 4)
    return FALSE;
  rules->from = (guint) (from_hour * HOUR_MINUTES + from_minute);
  rules->until = (guint) (until_hour * HOUR_MINUTES + until_minute);
  return rules->from != rules->until;
}

static gboolean
read_rate (const char *text, ParvisDeliveryRules *rules)
{
  guint64 rate;

  if (!g_ascii_string_to_unsigned (text, 10, 0, MOST_RATE, &rate, NULL) || (rate > 0 && rate < LEAST_RATE))
    return FALSE;
  rules->rate = (guint) rate;
  return TRUE;
}

static const struct
{
  const char *key;
  gboolean (*read) (const char *text, ParvisDeliveryRules *rules);
  const char *remedy;
} keys[] = {
  { "metered", read_metered, N_ ("écrivez always, small ou never") },
  { "hours", read_hours, N_ ("écrivez deux heures différentes, par exemple 20:00-06:00") },
  { "rate", read_rate, N_ ("écrivez un nombre d’octets par seconde, de 1000 à 100000000 ; 0 : sans limite") },
};

gboolean
parvis_delivery_rules_is_key (const char *group, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys) && strcmp (group, GROUP) == 0; i++)
    if (g_strcmp0 (key, keys[i].key) == 0)
      return TRUE;
  return FALSE;
}

gboolean
parvis_delivery_rules_read (GKeyFile *file, const char *path, ParvisDeliveryRules *rules, GError **error)
{
  *rules = (ParvisDeliveryRules){ 0 };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *text = g_key_file_get_string (file, GROUP, keys[i].key, NULL);

      if (text == NULL || *g_strstrip (text) == '\0' || keys[i].read (text, rules))
        continue;
      g_set_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID, "%s : [" GROUP "] %s : %s", path,
                   keys[i].key, _ (keys[i].remedy));
      return FALSE;
    }
  return TRUE;
}

/* Judging --------------------------------------------------------------------------------------- */

static guint
minute_of_day (GDateTime *at)
{
  return (guint) (g_date_time_get_hour (at) * HOUR_MINUTES + g_date_time_get_minute (at));
}

static gboolean
is_open (const ParvisDeliveryRules *rules, guint minute)
{
  if (rules->from == rules->until)
    return TRUE;
  if (rules->from < rules->until)
    return minute >= rules->from && minute < rules->until;
  return minute >= rules->from || minute < rules->until; /* over midnight */
}

static GDateTime *
local_time (GTimeZone *zone, gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

gint64
parvis_delivery_rules_longest (const ParvisDeliveryRules *rules, GTimeZone *zone, gboolean metered, gint64 now)
{
  g_autoptr (GDateTime) at = local_time (zone, now);

  if (metered && rules->metered == PARVIS_METERED_NEVER)
    return 0;
  if (metered && rules->metered == PARVIS_METERED_SMALL)
    return PARVIS_DELIVERY_SMALL;
  return at == NULL || is_open (rules, minute_of_day (at)) ? G_MAXINT64 : PARVIS_DELIVERY_SMALL;
}

/* By the wall clock of that place. On the two days a year when it jumps this may be an hour off: early, and it is
 * looked at again; late, and what is large waits an hour more. */
gint64
parvis_delivery_rules_opens (const ParvisDeliveryRules *rules, GTimeZone *zone, gint64 now)
{
  g_autoptr (GDateTime) at = local_time (zone, now);
  guint minute = at != NULL ? minute_of_day (at) : 0;

  if (at == NULL || is_open (rules, minute))
    return now;
  return now - g_date_time_get_second (at) + 60 * (gint64) ((rules->from + DAY_MINUTES - minute) % DAY_MINUTES);
}
