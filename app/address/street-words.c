/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/address/street-words.h"

#include "app/content/search.h"

#include <string.h>

#define NUMBER_DIGITS 4 /* five are a postcode */

/* Kinds of ways, and how they are shortened (among others by the BAN's own "nom_afnor", NF Z 10-011); only at the head
 * of a name: "r" is "rue" there, and a first name's letter elsewhere. */
static const struct
{
  const char *brief, *full;
} types[] = {
  { "all", "allee" },      { "av", "avenue" },       { "ave", "avenue" },      { "bd", "boulevard" },
  { "bld", "boulevard" },  { "blvd", "boulevard" },  { "boul", "boulevard" },  { "car", "carrefour" },
  { "carr", "carrefour" }, { "ch", "chemin" },       { "che", "chemin" },      { "chem", "chemin" },
  { "chs", "chaussee" },   { "cl", "clos" },         { "cor", "corniche" },    { "crs", "cours" },
  { "dom", "domaine" },    { "esp", "esplanade" },   { "fg", "faubourg" },     { "fbg", "faubourg" },
  { "ham", "hameau" },     { "imp", "impasse" },     { "lot", "lotissement" }, { "mte", "montee" },
  { "pas", "passage" },    { "pass", "passage" },    { "pl", "place" },        { "prom", "promenade" },
  { "qu", "quai" },        { "qua", "quartier" },    { "quart", "quartier" },  { "r", "rue" },
  { "res", "residence" },  { "rle", "ruelle" },      { "rte", "route" },       { "sen", "sente" },
  { "sent", "sentier" },   { "sq", "square" },       { "tra", "traverse" },    { "venelle", "venelle" },
  { "villa", "villa" },    { "za", "za" },           { "zac", "zac" },         { "zi", "zi" },
  { "parvis", "parvis" },  { "voie", "voie" },       { "pont", "pont" },       { "cour", "cour" },
  { "mail", "mail" },      { "galerie", "galerie" }, { "cite", "cite" },
};

/* The same anywhere in a name. */
static const struct
{
  const char *brief, *full;
} titles[] = {
  { "capt", "capitaine" }, { "cdt", "commandant" }, { "chan", "chanoine" },   { "col", "colonel" },
  { "cpt", "capitaine" },  { "doct", "docteur" },   { "dr", "docteur" },      { "gal", "general" },
  { "gen", "general" },    { "lt", "lieutenant" },  { "mal", "marechal" },    { "mgr", "monseigneur" },
  { "pdt", "president" },  { "pres", "president" }, { "prof", "professeur" }, { "sgt", "sergent" },
  { "st", "saint" },       { "ste", "sainte" },     { "stes", "saintes" },    { "sts", "saints" },
};

static const char *const small_words[]
    = { "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "sous", "sur", NULL };

static const char *const repetitions[] = { "bis", "ter", "quater", "quinquies", NULL };

static const char *
write_out (const char *word, gboolean first)
{
  for (gsize i = 0; first && i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].brief, word) == 0)
      return types[i].full;
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (strcmp (titles[i].brief, word) == 0)
      return titles[i].full;
  return word;
}

GPtrArray *
parvis_street_words (const char *name)
{
  GPtrArray *words = parvis_search_words (name);

  for (guint i = 0; i < words->len; i++)
    {
      char *word = words->pdata[i];

      words->pdata[i] = g_strdup (write_out (word, i == 0));
      g_free (word);
    }
  return words;
}

char *
parvis_street_join (const GPtrArray *words)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? " " : "", (const char *) words->pdata[i]);
  return g_string_free (joined, FALSE);
}

char *
parvis_street_fold (const char *name)
{
  g_autoptr (GPtrArray) words = parvis_street_words (name);

  return parvis_street_join (words);
}

gboolean
parvis_street_is_type (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].full, word) == 0)
      return TRUE;
  return FALSE;
}

gboolean
parvis_street_is_small (const char *word)
{
  return g_strv_contains (small_words, word);
}

/* ---- the number ---- */

/* "bis", or a letter that stands at the figures ("12b") or before a kind of way ("12 b rue"). How many bytes it is. */
static gsize
suffix_length (const char *text, gboolean apart)
{
  gsize length = 0;

  while (g_ascii_isalpha (text[length]))
    length++;
  g_autofree char *word = g_ascii_strdown (text, (gssize) length);
  if (g_strv_contains (repetitions, word))
    return length;
  if (length != 1 || (text[1] & 0x80) != 0 || text[1] == '\'')
    return 0;
  if (!apart)
    return 1;
  g_autoptr (GPtrArray) rest = parvis_street_words (text + 1);
  return rest->len > 0 && parvis_street_is_type (rest->pdata[0]) ? 1 : 0;
}

/* Moves *@text behind "-14" or "/14" of "12-14". */
static void
append_range (GString *number, const char **text)
{
  gsize digits;

  if (**text != '-' && **text != '/')
    return;
  digits = strspn (*text + 1, "0123456789");
  if (digits == 0 || digits > NUMBER_DIGITS)
    return;
  g_string_append_len (number, *text, (gssize) digits + 1);
  *text += digits + 1;
}

static void
append_suffix (GString *number, const char **text)
{
  const char *start = *text + strspn (*text, " ");
  gsize length = suffix_length (start, start > *text);
  g_autofree char *suffix = g_ascii_strdown (start, (gssize) length);

  if (length == 0)
    return;
  if (length == 1)
    g_string_append_c (number, g_ascii_toupper (*suffix));
  else
    g_string_append_printf (number, " %s", suffix);
  *text = start + length;
}

/* Moves *@text behind the number at its head. (transfer full) "" for none */
static char *
take_number (const char **text)
{
  GString *number = g_string_new (NULL);
  const char *start = *text + strspn (*text, " \t");
  gsize digits = strspn (start, "0123456789");

  if (digits == 0 || digits > NUMBER_DIGITS)
    return g_string_free (number, FALSE);
  g_string_append_len (number, start, (gssize) digits);
  *text = start + digits;
  append_range (number, text);
  append_suffix (number, text);
  return g_string_free (number, FALSE);
}

char *
parvis_address_number_fold (const char *number)
{
  GString *folded = g_string_new (NULL);

  for (const char *c = number; *c != '\0'; c++)
    if (*c != ' ')
      g_string_append_c (folded, g_ascii_tolower (*c));
  return g_string_free (folded, FALSE);
}

/* ---- what was typed ---- */

ParvisAddressWords *
parvis_address_words_new (const char *typed)
{
  ParvisAddressWords *self = g_new0 (ParvisAddressWords, 1);
  g_autofree char *valid = g_utf8_make_valid (typed, -1);
  const char *rest = valid;
  g_autoptr (GPtrArray) plain = NULL;

  self->number = take_number (&rest);
  self->words = parvis_street_words (rest);
  plain = parvis_search_words (rest);
  self->unfinished = *rest != '\0' && !g_ascii_isspace (rest[strlen (rest) - 1]);
  if (plain->len > 0 && strcmp (plain->pdata[plain->len - 1], self->words->pdata[plain->len - 1]) != 0)
    self->last = g_strdup (plain->pdata[plain->len - 1]);
  return self;
}

ParvisAddressWords *
parvis_town_words_new (const char *typed)
{
  ParvisAddressWords *self = g_new0 (ParvisAddressWords, 1);

  self->number = g_strdup ("");
  self->words = parvis_street_words (typed);
  self->unfinished = TRUE;
  return self;
}

void
parvis_address_words_free (ParvisAddressWords *self)
{
  g_free (self->number);
  g_free (self->last);
  g_ptr_array_unref (self->words);
  g_free (self);
}

gboolean
parvis_address_words_take_last_number (ParvisAddressWords *self)
{
  const char *last = self->words->len > 1 ? self->words->pdata[self->words->len - 1] : "";
  gsize digits = strspn (last, "0123456789");

  if (*self->number != '\0' || digits == 0 || digits > NUMBER_DIGITS || last[digits] != '\0')
    return FALSE;
  g_free (self->number);
  self->number = g_strdup (last);
  g_ptr_array_set_size (self->words, (int) self->words->len - 1);
  g_clear_pointer (&self->last, g_free);
  self->unfinished = FALSE;
  return TRUE;
}
