/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a person takes away, read back by readers of others' making: pdftotext, zbarimg.
 */
#include "app/leaflet/leaflet.h"

#include <string.h>

#include "app/receipt/receipt.h"

static ParvisLeaflet *
new_leaflet (void)
{
  ParvisLeaflet *leaflet = parvis_leaflet_new ("Carte d’identité ou passeport", "fr");

  leaflet->commune = g_strdup ("Mairie de Saint-Aubin-du-Parvis");
  leaflet->kind = g_strdup ("Fiche pratique");
  leaflet->lead = g_strdup ("Faire ou refaire un titre d’identité, sur rendez-vous.");
  parvis_leaflet_add_heading (leaflet, "Ce qu’il vous faut");
  parvis_leaflet_add_check (leaflet, "Une photo d’identité de moins de 6 mois");
  parvis_leaflet_add_check (leaflet, "Un justificatif de domicile");
  parvis_leaflet_add_heading (leaflet, "En détail");
  parvis_leaflet_add_text (leaflet, "Prenez rendez-vous :\n- à l’accueil\n- par téléphone");
  parvis_leaflet_add_row (leaflet, "Coût", "86 €");
  return leaflet;
}

static char *
ask (GBytes *input, const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autoptr (GBytes) answer = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate (process, input, NULL, &answer, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

static char *
read_pdf (GBytes *pdf)
{
  const char *argv[] = { "pdftotext", "-layout", "-enc", "UTF-8", "-", "-", NULL };
  g_autofree char *text = ask (pdf, argv);
  g_autoptr (GRegex) spaces = g_regex_new ("\\s+", (GRegexCompileFlags) 0, (GRegexMatchFlags) 0, NULL);

  return g_regex_replace_literal (spaces, text, -1, 0, " ", (GRegexMatchFlags) 0, NULL);
}

static GBytes *
print (const ParvisLeaflet *leaflet)
{
  g_autoptr (GError) error = NULL;
  GBytes *pdf = parvis_leaflet_to_pdf (leaflet, &error);

  g_assert_no_error (error);
  return pdf;
}

static void
assert_says (const char *text, const char *what)
{
  if (strstr (text, what) == NULL)
    g_error ("not there: %s\n%s", what, text);
}

static void
test_pdf (void)
{
  g_autoptr (ParvisLeaflet) leaflet = new_leaflet ();
  g_autoptr (GBytes) pdf = print (leaflet);
  g_autofree char *text = read_pdf (pdf);

  for (const char **what = (const char *[]){ "Mairie de Saint-Aubin-du-Parvis", "Fiche pratique", "Carte d’identité ou passeport",
                                             "sur rendez-vous", "Ce qu’il vous faut", "Une photo d’identité", "• à l’accueil",
                                             "Coût 86 €", "Imprimé à la borne le", NULL };
       *what != NULL; what++)
    assert_says (text, *what);
  g_assert_null (strstr (text, "- par téléphone")); /* a list item, not a dash */
}

/* Without a town, without a lead, with a thousand lines, with the worst of texts. */
static void
test_pdf_of_anything (void)
{
  g_autoptr (ParvisLeaflet) leaflet = parvis_leaflet_new ("T", "ar");
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;

  parvis_leaflet_add_text (leaflet, "");
  parvis_leaflet_add_row (leaflet, "Vide", NULL);
  g_assert_cmpuint (leaflet->blocks->len, ==, 0);
  parvis_leaflet_add_text (leaflet, "- \n\n- <b>gras</b>\x01 \xff مرحبا");
  for (guint i = 0; i < 2 * PARVIS_LEAFLET_MAX_BLOCKS; i++)
    {
      g_autofree char *line = g_strdup_printf ("papier-%u.", i);
      parvis_leaflet_add_check (leaflet, line);
    }
  g_assert_cmpuint (leaflet->blocks->len, ==, PARVIS_LEAFLET_MAX_BLOCKS);
  pdf = print (leaflet);
  text = read_pdf (pdf);
  assert_says (text, "<b>gras</b>");
  assert_says (text, "papier-0.");
  assert_says (text, "papier-498.");
}

static void
test_text (void)
{
  g_autoptr (ParvisLeaflet) leaflet = new_leaflet ();
  g_autofree char *text = parvis_leaflet_to_text (leaflet);

  g_assert_true (g_str_has_prefix (text, "Carte d’identité ou passeport\nMairie de Saint-Aubin-du-Parvis\n"));
  assert_says (text, "\nCe qu’il vous faut\n- Une photo d’identité de moins de 6 mois\n- Un justificatif");
  assert_says (text, "- par téléphone\nCoût : 86 €\n");
}

static void
test_qr_link (void)
{
  g_autoptr (ParvisLeaflet) leaflet = new_leaflet ();
  g_autofree char *text = NULL, *read = NULL;
  g_autoptr (GBytes) pdf = NULL, picture = NULL;
  const char *draw[] = { "pdftoppm", "-r", "200", "-gray", "-", NULL }, *scan[] = { "zbarimg", "--quiet", "--raw", "-", NULL };
  g_autoptr (GSubprocess) process = g_subprocess_newv (draw, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
  gboolean is_cut = TRUE;

  leaflet->link = g_strdup ("https://saint-aubin-du-parvis.example/carte-identite");
  text = parvis_leaflet_qr_text (leaflet, &is_cut);
  g_assert_cmpstr (text, ==, leaflet->link);
  g_assert_false (is_cut);
  pdf = print (leaflet);
  g_assert_true (g_subprocess_communicate (process, pdf, NULL, &picture, NULL, NULL));
  read = ask (picture, scan);
  g_assert_cmpstr (g_strchomp (read), ==, leaflet->link);
}

/* Cut between two words, said so, valid, and small enough to be read. */
static void
test_qr_is_cut (void)
{
  g_autoptr (ParvisLeaflet) leaflet = new_leaflet ();
  gboolean is_cut = TRUE;
  g_autofree char *whole = parvis_leaflet_qr_text (leaflet, &is_cut), *text = NULL, *all = NULL;
  g_autoptr (ParvisQr) qr = NULL;

  g_assert_false (is_cut);
  g_assert_false (g_str_has_suffix (whole, "[…]"));
  for (guint i = 0; i < 80; i++)
    parvis_leaflet_add_check (leaflet, "élève à l’école élémentaire");
  text = parvis_leaflet_qr_text (leaflet, &is_cut);
  g_assert_true (is_cut);
  g_assert_cmpuint (strlen (text), <=, PARVIS_LEAFLET_QR_BYTES);
  g_assert_cmpuint (strlen (text), >, PARVIS_LEAFLET_QR_BYTES - 80);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_suffix (text, " […]"));
  all = parvis_leaflet_to_text (leaflet);
  text[strlen (text) - strlen (" […]")] = '\0';
  g_assert_true (g_str_has_prefix (all, text) && g_ascii_isspace (all[strlen (text)]));
  qr = parvis_qr_new (text, NULL);
  g_assert_cmpuint (qr->size, <=, 113);
}

/* One word longer than a code holds. */
static void
test_qr_without_spaces (void)
{
  g_autofree char *word = g_strnfill (2000, 'a');
  g_autofree char *accents = g_strjoinv ("é", (char *[]){ word, word, NULL });
  g_autoptr (ParvisLeaflet) leaflet = parvis_leaflet_new (accents, "fr");
  g_autofree char *text = parvis_leaflet_qr_text (leaflet, NULL);

  g_assert_cmpuint (strlen (text), <=, PARVIS_LEAFLET_QR_BYTES);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/leaflet/pdf", test_pdf);
  g_test_add_func ("/leaflet/pdf-of-anything", test_pdf_of_anything);
  g_test_add_func ("/leaflet/text", test_text);
  g_test_add_func ("/leaflet/qr-link", test_qr_link);
  g_test_add_func ("/leaflet/qr-is-cut", test_qr_is_cut);
  g_test_add_func ("/leaflet/qr-without-spaces", test_qr_without_spaces);
  return g_test_run ();
}
