/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes as what a server answers: Location, Upload-Offset, Retry-After, Date, Tus-Extension and
 * Tus-Checksum-Algorithm a line each, then a body. Nobody is sent elsewhere, no offset is negative, no wait is longer
 * than ours, no checksum is one that we cannot make, and only a problem of ours is one.
 */
#include <gio/gio.h>
#include <stdint.h>
#include <string.h>

#include "sync/net/problem.h"
#include "sync/net/retry.h"
#include "sync/delivery/tus-answer.h"

#define NOW 1800000000

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_location (const char *location)
{
  g_autofree char *url = parvis_tus_resolve_location ("https://hub.example:8443/v1/uploads", location);

  g_assert_true (url == NULL || g_ascii_strncasecmp (url, "https://hub.example:8443", 24) == 0);
}

static void
check_number (const char *text)
{
  gint64 number;

  g_assert_true (!parvis_tus_parse_number (text, &number) || number >= 0);
}

static void
check_retry_after (const char *value, const char *date)
{
  gint64 at = parvis_retry_after_parse (value, date, NOW);

  g_assert_true (at == 0 || (at >= NOW && at <= NOW + PARVIS_RETRY_AFTER_MAX));
}

/* A date of any year: a number, and one that can be told as one. */
static void
check_clock (const char *date)
{
  gint64 offset = parvis_retry_clock_offset (date, NOW);

  g_assert_true (offset == 0 || offset + NOW > 0);
  g_assert_cmpint (ABS (offset), >=, 0);
}

static void
check_checksum (const char *extensions, const char *algorithms)
{
  const char *chosen = parvis_tus_choose_checksum (extensions, algorithms);
  g_autofree char *header
      = chosen != NULL ? parvis_tus_checksum_header (chosen, algorithms, strlen (algorithms)) : NULL;

  g_assert_true (chosen == NULL || (strstr (extensions, "checksum") != NULL && strstr (algorithms, chosen) != NULL));
  g_assert_true (header == NULL || (strlen (header) < 100 && strpbrk (header, "\r\n") == NULL));
}

/* Offered, and applied: only where the very word stands there. */
static void
check_words (const char *extensions, const char *type)
{
  g_assert_true (!parvis_tus_takes_bytes_at_creation (extensions)
                 || strstr (extensions, "creation-with-upload") != NULL);
  g_assert_true (!parvis_tus_is_representation (extensions, type)
                 || (strstr (extensions, "return=representation") != NULL && g_str_equal (type, "application/json")));
}

static void
check_problem (const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  ParvisProblem problem;

  if (parvis_problem_parse (PARVIS_PROBLEM_MEDIA_TYPE, body, &problem))
    g_assert_true (g_str_has_prefix (parvis_problem_type (problem), "urn:parvis:problem:"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1); /* the reader of headers drops what is not UTF-8 */
  g_auto (GStrv) lines = g_strsplit (text, "\n", 7);

  if (g_strv_length (lines) < 7)
    return 0;
  check_location (lines[0]);
  check_number (lines[1]);
  check_retry_after (lines[2], lines[3]);
  check_clock (lines[3]);
  check_checksum (lines[4], lines[5]);
  check_words (lines[4], lines[5]);
  check_problem (lines[6]);
  return 0;
}
