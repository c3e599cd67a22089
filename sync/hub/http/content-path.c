/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/http/content-path.h"

#include <string.h>

#define NAMES                                                                                                          \
  "^(releases[.]p7m|[1-9]\\d{0,15}/manifest[.](json|p7s)|files/[0-9a-f]{64}|resources/[a-z0-9-]{1,64}[.]p7m)\\z"
#define MAX_DIGITS 15

/* "bytes=100-": where a kiosk goes on. Any other range is answered with the whole, as a server may. */
static gint64
read_range (const char *range)
{
  const char *digits = range != NULL && g_str_has_prefix (range, "bytes=") ? range + strlen ("bytes=") : "";
  gsize length = strspn (digits, "0123456789");

  return length > 0 && length <= MAX_DIGITS && strcmp (digits + length, "-") == 0 ? g_ascii_strtoll (digits, NULL, 10)
                                                                                  : 0;
}

gboolean
parvis_hub_content_parse (const char *rest, ParvisHubHeader header, gpointer user_data, ParvisHubRequest *request)
{
  const char *tag = header ("If-None-Match", user_data);

  if (g_strlcpy (request->content, rest, sizeof request->content) >= sizeof request->content
      || !g_regex_match_simple (NAMES, rest, (GRegexCompileFlags) 0, (GRegexMatchFlags) 0))
    return FALSE;
  if (tag != NULL && g_strlcpy (request->tag, tag, sizeof request->tag) >= sizeof request->tag)
    request->tag[0] = '\0';
  request->offset = read_range (header ("Range", user_data));
  return TRUE;
}
