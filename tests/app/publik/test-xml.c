/* SPDX-License-Identifier: EUPL-1.2
 *
 * XML from hostile hands: refused with one message that names the file, nothing fetched, nothing expanded.
 */
#include "app/publik/form.h"

#include <string.h>

static void
assert_refused (const char *xml, gssize length, ParvisPublikError code)
{
  g_autoptr (GError) error = NULL;
  WcsForm *form = wcs_form_parse (xml, length < 0 ? strlen (xml) : (gsize) length, "essai.wcs", "formdef", &error);
  g_assert_null (form);
  g_assert_error (error, PARVIS_PUBLIK_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, "essai.wcs"));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_malformed (void)
{
  assert_refused ("", 0, PARVIS_PUBLIK_ERROR_BOUNDS);
  assert_refused ("ceci n’est pas du XML", -1, PARVIS_PUBLIK_ERROR_INVALID);
  assert_refused ("<formdef><fields>", -1, PARVIS_PUBLIK_ERROR_INVALID);
  assert_refused ("<html><body/></html>", -1, PARVIS_PUBLIK_ERROR_INVALID);
  assert_refused ("<carddef/>", -1, PARVIS_PUBLIK_ERROR_INVALID);
  assert_refused ("<formdef>\0</formdef>", 20, PARVIS_PUBLIK_ERROR_INVALID);
}

static void
test_entities (void)
{
  assert_refused ("<!DOCTYPE formdef [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                  "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">"
                  "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\">]><formdef><name>&e;</name></formdef>",
                  -1, PARVIS_PUBLIK_ERROR_INVALID);
  assert_refused ("<!DOCTYPE formdef [<!ENTITY x SYSTEM "
                  "\"file:///etc/passwd\">]><formdef><name>&x;</name></formdef>",
                  -1, PARVIS_PUBLIK_ERROR_INVALID);
  assert_refused ("<!DOCTYPE formdef SYSTEM \"http://127.0.0.1:9/x.dtd\"><formdef><name>a</name></formdef>", -1,
                  PARVIS_PUBLIK_ERROR_INVALID);
  assert_refused ("<formdef><name>&inconnue;</name></formdef>", -1, PARVIS_PUBLIK_ERROR_INVALID);
}

static char *
repeat (const char *start, const char *piece, guint times, const char *end)
{
  g_autoptr (GString) text = g_string_new (start);
  for (guint i = 0; i < times; i++)
    g_string_append (text, piece);
  g_string_append (text, end);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_bounds (void)
{
  g_autofree char *deep = repeat ("<formdef>", "<a>", 100, "");
  g_autofree char *closed = repeat (deep, "</a>", 100, "</formdef>");
  assert_refused (closed, -1, PARVIS_PUBLIK_ERROR_BOUNDS);
  g_autofree char *wide = repeat ("<formdef>", "<a/>", 250000, "</formdef>");
  assert_refused (wide, -1, PARVIS_PUBLIK_ERROR_BOUNDS);
  g_autofree char *many = repeat ("<formdef><fields>", "<field><type>text</type></field>", 2001, "</fields></formdef>");
  assert_refused (many, -1, PARVIS_PUBLIK_ERROR_BOUNDS);
  g_autofree char *large = repeat ("<formdef>", "0123456789abcdef", 600000, "</formdef>");
  assert_refused (large, -1, PARVIS_PUBLIK_ERROR_BOUNDS);
}

/* XInclude, processing instructions and CDATA are text or nothing, never fetched. */
static void
test_inert (void)
{
  g_autoptr (GError) error = NULL;
  const char *xml = "<?xml version=\"1.0\"?><?php evil ?><formdef "
                    "xmlns:xi=\"http://www.w3.org/2001/XInclude\">"
                    "<name><![CDATA[<b>Nom</b>]]></name><xi:include href=\"file:///etc/passwd\"/></formdef>";
  g_autoptr (WcsForm) form = wcs_form_parse (xml, strlen (xml), "essai.wcs", "formdef", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (form->name, ==, "<b>Nom</b>");
  g_assert_cmpuint (form->fields->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publik/xml/malformed", test_malformed);
  g_test_add_func ("/publik/xml/entities", test_entities);
  g_test_add_func ("/publik/xml/bounds", test_bounds);
  g_test_add_func ("/publik/xml/inert", test_inert);
  return g_test_run ();
}
