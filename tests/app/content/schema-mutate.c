/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/schema-mutate.h"

typedef struct
{
  JsonNode *root; /* spoilt in place, and mended after each visit */
  MutationFunc visit;
  gpointer user_data;
  guint count;
} Mutation;

/* Where a value stands, to be replaced. */
typedef struct
{
  JsonObject *object;
  const char *member;
  JsonArray *array;
  guint index;
} Spot;

static void
put (const Spot *spot, JsonNode *value)
{
  if (spot->object != NULL)
    {
      json_object_set_member (spot->object, spot->member, value);
      return;
    }
  /* json-glib cannot set an element: take out those that follow, and put them back. */
  {
    g_autoptr (GPtrArray) rest = g_ptr_array_new ();

    while (json_array_get_length (spot->array) > spot->index)
      {
        g_ptr_array_add (rest, json_array_dup_element (spot->array, spot->index));
        json_array_remove_element (spot->array, spot->index);
      }
    json_array_add_element (spot->array, value);
    for (guint i = 1; i < rest->len; i++)
      json_array_add_element (spot->array, rest->pdata[i]);
    json_node_unref (rest->pdata[0]);
  }
}

static void
tell (Mutation *m)
{
  m->visit (m->root, m->user_data);
  m->count++;
}

static void
try_value (Mutation *m, const Spot *spot, const char *json)
{
  put (spot, json_from_string (json, NULL));
  tell (m);
}

static void
try_text (Mutation *m, const Spot *spot, const char *unit, guint times)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (text, unit);
  json_node_set_string (node, text->str);
  g_string_free (text, TRUE);
  put (spot, node);
  tell (m);
}

static void
replace_value (Mutation *m, const Spot *spot)
{
  static const char *const values[] = {
    "null",
    "true",
    "false",
    "0",
    "1",
    "2",
    "-1",
    "7.0",
    "1.5",
    "1e300",
    "{}",
    "[]",
    "[[]]",
    "[1,\"a\",true]",
    "{\"fr\":\"x\"}",
    "{\"fr\":\"\"}",
    "{\"en\":\"x\"}",
    "{\"FR\":\"x\",\"fr\":\"y\"}",
    "{\"fr\":1}",
    "{\"field\":\"a\",\"op\":\"=\",\"value\":{\"today\":3}}",
    "{\"all\":[]}",
    "{\"not\":{\"always\":1}}",
    "\"\"",
    "\"a\"",
    "\"A b\"",
    "\"é\"",
    "\"2026-11-31\"",
    "\"2026-13-01T00:00:00Z\"",
    "\"#12345g\"",
    "\"../a.svg\"",
    "\"24:00\"",
    "\"25:00\"",
    "\"pre\\nfix\"",
    "\"choice\"",
    "90.1",
    "-180.5",
    "\"http://a.example/\"",
    "\"https://a.example/a b\"",
  };
  static const guint lengths[] = { 40, 41, 60, 61, 80, 81, 120, 121, 160, 161, 300, 301, 500, 501, 1200, 1201 };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    try_value (m, spot, values[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    try_text (m, spot, "é", lengths[i]);
  try_text (m, spot, "a", 80);
  try_text (m, spot, "a", 81);
}

static void mutate_children (Mutation *m, JsonNode *node);

static void
mutate_spot (Mutation *m, const Spot *spot, JsonNode *value)
{
  JsonNode *kept = json_node_ref (value);

  mutate_children (m, kept);
  replace_value (m, spot);
  put (spot, kept);
}

static void
mutate_member (Mutation *m, JsonObject *object, const char *member)
{
  Spot spot = { .object = object, .member = member };
  g_autofree char *misspelt = g_strconcat (member, "s", NULL);
  JsonNode *kept = json_object_dup_member (object, member);

  mutate_spot (m, &spot, json_object_get_member (object, member));
  json_object_remove_member (object, member);
  tell (m);
  json_object_set_member (object, misspelt, json_node_ref (kept));
  tell (m);
  json_object_remove_member (object, misspelt);
  json_object_set_member (object, member, kept);
}

static void
mutate_length (Mutation *m, JsonArray *array)
{
  static const guint lengths[] = { 9, 12, 13, 20, 21, 28, 29, 40, 41, 64, 65, 100, 101 };
  guint length = json_array_get_length (array);

  for (gsize i = 0; length > 0 && i < G_N_ELEMENTS (lengths); i++)
    {
      while (json_array_get_length (array) < lengths[i])
        json_array_add_element (array, json_array_dup_element (array, 0));
      tell (m);
    }
  while (json_array_get_length (array) > length)
    json_array_remove_element (array, length);
}

static void
mutate_children (Mutation *m, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GList) members = json_object_get_members (object);

      for (GList *member = members; member != NULL; member = member->next)
        g_ptr_array_add (names, g_strdup (member->data));
      for (guint i = 0; i < names->len; i++)
        mutate_member (m, object, names->pdata[i]);
      json_object_set_boolean_member (object, "unknown", TRUE);
      tell (m);
      json_object_remove_member (object, "unknown");
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        mutate_spot (m, &(Spot){ .array = array, .index = i }, json_array_get_element (array, i));
      mutate_length (m, array);
    }
}

guint
mutate (JsonNode *document, MutationFunc visit, gpointer user_data)
{
  Mutation m = { .root = document, .visit = visit, .user_data = user_data };

  tell (&m);
  mutate_children (&m, document);
  return m.count;
}
