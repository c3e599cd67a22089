/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/json.h"

#include <string.h>

/* What every reader of RFC 8259 takes. */
static const char *const sound[] = {
  "{}", "[]",    " \t\r\n[1,2.5,-0,1e5,1E-2,true,false,null,\"a\\u00e9\\ud83d\\ude00\\n\"] ",
  "0",  "\"é\"", "{\"a\":{\"a\":[]}}",
};

/* What json-glib alone would take, or what readers understand in two ways. */
static const struct
{
  const char *text;
  const char *where;
} broken[] = {
  { "", "ligne 1, colonne 1" },
  { "{\n  \"a\": 1,\n}", "ligne 3, colonne 1" },
  { "[1,]", "colonne 4" },
  { "{'a':1}", "colonne 2" },
  { "// x\n{}", "ligne 1" },
  { "/* x */ {}", "ligne 1" },
  { "var a = {}", "ligne 1" },
  { "[0x10]", "colonne 3" },
  { "[01]", "colonne 3" },
  { "[.5]", "colonne 2" },
  { "[1.]", "colonne 4" },
  { "[+1]", "colonne 2" },
  { "[NaN]", "colonne 2" },
  { "{\"a\":1,\"a\":2}", "deux fois" },
  { "{\"\\u0061\":1}", "«" },
  { "[\"\\u0000\"]", "nul" },
  { "[\"\\ud800\"]", "moitié" },
  { "[\"\\udc00\"]", "moitié" },
  { "[\"\\ud800\\u0041\"]", "moitié" },
  { "[\"\\x\"]", "\\" },
  { "[\"a\nb\"]", "ligne" },
  { "[\"a", "refermé" },
  { "[\"\\", "" },
  { "[\"\xff\"]", "UTF-8" },
  { "{} {}", "après la fin" },
  { "{\"a\" 1}", ":" },
  { "nul", "valeur" },
  { "é", "ligne 1, colonne 1" },
};

static gboolean
parses (const char *text, gssize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (JsonNode) node = parvis_json_read (bytes, PARVIS_JSON_BYTES, error);

  return node != NULL;
}

static void
test_sound (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sound); i++)
    {
      g_autoptr (GError) error = NULL;

      parses (sound[i], -1, &error);
      g_assert_no_error (error);
    }
}

static void
test_broken (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (parses (broken[i].text, -1, &error));
      g_assert_error (error, PARVIS_JSON_ERROR, PARVIS_JSON_ERROR_SYNTAX);
      if (strstr (error->message, broken[i].where) == NULL)
        g_error ("%s: %s", broken[i].text, error->message);
    }
}

static void
test_nul_byte (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (parses ("[]\0[]", 5, &error));
  g_assert_error (error, PARVIS_JSON_ERROR, PARVIS_JSON_ERROR_SYNTAX);
}

/* An empty file's bytes are at no address at all. */
static void
test_nothing (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (parvis_json_read (nothing, PARVIS_JSON_BYTES, &error));
  g_assert_error (error, PARVIS_JSON_ERROR, PARVIS_JSON_ERROR_SYNTAX);
}

static void
test_depth (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 500000; i++)
    g_string_append_c (deep, '[');
  g_assert_false (parses (deep->str, -1, &error));
  g_assert_nonnull (strstr (error->message, "emboîtés"));
}

static void
test_size (void)
{
  g_autofree char *large = g_strnfill (PARVIS_JSON_BYTES + 1, ' ');
  g_autoptr (GError) error = NULL;

  g_assert_false (parses (large, -1, &error));
  g_assert_error (error, PARVIS_JSON_ERROR, PARVIS_JSON_ERROR_BOUNDS);
}

static gboolean
parses_padded (const char *start, char padding, const char *end)
{
  g_autofree char *middle = g_strnfill (2 * 1024 * 1024, padding);
  char *text = g_strconcat (start, middle, end, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  g_autoptr (JsonNode) node = parvis_json_read (bytes, G_MAXSIZE, NULL);

  return node != NULL;
}

/* Answers with scanned pages: past the bound of content, the stack still holds. */
static void
test_large (void)
{
  g_assert_true (parses_padded ("{\"a\": \"[[[// '", 'A', "\"}"));
  g_assert_false (parses_padded ("{\"a\": \"", '\xff', "\"}"));
  g_assert_false (parses_padded ("", '[', ""));
  g_assert_false (parses_padded ("\"\\\"", '[', ""));
  g_assert_false (parses_padded ("[] //", '[', ""));
  g_assert_false (parses_padded ("'\"' ", '[', ""));
  g_assert_false (parses_padded ("[1", '1', ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/sound", test_sound);
  g_test_add_func ("/json/broken", test_broken);
  g_test_add_func ("/json/nul-byte", test_nul_byte);
  g_test_add_func ("/json/nothing", test_nothing);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/size", test_size);
  g_test_add_func ("/json/large", test_large);
  return g_test_run ();
}
