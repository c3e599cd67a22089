/* SPDX-License-Identifier: EUPL-1.2
 *
 * What people say, with the mistakes they make, finds what they mean, first. Over the demonstration content.
 */
#include "app/content/catalog-private.h"
#include "app/content/check.h"
#include "app/content/content-fixture.h"
#include "app/content/import.h"
#include "app/content/search.h"
#include "app/content/spelling.h"

#include <string.h>

static const struct
{
  const char *words, *found;
} said[] = {
  /* As it is written, and while it is being typed. */
  { "poubelle", "service/bac-ordures" },
  { "poub", "service/bac-ordures" },
  { "carte d’identité", "service/carte-identite" },
  { "passeport", "service/carte-identite" },
  { "cni", "service/carte-identite" },
  { "cantine", "service/inscription-periscolaire" },
  { "acte naissance", "service/acte-de-naissance" },
  { "airbnb", "service/meuble-tourisme" },
  { "procuration", "service/liste-electorale" },
  { "franceconnect", "service/conseiller-numerique" },
  { "don du sang", "event/don-du-sang" },
  { "choeur", "event/concert-choeur" },
  { "CHŒUR", "event/concert-choeur" },
  { "marche des producteurs", "event/marche-producteurs-0" },
  /* Case, accents, apostrophes, hyphens. */
  { "CARTE D'IDENTITE", "service/carte-identite" },
  { "carte d identite", "service/carte-identite" },
  { "carte didentité", "service/carte-identite" },
  { "crêche", "service/creche" },
  { "bibliothéque", "service/mediatheque" },
  { "e-mail", "service/conseiller-numerique" },
  { "email", "service/conseiller-numerique" },
  { "halte garderie", "service/creche" },
  { "l'eau", "service/raccordement-eau" },
  /* Plurals. */
  { "nounous", "service/assistante-maternelle" },
  { "logements sociaux", "service/logement-social" },
  { "conseils municipaux", "service/conseil-des-jeunes" },
  { "travau", "service/declaration-travaux" },
  { "encombrant", "service/encombrants" },
  { "chiens", "service/animal-trouve" },
  { "tombes", "service/concession-cimetiere" },
  /* Synonyms, of one word and of several. */
  { "ordures ménagères", "service/bac-ordures" },
  { "ordure menagère", "service/bac-ordures" },
  { "nourrice", "service/assistante-maternelle" },
  { "déchetterie", "service/decheterie" },
  { "restaurant scolaire", "service/inscription-periscolaire" },
  { "HLM", "service/logement-social" },
  { "docteur", "service/permanence-sante" },
  { "vieux", "service/aide-domicile" },
  { "clefs perdues", "service/objet-trouve" },
  /* One slip: a letter missing, too many, wrong, two exchanged. */
  { "pubelle", "service/bac-ordures" },
  { "poubele", "service/bac-ordures" },
  { "pouvelle", "service/bac-ordures" },
  { "pobuelle", "service/bac-ordures" },
  { "passport", "service/carte-identite" },
  { "catre d'identite", "service/carte-identite" },
  { "cantinne", "service/inscription-periscolaire" },
  { "pissine", "service/piscine" },
  { "marriage", "service/acte-de-mariage" },
  { "obsèque", "service/acte-de-deces" },
  { "frellon", "service/frelons" },
  { "matelat", "service/encombrants" },
  { "elctions", "service/conseil-des-jeunes" },
  { "perscolaire", "service/inscription-periscolaire" },
  { "louer une sale", "service/reserver-salle" },
  { "permi construire", "service/permis-construire" },
  /* Two slips in a long word. */
  { "passeprots", "service/carte-identite" },
  { "bibliotequee", "service/mediatheque" },
  { "decheterrie", "service/decheterie" },
  { "asosiation", "service/creer-association" },
  { "encombrents", "service/encombrants" },
  { "lampadère", "service/signaler-voirie" },
  /* As it sounds. */
  { "farmacie", "service/permanence-sante" },
  { "quantine", "service/inscription-periscolaire" },
  { "simetière", "place/cimetiere" },
  { "chofage", "service/renovation-energie" },
  { "assossiation", "service/creer-association" },
  { "medcin", "service/permanence-sante" },
  /* Whole sentences. */
  { "je veux me marier", "service/mariage" },
  { "je voudrais une carte d’identité", "service/carte-identite" },
  { "trou dans la route", "service/signaler-voirie" },
  { "inscrire mon fils à l'école", "service/inscription-scolaire" },
  { "mon père est mort", "service/acte-de-deces" },
  { "où est la piscine ?", "service/piscine" },
  { "comment avoir un composteur", "service/composteur" },
  { "canttine scolaire", "service/inscription-periscolaire" },
};

typedef struct
{
  char *folder, *path;
  ParvisCatalog *catalog;
} Fixture;

static void
set_up (Fixture *f, gconstpointer bundle)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_bundle_fault_free);
  g_autofree char *demo = g_test_build_filename (G_TEST_DIST, "packaging", "demo-content", NULL);
  g_autoptr (ParvisTree) tree = parvis_tree_open (demo, faults, &error);

  g_assert_no_error (error);
  g_assert_true (parvis_check_tree (tree, faults, &error));
  f->folder = g_dir_make_tmp ("parvis-search-XXXXXX", &error);
  f->path = g_build_filename (f->folder, "catalog.db", NULL);
  g_assert_true (parvis_import (tree, f->path, &error));
  f->catalog = parvis_catalog_open (f->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer bundle)
{
  parvis_catalog_free (f->catalog);
  fixture_remove (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

#define NOW G_GINT64_CONSTANT (1795000000) /* November 2026: the events of the content are to come */

static char *
first_found_at (ParvisCatalog *catalog, const char *words, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = parvis_catalog_search_at (catalog, words, 10, "fr", now, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < hits->len; i++)
    {
      const ParvisHit *hit = hits->pdata[i];

      g_test_message ("%s: %s/%s", words, hit->kind, hit->id);
    }
  return hits->len > 0
             ? g_strconcat (((ParvisHit *) hits->pdata[0])->kind, "/", ((ParvisHit *) hits->pdata[0])->id, NULL)
             : g_strdup ("");
}

static char *
first_found (ParvisCatalog *catalog, const char *words)
{
  return first_found_at (catalog, words, NOW);
}

/* Every one that fails is named, so that a change of ranking is judged as a whole. */
static void
test_said (Fixture *f, gconstpointer unused)
{
  guint wrong = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *found = first_found (f->catalog, said[i].words);

      if (strcmp (found, said[i].found) == 0)
        continue;
      g_printerr ("%s: %s, not %s\n", said[i].words, found, said[i].found);
      wrong++;
    }
  g_assert_cmpuint (wrong, ==, 0);
}

static const char *const nowhere[] = { "xyzzy", "qsdfghjklm", "edf", "98765", "zzz", "عربي", "🗑" };

static void
test_nothing (Fixture *f, gconstpointer unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (nowhere); i++)
    {
      g_autofree char *found = first_found (f->catalog, nowhere[i]);

      g_test_message ("%s", nowhere[i]);
      g_assert_cmpstr (found, ==, "");
    }
}

static void
test_over (Fixture *f, gconstpointer unused)
{
  g_autofree char *before = first_found_at (f->catalog, "heure du conte", NOW);
  g_autofree char *after = first_found_at (f->catalog, "heure du conte", NOW + 2 * 365 * 24 * 3600);

  g_assert_cmpstr (before, ==, "event/heure-du-conte-2");
  g_assert_cmpstr (after, !=, before);
}

/* Too far to be an answer, near enough to be a question. */
static void
test_nearest (Fixture *f, gconstpointer unused)
{
  g_autoptr (ParvisNearest) near = parvis_catalog_nearest (f->catalog, "psicne", 3, "fr", NULL);
  g_autoptr (ParvisNearest) none = parvis_catalog_nearest (f->catalog, "xyzzy", 3, "fr", NULL);
  g_autofree char *found = first_found (f->catalog, "psicne");

  g_assert_cmpstr (found, ==, "");
  g_assert_cmpstr (near->words, ==, "piscine");
  g_assert_cmpuint (near->hits->len, >, 0);
  g_assert_cmpstr (((ParvisHit *) near->hits->pdata[0])->id, ==, "piscine");
  g_assert_null (none->words);
  g_assert_cmpuint (none->hits->len, ==, 0);
}

/* ---- what is highlighted ---- */

static const struct
{
  const char *text, *words, *marked; /* the marked pieces between brackets */
} highlights[] = {
  { "Carte d’identité ou passeport", "identite", "Carte d’[identité] ou passeport" },
  { "CARTE D'IDENTITÉ", "carte d'identite", "[CARTE] D'[IDENTITÉ]" },
  { "Demander une place en crèche", "crech", "Demander une place en [crèche]" },
  { "Vœux de la maire", "voeu", "[Vœux] de la maire" },
  { "Les travaux et le travail", "travaux", "Les [travaux] et le [travail]" },
  { "Un journal, des journaux", "journal", "Un [journal], des [journaux]" },
  { "Halte-garderie", "garderies", "Halte-[garderie]" },
  { "La taxe d’ordures ménagères", "poubelle \"ordures ménagères\"", "La taxe d’[ordures ménagères]" },
  { "Aide ménagère", "poubelle \"ordures ménagères\"", "Aide ménagère" },
  { "Identite\u0301 de\u0301compose\u0301e", "identité", "[Identite\u0301] de\u0301compose\u0301e" },
  { "Une aide", "une", "[Une] aide" },
  { "Une aide", "une aide", "Une [aide]" },
  { "Rien", "", "Rien" },
  { "", "rien", "" },
  { "a \" b", "\" \" \"\" \"", "a \" b" },
};

static char *
show_marks (const char *text, const char *words)
{
  g_autoptr (GArray) marks = parvis_search_marks (text, words);
  GString *shown = g_string_new (text);

  for (guint i = marks->len; i > 0; i--)
    {
      const ParvisMark *mark = &g_array_index (marks, ParvisMark, i - 1);

      g_string_insert_c (shown, mark->end, ']');
      g_string_insert_c (shown, mark->start, '[');
    }
  return g_string_free (shown, FALSE);
}

static void
test_marks (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (highlights); i++)
    {
      g_autofree char *shown = show_marks (highlights[i].text, highlights[i].words);

      g_assert_cmpstr (shown, ==, highlights[i].marked);
    }
}

/* What was forgiven, and what was found for a synonym, is highlighted in what was found. */
static void
test_marks_of_hits (Fixture *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) mistyped = parvis_catalog_search (f->catalog, "frellon", 1, "fr", NULL);
  g_autoptr (GPtrArray) synonym = parvis_catalog_search (f->catalog, "nourrice", 1, "fr", NULL);
  const ParvisHit *hornets = mistyped->pdata[0], *nurse = synonym->pdata[0];
  g_autofree char *marked = show_marks (hornets->title, hornets->words);
  g_autofree char *meant = show_marks (nurse->title, nurse->words);

  g_assert_cmpstr (marked, ==, "Signaler un nid de [frelons]");
  g_assert_cmpstr (meant, ==, "Trouver une [assistante maternelle]");
}

static void
test_sounds (void)
{
  static const char *const alike[][2] = {
    { "pharmacie", "farmacie" }, { "cantine", "quantine" },  { "cimetiere", "simetiere" },
    { "adresse", "addresse" },   { "chauffage", "chofage" }, { "lampadaire", "lampadere" },
    { "mort", "mor" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (alike); i++)
    {
      g_autofree char *one = parvis_spelling_sound (alike[i][0]);
      g_autofree char *other = parvis_spelling_sound (alike[i][1]);

      g_assert_cmpstr (one, ==, other);
    }
}

int
main (int argc, char **argv)
{
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("/search/said", test_said);
  ADD ("/search/nothing", test_nothing);
  ADD ("/search/over", test_over);
  ADD ("/search/nearest", test_nearest);
  g_test_add_func ("/search/marks", test_marks);
  ADD ("/search/marks-of-hits", test_marks_of_hits);
  g_test_add_func ("/search/sounds", test_sounds);
  return g_test_run ();
}
