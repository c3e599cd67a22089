/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/address/street-words.h"

static void
test_fold (void)
{
  static const char *const cases[][2] = {
    { "Av. du Gal de Gaulle", "avenue du general de gaulle" },
    { "R Saint-Michel", "rue saint michel" },
    { "Rue R. Schuman", "rue r schuman" }, /* a letter elsewhere is no "rue" */
    { "Bd Ste-Anne", "boulevard sainte anne" },
    { "Chem. du Dr Roux", "chemin du docteur roux" },
    { "Imp de l’Œuvre", "impasse de l oeuvre" },
    { "ALL DES CHÊNES", "allee des chenes" },
    { "Rte de Fg", "route de fg" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = parvis_street_fold (cases[i][0]);
      g_assert_cmpstr (folded, ==, cases[i][1]);
    }
}

static void
test_typed (void)
{
  static const struct
  {
    const char *typed, *number, *words;
    gboolean unfinished;
  } cases[] = {
    { "12 rue de la répub", "12", "rue de la repub", TRUE },
    { "12, rue de la Paix ", "12", "rue de la paix", FALSE },
    { "12 bis av Foch", "12 bis", "avenue foch", TRUE },
    { "12bis av Foch", "12 bis", "avenue foch", TRUE },
    { "12 TER rue", "12 ter", "rue", TRUE },
    { "12b rue Foch", "12B", "rue foch", TRUE },
    { "12 b rue Foch", "12B", "rue foch", TRUE }, /* the letter stands before a kind of way */
    { "12 b de la", "12", "b de la", TRUE },
    { "12 r Foch", "12", "rue foch", TRUE },
    { "12-14 rue Foch", "12-14", "rue foch", TRUE },
    { "12/14 rue Foch", "12/14", "rue foch", TRUE },
    { "35140 saint", "", "35140 saint", TRUE }, /* a postcode is no number of a house */
    { "rue du 8 mai 1945", "", "rue du 8 mai 1945", TRUE },
    { "  7 ", "7", "", FALSE },
    { "12", "12", "", FALSE },
    { "", "", "", FALSE },
    { "d'Artagnan", "", "d artagnan", TRUE },
    { "4 d'Artagnan", "4", "d artagnan", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParvisAddressWords) words = parvis_address_words_new (cases[i].typed);
      g_autofree char *joined = parvis_street_join (words->words);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (words->number, ==, cases[i].number);
      g_assert_cmpstr (joined, ==, cases[i].words);
      g_assert_cmpint (words->unfinished, ==, cases[i].unfinished);
    }
}

static void
test_last_number (void)
{
  g_autoptr (ParvisAddressWords) behind = parvis_address_words_new ("rue des Tilleuls 12");
  g_autoptr (ParvisAddressWords) both = parvis_address_words_new ("3 rue du 8 mai 1945");
  g_autoptr (ParvisAddressWords) postcode = parvis_address_words_new ("rue Foch 35140");
  g_autofree char *one = parvis_address_number_fold ("12 bis");
  g_autofree char *other = parvis_address_number_fold ("12BIS");

  g_assert_true (parvis_address_words_take_last_number (behind));
  g_assert_cmpstr (behind->number, ==, "12");
  g_assert_cmpuint (behind->words->len, ==, 3);
  g_assert_false (parvis_address_words_take_last_number (both));
  g_assert_false (parvis_address_words_take_last_number (postcode));
  g_assert_cmpstr (one, ==, other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/street-words/fold", test_fold);
  g_test_add_func ("/street-words/typed", test_typed);
  g_test_add_func ("/street-words/last-number", test_last_number);
  return g_test_run ();
}
