/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/http/request.h"

#include <string.h>

#include "sync/hub/http/content-path.h"
#include "sync/keys/est-message.h"

#define UPLOADS     "/v1/uploads"
#define SUBMISSIONS "/v1/submissions/"
#define HEX         "0123456789abcdef"
#define BASE64      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
#define BASE64_MAX  64 /* characters of a sum */
#define MAX_DIGITS  15
#define PREFER_MAX  256 /* characters */

typedef struct
{
  ParvisHubHeader header;
  gpointer user_data;
  ParvisHubRequest *request;
  ParvisHubRejection *rejection;
} Reading;

static gboolean
reject (Reading *reading, guint status, ParvisProblem problem, const char *detail)
{
  *reading->rejection = (ParvisHubRejection){ status, problem, detail };
  return FALSE;
}

static const char *
header (Reading *reading, const char *name)
{
  return reading->header (name, reading->user_data);
}

/* Pieces ---------------------------------------------------------------------------------------- */

static gboolean
parse_number (const char *text, gint64 *number)
{
  gsize digits = text != NULL ? strspn (text, "0123456789") : 0;

  if (digits == 0 || digits > MAX_DIGITS || text[digits] != '\0')
    return FALSE;
  *number = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

/* Copies exactly @length characters of @alphabet that end the text. */
static gboolean
parse_token (const char *text, const char *alphabet, gsize length, char *out)
{
  if (strspn (text, alphabet) != length || text[length] != '\0')
    return FALSE;
  memcpy (out, text, length + 1);
  return TRUE;
}

/* 8-4-4-4-12 hexadecimal characters, RFC 9562 §4; one spelling only, so that one submission has one name. */
static gboolean
parse_uuid (const char *text, gsize length, char *out)
{
  if (length != 36)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (dash ? text[i] != '-' : strchr (HEX, text[i]) == NULL || text[i] == '\0')
        return FALSE;
    }
  memcpy (out, text, length);
  out[length] = '\0';
  return TRUE;
}

/* Upload-Metadata ------------------------------------------------------------------------------- */

/* Decodes one value; text without a NUL and of less than @size bytes, else FALSE. */
static gboolean
decode_value (const char *base64, char *out, gsize size)
{
  g_autofree char *value = NULL;
  gsize length;

  if (strspn (base64, BASE64) != strlen (base64))
    return FALSE;
  value = (char *) g_base64_decode (base64, &length);
  if (length >= size || memchr (value, '\0', length) != NULL)
    return FALSE;
  memcpy (out, value, length);
  out[length] = '\0';
  return TRUE;
}

/* One "name base64" pair; names we do not know are passed over, as tus asks. */
static gboolean
read_pair (ParvisHubRequest *request, const char *pair)
{
  g_auto (GStrv) halves = g_strsplit (pair, " ", 2);
  const char *name = halves[0] != NULL ? halves[0] : "";
  const char *value = halves[0] != NULL && halves[1] != NULL ? halves[1] : "";
  char text[128];

  if (!g_str_equal (name, "submission") && !g_str_equal (name, "sha256") && !g_str_equal (name, "kiosk"))
    return TRUE;
  if (!decode_value (value, text, sizeof text))
    return FALSE;
  if (g_str_equal (name, "submission"))
    return parse_uuid (text, strlen (text), request->submission);
  if (g_str_equal (name, "sha256"))
    return parse_token (text, HEX, PARVIS_HUB_SUM_CHARS, request->sha256);
  return g_strlcpy (request->kiosk, text, sizeof request->kiosk) < sizeof request->kiosk;
}

static gboolean
read_metadata (ParvisHubRequest *request, const char *metadata)
{
  g_auto (GStrv) pairs = NULL;

  if (metadata == NULL || strlen (metadata) > PARVIS_HUB_METADATA_MAX)
    return FALSE;
  pairs = g_strsplit (metadata, ",", -1);
  for (guint i = 0; pairs[i] != NULL; i++)
    if (!read_pair (request, g_strstrip (pairs[i])))
      return FALSE;
  return request->submission[0] != '\0' && request->sha256[0] != '\0';
}

/* Actions --------------------------------------------------------------------------------------- */

/* Upload-Checksum: algorithm, a space, base64. An algorithm that is not advertised is 400: tus 1.0.0, "Checksum". */
static gboolean
parse_checksum (ParvisHubRequest *request, const char *text)
{
  static const struct
  {
    const char *name;
    ParvisHubChecksum checksum;
    gsize size;
  } known[] = { { "sha1 ", PARVIS_HUB_CHECKSUM_SHA1, 20 }, { "sha256 ", PARVIS_HUB_CHECKSUM_SHA256, 32 } };

  if (text == NULL)
    return TRUE;
  for (gsize k = 0; k < G_N_ELEMENTS (known); k++)
    if (g_str_has_prefix (text, known[k].name))
      {
        const char *base64 = text + strlen (known[k].name);
        g_autofree guchar *sum = NULL;
        gsize size = 0;

        if (strlen (base64) <= BASE64_MAX && strspn (base64, BASE64) == strlen (base64))
          sum = g_base64_decode (base64, &size);
        if (size != known[k].size)
          return FALSE;
        memcpy (request->sum, sum, size);
        request->checksum = known[k].checksum;
        return TRUE;
      }
  return FALSE;
}

/* One of the preferences, with or without others (RFC 7240 §2); those that we do not know are passed over. */
static gboolean
prefers (const char *preferences, const char *wanted)
{
  g_auto (GStrv) words = NULL;

  if (preferences == NULL || strlen (preferences) > PREFER_MAX)
    return FALSE;
  words = g_strsplit (preferences, ",", -1);
  for (char **each = words; *each != NULL; each++)
    if (g_ascii_strcasecmp (g_strstrip (*each), wanted) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_bytes (Reading *reading)
{
  return g_strcmp0 (header (reading, "Content-Type"), "application/offset+octet-stream") == 0;
}

/* What every request that brings bytes may say of them. */
static gboolean
parse_bytes (Reading *reading)
{
  reading->request->represent = prefers (header (reading, "Prefer"), "return=representation");
  return parse_checksum (reading->request, header (reading, "Upload-Checksum"))
         || reject (reading, 400, PARVIS_PROBLEM_REQUEST,
                    "Upload-Checksum must be sha1 or sha256, and that sum in base64");
}

/* tus 1.0.0, "Creation With Upload": the type of the body tells. */
static gboolean
parse_create (Reading *reading)
{
  reading->request->action = PARVIS_HUB_CREATE;
  reading->request->brings = has_bytes (reading);
  if (header (reading, "Upload-Defer-Length") != NULL)
    return reject (reading, 400, PARVIS_PROBLEM_METADATA, "Upload-Defer-Length is not supported");
  if (!parse_number (header (reading, "Upload-Length"), &reading->request->length) || reading->request->length == 0)
    return reject (reading, 400, PARVIS_PROBLEM_METADATA, "Upload-Length must be a number of bytes above 0");
  if (!read_metadata (reading->request, header (reading, "Upload-Metadata")))
    return reject (reading, 400, PARVIS_PROBLEM_METADATA,
                   "Upload-Metadata must have submission (UUID) and sha256 (64 hexadecimal characters)");
  return parse_bytes (reading);
}

static gboolean
parse_append (Reading *reading)
{
  reading->request->action = PARVIS_HUB_APPEND;
  if (!has_bytes (reading))
    return reject (reading, 415, PARVIS_PROBLEM_REQUEST, "Content-Type must be application/offset+octet-stream");
  if (!parse_bytes (reading))
    return FALSE;
  if (!parse_number (header (reading, "Upload-Offset"), &reading->request->offset))
    return reject (reading, 400, PARVIS_PROBLEM_REQUEST, "Upload-Offset must be a number of bytes");
  return TRUE;
}

static gboolean
parse_upload (Reading *reading, const char *method, const char *id)
{
  if (!parse_token (id, HEX, sizeof reading->request->upload - 1, reading->request->upload))
    return reject (reading, 404, PARVIS_PROBLEM_UNKNOWN, "no such upload");
  if (g_str_equal (method, "PATCH"))
    return parse_append (reading);
  if (!g_str_equal (method, "HEAD") && !g_str_equal (method, "DELETE"))
    return reject (reading, 405, PARVIS_PROBLEM_REQUEST, "HEAD, PATCH, DELETE or OPTIONS");
  reading->request->action = g_str_equal (method, "HEAD") ? PARVIS_HUB_ASK : PARVIS_HUB_DROP;
  return TRUE;
}

/* tus 1.0.0: every request but OPTIONS says its version; 412 when it is not ours. */
static gboolean
parse_tus (Reading *reading, const char *method, const char *rest)
{
  if (g_strcmp0 (header (reading, "Tus-Resumable"), "1.0.0") != 0)
    return reject (reading, 412, PARVIS_PROBLEM_REQUEST, "Tus-Resumable must be 1.0.0");
  if (rest[0] == '/' && rest[1] != '\0')
    return parse_upload (reading, method, rest + 1);
  if (!g_str_equal (method, "POST"))
    return reject (reading, 405, PARVIS_PROBLEM_REQUEST, "POST or OPTIONS");
  return parse_create (reading);
}

static gboolean
parse_get (Reading *reading, const char *method, const char *path)
{
  const char *rest;

  if (!g_str_equal (method, "GET"))
    return reject (reading, 405, PARVIS_PROBLEM_REQUEST, "GET");
  if (g_str_equal (path, "/v1/health"))
    {
      reading->request->action = PARVIS_HUB_HEALTH;
      return TRUE;
    }
  rest = path + strlen (SUBMISSIONS);
  reading->request->action = PARVIS_HUB_RECEIPT;
  if (strlen (rest) == 36 + strlen ("/receipt") && g_str_has_suffix (rest, "/receipt")
      && parse_uuid (rest, 36, reading->request->submission))
    return TRUE;
  return reject (reading, 404, PARVIS_PROBLEM_UNKNOWN, "nothing here");
}

/* Questions with a JSON body; what they are about is in the body, so that no journal on the way keeps it. */
static const struct
{
  const char *path;
  ParvisHubAction action;
} asks[] = {
  { "/v1/tracking", PARVIS_HUB_TRACK },       { "/v1/slots", PARVIS_HUB_OPEN_SLOT },
  { "/v1/slots/next", PARVIS_HUB_NEXT_FILE }, { "/v1/slots/close", PARVIS_HUB_CLOSE_SLOT },
  { "/v1/status", PARVIS_HUB_STATUS },
};

static gboolean
parse_ask (Reading *reading, const char *method, ParvisHubAction action)
{
  reading->request->action = action;
  if (!g_str_equal (method, "POST"))
    return reject (reading, 405, PARVIS_PROBLEM_REQUEST, "POST");
  if (g_strcmp0 (header (reading, "Content-Type"), "application/json") != 0)
    return reject (reading, 415, PARVIS_PROBLEM_REQUEST, "Content-Type must be application/json");
  return TRUE;
}

/* Enrolment (RFC 7030) --------------------------------------------------------------------------- */

static gboolean
parse_est (Reading *reading, const char *method, const char *operation)
{
  static const struct
  {
    const char *name;
    const char *method;
    ParvisHubAction action;
  } operations[] = {
    { "cacerts", "GET", PARVIS_HUB_CACERTS },
    { "simpleenroll", "POST", PARVIS_HUB_ENROL },
    { "simplereenroll", "POST", PARVIS_HUB_REENROL },
  };
  const char *type = header (reading, "Content-Type");
  const gsize length = strlen (PARVIS_EST_PKCS10);

  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_str_equal (operation, operations[i].name))
      {
        reading->request->action = operations[i].action;
        if (!g_str_equal (method, operations[i].method))
          return reject (reading, 405, PARVIS_PROBLEM_REQUEST, operations[i].method);
        if (operations[i].action != PARVIS_HUB_CACERTS
            && (type == NULL || g_ascii_strncasecmp (type, PARVIS_EST_PKCS10, length) != 0
                || strchr ("; ", type[length]) == NULL))
          return reject (reading, 415, PARVIS_PROBLEM_REQUEST, "Content-Type must be application/pkcs10");
        return TRUE;
      }
  return reject (reading, 404, PARVIS_PROBLEM_UNKNOWN, "cacerts, simpleenroll, simplereenroll");
}

static gboolean
parse_content (Reading *reading, const char *method, const char *rest)
{
  reading->request->action = PARVIS_HUB_CONTENT;
  if (!g_str_equal (method, "GET"))
    return reject (reading, 405, PARVIS_PROBLEM_REQUEST, "GET");
  return parvis_hub_content_parse (rest, reading->header, reading->user_data, reading->request)
         || reject (reading, 404, PARVIS_PROBLEM_UNKNOWN, "not published");
}

gboolean
parvis_hub_request_parse (const char *method, const char *path, ParvisHubHeader get_header, gpointer user_data,
                          ParvisHubRequest *request, ParvisHubRejection *rejection)
{
  Reading reading = { get_header, user_data, request, rejection };
  const char *instead = get_header ("X-HTTP-Method-Override", user_data);
  const char *asked = instead != NULL ? instead : method;
  const char *rest;

  memset (request, 0, sizeof *request);
  if (g_str_has_prefix (path, UPLOADS))
    {
      rest = path + strlen (UPLOADS);
      if (*rest == '\0' || *rest == '/')
        {
          request->action = PARVIS_HUB_OPTIONS;
          return g_str_equal (asked, "OPTIONS") || parse_tus (&reading, asked, rest);
        }
    }
  if (g_str_equal (path, "/v1/health") || g_str_has_prefix (path, SUBMISSIONS))
    return parse_get (&reading, method, path);
  if (g_str_has_prefix (path, PARVIS_EST_PATH))
    return parse_est (&reading, method, path + strlen (PARVIS_EST_PATH));
  if (g_str_has_prefix (path, PARVIS_HUB_CONTENT_PATH))
    return parse_content (&reading, method, path + strlen (PARVIS_HUB_CONTENT_PATH));
  for (gsize k = 0; k < G_N_ELEMENTS (asks); k++)
    if (g_str_equal (path, asks[k].path))
      return parse_ask (&reading, method, asks[k].action);
  return reject (&reading, 404, PARVIS_PROBLEM_UNKNOWN, "nothing here");
}
