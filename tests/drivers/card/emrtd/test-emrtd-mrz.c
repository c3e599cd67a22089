/* SPDX-License-Identifier: EUPL-1.2
 *
 * The machine readable zone: the specimens of ICAO Doc 9303-4 (TD3), -5 (TD1) and -6 (TD2), whose holder is nobody, and
 * what can be wrong with one.
 */
#include "drivers/card/emrtd/mrz.h"

#include <string.h>

#define TD3 "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
#define TD2 "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6"
#define TD1 "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<"

static ParvisMrzResult
parse (const char *zone, ParvisIdentity *identity)
{
  return parvis_mrz_parse (zone, strlen (zone), 2026, 11, identity);
}

static void
assert_date (const ParvisIdentityDate *date, guint year, guint month, guint day)
{
  g_assert_cmpuint (date->year, ==, year);
  g_assert_cmpuint (date->month, ==, month);
  g_assert_cmpuint (date->day, ==, day);
}

static void
test_specimens (void)
{
  static const struct
  {
    const char *zone, *document, *number;
  } rows[] = { { TD3, "P", "L898902C3" }, { TD2, "I", "D23145890" }, { TD1, "I", "D23145890" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ParvisIdentity) identity = parvis_identity_new ();
      g_autofree char *birth = NULL;

      g_assert_cmpint (parse (rows[i].zone, identity), ==, PARVIS_MRZ_OK);
      g_assert_cmpstr (identity->document, ==, rows[i].document);
      g_assert_cmpstr (identity->number, ==, rows[i].number);
      g_assert_cmpstr (identity->issuer, ==, "UTO");
      g_assert_cmpstr (identity->nationality, ==, "UTO");
      g_assert_cmpstr (identity->name, ==, "ERIKSSON");
      g_assert_cmpstr (identity->given_names, ==, "ANNA MARIA");
      g_assert_cmpint (identity->sex, ==, PARVIS_IDENTITY_SEX_FEMALE);
      g_assert_false (identity->truncated);
      assert_date (&identity->birth, 1974, 8, 12);
      assert_date (&identity->expiry, 2012, 4, 15);
      birth = parvis_identity_date_to_iso8601 (&identity->birth);
      g_assert_cmpstr (birth, ==, "1974-08-12");
    }
}

/* 9303-11, D.2: a number of twelve characters goes on in the optional field. */
static void
test_long_number (void)
{
  static const char td1[]
      = "I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<";
  static const char td2[] = "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<D23145890<UTO3407127M95071227349<<<8";
  const char *const zones[] = { td1, td2 };

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (ParvisIdentity) identity = parvis_identity_new ();

      g_assert_cmpint (parse (zones[i], identity), ==, PARVIS_MRZ_OK);
      g_assert_cmpstr (identity->number, ==, "D23145890734");
      g_assert_cmpstr (identity->name, ==, "STEVENSON");
      g_assert_cmpint (identity->sex, ==, PARVIS_IDENTITY_SEX_MALE);
      assert_date (&identity->birth, 1934, 7, 12);
      assert_date (&identity->expiry, 1995, 7, 12);
    }
}

static char
next_digit (char c)
{
  guint value = g_ascii_isdigit (c) ? (guint) (c - '0') : g_ascii_isalpha (c) ? (guint) (c - 'A') : 0;

  return (char) ('0' + (value + 1) % 10);
}

/* Found by the fuzzer: a number that goes on although its first part is not even full; and one with a hyphen in it. */
static void
test_strange_number (void)
{
  static const char unfilled[]
      = "IDFRA<<<<<<<<<<900X4<<RTB<<<B<9007138F3002119FRA<<<<<<<<<<<2MARTIN<<MAELYS<GAELLE<MARIE<<<";
  g_autofree char *hyphen
      = g_strdup ("I<UTOAB<145890<7342<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<0STEVENSON<<PETER<JOHN<<<<<<<<<");
  g_autoptr (ParvisIdentity) one = parvis_identity_new ();
  g_autoptr (ParvisIdentity) two = parvis_identity_new ();

  g_assert_cmpint (parse (unfilled, one), ==, PARVIS_MRZ_CHECK_DIGIT);
  hyphen[18] = parvis_mrz_check_digit ("AB<145890734", 12);
  for (char digit = '0'; digit <= '9' && parse (hyphen, two) != PARVIS_MRZ_OK; digit++)
    {
      parvis_identity_free (g_steal_pointer (&two));
      two = parvis_identity_new ();
      hyphen[59] = digit;
    }
  g_assert_cmpstr (two->number, ==, "AB 145890734");
}

/* A wrong character in every place: what the check digits are over is never taken for right. */
static void
test_misread (void)
{
  static const struct
  {
    gsize from, to;
  } summed[] = { { 44, 54 }, { 57, 64 }, { 65, 72 }, { 72, 86 } };

  for (gsize i = 0; i < G_N_ELEMENTS (summed); i++)
    for (gsize at = summed[i].from; at < summed[i].to; at++)
      {
        g_autoptr (ParvisIdentity) identity = parvis_identity_new ();
        char zone[] = TD3;

        /* Not ten apart, which no check digit of this kind sees. */
        zone[at] = next_digit (zone[at]);
        g_assert_cmpint (parse (zone, identity), ==, PARVIS_MRZ_CHECK_DIGIT);
      }
}

static void
test_malformed (void)
{
  static const char *const zones[]
      = { "", "P", TD3 "<", "p<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10",
          "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10" };

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (ParvisIdentity) identity = parvis_identity_new ();

      g_assert_cmpint (parse (zones[i], identity), ==, PARVIS_MRZ_MALFORMED);
    }
}

/* A TD3 of these names and dates whose digits are right. */
static char *
make_zone (const char *names, const char *birth, const char *expiry)
{
  g_autoptr (GString) zone = g_string_new ("P<UTO");
  g_autoptr (GString) composite = g_string_new (NULL);

  g_string_append (zone, names);
  while (zone->len < 44)
    g_string_append_c (zone, '<');
  g_string_append_printf (zone, "L898902C36UTO%s%c<%s%c<<<<<<<<<<<<<<<", birth, parvis_mrz_check_digit (birth, 6),
                          expiry, parvis_mrz_check_digit (expiry, 6));
  g_string_append_len (composite, zone->str + 44, 10);
  g_string_append_len (composite, zone->str + 57, 7);
  g_string_append_len (composite, zone->str + 65, 22);
  g_string_append_c (zone, parvis_mrz_check_digit (composite->str, composite->len));
  g_assert_cmpuint (zone->len, ==, 88);
  return g_string_free (g_steal_pointer (&zone), FALSE);
}

static void
test_names (void)
{
  static const struct
  {
    const char *zone, *name, *given;
    gboolean truncated;
  } rows[] = {
    { "ARKFREITH<<GLENN<PETER", "ARKFREITH", "GLENN PETER", FALSE },
    { "VAN<DER<MUELLEN<<JOHANNES<PIETER", "VAN DER MUELLEN", "JOHANNES PIETER", FALSE },
    { "ARKFREITH", "ARKFREITH", "", FALSE }, /* 9303-3, 4.6: no secondary identifier */
    { "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG K", TRUE },
    { "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WARNA", "BENNELONG WOOLOOMOOLOO WARRANDYTE WARNA", "", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ParvisIdentity) identity = parvis_identity_new ();
      g_autofree char *zone = make_zone (rows[i].zone, "740812", "300415");

      g_assert_cmpint (parse (zone, identity), ==, PARVIS_MRZ_OK);
      g_assert_cmpstr (identity->name, ==, rows[i].name);
      g_assert_cmpstr (identity->given_names, ==, rows[i].given);
      g_assert_cmpint (identity->truncated, ==, rows[i].truncated);
      g_assert_cmpint (identity->sex, ==, PARVIS_IDENTITY_SEX_UNSPECIFIED);
    }
}

/* Nobody is born later than today (November 2026); a document neither ran out half a century ago nor will in one. */
static void
test_centuries (void)
{
  static const struct
  {
    const char *birth, *expiry;
    guint birth_year, expiry_year;
  } rows[] = {
    { "261130", "361130", 2026, 2036 }, { "261201", "261130", 1926, 2026 }, { "270101", "060101", 1927, 2006 },
    { "000229", "751231", 2000, 2075 }, { "990101", "770101", 1999, 1977 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ParvisIdentity) identity = parvis_identity_new ();
      g_autofree char *zone = make_zone ("A<<B", rows[i].birth, rows[i].expiry);

      g_assert_cmpint (parse (zone, identity), ==, PARVIS_MRZ_OK);
      g_assert_cmpuint (identity->birth.year, ==, rows[i].birth_year);
      g_assert_cmpuint (identity->expiry.year, ==, rows[i].expiry_year);
    }
}

/* Of two years a hundred apart, the one that the document allows (November 2026). */
static void
test_hundred (void)
{
  static const struct
  {
    const char *document, *issuer, *birth, *expiry;
    guint year;
    gboolean unsure;
  } rows[] = {
    { "ID", "FRA", "230315", "350601", 2023, TRUE },  /* issued in 2025, to a child or to somebody of 102 */
    { "ID", "FRA", "230315", "320601", 1923, FALSE }, /* issued in June 2022, before that child was born */
    { "ID", "FRA", "230315", "330601", 2023, TRUE },
    { "ID", "FRA", "230315", "330401", 2023, TRUE },
    { "ID", "FRA", "230515", "330401", 2023, TRUE }, /* a month is too little to tell */
    { "ID", "FRA", "230615", "330401", 1923, FALSE },
    { "P", "FRA", "230315", "290601", 2023, TRUE },  /* five years for a child: issued in 2024 */
    { "P", "FRA", "230315", "320601", 1923, FALSE }, /* ten years: nobody's of three */
    { "P", "FRA", "230315", "270601", 1923, FALSE }, /* five years: before that child was born */
    { "P", "UTO", "230315", "320601", 2023, TRUE },
    { "P", "UTO", "230315", "380601", 1923, FALSE }, /* more than ten years to go: for the old alone */
    { "P", "UTO", "230315", "230601", 1923, FALSE }, /* ran out before that child could have had one */
    { "P", "UTO", "101115", "270601", 2010, FALSE }, /* nobody is 116 */
    { "P", "UTO", "111215", "270601", 2011, TRUE },
    { "P", "UTO", "23<<<<", "320601", 2023, TRUE },
    { "P", "UTO", "230315", "<<<<<<", 2023, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ParvisIdentity) identity = parvis_identity_new ();
      g_autofree char *zone = make_zone ("A<<B", rows[i].birth, rows[i].expiry);

      memcpy (zone, rows[i].document, strlen (rows[i].document));
      memcpy (zone + 2, rows[i].issuer, 3);
      g_test_message ("%s %s %s %s", rows[i].document, rows[i].issuer, rows[i].birth, rows[i].expiry);
      g_assert_cmpint (parse (zone, identity), ==, PARVIS_MRZ_OK);
      g_assert_cmpuint (identity->birth.year, ==, rows[i].year);
      g_assert_cmpint (identity->century_unsure, ==, rows[i].unsure);
    }
}

/* 9303-3, 4.8: who does not know the day, or more. */
static void
test_open_dates (void)
{
  g_autoptr (ParvisIdentity) identity = parvis_identity_new ();
  g_autoptr (ParvisIdentity) unborn = parvis_identity_new ();
  g_autofree char *zone = make_zone ("A<<B", "74<<<<", "300415");
  g_autofree char *nothing = make_zone ("A<<B", "<<<<<<", "300415");

  g_assert_cmpint (parse (zone, identity), ==, PARVIS_MRZ_OK);
  assert_date (&identity->birth, 1974, 0, 0);
  g_assert_null (parvis_identity_date_to_iso8601 (&identity->birth));
  g_assert_cmpint (parse (nothing, unborn), ==, PARVIS_MRZ_OK);
  assert_date (&unborn->birth, 0, 0, 0);
}

static void
test_impossible (void)
{
  static const char *const births[] = { "741301", "740800", "740230", "990229", "7408A1", "7<0812" };
  g_autoptr (ParvisIdentity) nameless = parvis_identity_new ();
  g_autofree char *no_name = make_zone ("<<ANNA", "740812", "300415");

  g_assert_cmpint (parse (no_name, nameless), ==, PARVIS_MRZ_IMPOSSIBLE);
  for (gsize i = 0; i < G_N_ELEMENTS (births); i++)
    {
      g_autoptr (ParvisIdentity) identity = parvis_identity_new ();
      g_autofree char *zone = make_zone ("A<<B", births[i], "300415");

      g_assert_cmpint (parse (zone, identity), ==, PARVIS_MRZ_IMPOSSIBLE);
    }
}

static void
test_information (void)
{
  char out[PARVIS_MRZ_INFORMATION_SIZE];

  g_assert_true (parvis_mrz_information (" d23 145 890 ", "740812", "120415", out));
  g_assert_cmpstr (out, ==, "D23145890774081221204159");
  g_assert_true (parvis_mrz_information ("ABCDEFGHIJKLMNOPQRSTUV", "740812", "120415", out));
  g_assert_cmpuint (strlen (out), ==, PARVIS_MRZ_INFORMATION_SIZE - 1);
  g_assert_false (parvis_mrz_information ("ABCDEFGHIJKLMNOPQRSTUVW", "740812", "120415", out));
  g_assert_false (parvis_mrz_information ("", "740812", "120415", out));
  g_assert_false (parvis_mrz_information ("<<<", "740812", "120415", out));
  g_assert_false (parvis_mrz_information ("D2314é890", "740812", "120415", out));
  g_assert_false (parvis_mrz_information ("D23145890", "741812", "120415", out));
  g_assert_false (parvis_mrz_information ("D23145890", "740812", "12041", out));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/emrtd/mrz/specimens", test_specimens);
  g_test_add_func ("/emrtd/mrz/long-number", test_long_number);
  g_test_add_func ("/emrtd/mrz/strange-number", test_strange_number);
  g_test_add_func ("/emrtd/mrz/misread", test_misread);
  g_test_add_func ("/emrtd/mrz/malformed", test_malformed);
  g_test_add_func ("/emrtd/mrz/names", test_names);
  g_test_add_func ("/emrtd/mrz/centuries", test_centuries);
  g_test_add_func ("/emrtd/mrz/hundred", test_hundred);
  g_test_add_func ("/emrtd/mrz/open-dates", test_open_dates);
  g_test_add_func ("/emrtd/mrz/impossible", test_impossible);
  g_test_add_func ("/emrtd/mrz/information", test_information);
  return g_test_run ();
}
