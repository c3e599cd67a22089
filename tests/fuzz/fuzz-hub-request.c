/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes as a request to the hub: a line "METHOD PATH", then lines "Name: value". What is understood is
 * well-formed in every field; what is not has a status that says so.
 */
#include <gio/gio.h>
#include <stdint.h>
#include <string.h>

#include "sync/hub/http/request.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char *
lookup (const char *name, gpointer user_data)
{
  g_autofree char *key = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (user_data, key);
}

static GHashTable *
read_headers (char **lines)
{
  GHashTable *headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (; *lines != NULL; lines++)
    {
      const char *colon = strchr (*lines, ':');

      if (colon != NULL)
        g_hash_table_insert (headers, g_ascii_strdown (*lines, colon - *lines), g_strstrip (g_strdup (colon + 1)));
    }
  return headers;
}

static void
assert_well_formed (const ParvisHubRequest *request)
{
  const char *hex = "0123456789abcdef";

  switch (request->action)
    {
    case PARVIS_HUB_CREATE:
      g_assert_cmpint (request->length, >, 0);
      g_assert_cmpuint (strspn (request->sha256, hex), ==, 64);
      g_assert_true (g_uuid_string_is_valid (request->submission));
      g_assert_cmpuint (strlen (request->kiosk), <, sizeof request->kiosk);
      g_assert_cmpint (request->offset, ==, 0);
      g_assert_true (request->checksum <= PARVIS_HUB_CHECKSUM_SHA256);
      break;
    case PARVIS_HUB_APPEND:
      g_assert_cmpint (request->offset, >=, 0);
      g_assert_true (request->checksum <= PARVIS_HUB_CHECKSUM_SHA256);
      g_assert_cmpuint (strspn (request->upload, hex), ==, 32);
      break;
    case PARVIS_HUB_ASK:
    case PARVIS_HUB_DROP:
      g_assert_cmpuint (strspn (request->upload, hex), ==, 32);
      break;
    case PARVIS_HUB_RECEIPT:
      g_assert_true (g_uuid_string_is_valid (request->submission));
      break;
    case PARVIS_HUB_OPTIONS:
    case PARVIS_HUB_HEALTH:
    case PARVIS_HUB_TRACK:
    case PARVIS_HUB_OPEN_SLOT:
    case PARVIS_HUB_NEXT_FILE:
    case PARVIS_HUB_CLOSE_SLOT:
    case PARVIS_HUB_CACERTS:
    case PARVIS_HUB_ENROL:
    case PARVIS_HUB_REENROL:
    case PARVIS_HUB_STATUS:
      break;
    default:
      g_assert_not_reached ();
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) words = lines[0] != NULL ? g_strsplit (lines[0], " ", 2) : NULL;
  g_autoptr (GHashTable) headers = NULL;
  ParvisHubRequest request;
  ParvisHubRejection rejection = { 0 };

  if (words == NULL || words[0] == NULL || words[1] == NULL)
    return 0;
  headers = read_headers (lines + 1);
  if (parvis_hub_request_parse (words[0], words[1], lookup, headers, &request, &rejection))
    assert_well_formed (&request);
  else
    g_assert_true (rejection.status >= 400 && rejection.status < 500 && rejection.detail != NULL);
  return 0;
}
