/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/wrap.h"

#include <string.h>

/* The end of what fits on a line that begins at @start; @next: where the next one begins. */
static const char *
fit (const char *start, guint columns, const char **next)
{
  const char *p = start, *end = NULL;
  guint n = 0;

  for (; *p != '\0' && *p != '\n' && n < columns; p = g_utf8_next_char (p), n++)
    {
      if (*p == ' ')
        {
          end = p;
          *next = p + 1;
        }
      else if (*p == '-' && p > start && p[-1] != ' ')
        end = *next = p + 1;
    }
  if (*p == '\0' || *p == '\n' || *p == ' ')
    {
      *next = *p == '\0' ? p : p + 1;
      return p;
    }
  if (end == NULL || end == start)
    *next = end = p;
  return end;
}

/* Spaces at which a line was broken are not on the next one; nor is a line feed behind them one more line. */
static const char *
skip_spaces (const char *p)
{
  p += strspn (p, " ");
  return *p == '\n' ? p + 1 : p;
}

GStrv
parvis_escpos_wrap (const char *text, guint columns)
{
  GPtrArray *lines = g_ptr_array_new ();
  const char *start = text;

  while (*start != '\0')
    {
      const char *next = start, *end = fit (start, MAX (columns, 1), &next);

      while (end > start && end[-1] == ' ')
        end--;
      g_ptr_array_add (lines, g_strndup (start, (gsize) (end - start)));
      start = next > text && next[-1] == '\n' ? next : skip_spaces (next);
    }
  g_ptr_array_add (lines, NULL);
  return (GStrv) g_ptr_array_free (lines, FALSE);
}
