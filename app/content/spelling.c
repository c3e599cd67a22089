/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/spelling.h"

#include <string.h>

/* The longest that fits, first in the list; a rule whose @before is set asks for one of these letters after it. */
static const struct
{
  const char *letters, *before, *sound;
} sounds[] = {
  { "eau", NULL, "o" },
  { "aux", NULL, "o" },
  { "oeu", NULL, "e" },
  { "ain", NULL, "1" },
  { "ein", NULL, "1" },
  { "aim", NULL, "1" },
  { "tion", NULL, "sion" },
  { "chr", NULL, "kr" },
  { "sch", NULL, "h" },
  { "ch", NULL, "h" },
  { "ph", NULL, "f" },
  { "qu", NULL, "k" },
  { "ck", NULL, "k" },
  { "gu", "eiy", "g" },
  { "au", NULL, "o" },
  { "ai", NULL, "e" },
  { "ei", NULL, "e" },
  { "ou", NULL, "w" },
  { "en", "bcdfghjklpqrstvxz", "2" },
  { "an", "bcdfghjklpqrstvxz", "2" },
  { "em", "bp", "2" },
  { "am", "bp", "2" },
  { "in", "bcdfghjklpqrstvxz", "1" },
  { "im", "bp", "1" },
  { "sc", "eiy", "s" },
  { "c", "eiy", "s" },
  { "g", "eiy", "j" },
  { "c", NULL, "k" },
  { "q", NULL, "k" },
  { "y", NULL, "i" },
  { "z", NULL, "s" },
  { "w", NULL, "v" },
  { "h", NULL, "" },
};

static gsize
say (GString *sound, const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sounds); i++)
    {
      gsize length = strlen (sounds[i].letters);
      char next = strncmp (word, sounds[i].letters, length) == 0 ? word[length] : '\0';

      if (strncmp (word, sounds[i].letters, length) != 0
          || (sounds[i].before != NULL && (next == '\0' || strchr (sounds[i].before, next) == NULL)))
        continue;
      g_string_append (sound, sounds[i].sound);
      return length;
    }
  if (sound->len == 0 || sound->str[sound->len - 1] != *word)
    g_string_append_c (sound, *word);
  return 1;
}

/* Silent at a word's end, one after the other: "endroits". */
static void
drop_ending (GString *sound)
{
  while (sound->len > 2 && strchr ("estdxp", sound->str[sound->len - 1]) != NULL)
    g_string_truncate (sound, sound->len - 1);
}

char *
parvis_spelling_sound (const char *folded)
{
  GString *sound = g_string_new (NULL);

  if (!g_str_is_ascii (folded))
    {
      g_string_append (sound, folded);
      return g_string_free (sound, FALSE);
    }
  for (const char *c = folded; *c != '\0';)
    c += say (sound, c);
  drop_ending (sound);
  return g_string_free (sound, FALSE);
}
