/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "app/receipt/label.h"
#include "app/receipt/receipt.h"

#define CODE "7F4K 29QX"

static ParvisSlip *
new_slip (void)
{
  ParvisSlip *slip = parvis_slip_new ();
  g_autofree char *logo = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "packaging", "demo-content", "media", "armes.svg", NULL);
  gsize size;

  slip->commune = g_strdup ("Mairie de Saint-Aubin-du-Parvis");
  slip->title = g_strdup ("Demander un bac à ordures");
  slip->code = g_strdup (CODE);
  slip->submitted_on = g_strdup ("dimanche 22 novembre 2026 à 14 h 36");
  slip->office_name = g_strdup ("Service déchets");
  slip->office_address = g_strdup ("2 rue des Halles, 99000 Saint-Aubin-du-Parvis");
  slip->office_phone = g_strdup ("02 00 00 00 20");
  slip->office_email = g_strdup ("dechets@saint-aubin-du-parvis.example");
  slip->silence = g_strdup ("Sans réponse dans un délai de 2 mois, votre demande est considérée comme refusée.");
  slip->next = g_strdup ("Le bac est livré chez vous sous 5 jours.");
  slip->delivery = g_strdup ("Votre demande est à l’abri dans cette borne et sera transmise toute seule.");
  slip->privacy
      = g_strdup ("La commune garde votre demande 2 ans. Vous pouvez la lire, la corriger ou la faire effacer.");
  if (g_file_get_contents (path, &logo, &size, NULL))
    slip->logo = g_bytes_new_take (g_steal_pointer (&logo), size);
  return slip;
}

/* Gives @pdf to a command on its standard input and returns what it answers. */
static char *
ask (GBytes *pdf, const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autoptr (GBytes) answer = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate (process, pdf, NULL, &answer, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

static guint pages_said; /* of the last one printed */

static GBytes *
print (const ParvisSlip *slip)
{
  g_autoptr (GError) error = NULL;
  GBytes *pdf = parvis_slip_to_pdf (slip, &pages_said, &error);

  g_assert_no_error (error);
  return pdf;
}

/* The words in reading order; where the lines end does not matter. */
static char *
read_text (GBytes *pdf)
{
  const char *argv[] = { "pdftotext", "-layout", "-enc", "UTF-8", "-", "-", NULL };
  g_autofree char *text = ask (pdf, argv);
  g_autoptr (GRegex) spaces = g_regex_new ("\\s+", (GRegexCompileFlags) 0, (GRegexMatchFlags) 0, NULL);

  return g_regex_replace_literal (spaces, text, -1, 0, " ", (GRegexMatchFlags) 0, NULL);
}

static guint
count_pages (GBytes *pdf)
{
  const char *argv[] = { "pdfinfo", "-", NULL };
  g_autofree char *info = ask (pdf, argv);
  const char *pages = strstr (info, "Pages:");

  g_assert_nonnull (pages);
  return (guint) g_ascii_strtoull (pages + strlen ("Pages:"), NULL, 10);
}

static void
assert_says (const char *text, const char *what)
{
  if (strstr (text, what) == NULL)
    g_error ("not on the receipt: %s\n%s", what, text);
}

/* CRPA, articles L112-3 and R112-5: date, service with address, telephone and e-mail, what silence means. */
static void
test_says_what_the_law_asks (void)
{
  g_autoptr (ParvisSlip) slip = new_slip ();
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;

  parvis_slip_add_answer (slip, "Votre adresse", "12 rue des Tilleuls");
  pdf = print (slip);
  text = read_text (pdf);
  g_assert_cmpuint (count_pages (pdf), ==, 1);
  g_assert_cmpuint (pages_said, ==, 1);
  for (const char **what = (const char *[]){ CODE, "22 novembre 2026", "Service déchets", "2 rue des Halles",
                                             "02 00 00 00 20", "dechets@saint-aubin-du-parvis.example",
                                             "considérée comme refusée", "12 rue des Tilleuls", "2 ans", NULL };
       *what != NULL; what++)
    assert_says (text, *what);
}

static void
test_many_answers (void)
{
  g_autoptr (ParvisSlip) slip = new_slip ();
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;

  for (int i = 1; i <= 300; i++)
    {
      g_autofree char *label = g_strdup_printf ("Question %d", i);
      g_autofree char *answer = g_strdup_printf ("réponse-%d.", i);
      parvis_slip_add_answer (slip, label, answer);
    }
  pdf = print (slip);
  text = read_text (pdf);
  g_assert_cmpuint (count_pages (pdf), >, 5);
  g_assert_cmpuint (pages_said, ==, count_pages (pdf));
  for (int i = 1; i <= 300; i++)
    {
      g_autofree char *answer = g_strdup_printf ("réponse-%d.", i);
      assert_says (text, answer);
    }
}

/* What people type, and what they might: nothing breaks the page, nothing is markup. */
static void
test_hostile_answers (void)
{
  g_autoptr (ParvisSlip) slip = new_slip ();
  g_autofree char *word = g_strnfill (5000, 'W');
  g_autofree char *lines = g_strnfill (3000, '\n');
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;

  parvis_slip_add_answer (slip, "Long", word);
  parvis_slip_add_answer (slip, "Lignes", lines);
  parvis_slip_add_answer (slip, "Balises", "<b>gras</b> & \"guillemets\"");
  parvis_slip_add_answer (slip, "Contrôle",
                          "a\x01"
                          "b\x1b[31mc\x7f");
  parvis_slip_add_answer (slip, "Arabe", "مرحبا بالعالم");
  parvis_slip_add_answer (slip, "Image", "🙂🏽‍🦽");
  parvis_slip_add_answer (slip, "Octets", "\xff\xfe fin");
  pdf = print (slip);
  text = read_text (pdf);
  assert_says (text, "<b>gras</b> & \"guillemets\"");
  assert_says (text, "ab[31mc");
  assert_says (text, "2 ans"); /* what comes after them is still there */
}

/* A reader of others' making reads the code back, off the printed page. */
static void
test_qr_is_read (void)
{
  g_autoptr (ParvisSlip) slip = new_slip ();
  g_autoptr (GBytes) pdf = print (slip);
  g_autofree char *expected = parvis_slip_qr_text (slip);
  const char *draw[] = { "pdftoppm", "-r", "200", "-gray", "-", NULL };
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (draw, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
  g_autoptr (GBytes) picture = NULL;
  const char *scan[] = { "zbarimg", "--quiet", "--raw", "-", NULL };
  g_autofree char *read = NULL;

  g_assert_true (g_subprocess_communicate (process, pdf, NULL, &picture, NULL, NULL));
  read = ask (picture, scan);
  assert_says (read, CODE);
  g_assert_cmpstr (g_strchomp (read), ==, g_strchomp (expected));
}

static void
test_qr_text_is_bounded (void)
{
  g_autoptr (ParvisSlip) slip = new_slip ();
  g_autofree char *text = NULL;

  g_free (slip->title);
  slip->title = g_strnfill (1000, 'x');
  parvis_slip_add_answer (slip, "Secret", "jamais dans le code");
  text = parvis_slip_qr_text (slip);
  g_assert_cmpuint (strlen (text), <=, 800);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strstr (text, "jamais"));
}

/* What is stuck on papers: one page of the label's size, the code large, and alone in the QR code. */
static void
test_label (void)
{
  static const struct
  {
    double width, height;
    const char *page;
  } labels[] = { { 62, 29, "175.748 x 82.2047 pts" },
                 { 29, 62, "82.2047 x 175.748 pts" },
                 { 105, 148, "297.638 x 419.528 pts" } };
  const ParvisLabel label
      = { "Mairie de Saint-Aubin-du-Parvis", "Inscrire un enfant à l’école maternelle ou élémentaire", CODE,
          "dimanche 22 novembre 2026 à 14 h 36" };
  const char *info[] = { "pdfinfo", "-", NULL }, *scan[] = { "zbarimg", "--quiet", "--raw", "-", NULL };
  const char *draw[] = { "pdftoppm", "-r", "203", "-gray", "-", NULL }; /* as fine as a label printer */

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pdf = parvis_label_to_pdf (&label, labels[i].width, labels[i].height, &error);
      g_autoptr (GBytes) picture = NULL;
      g_autoptr (GSubprocess) process
          = g_subprocess_newv (draw, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
      g_autofree char *size = ask (pdf, info), *text = read_text (pdf), *read = NULL;

      assert_says (size, labels[i].page);
      assert_says (size, "Pages:           1");
      assert_says (text, CODE);
      assert_says (text, "Inscrire un enfant");
      g_assert_true (g_subprocess_communicate (process, pdf, NULL, &picture, NULL, NULL));
      read = ask (picture, scan);
      g_assert_cmpstr (g_strchomp (read), ==, "7F4K29QX");
    }
}

static void
test_label_too_small (void)
{
  const ParvisLabel label = { NULL, NULL, CODE, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (parvis_label_to_pdf (&label, 62, 12, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/receipt/says-what-the-law-asks", test_says_what_the_law_asks);
  g_test_add_func ("/receipt/many-answers", test_many_answers);
  g_test_add_func ("/receipt/hostile-answers", test_hostile_answers);
  g_test_add_func ("/receipt/qr-is-read", test_qr_is_read);
  g_test_add_func ("/receipt/qr-text-is-bounded", test_qr_text_is_bounded);
  g_test_add_func ("/receipt/label", test_label);
  g_test_add_func ("/receipt/label-too-small", test_label_too_small);
  return g_test_run ();
}
