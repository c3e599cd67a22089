/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/speech/utterance.h"

#include "base/secret.h"
#include "ui/speech/words.h"

ParvisUtterance *
parvis_utterance_new (void)
{
  ParvisUtterance *utterance = g_new (ParvisUtterance, 1);

  utterance->open = g_string_new (NULL);
  utterance->shared = g_string_new (NULL);
  return utterance;
}

void
parvis_utterance_free (ParvisUtterance *utterance)
{
  parvis_secret_string_free (utterance->open);
  g_string_free (utterance->shared, TRUE);
  g_free (utterance);
}

static void
append (GString *text, const char *words)
{
  if (words != NULL && *words != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", words);
}

void
parvis_utterance_add (ParvisUtterance *utterance, const char *words)
{
  parvis_utterance_add_both (utterance, words, words);
}

void
parvis_utterance_add_both (ParvisUtterance *utterance, const char *open, const char *shared)
{
  append (utterance->open, open);
  append (utterance->shared, shared);
}

void
parvis_utterance_add_thing (ParvisUtterance *utterance, const ParvisThing *thing)
{
  g_autoptr (ParvisSecret) open = parvis_words_thing (thing, TRUE), shared = parvis_words_thing (thing, FALSE);

  parvis_utterance_add_both (utterance, open, shared);
}

const char *
parvis_utterance_get (const ParvisUtterance *utterance, gboolean headphones)
{
  return headphones ? utterance->open->str : utterance->shared->str;
}
