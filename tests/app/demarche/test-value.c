/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/demarche/value.h"
#include "app/demarche/demarche-fixture.h"

static void
test_round_trip (gconstpointer data)
{
  g_autoptr (JsonNode) node = fixture_json (data);
  g_autofree char *before = fixture_to_text (node);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisValue) value = parvis_value_from_json (node, &error);
  g_autoptr (ParvisValue) copy = parvis_value_copy (value);
  g_autoptr (JsonNode) out = parvis_value_to_json (copy);
  g_autofree char *after = fixture_to_text (out);

  g_assert_no_error (error);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (parvis_value_equal (value, copy));
}

static void
test_empty (void)
{
  static const struct
  {
    const char *json;
    gboolean empty;
  } cases[] = {
    { "null", TRUE },
    { "'\\t \u00a0'", TRUE },
    { "''", TRUE },
    { "[]", TRUE },
    { "{}", TRUE },
    { "{'a': null, 'b': ' '}", TRUE },
    { "0", FALSE },
    { "false", FALSE },
    { "[null]", FALSE },
    { "'x'", FALSE },
    { "{'a': false}", FALSE },
    { "{'filename': 'a', 'type': 'image/png'}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParvisValue) value = fixture_value (cases[i].json);

      g_test_message ("%s", cases[i].json);
      g_assert_cmpint (parvis_value_is_empty (value), ==, cases[i].empty);
    }
  g_assert_true (parvis_value_is_empty (NULL));
}

static char *
nested (guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

static gboolean
reads (const char *text)
{
  g_autoptr (JsonNode) node = fixture_json (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisValue) value = parvis_value_from_json (node, &error);

  g_assert_true ((value == NULL) == (error != NULL));
  return value != NULL;
}

static void
test_bounds (void)
{
  g_autofree char *deep = nested (32), *deeper = nested (33);
  g_autoptr (GString) wide = g_string_new ("[0");
  g_autofree char *text = g_strnfill (65536, 'a'), *longer = g_strnfill (65537, 'a');
  g_autofree char *fits = g_strdup_printf ("'%s'", text), *exceeds = g_strdup_printf ("'%s'", longer);

  g_assert_true (reads (deep));
  g_assert_false (reads (deeper));
  for (guint i = 2; i < 10000; i++)
    g_string_append (wide, ",0");
  g_string_append (wide, "]"); /* 9 999 items and the list */
  g_assert_true (reads (wide->str));
  g_string_insert (wide, 1, "0,");
  g_assert_false (reads (wide->str));
  g_assert_true (reads (fits));
  g_assert_false (reads (exceeds));
  g_assert_false (reads ("1e999"));
}

static void
test_file (void)
{
  g_autoptr (ParvisValue) file = fixture_value ("{'filename': 'a.png', 'type': 'image/png', 'content': 'aGVsbG8='}");
  g_autoptr (JsonNode) out = parvis_value_to_json (file);
  g_autoptr (JsonNode) whole = parvis_value_to_json_with_content (file);
  g_autoptr (ParvisValue) again = parvis_value_from_json (whole, NULL);
  g_autoptr (GBytes) hello = g_bytes_new_static ("hello", 5);

  g_assert_cmpint (parvis_value_kind (file), ==, PARVIS_VALUE_FILE);
  g_assert_true (g_bytes_equal (parvis_value_bytes (file), hello));
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (out), "size"), ==, 5);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (out), "sha256"), ==,
                   "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
  g_assert_false (json_object_has_member (json_node_get_object (out), "content"));
  g_assert_true (parvis_value_equal (file, again));
  g_assert_false (reads ("{'filename': 'a.png', 'type': 'image/png', 'content': 'not base64!'}"));
}

static void
test_object (void)
{
  g_autoptr (ParvisValue) object = parvis_value_new_object ();
  g_autoptr (GPtrArray) names = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("m%u", 4 - i);

      parvis_value_set_member (object, name, parvis_value_new_number (i));
    }
  parvis_value_set_member (object, "m2", NULL);
  parvis_value_set_member (object, "m4", parvis_value_new_text ("again"));
  names = parvis_value_member_names (object);
  g_assert_cmpuint (names->len, ==, 4);
  g_assert_cmpstr (g_ptr_array_index (names, 0), ==, "m4"); /* keeps its place */
  g_assert_cmpstr (parvis_value_text (parvis_value_member (object, "m4")), ==, "again");
  g_assert_null (parvis_value_member (object, "m2"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/value/round-trip/scalars", "['a',1,1.5,-3,true,false,null]", test_round_trip);
  g_test_add_data_func ("/value/round-trip/tree", "{'z':[{'b':1,'a':[]}],'a':{}}", test_round_trip);
  g_test_add_func ("/value/empty", test_empty);
  g_test_add_func ("/value/bounds", test_bounds);
  g_test_add_func ("/value/file", test_file);
  g_test_add_func ("/value/object", test_object);
  return g_test_run ();
}
