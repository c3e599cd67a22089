/* SPDX-License-Identifier: EUPL-1.2
 *
 * What is said of each kind of thing, in each of its states, in French; aloud, and in headphones.
 */
#include "ui/speech/spoken.h"
#include "ui/speech/words.h"

typedef struct
{
  ParvisThing thing;
  const char *open, *shared; /* shared NULL: the same */
} Case;

#define T(text) ((char *) (text))
static const Case cases[] = {
  { { PARVIS_THING_TEXT, T ("Ouvert jusqu’à 17 h") }, "Ouvert jusqu’à 17 h." },
  { { PARVIS_THING_TEXT, T ("Anne"), .is_private = TRUE },
    "Anne.",
    "Branchez un casque pour entendre cette information." },
  { { PARVIS_THING_TEXT, T ("7F4K 29QX"), .description = NULL, .value = T ("7, F, 4, K. 2, 9, Q, X."),
      .is_private = TRUE },
    "7, F, 4, K. 2, 9, Q, X.",
    "Branchez un casque pour entendre cette information." },
  { { PARVIS_THING_HEADING, T ("C’est enregistré.") }, "C’est enregistré, titre." },
  { { PARVIS_THING_IMAGE, T ("Code à photographier") }, "Code à photographier, image." },
  { { PARVIS_THING_BUTTON, T ("Terminer"), .position = 5, .count = 5 }, "Terminer, bouton. 5 sur 5." },
  { { PARVIS_THING_BUTTON, T ("Suivants"), .disabled = TRUE }, "Suivants, bouton. Indisponible pour le moment." },
  { { PARVIS_THING_BUTTON, T ("Essais"), T ("Une démarche courte.") }, "Essais, bouton. Une démarche courte." },
  { { PARVIS_THING_BUTTON, T ("Votre commune"), .value = T ("Rennes"), .is_private = TRUE },
    "Votre commune, bouton. Rennes.",
    "Votre commune, bouton. Branchez un casque pour entendre cette information." },
  { { PARVIS_THING_LINK, T ("En savoir plus") }, "En savoir plus, lien." },
  { { PARVIS_THING_TOGGLE, T ("Grands caractères") }, "Grands caractères, interrupteur, désactivé." },
  { { PARVIS_THING_TOGGLE, T ("Grands caractères"), .on = TRUE }, "Grands caractères, interrupteur, activé." },
  { { PARVIS_THING_CHECK, T ("Lundi"), .on = TRUE, .is_private = TRUE },
    "Lundi, case à cocher, cochée.",
    "Lundi, case à cocher." },
  { { PARVIS_THING_CHECK, T ("Lundi") }, "Lundi, case à cocher, non cochée." },
  { { PARVIS_THING_CHOICE, T ("Oui"), .is_private = TRUE, .position = 1, .count = 2 },
    "Oui, choix, non choisi. 1 sur 2.",
    "Oui, choix. 1 sur 2." },
  { { PARVIS_THING_TAB, T ("Ce mois"), .on = TRUE }, "Ce mois, onglet, ouvert." },
  { { PARVIS_THING_ENTRY, T ("Votre nom"), T ("Comme sur vos papiers."), T (""), T ("Indiquez votre nom."),
      .is_private = TRUE },
    "Votre nom, zone de texte. Comme sur vos papiers. Vide. Erreur : Indiquez votre nom." },
  { { PARVIS_THING_ENTRY, T ("Votre nom"), .value = T ("Anne"), .is_private = TRUE },
    "Votre nom, zone de texte. Contient : Anne.",
    "Votre nom, zone de texte. Branchez un casque pour entendre cette information." },
  { { PARVIS_THING_ENTRY, T ("Chercher"), .value = T ("poubelle") }, "Chercher, zone de texte. Contient : poubelle." },
  { { PARVIS_THING_SECRET, T ("Code"), .value = T ("1234") },
    "Code, zone de texte secrète. Contient : 1234.",
    "Code, zone de texte secrète. Branchez un casque pour entendre cette information." },
  { { PARVIS_THING_VALUE, T ("Année"), .value = T ("1958") }, "Année, réglage. 1958." },
  { { PARVIS_THING_KEY, T ("Espace") }, "Espace" },
};

static void
test_things (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *open = parvis_words_thing (&cases[i].thing, TRUE),
                      *shared = parvis_words_thing (&cases[i].thing, FALSE);

      g_assert_cmpstr (open, ==, cases[i].open);
      g_assert_cmpstr (shared, ==, cases[i].shared != NULL ? cases[i].shared : cases[i].open);
    }
}

static void
assert_state (ParvisThingKind kind, gboolean on, gboolean open, const char *expected)
{
  const ParvisThing thing = { .kind = kind, .name = T (""), .on = on, .is_private = TRUE };
  g_autofree char *words = parvis_words_state (&thing, open);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_states (void)
{
  assert_state (PARVIS_THING_CHOICE, TRUE, TRUE, "Choisi.");
  assert_state (PARVIS_THING_CHECK, FALSE, TRUE, "Décoché.");
  assert_state (PARVIS_THING_TOGGLE, TRUE, TRUE, "Activé.");
  assert_state (PARVIS_THING_CHOICE, TRUE, FALSE, "C’est noté.");
  assert_state (PARVIS_THING_CHOICE, FALSE, FALSE, "C’est noté.");
  assert_state (PARVIS_THING_BUTTON, TRUE, TRUE, "");
}

static void
assert_page (guint choices, guint questions, const char *expected)
{
  const char *const texts[] = { "Vos enfants", "Étape 2 sur 4", NULL };
  g_autofree char *words = parvis_words_page (texts, choices, questions);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_pages (void)
{
  assert_page (0, 0, "Vos enfants. Étape 2 sur 4.");
  assert_page (1, 0, "Vos enfants. Étape 2 sur 4. Il y a 1 choix sur cette page.");
  assert_page (9, 1, "Vos enfants. Étape 2 sur 4. Il y a 1 question sur cette page.");
  assert_page (9, 3, "Vos enfants. Étape 2 sur 4. Il y a 3 questions sur cette page.");
}

static void
assert_character (gunichar character, const char *expected)
{
  g_autofree char *words = parvis_words_character (character);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_characters (void)
{
  g_autofree char *aloud = parvis_words_typed ('a', FALSE), *erased = parvis_words_erased ('A', TRUE),
                  *erased_aloud = parvis_words_erased ('A', FALSE);

  assert_character ('a', "a");
  assert_character (0xc9, "É majuscule");
  assert_character (' ', "Espace");
  assert_character ('@', "Arobase");
  assert_character ('7', "7");
  g_assert_cmpstr (aloud, ==, "Tapé.");
  g_assert_cmpstr (erased, ==, "A majuscule effacé.");
  g_assert_cmpstr (erased_aloud, ==, "Effacé.");
}

static void
assert_spelt (const char *code, const char *expected)
{
  g_autofree char *spelt = parvis_spoken_spell (code);

  g_assert_cmpstr (spelt, ==, expected);
}

static void
test_spelling (void)
{
  assert_spelt ("7F4K 29QX", "7, F, 4, K. 2, 9, Q, X.");
  assert_spelt (" 7F ", "7, F.");
  assert_spelt ("", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/things", test_things);
  g_test_add_func ("/words/states", test_states);
  g_test_add_func ("/words/pages", test_pages);
  g_test_add_func ("/words/characters", test_characters);
  g_test_add_func ("/words/spelling", test_spelling);
  return g_test_run ();
}
