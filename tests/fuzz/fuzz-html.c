/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes as HTML: plain words come out, in valid UTF-8, without a control character but the line feed.
 */
#include "app/publik/html.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *html = g_strndup ((const char *) data, size);
  g_autofree char *text = wcs_html_to_text (html);
  if (!g_utf8_validate (text, -1, NULL))
    abort ();
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)) && *at != '\n')
      abort ();
  g_auto (GStrv) pieces = wcs_text_split (text, 40);
  for (guint i = 0; pieces[i] != NULL; i++)
    if (g_utf8_strlen (pieces[i], -1) > 40)
      abort ();
  g_autofree char *line = wcs_text_line (text, 30);
  if (g_utf8_strlen (line, -1) > 30)
    abort ();
  return 0;
}
