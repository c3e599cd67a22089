/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/cups-settings.h"

#include <string.h>

/* "No", "Off", "False" and 0 keep nothing; "Yes" and a number of seconds do. */
static gboolean
keeps (const char *value)
{
  static const char *const nothing[] = { "no", "off", "false", "0" };
  g_autofree char *small = g_ascii_strdown (value, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    if (strcmp (small, nothing[i]) == 0)
      return FALSE;
  return TRUE;
}

ParvisCupsKeeping
parvis_cups_settings_parse (const char *text)
{
  ParvisCupsKeeping keeping = { TRUE, TRUE };
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      char *value;

      (*line)[strcspn (*line, "#")] = '\0';
      value = strpbrk (g_strstrip (*line), " \t");
      if (value == NULL)
        continue;
      *value++ = '\0';
      g_strstrip (value);
      if (g_ascii_strcasecmp (*line, "PreserveJobFiles") == 0)
        keeping.files = keeps (value);
      else if (g_ascii_strcasecmp (*line, "PreserveJobHistory") == 0)
        keeping.history = keeps (value);
    }
  keeping.files = keeping.files && keeping.history; /* without history CUPS keeps no files either */
  return keeping;
}

gboolean
parvis_cups_settings_read (const char *path, ParvisCupsKeeping *keeping, GError **error)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  *keeping = parvis_cups_settings_parse (text);
  return TRUE;
}
