/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/html.h"

#include <string.h>

static void
test_cases (void)
{
  static const struct
  {
    const char *html, *text;
  } cases[] = {
    { "Bonjour", "Bonjour" },
    { "  deux   espaces \n et une ligne ", "deux espaces\net une ligne" },
    { "<p>Un</p><p>Deux</p>", "Un\nDeux" },
    { "<p>Un <strong>mot</strong> gras</p>", "Un mot gras" },
    { "<p>l&rsquo;&eacute;t&eacute;&nbsp;: 5&nbsp;&euro; &amp; plus &lt;3</p>", "l’été\xc2\xa0: 5\xc2\xa0€ & "
                                                                                "plus <3" },
    { "<h1>Titre</h1><ul><li>a</li><li><p>b</p></li></ul>fin", "Titre\n• a\n• b\nfin" },
    { "<ol><li>un</li><li>deux<ul><li>x</li></ul></li><li>trois</li></ol>", "1. un\n2. deux\n• x\n3. trois" },
    { "a<br>b<br/><br/>c", "a\nb\nc" },
    { "<a href=\"https://exemple.fr/page\">le site</a>", "le site (https://exemple.fr/page)" },
    { "<a href=\"https://exemple.fr\">https://exemple.fr</a>", "https://exemple.fr" },
    { "<a href=\"mailto:a@exemple.fr\">écrire</a>", "écrire (a@exemple.fr)" },
    { "<a href=\"\">rien</a> <a href=\"javascript:alert(1)\">piège</a>", "rien piège" },
    { "<script>alert(1)</script><style>p{}</style><p onclick=\"x()\">ok</p><!-- non -->", "ok" },
    { "<iframe src=\"https://x.fr\">cadre</iframe><form><input value=\"v\">q</form>z", "z" },
    { "<img src=\"x.png\" alt=\"Plan\"><img src=\"y.png\">", "Plan" },
    { "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc" },
    { "<p></p><p>&nbsp;</p><ul><li></li></ul><hr />", "" },
    { "<p>ouvert <b>jamais fermé", "ouvert jamais fermé" },
    { "a < b et c > d", "a < b et c > d" },
    { "<p>a\x01"
      "b</p>",
      "ab" },
    { "", "" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = wcs_html_to_text (cases[i].html);
      g_test_message ("%s", cases[i].html);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* An address no screen can break keeps its host; so does one within parentheses. */
static void
test_long_words (void)
{
  g_autofree char *link = wcs_html_to_text ("<p><a "
                                            "href=\"https://www.exemple.fr/une/adresse/qui/ne/tient/pas/du/"
                                            "tout/sur/une/ligne\">ici</a>.</p>");
  g_assert_cmpstr (link, ==, "ici (www.exemple.fr/…)");
  g_autofree char *word = g_strnfill (150, 'x');
  g_autofree char *text = wcs_html_to_text (word);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_assert_cmpuint (g_strv_length (words), ==, 3);
  g_assert_cmpuint (strlen (words[0]), ==, 60);
}

static void
test_depth (void)
{
  g_autoptr (GString) html = g_string_new (NULL);
  for (guint i = 0; i < 20000; i++)
    g_string_append (html, "<div><ul><li>");
  g_string_append (html, "fond");
  g_autofree char *text = wcs_html_to_text (html->str);
  g_assert_nonnull (text);
  g_autofree char *invalid = wcs_html_to_text ("<p>\xff\xfe caf\xe9</p>");
  g_assert_true (g_utf8_validate (invalid, -1, NULL));
}

static void
test_split (void)
{
  g_auto (GStrv) lines = wcs_text_split ("premier\ndeuxième\ntroisième", 18);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_cmpstr (lines[0], ==, "premier\ndeuxième");
  g_auto (GStrv) sentences = wcs_text_split ("Une phrase. Une autre phrase. Fin.", 20);
  g_assert_cmpstr (sentences[0], ==, "Une phrase.");
  g_assert_cmpstr (sentences[1], ==, "Une autre phrase.");
  g_auto (GStrv) words = wcs_text_split ("éééé éééé éééé", 10);
  g_assert_cmpstr (words[0], ==, "éééé éééé");
  g_auto (GStrv) unbroken = wcs_text_split ("éééééééééé", 4);
  g_assert_cmpuint (g_strv_length (unbroken), ==, 3);
  g_auto (GStrv) none = wcs_text_split ("", 10);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_line (void)
{
  g_autofree char *whole = wcs_text_line ("deux\nlignes", 20);
  g_assert_cmpstr (whole, ==, "deux lignes");
  g_autofree char *cut = wcs_text_line ("une ligne trop longue", 12);
  g_assert_cmpstr (cut, ==, "une ligne…");
  g_autofree char *word = wcs_text_line ("anticonstitutionnellement", 10);
  g_assert_cmpstr (word, ==, "anticonst…");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publik/html/cases", test_cases);
  g_test_add_func ("/publik/html/long-words", test_long_words);
  g_test_add_func ("/publik/html/depth", test_depth);
  g_test_add_func ("/publik/html/split", test_split);
  g_test_add_func ("/publik/html/line", test_line);
  return g_test_run ();
}
