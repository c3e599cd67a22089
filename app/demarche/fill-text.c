/* SPDX-License-Identifier: EUPL-1.2
 *
 * Random words: what people write in town halls' forms.
 */
#include "app/demarche/fill-private.h"

#include <string.h>

#define TRIES 100

/* Of every sort that a pattern may ask for. */
static const char *const stock[] = {
  "Martin",
  "Lefèvre",
  "Nguyen",
  "Da Silva",
  "Benali",
  "O’Connor",
  "Jeanne",
  "Léo",
  "Anne-Sophie",
  "Mohamed",
  "Zoé",
  "LEFEVRE",
  "durand",
  "1",
  "2",
  "3",
  "7",
  "12",
  "42",
  "100",
  "2026",
  "1985",
  "08",
  "95000",
  "75011",
  "97400",
  "5000",
  "2A004",
  "0612345678",
  "0134567890",
  "+33612345678",
  "0475010203",
  "081123456",
  "+32475010203",
  "06 12 34 56 78",
  "nom@exemple.fr",
  "jeanne.martin@exemple.fr",
  "12 rue des Lilas",
  "3 bis avenue de la Gare",
  "Résidence du Parc, bât. B",
  "Cergy",
  "Saint-Étienne",
  "France",
  "FR7630006000011234567890189",
  "73282932000074",
  "732829320",
  "AB-123-CD",
  "09:00",
  "14:30",
  "12/03/1985",
  "2026-03-12",
  "12,50",
  "12.50",
  "2",
  "1,86",
  "https://www.exemple.fr/page",
  "www.exemple.fr",
  "M. et Mme Martin",
  "A",
  "b",
  "X1",
  "B-12",
  "n° 4",
  "oui",
  "non",
  "85.03.12-123.45",
  "85031212345",
  "Le chat est sur le toit.",
  "Bonjour, je voudrais savoir si c’est possible.",
  NULL,
};

static const char *const sentences[] = {
  "Je suis disponible le matin.", "Le portail est vert.",
  "Merci de votre réponse.",      "Il y a un trou devant le numéro 12.",
  "Mon fils mange sans porc.",    "La salle est pour quarante personnes.",
  "Nous avons déménagé en mars.", NULL,
};

const char *
parvis_fill_pick (GRand *rand, const char *const *words)
{
  return words[g_rand_int_range (rand, 0, (gint32) g_strv_length ((char **) words))];
}

gboolean
parvis_fill_chance (GRand *rand, double probability)
{
  return g_rand_double (rand) < probability;
}

/* As many sentences as the shortest length asks for, cut at the longest. */
static char *
prose (GRand *rand, const ParvisField *field, glong most)
{
  g_autoptr (GString) text = g_string_new (parvis_fill_pick (rand, parvis_fill_chance (rand, 0.5) ? stock : sentences));

  while (g_utf8_strlen (text->str, -1) < (glong) field->min_length)
    g_string_append_printf (text, " %s", parvis_fill_pick (rand, sentences));
  return g_utf8_strlen (text->str, -1) > most ? g_utf8_substring (text->str, 0, most)
                                              : g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
suits (const ParvisField *field, const char *text, glong most)
{
  glong length = g_utf8_strlen (text, -1);
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return *text != '\0' && strcmp (stripped, text) == 0 && length <= most && length >= (glong) field->min_length
         && g_regex_match (field->regex, text, 0, NULL);
}

static const char *
from_stock (GRand *rand, const ParvisField *field, glong most)
{
  guint count = g_strv_length ((char **) stock);
  guint start = (guint) g_rand_int_range (rand, 0, (gint32) count);

  for (guint i = 0; i < count; i++)
    if (suits (field, stock[(start + i) % count], most))
      return stock[(start + i) % count];
  return NULL;
}

char *
parvis_fill_text (GRand *rand, const ParvisField *field)
{
  glong most = field->max_length != 0 ? field->max_length : 500;
  const char *ready;

  if (field->regex == NULL)
    return prose (rand, field, most);
  ready = from_stock (rand, field, most);
  for (guint i = 0; i < TRIES && (ready == NULL || parvis_fill_chance (rand, 0.3)); i++)
    {
      g_autofree char *made = parvis_fill_pattern (rand, field->pattern);

      if (suits (field, made, most))
        return g_steal_pointer (&made);
    }
  return g_strdup (ready != NULL ? ready : "");
}
