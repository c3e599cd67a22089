/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/speech/words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/secret.h"

/* Translators: all of this is heard, not read. %s is the name of the thing; "on" and "off" are its state. */
static const struct
{
  const char *alone; /* without its state, or it has none */
  const char *off, *on;
} kinds[] = {
  [PARVIS_THING_TEXT] = { "%s", NULL, NULL },
  [PARVIS_THING_HEADING] = { N_ ("%s, titre."), NULL, NULL },
  [PARVIS_THING_IMAGE] = { N_ ("%s, image."), NULL, NULL },
  [PARVIS_THING_BUTTON] = { N_ ("%s, bouton."), NULL, NULL },
  [PARVIS_THING_LINK] = { N_ ("%s, lien."), NULL, NULL },
  [PARVIS_THING_TOGGLE]
  = { N_ ("%s, interrupteur."), N_ ("%s, interrupteur, désactivé."), N_ ("%s, interrupteur, activé.") },
  [PARVIS_THING_CHECK]
  = { N_ ("%s, case à cocher."), N_ ("%s, case à cocher, non cochée."), N_ ("%s, case à cocher, cochée.") },
  [PARVIS_THING_CHOICE] = { N_ ("%s, choix."), N_ ("%s, choix, non choisi."), N_ ("%s, choix, choisi.") },
  [PARVIS_THING_TAB] = { N_ ("%s, onglet."), N_ ("%s, onglet."), N_ ("%s, onglet, ouvert.") },
  [PARVIS_THING_ENTRY] = { N_ ("%s, zone de texte."), NULL, NULL },
  [PARVIS_THING_SECRET] = { N_ ("%s, zone de texte secrète."), NULL, NULL },
  [PARVIS_THING_VALUE] = { N_ ("%s, réglage."), NULL, NULL },
  [PARVIS_THING_KEY] = { "%s", NULL, NULL },
};

static const struct
{
  const char *off, *on;
} changes[] = {
  [PARVIS_THING_TOGGLE] = { N_ ("Désactivé."), N_ ("Activé.") },
  [PARVIS_THING_CHECK] = { N_ ("Décoché."), N_ ("Coché.") },
  [PARVIS_THING_CHOICE] = { N_ ("Plus choisi."), N_ ("Choisi.") },
  [PARVIS_THING_TAB] = { N_ ("Fermé."), N_ ("Ouvert.") },
};

static const char *
headphones_wanted (void)
{
  return _ ("Branchez un casque pour entendre cette information.");
}

static void
add (GString *words, const char *sentence)
{
  gunichar last;

  if (sentence == NULL || *sentence == '\0')
    return;
  if (words->len > 0)
    g_string_append_c (words, ' ');
  g_string_append (words, sentence);
  last = g_utf8_get_char (g_utf8_find_prev_char (words->str, words->str + words->len));
  if (!g_unichar_ispunct (last))
    g_string_append_c (words, '.');
}

G_GNUC_PRINTF (2, 3)
static void
addf (GString *words, const char *format, ...)
{
  g_autoptr (ParvisSecret) sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  add (words, sentence);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the table's own, one %s each */
static void
add_name (GString *words, const ParvisThing *thing, gboolean state_is_said)
{
  const char *format = kinds[thing->kind].alone;
  gsize length = strlen (thing->name);
  /* "C’est enregistré, titre." and not "C’est enregistré., titre." */
  g_autofree char *name = g_strndup (thing->name, g_str_has_suffix (thing->name, ".") ? length - 1 : length);

  if (state_is_said && kinds[thing->kind].on != NULL)
    format = thing->on ? kinds[thing->kind].on : kinds[thing->kind].off;
  addf (words, _ (format), name);
}
#pragma GCC diagnostic pop

static gboolean
is_entry (const ParvisThing *thing)
{
  return thing->kind == PARVIS_THING_ENTRY || thing->kind == PARVIS_THING_SECRET;
}

static void
add_value (GString *words, const ParvisThing *thing, gboolean may_be_said)
{
  if (thing->value == NULL)
    return;
  if (is_entry (thing) && *thing->value == '\0')
    add (words, _ ("Vide."));
  else if (!may_be_said || (thing->kind == PARVIS_THING_SECRET && !may_be_said))
    add (words, headphones_wanted ());
  else if (is_entry (thing))
    addf (words, _ ("Contient : %s"), thing->value);
  else
    add (words, thing->value);
}

/* A text has no name beside itself: it is what it holds. */
static char *
words_of_text (const ParvisThing *thing, gboolean open)
{
  GString *words = g_string_new (NULL);

  if (thing->is_private && !open)
    add (words, headphones_wanted ());
  else
    add (words, thing->value != NULL ? thing->value : thing->name);
  add (words, thing->description);
  return g_string_free (words, FALSE);
}

char *
parvis_words_thing (const ParvisThing *thing, gboolean open)
{
  gboolean may_be_said = open || (!thing->is_private && thing->kind != PARVIS_THING_SECRET);
  GString *words;

  if (thing->kind == PARVIS_THING_TEXT)
    return words_of_text (thing, open);
  words = g_string_new (NULL);
  if (thing->kind == PARVIS_THING_KEY)
    return g_string_append (words, thing->name), g_string_free (words, FALSE);
  add_name (words, thing, may_be_said);
  if (thing->disabled)
    add (words, _ ("Indisponible pour le moment."));
  add (words, thing->description);
  add_value (words, thing, may_be_said);
  if (thing->fault != NULL)
    addf (words, _ ("Erreur : %s"), thing->fault);
  if (thing->count > 1)
    addf (words, _ ("%u sur %u."), thing->position, thing->count);
  return g_string_free (words, FALSE);
}

char *
parvis_words_fault (const char *message)
{
  return g_strdup_printf (_ ("Erreur : %s"), message);
}

char *
parvis_words_state (const ParvisThing *thing, gboolean open)
{
  const char *change = NULL;

  if (thing->kind < G_N_ELEMENTS (changes))
    change = thing->on ? changes[thing->kind].on : changes[thing->kind].off;
  if (change == NULL)
    return g_strdup ("");
  return g_strdup (open || !thing->is_private ? _ (change) : _ ("C’est noté."));
}

char *
parvis_words_value (const ParvisThing *thing, gboolean open)
{
  GString *words = g_string_new (NULL);

  if (thing->is_private && !open)
    add (words, _ ("C’est noté."));
  else
    add (words, thing->value);
  return g_string_free (words, FALSE);
}

char *
parvis_words_page (const char *const *texts, guint choices, guint questions)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; texts[i] != NULL; i++)
    add (words, texts[i]);
  if (questions > 0)
    addf (words,
          g_dngettext (GETTEXT_PACKAGE, "Il y a %u question sur cette page.", "Il y a %u questions sur cette page.",
                       questions),
          questions);
  else if (choices > 0)
    addf (words,
          g_dngettext (GETTEXT_PACKAGE, "Il y a %u choix sur cette page.", "Il y a %u choix sur cette page.", choices),
          choices);
  return g_string_free (words, FALSE);
}

char *
parvis_words_welcome (const char *town)
{
  GString *words = g_string_new (NULL);

  if (town != NULL)
    addf (words, _ ("Bienvenue à la borne. Vous êtes ici : %s."), town);
  else
    add (words, _ ("Bienvenue à la borne de la mairie."));
  add (words, _ ("Utilisez les flèches et OK : les flèches du haut et du bas vont d’une chose à l’autre, OK choisit."));
  add (words, _ ("Depuis le titre d’une page, la flèche du haut mène à « Répéter », au volume et à la vitesse."));
  add (words, _ ("Une touche arrête la voix."));
  return g_string_free (words, FALSE);
}

char *
parvis_words_keyboard (void)
{
  return g_strdup (
      _ ("Clavier. Les flèches vont d’une touche à l’autre, OK tape la touche. "
         "Pour revenir à la réponse : la flèche du haut depuis les chiffres, ou la touche « Fermer le clavier »."));
}

/* ---- characters ---- */

static const struct
{
  gunichar character;
  const char *name;
} signs[] = {
  { ' ', N_ ("Espace") },
  { '\n', N_ ("À la ligne") },
  { '\'', N_ ("Apostrophe") },
  { 0x2019, N_ ("Apostrophe") },
  { '-', N_ ("Tiret") },
  { '_', N_ ("Tiret bas") },
  { '.', N_ ("Point") },
  { ',', N_ ("Virgule") },
  { ';', N_ ("Point-virgule") },
  { ':', N_ ("Deux-points") },
  { '@', N_ ("Arobase") },
  { '+', N_ ("Plus") },
  { '?', N_ ("Point d’interrogation") },
  { '!', N_ ("Point d’exclamation") },
  { '/', N_ ("Barre oblique") },
  { '(', N_ ("Parenthèse ouverte") },
  { ')', N_ ("Parenthèse fermée") },
  { '"', N_ ("Guillemet") },
};

char *
parvis_words_character (gunichar character)
{
  char text[8] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (signs[i].character == character)
      return g_strdup (_ (signs[i].name));
  g_unichar_to_utf8 (character, text);
  /* Translators: a capital letter, heard. */
  return g_unichar_isupper (character) ? g_strdup_printf (_ ("%s majuscule"), text) : g_strdup (text);
}

char *
parvis_words_typed (gunichar character, gboolean open)
{
  return open ? parvis_words_character (character) : g_strdup (_ ("Tapé."));
}

char *
parvis_words_erased (gunichar character, gboolean open)
{
  g_autofree char *name = parvis_words_character (character);

  return open ? g_strdup_printf (_ ("%s effacé."), name) : g_strdup (_ ("Effacé."));
}

/* ---- the voice itself ---- */

char *
parvis_words_volume (guint percent)
{
  return g_strdup_printf (_ ("Volume : %u sur 100."), percent);
}

char *
parvis_words_rate (guint step, guint steps)
{
  return g_strdup_printf (_ ("Vitesse : %u sur %u."), step, steps);
}
