/* SPDX-License-Identifier: EUPL-1.2
 *
 * Ids: each once, each file under its own, and everything that is named somewhere is somewhere.
 */
#include "app/content/check.h"

#include "sync/base/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

JsonArray *
parvis_check_array (ParvisTree *tree, const char *path, const char *member)
{
  return parvis_json_array (parvis_json_node_object (parvis_tree_json (tree, path)), member);
}

/* Files that are one array of things with an id. */
static const struct
{
  const char *path, *member;
} arrays[] = {
  { "themes.json", "themes" },           { "places.json", "places" }, { "events.json", "events" },
  { "life-events.json", "life_events" }, { "faq.json", "faq" },       { "news.json", "news" },
  { "notices.json", "notices" },         { "passes.json", "passes" },
};

/* ---- each once ---- */

void
parvis_check_unique (JsonArray *items, const char *member, const char *file, const char *base, GPtrArray *faults)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      const char *id = parvis_json_string (json_array_get_object_element (items, i), member);
      g_autofree char *pointer = g_strdup_printf ("%s/%u/%s", base, i, member);

      if (!g_hash_table_add (seen, (gpointer) id))
        parvis_faults_take (faults, file, pointer, g_strdup_printf (_ ("« %.80s » est écrit deux fois"), id),
                            g_strdup (_ ("Donnez à chacun le sien, ou retirez le double.")));
    }
}

void
parvis_check_unique_strings (JsonArray *strings, const char *file, const char *base, GPtrArray *faults)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; strings != NULL && i < json_array_get_length (strings); i++)
    {
      const char *text = json_array_get_string_element (strings, i);
      g_autofree char *pointer = g_strdup_printf ("%s/%u", base, i);

      if (!g_hash_table_add (seen, g_utf8_casefold (text, -1)))
        parvis_faults_take (faults, file, pointer, g_strdup_printf (_ ("« %.80s » est écrit deux fois"), text),
                            g_strdup (_ ("Retirez le double.")));
    }
}

static void
check_own_name (ParvisTree *tree, const char *path, GPtrArray *faults)
{
  const char *id = parvis_json_string (parvis_json_node_object (parvis_tree_json (tree, path)), "id");
  g_autofree char *expected = parvis_path_id (path);

  if (id != NULL && strcmp (id, expected) != 0)
    parvis_faults_take (faults, path, "/id",
                        g_strdup_printf (_ ("l’identifiant « %s » n’est pas le nom du fichier"), id),
                        g_strdup_printf (_ ("Écrivez « %s », ou renommez le fichier « %s.json »."), expected, id));
}

static void
check_list (ParvisTree *tree, const char *path, GPtrArray *faults)
{
  JsonNode *node = parvis_tree_json (tree, path);

  if (node != NULL)
    parvis_check_unique (json_node_get_array (node), "value", path, "", faults);
}

void
parvis_check_ids (ParvisTree *tree, GPtrArray *faults)
{
  GPtrArray *paths = parvis_tree_paths (tree);

  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    {
      g_autofree char *base = g_strconcat ("/", arrays[i].member, NULL);

      parvis_check_unique (parvis_check_array (tree, arrays[i].path, arrays[i].member), "id", arrays[i].path, base,
                           faults);
    }
  for (guint i = 0; i < paths->len; i++)
    if (g_str_has_prefix (paths->pdata[i], "lists/"))
      check_list (tree, paths->pdata[i], faults);
    else if (g_str_has_prefix (paths->pdata[i], "services/") || g_str_has_prefix (paths->pdata[i], "demarches/"))
      check_own_name (tree, paths->pdata[i], faults);
}

/* ---- each somewhere ---- */

typedef struct
{
  ParvisTree *tree;
  GPtrArray *faults;
  GHashTable *themes, *places; /* %NULL: their file has faults of its own, nothing is said of what refers to it */
} References;

static GHashTable *
collect_ids (ParvisTree *tree, const char *path, const char *member)
{
  JsonArray *items = parvis_check_array (tree, path, member);
  GHashTable *ids = items != NULL ? g_hash_table_new (g_str_hash, g_str_equal) : NULL;

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    g_hash_table_add (ids, (gpointer) parvis_json_string (json_array_get_object_element (items, i), "id"));
  return ids;
}

void
parvis_check_dangling (GPtrArray *faults, const char *file, const char *pointer, const char *id, const char *where)
{
  parvis_faults_take (faults, file, pointer, g_strdup_printf (_ ("« %s » n’existe pas dans %s"), id, where),
                      g_strdup_printf (_ ("Corrigez ce nom, ou ajoutez « %s » à %s."), id, where));
}

static void
check_in (const References *r, GHashTable *ids, const char *where, const char *file, JsonObject *object,
          const char *base, const char *member)
{
  const char *id = parvis_json_string (object, member);
  g_autofree char *pointer = g_strdup_printf ("%s/%s", base, member);

  if (id != NULL && ids != NULL && !g_hash_table_contains (ids, id))
    parvis_check_dangling (r->faults, file, pointer, id, where);
}

void
parvis_check_file (ParvisTree *tree, const char *folder, const char *ending, const char *file, JsonObject *object,
                   const char *base, const char *member, GPtrArray *faults)
{
  const char *id = parvis_json_string (object, member);
  g_autofree char *path = g_strconcat (folder, id, ending, NULL);
  g_autofree char *pointer = g_strdup_printf ("%s/%s", base, member);

  if (id != NULL && !parvis_tree_has (tree, path))
    parvis_check_dangling (faults, file, pointer, id, folder);
}

static void
check_service (const References *r, const char *path)
{
  JsonObject *service = parvis_json_node_object (parvis_tree_json (r->tree, path));

  check_in (r, r->themes, "themes.json", path, service, "", "theme");
  check_in (r, r->places, "places.json", path, service, "", "place");
  parvis_check_file (r->tree, "demarches/", ".json", path, service, "", "demarche", r->faults);
}

/* What is inside of its steps is the engine's to say: check-demarche.c. */
static void
check_demarche (const References *r, const char *path)
{
  check_in (r, r->places, "places.json", path, parvis_json_node_object (parvis_tree_json (r->tree, path)), "",
            "office");
}

/* What each object of an array may name. */
static void
check_members (const References *r, const char *file, const char *base, JsonObject *object)
{
  if (strcmp (file, "life-events.json") == 0)
    return; /* check-guide.c */
  check_in (r, r->themes, "themes.json", file, object, base, "theme");
  check_in (r, r->places, "places.json", file, object, base, "place");
  parvis_check_file (r->tree, "services/", ".json", file, object, base, "service", r->faults);
  parvis_check_file (r->tree, "media/", "", file, object, base, "picture", r->faults);
}

static void
check_arrays (const References *r)
{
  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    {
      JsonArray *items = parvis_check_array (r->tree, arrays[i].path, arrays[i].member);

      for (guint j = 0; items != NULL && j < json_array_get_length (items); j++)
        {
          g_autofree char *base = g_strdup_printf ("/%s/%u", arrays[i].member, j);

          check_members (r, arrays[i].path, base, json_array_get_object_element (items, j));
        }
    }
}

void
parvis_check_references (ParvisTree *tree, GPtrArray *faults)
{
  g_autoptr (GHashTable) themes = collect_ids (tree, "themes.json", "themes");
  g_autoptr (GHashTable) places = collect_ids (tree, "places.json", "places");
  References r = { tree, faults, themes, places };
  JsonObject *commune
      = parvis_json_object (parvis_json_node_object (parvis_tree_json (tree, "bundle.json")), "commune");
  GPtrArray *paths = parvis_tree_paths (tree);

  check_in (&r, places, "places.json", "bundle.json", commune, "/commune", "place");
  parvis_check_file (tree, "media/", "", "bundle.json", commune, "/commune", "logo", faults);
  parvis_check_file (tree, "media/", "", "bundle.json", commune, "/commune", "picture", faults);
  check_arrays (&r);
  for (guint i = 0; i < paths->len; i++)
    if (g_str_has_prefix (paths->pdata[i], "services/"))
      check_service (&r, paths->pdata[i]);
    else if (g_str_has_prefix (paths->pdata[i], "demarches/"))
      check_demarche (&r, paths->pdata[i]);
}
