/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a person takes away, read back by readers of others' making: pdftotext, zbarimg.
 */
#include "app/leaflet/leaflet.h"

#include <string.h>

#include "app/leaflet/leaflet-service.h"
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
  GBytes *pdf = parvis_leaflet_to_pdf (leaflet, NULL, &error);

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

  for (const char **what
       = (const char *[]){ "Mairie de Saint-Aubin-du-Parvis", "Fiche pratique", "Carte d’identité ou passeport",
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
  assert_says (text, "- par téléphone\nCoût : 86 €\n");
}

static void
test_qr_link (void)
{
  g_autoptr (ParvisLeaflet) leaflet = new_leaflet ();
  g_autofree char *text = NULL, *read = NULL;
  g_autoptr (GBytes) pdf = NULL, picture = NULL;
  const char *draw[] = { "pdftoppm", "-r", "200", "-gray", "-", NULL },
             *scan[] = { "zbarimg", "--quiet", "--raw", "-", NULL };
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (draw, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
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

static char *
whole_with_plain_spaces (const ParvisLeaflet *leaflet)
{
  g_autofree char *text = parvis_leaflet_to_text (leaflet);
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  return g_strjoinv (" ", parts);
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
  all = whole_with_plain_spaces (leaflet);
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

static ParvisChapter *
new_chapter (void)
{
  static char *first[] = { (char *) "Adulte", (char *) "4 €", NULL },
              *second[] = { (char *) "Enfant", (char *) "", NULL };
  ParvisChapter *chapter = g_new0 (ParvisChapter, 1);

  chapter->title = g_strdup ("Les tarifs");
  chapter->text = g_strdup ("Payez à l’accueil.");
  chapter->head = g_strsplit ("Qui|Une entrée", "|", -1);
  chapter->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_ptr_array_add (chapter->rows, g_strdupv (first));
  g_ptr_array_add (chapter->rows, g_strdupv (second));
  return chapter;
}

static ParvisService *
new_service (void)
{
  ParvisService *service = g_new0 (ParvisService, 1);

  service->title = g_strdup ("Aller à la piscine");
  service->summary = g_strdup ("Horaires, tarifs.");
  service->papers = g_strsplit ("Un bonnet|Une serviette", "|", -1);
  service->cost = g_strdup ("De 0 à 4 €.");
  service->details = g_strdup ("Pas de short.");
  service->easy_summary = g_strdup ("Vous voulez nager.");
  service->easy_details = g_strdup ("Prenez un bonnet.");
  service->chapters = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_chapter_free);
  g_ptr_array_add (service->chapters, new_chapter ());
  return service;
}

static void
test_service (void)
{
  g_autoptr (ParvisService) service = new_service ();
  g_autoptr (ParvisLeaflet) leaflet = parvis_leaflet_new (service->title, "fr");
  g_autofree char *text = NULL;

  parvis_leaflet_add_service (leaflet, service, NULL, FALSE);
  text = parvis_leaflet_to_text (leaflet);
  assert_says (text, "Horaires, tarifs.");
  assert_says (text, "Ce qu’il vous faut\n- Un bonnet\n- Une serviette\n");
  assert_says (text, "Les tarifs\nPayez à l’accueil.\nAdulte : Une entrée : 4 €\n");
  assert_says (text, "Pas de short.");
  g_assert_null (strstr (text, "nager"));
  g_assert_null (strstr (text, "Enfant")); /* nothing is said of them */
}

static void
test_easy_service (void)
{
  g_autoptr (ParvisService) service = new_service ();
  g_autoptr (ParvisLeaflet) leaflet = parvis_leaflet_new (service->title, "fr"),
                            papers = parvis_leaflet_new ("Papiers", "fr");
  g_autofree char *text = NULL, *list = NULL;

  parvis_leaflet_add_service (leaflet, service, NULL, TRUE);
  text = parvis_leaflet_to_text (leaflet);
  assert_says (text, "Vous voulez nager.");
  assert_says (text, "Prenez un bonnet.");
  assert_says (text, "De 0 à 4 €.");
  g_assert_null (strstr (text, "Les tarifs"));
  g_assert_null (strstr (text, "Pas de short."));
  parvis_leaflet_add_papers (papers, service, NULL);
  list = parvis_leaflet_to_text (papers);
  g_assert_cmpstr (list, ==, "Papiers\n- Un bonnet\n- Une serviette\n");
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
  g_test_add_func ("/leaflet/service", test_service);
  g_test_add_func ("/leaflet/easy-service", test_easy_service);
  return g_test_run ();
}
