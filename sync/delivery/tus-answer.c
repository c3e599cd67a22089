/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/delivery/tus-answer.h"

#include <glib/gi18n-lib.h>
#include <openssl/evp.h>
#include <string.h>

#include "sync/net/problem.h"
#include "sync/net/retry.h"
#include "sync/delivery/tus.h"

#define LOCATION_MAX      2000
#define NUMBER_MAX_DIGITS 15
#define LIST_MAX          64 /* words */

gboolean
parvis_tus_parse_number (const char *value, gint64 *number)
{
  gsize digits = value != NULL ? strspn (value, "0123456789") : 0;

  if (digits == 0 || digits > NUMBER_MAX_DIGITS || value[digits] != '\0')
    return FALSE;
  *number = g_ascii_strtoll (value, NULL, 10);
  return TRUE;
}

static int
port_of (GUri *uri)
{
  int usual = g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;

  return g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : usual;
}

static gboolean
same_origin (GUri *a, GUri *b)
{
  return g_strcmp0 (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 && g_uri_get_userinfo (b) == NULL
         && g_uri_get_host (a) != NULL && g_uri_get_host (b) != NULL
         && g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 && port_of (a) == port_of (b);
}

char *
parvis_tus_resolve_location (const char *endpoint, const char *location)
{
  g_autoptr (GUri) base = g_uri_parse (endpoint, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) uri = NULL;

  if (base == NULL || location == NULL || *location == '\0' || strlen (location) > LOCATION_MAX)
    return NULL;
  uri = g_uri_parse_relative (base, location, G_URI_FLAGS_ENCODED, NULL);
  return uri != NULL && same_origin (base, uri) ? g_uri_to_string (uri) : NULL;
}

char *
parvis_tus_encode_metadata (const char *const *metadata)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; metadata != NULL && metadata[i] != NULL; i += 2)
    {
      g_autofree char *value = g_base64_encode ((const guchar *) metadata[i + 1], strlen (metadata[i + 1]));

      g_string_append_printf (line, "%s%s %s", i > 0 ? "," : "", metadata[i], value);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* A list between commas, with or without spaces. */
static gboolean
list_has (const char *list, const char *word)
{
  g_auto (GStrv) words = g_strsplit (list != NULL ? list : "", ",", LIST_MAX);

  for (char **each = words; *each != NULL; each++)
    if (g_str_equal (g_strstrip (*each), word))
      return TRUE;
  return FALSE;
}

const char *
parvis_tus_choose_checksum (const char *extensions, const char *algorithms)
{
  static const char *const ours[] = { "sha256", "sha1" };

  for (gsize i = 0; i < G_N_ELEMENTS (ours) && list_has (extensions, "checksum"); i++)
    if (list_has (algorithms, ours[i]))
      return ours[i];
  return NULL;
}

gboolean
parvis_tus_takes_bytes_at_creation (const char *extensions)
{
  return list_has (extensions, "creation-with-upload");
}

gboolean
parvis_tus_is_representation (const char *applied, const char *type)
{
  return list_has (applied, "return=representation") && g_strcmp0 (type, "application/json") == 0;
}

static char *
checksum_header (const char *algorithm, const guint8 *sum, gsize length)
{
  g_autofree char *base64 = g_base64_encode (sum, length);

  return g_strdup_printf ("Upload-Checksum: %s %s", algorithm, base64);
}

char *
parvis_tus_checksum_header (const char *algorithm, gconstpointer data, gsize size)
{
  guint8 sum[EVP_MAX_MD_SIZE];
  guint length = 0;

  EVP_Digest (data, size, sum, &length, g_str_equal (algorithm, "sha1") ? EVP_sha1 () : EVP_sha256 (), NULL);
  return checksum_header (algorithm, sum, length);
}

char *
parvis_tus_known_checksum_header (const char *sha256)
{
  guint8 sum[32];

  g_return_val_if_fail (strlen (sha256) == 2 * sizeof sum, NULL);
  for (gsize i = 0; i < sizeof sum; i++)
    sum[i] = (guint8) (g_ascii_xdigit_value (sha256[2 * i]) << 4 | g_ascii_xdigit_value (sha256[2 * i + 1]));
  return checksum_header ("sha256", sum, sizeof sum);
}

static ParvisDeliveryError
sort_status (guint status)
{
  switch (status)
    {
    case 404:
    case 410:
      return PARVIS_DELIVERY_ERROR_GONE;
    case 409:
    case 460: /* tus checksum extension: what was sent was dropped */
      return PARVIS_DELIVERY_ERROR_OFFSET;
    case 401:
      return PARVIS_DELIVERY_ERROR_UNTRUSTED;
    case 408:
    case 423:
    case 425:
    case 429:
      return PARVIS_DELIVERY_ERROR_BUSY;
    case 511: /* RFC 6585 §6 */
      return PARVIS_DELIVERY_ERROR_PORTAL;
    default:
      if (status >= 500)
        return PARVIS_DELIVERY_ERROR_BUSY;
      return status >= 400 ? PARVIS_DELIVERY_ERROR_DENIED : PARVIS_DELIVERY_ERROR_PORTAL;
    }
}

/* In the body; for HEAD, which is answered without one, in a header. */
static gboolean
read_problem (const ParvisHttpAnswer *answer, ParvisProblem *problem)
{
  GBytes *body = parvis_http_answer_body (answer);

  if (g_bytes_get_size (body) == 0)
    return parvis_problem_from_type (parvis_http_answer_header (answer, PARVIS_PROBLEM_HEADER), problem);
  return parvis_problem_parse (parvis_http_answer_header (answer, "content-type"), body, problem);
}

/* The server's own word goes before what its status code usually means. */
static ParvisDeliveryError
sort_answer (const ParvisHttpAnswer *answer, const char **type)
{
  guint status = parvis_http_answer_status (answer);
  ParvisProblem problem;

  *type = "";
  if (status < 400 || !read_problem (answer, &problem))
    return sort_status (status);
  *type = parvis_problem_type (problem);
  if (parvis_problem_is_final (problem))
    return PARVIS_DELIVERY_ERROR_REFUSED;
  switch (problem)
    {
    case PARVIS_PROBLEM_SUM:
      return PARVIS_DELIVERY_ERROR_GONE;
    case PARVIS_PROBLEM_CERTIFICATE:
    case PARVIS_PROBLEM_REVOKED:
      return PARVIS_DELIVERY_ERROR_UNTRUSTED;
    case PARVIS_PROBLEM_CLOSED:
      return PARVIS_DELIVERY_ERROR_CLOSED;
    default:
      return sort_status (status);
    }
}

GError *
parvis_tus_error_from_answer (const ParvisHttpAnswer *answer, const char *what, gint64 now)
{
  const char *type;
  ParvisDeliveryError kind = sort_answer (answer, &type);
  GError *error = g_error_new (PARVIS_DELIVERY_ERROR, kind, _ ("réponse %u à %s%s%s"),
                               parvis_http_answer_status (answer), what, *type != '\0' ? " : " : "", type);
  gint64 not_before = parvis_retry_after_parse (parvis_http_answer_header (answer, "retry-after"),
                                                parvis_http_answer_header (answer, "date"), now);

  parvis_delivery_error_set_not_before (error, not_before);
  return error;
}
