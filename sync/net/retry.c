/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/net/retry.h"

#include <curl/curl.h>

#define MAX_DOUBLINGS 20

static const ParvisRetryDecision decisions[] = {
  [PARVIS_DELIVERY_ERROR_UNREACHABLE] = { PARVIS_RETRY_LATER, TRUE },
  [PARVIS_DELIVERY_ERROR_UNTRUSTED] = { PARVIS_RETRY_LATER, TRUE },
  [PARVIS_DELIVERY_ERROR_INTERRUPTED] = { PARVIS_RETRY_LATER, FALSE },
  [PARVIS_DELIVERY_ERROR_STRANGE] = { PARVIS_RETRY_LATER, FALSE },
  [PARVIS_DELIVERY_ERROR_BUSY] = { PARVIS_RETRY_LATER, FALSE },
  [PARVIS_DELIVERY_ERROR_DENIED] = { PARVIS_RETRY_LATER, FALSE },
  [PARVIS_DELIVERY_ERROR_GONE] = { PARVIS_RETRY_RECREATE, FALSE },
  [PARVIS_DELIVERY_ERROR_OFFSET] = { PARVIS_RETRY_LATER, FALSE },
  [PARVIS_DELIVERY_ERROR_REFUSED] = { PARVIS_RETRY_NEVER, FALSE },
  [PARVIS_DELIVERY_ERROR_PORTAL] = { PARVIS_RETRY_LATER, TRUE },
  [PARVIS_DELIVERY_ERROR_CLOCK] = { PARVIS_RETRY_LATER, TRUE },
  [PARVIS_DELIVERY_ERROR_CLOSED] = { PARVIS_RETRY_LATER, TRUE },
};

ParvisRetryDecision
parvis_retry_decide (const GError *error)
{
  if (error->domain != PARVIS_DELIVERY_ERROR || (guint) error->code >= G_N_ELEMENTS (decisions))
    return (ParvisRetryDecision){ PARVIS_RETRY_LATER, FALSE };
  return decisions[error->code];
}

static gint64
real_now (gpointer user_data)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static double
real_chance (gpointer user_data)
{
  return g_random_double ();
}

const ParvisRetryEnvironment parvis_retry_real_environment = { real_now, real_chance, NULL };

static gint64
jittered_wait (const ParvisRetryEnvironment *environment, guint attempts)
{
  gint64 ceiling = (gint64) PARVIS_RETRY_BASE << MIN (attempts, MAX_DOUBLINGS);
  double chance = environment->chance (environment->user_data);

  return 1 + (gint64) (chance * (double) MIN (ceiling, PARVIS_RETRY_CAP));
}

gint64
parvis_retry_next_try (const ParvisRetryEnvironment *environment, guint attempts, const GError *error)
{
  gint64 now = environment->now (environment->user_data);
  gint64 asked = error->domain == PARVIS_DELIVERY_ERROR ? parvis_delivery_error_not_before (error) : 0;

  return CLAMP (asked, now, now + PARVIS_RETRY_AFTER_MAX) + jittered_wait (environment, attempts);
}

/* delay-seconds = 1*DIGIT; anything that does not fit in 9 digits is "very long". */
static gboolean
parse_seconds (const char *value, gint64 *seconds)
{
  gsize digits = strspn (value, "0123456789");

  if (digits == 0 || value[digits] != '\0')
    return FALSE;
  *seconds = digits > 9 ? PARVIS_RETRY_AFTER_MAX : g_ascii_strtoll (value, NULL, 10);
  return TRUE;
}

gint64
parvis_retry_after_parse (const char *value, const char *date, gint64 now)
{
  g_autofree char *text = g_strstrip (g_strdup (value != NULL ? value : ""));
  gint64 seconds, at, their_now;

  if (parse_seconds (text, &seconds))
    return now + MIN (seconds, PARVIS_RETRY_AFTER_MAX);
  at = *text != '\0' ? (gint64) curl_getdate (text, NULL) : -1;
  if (at < 0)
    return 0;
  their_now = date != NULL ? (gint64) curl_getdate (date, NULL) : -1;
  seconds = at - (their_now >= 0 ? their_now : now);
  return seconds > 0 ? now + MIN (seconds, PARVIS_RETRY_AFTER_MAX) : 0;
}

gint64
parvis_retry_clock_offset (const char *date, gint64 now)
{
  gint64 theirs = date != NULL ? (gint64) curl_getdate (date, NULL) : -1;

  return theirs > 0 ? theirs - now : 0;
}
