/* SPDX-License-Identifier: EUPL-1.2
 *
 * Texts that people will read: in announced languages, without what cannot be shown, and without a word wider than
 * its place.
 */
#include "app/content/check.h"

#include "sync/base/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Characters that fit one line where such a text stands, at the kiosk's smallest width (look.md's sizes at
 * 1080 points, Inter at about half an em a character). */
static const struct
{
  const char *definition;
  guint longest_word;
  gboolean paragraphs; /* may hold line feeds */
} kinds[] = {
  { "tile-title", 20, FALSE }, { "short", 28, FALSE }, { "summary", 50, FALSE }, { "line", 60, TRUE },
  { "text", 60, TRUE },        { "long", 60, TRUE },   { "cell", 28, FALSE },
};

static gboolean
may_break_after (gunichar c)
{
  switch (g_unichar_break_type (c))
    {
    case G_UNICODE_BREAK_SPACE:
    case G_UNICODE_BREAK_ZERO_WIDTH_SPACE:
    case G_UNICODE_BREAK_AFTER: /* soft hyphen, hyphen, en space ... */
    case G_UNICODE_BREAK_HYPHEN:
    case G_UNICODE_BREAK_LINE_FEED:
    case G_UNICODE_BREAK_MANDATORY:
    case G_UNICODE_BREAK_BEFORE_AND_AFTER:
    case G_UNICODE_BREAK_IDEOGRAPHIC:
    case G_UNICODE_BREAK_COMPLEX_CONTEXT: /* Thai, Lao, Khmer: Pango breaks by dictionary */
      return TRUE;
    default:
      return FALSE;
    }
}

guint
parvis_text_longest_word (const char *text)
{
  guint longest = 0, length = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (may_break_after (character))
        length = 0;
      else if (!g_unichar_ismark (character))
        {
          length++;
          longest = MAX (longest, length);
        }
    }
  return longest;
}

static gboolean
has_control (const char *text, gboolean paragraphs)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_iscntrl (character) && !(paragraphs && character == '\n'))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  const char *c = text;

  while (*c != '\0' && (g_unichar_isspace (g_utf8_get_char (c)) || g_unichar_iszerowidth (g_utf8_get_char (c))))
    c = g_utf8_next_char (c);
  return *c == '\0' && *text != '\0'; /* the empty text is the schema's own fault */
}

static void
check_words (const ParvisTextCheck *check, gsize kind, const char *pointer, const char *text)
{
  guint longest = parvis_text_longest_word (text);

  if (is_blank (text))
    parvis_faults_add (check->faults, check->file, pointer, _ ("ce texte ne contient que des espaces"),
                       _ ("Écrivez-le, ou retirez la clé."));
  if (has_control (text, kinds[kind].paragraphs))
    parvis_faults_add (check->faults, check->file, pointer,
                       _ ("ce texte contient un retour à la ligne, une tabulation ou un caractère invisible"),
                       _ ("Récrivez-le sur une ligne, sans copier-coller depuis un traitement de texte."));
  if (longest > kinds[kind].longest_word)
    parvis_faults_take (check->faults, check->file, pointer,
                        g_strdup_printf (_ ("un mot de %u caractères ne tient pas à l’écran : %u au plus"), longest,
                                         kinds[kind].longest_word),
                        g_strdup (_ ("Coupez-le par une espace ou un trait d’union, ou dites-le autrement.")));
}

static void
count_languages (const ParvisTextCheck *check, JsonObject *texts)
{
  if (check->count == NULL || check->languages == NULL)
    return;
  check->count->total++;
  for (guint i = 0; check->languages[i] != NULL && i < PARVIS_LANGUAGES_MAX; i++)
    if (texts == NULL || !json_object_has_member (texts, check->languages[i]))
      check->count->missing[i]++;
}

static void
check_undeclared (const ParvisTextCheck *check, const char *pointer, const char *language)
{
  if (check->languages != NULL && !g_strv_contains ((const char *const *) check->languages, language))
    parvis_faults_take (check->faults, check->file, pointer,
                        g_strdup_printf (_ ("la langue « %.20s » n’est pas annoncée"), language),
                        g_strdup (_ ("Ajoutez-la à « languages » dans bundle.json, ou retirez ce texte.")));
}

static void
check_translations (const ParvisTextCheck *check, gsize kind, const char *pointer, JsonObject *texts)
{
  JsonObjectIter iter;
  const char *language;
  JsonNode *text;

  json_object_iter_init_ordered (&iter, texts);
  while (json_object_iter_next_ordered (&iter, &language, &text))
    {
      g_autoptr (GString) own = g_string_new (pointer);

      parvis_pointer_push (own, language);
      check_undeclared (check, own->str, language);
      if (parvis_json_node_string (text) != NULL)
        check_words (check, kind, own->str, json_node_get_string (text));
    }
}

void
parvis_check_text (const char *definition, const char *pointer, JsonNode *instance, gpointer text_check)
{
  const ParvisTextCheck *check = text_check;
  JsonObject *texts = parvis_json_node_object (instance);
  const char *text = parvis_json_node_string (instance);
  gsize kind = 0;

  while (kind < G_N_ELEMENTS (kinds) && strcmp (kinds[kind].definition, definition) != 0)
    kind++;
  if (kind == G_N_ELEMENTS (kinds) || (texts == NULL && text == NULL))
    return;
  count_languages (check, texts);
  if (texts != NULL)
    check_translations (check, kind, pointer, texts);
  else
    check_words (check, kind, pointer, text);
}
