/* SPDX-License-Identifier: EUPL-1.2
 *
 * Cutting plain words to the lengths a screen takes.
 */
#include "app/publik/html.h"

#include <string.h>

/* The length in bytes of the longest start of @text, at most @max characters, that ends just before @mark. */
static gsize
cut_before (const char *text, guint max, const char *mark)
{
  const char *limit = g_utf8_offset_to_pointer (text, (glong) max);
  gsize best = 0;
  for (const char *at = strstr (text, mark); at != NULL && at <= limit; at = strstr (at + 1, mark))
    best = (gsize) (at - text);
  return best;
}

static gsize
piece_length (const char *text, guint max)
{
  if (g_utf8_strlen (text, -1) <= (glong) max)
    return strlen (text);
  gsize length = cut_before (text, max, "\n");
  if (length == 0)
    {
      length = cut_before (text, max - 1, ". ");
      length += length > 0 ? 1 : 0;
    }
  if (length == 0)
    length = cut_before (text, max, " ");
  return length > 0 ? length : (gsize) (g_utf8_offset_to_pointer (text, (glong) max) - text);
}

char **
wcs_text_split (const char *text, guint max)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  while (*text != '\0')
    {
      gsize length = piece_length (text, max);
      g_autofree char *piece = g_strndup (text, length);
      if (*g_strstrip (piece) != '\0')
        g_strv_builder_add (builder, piece);
      text += length;
      text += strspn (text, " \n");
    }
  return g_strv_builder_end (builder);
}

char *
wcs_text_line (const char *text, guint max)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');
  g_strstrip (line);
  if (g_utf8_strlen (line, -1) <= (glong) max)
    return g_steal_pointer (&line);
  gsize length = cut_before (line, max - 1, " ");
  if (length == 0)
    length = (gsize) (g_utf8_offset_to_pointer (line, (glong) max - 1) - line);
  line[length] = '\0';
  g_strchomp (line);
  return g_strconcat (line, "…", NULL);
}
