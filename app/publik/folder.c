/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/folder.h"

#include "app/publik/html.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_THEMES 8
#define OTHERS     "autres"

typedef struct
{
  char *id, *title;
  GPtrArray *titles; /* of its services, not owned */
} Theme;

static void
theme_free (gpointer data)
{
  Theme *self = data;
  g_free (self->id);
  g_free (self->title);
  g_ptr_array_unref (self->titles);
  g_free (self);
}

gboolean
wcs_folder_write_json (const char *path, JsonNode *node, GError **error)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, node);
  g_autofree char *json = json_generator_to_data (generator, NULL);
  g_autofree char *text = g_strconcat (json, "\n", NULL);
  if (g_file_set_contents (path, text, -1, error))
    return TRUE;
  g_prefix_error (error, _ ("Écriture impossible : "));
  return FALSE;
}

static gboolean
write_object (const char *folder, const char *name, JsonObject *object, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return wcs_folder_write_json (path, node, error);
}

/* --- themes --- */

static char *
theme_id (const char *title)
{
  g_autofree char *ascii = g_str_to_ascii (title, "C");
  char *lower = g_ascii_strdown (ascii, -1);
  g_strcanon (lower, "abcdefghijklmnopqrstuvwxyz0123456789-", '-');
  while (*lower == '-')
    memmove (lower, lower + 1, strlen (lower));
  for (char *end = lower + strlen (lower); end > lower && end[-1] == '-'; end--)
    end[-1] = '\0';
  if (*lower != '\0')
    return lower;
  g_free (lower);
  return g_strdup (OTHERS);
}

static Theme *
theme_new (const char *id, const char *title)
{
  Theme *theme = g_new0 (Theme, 1);
  theme->id = g_strdup (id);
  theme->title = g_strdup (title);
  theme->titles = g_ptr_array_new ();
  return theme;
}

static Theme *
find_theme (const GPtrArray *themes, const char *id)
{
  for (guint i = 0; i < themes->len; i++)
    if (strcmp (((Theme *) g_ptr_array_index (themes, i))->id, id) == 0)
      return g_ptr_array_index (themes, i);
  return NULL;
}

static int
by_size (gconstpointer a, gconstpointer b)
{
  const Theme *left = *(Theme *const *) a, *right = *(Theme *const *) b;
  if (left->titles->len != right->titles->len)
    return left->titles->len > right->titles->len ? -1 : 1;
  return strcmp (left->id, right->id);
}

/* A home page has eight tiles: the smallest themes share the last. */
static void
merge_small (GPtrArray *themes)
{
  g_ptr_array_sort (themes, by_size);
  if (themes->len <= MAX_THEMES)
    return;
  Theme *others = theme_new (OTHERS, _ ("Autres démarches"));
  for (guint i = MAX_THEMES - 1; i < themes->len; i++)
    g_ptr_array_extend (others->titles, ((Theme *) g_ptr_array_index (themes, i))->titles, NULL, NULL);
  g_ptr_array_set_size (themes, MAX_THEMES - 1);
  Theme *same = find_theme (themes, OTHERS);
  if (same != NULL)
    {
      g_ptr_array_extend (same->titles, others->titles, NULL, NULL);
      theme_free (others);
      return;
    }
  g_ptr_array_add (themes, others);
}

static GPtrArray *
collect_themes (const GPtrArray *conversions)
{
  GPtrArray *themes = g_ptr_array_new_with_free_func (theme_free);
  for (guint i = 0; i < conversions->len; i++)
    {
      const WcsConversion *conversion = g_ptr_array_index (conversions, i);
      const char *title = conversion->category != NULL ? conversion->category : _ ("Autres démarches");
      g_autofree char *id = conversion->category != NULL ? theme_id (conversion->category) : g_strdup (OTHERS);
      Theme *theme = find_theme (themes, id);
      if (theme == NULL)
        {
          theme = theme_new (id, title);
          g_ptr_array_add (themes, theme);
        }
      g_ptr_array_add (theme->titles, conversion->title);
    }
  merge_small (themes);
  return themes;
}

static const char *
theme_icon (const char *id)
{
  static const struct
  {
    const char *word, *icon;
  } icons[] = {
    { "cimet", "cross-grave" }, { "environ", "tree" }, { "popul", "id" },    { "civil", "id" },
    { "stand", "id" },          { "bevol", "id" },     { "logem", "house" }, { "urban", "house" },
    { "agenda", "calendar" },   { "anim", "heart" },   { "prime", "euro" },  { "financ", "euro" },
    { "trav", "tools" },        { "voirie", "road" },  { "emploi", "shop" }, { "enfan", "child" },
    { "ecol", "book" },         { "asso", "people" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (strstr (id, icons[i].word) != NULL)
      return icons[i].icon;
  return "doc";
}

static JsonObject *
theme_to_json (const Theme *theme)
{
  JsonObject *object = json_object_new ();
  g_autoptr (GString) examples = g_string_new (NULL);
  for (guint i = 0; i < theme->titles->len && i < 3; i++)
    g_string_append_printf (examples, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (theme->titles, i));
  g_autofree char *summary = wcs_text_line (examples->str, 80);
  json_object_set_string_member (object, "id", theme->id);
  json_object_set_string_member (object, "title", theme->title);
  json_object_set_string_member (object, "summary", summary);
  json_object_set_string_member (object, "icon", theme_icon (theme->id));
  return object;
}

static gboolean
write_themes (const char *path, const GPtrArray *themes, GError **error)
{
  JsonObject *root = json_object_new ();
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < themes->len; i++)
    json_array_add_object_element (array, theme_to_json (g_ptr_array_index (themes, i)));
  json_object_set_array_member (root, "themes", array);
  return write_object (path, "themes.json", root, error);
}

/* --- services and démarches --- */

static void
set_papers (JsonObject *service, char **papers)
{
  JsonArray *array = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; papers[i] != NULL; i++)
    if (g_hash_table_add (seen, papers[i]))
      json_array_add_string_element (array, papers[i]);
  if (json_array_get_length (array) > 0)
    json_object_set_array_member (service, "papers", array);
  else
    json_array_unref (array);
}

static void
set_keywords (JsonObject *service, const char *keywords)
{
  if (keywords == NULL)
    return;
  JsonArray *array = json_array_new ();
  g_auto (GStrv) words = g_strsplit (keywords, ",", 40);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = wcs_text_line (words[i], 60);
      if (*word != '\0')
        json_array_add_string_element (array, word);
    }
  json_object_set_array_member (service, "keywords", array);
}

static JsonObject *
service_to_json (const WcsConversion *conversion, const char *theme)
{
  JsonObject *service = json_object_new ();
  g_autofree char *summary = wcs_text_line (conversion->summary != NULL ? conversion->summary
                                                                        : _ ("À faire ici, sur la borne, "
                                                                             "sans compte à créer."),
                                            160);
  json_object_set_string_member (service, "id", conversion->id);
  json_object_set_string_member (service, "theme", theme);
  json_object_set_string_member (service, "title", conversion->title);
  json_object_set_string_member (service, "summary", summary);
  json_object_set_string_member (service, "place", "mairie");
  json_object_set_string_member (service, "demarche", conversion->id);
  set_papers (service, conversion->papers);
  set_keywords (service, conversion->keywords);
  return service;
}

static gboolean
write_conversion (const char *path, const WcsConversion *conversion, const GPtrArray *themes, GError **error)
{
  g_autofree char *wanted = conversion->category == NULL ? g_strdup (OTHERS) : theme_id (conversion->category);
  const char *theme = find_theme (themes, wanted) != NULL ? wanted : OTHERS;
  g_autofree char *service = g_strdup_printf ("services/%s.json", conversion->id);
  g_autofree char *demarche = g_strdup_printf ("%s/demarches/%s.json", path, conversion->id);
  return write_object (path, service, service_to_json (conversion, theme), error)
         && wcs_folder_write_json (demarche, conversion->demarche, error);
}

static gboolean
write_lists (const char *path, GHashTable *lists, GError **error)
{
  GHashTableIter iter;
  gpointer id, node;
  g_hash_table_iter_init (&iter, lists);
  while (g_hash_table_iter_next (&iter, &id, &node))
    {
      g_autofree char *file = g_strdup_printf ("%s/lists/%s.json", path, (const char *) id);
      if (!wcs_folder_write_json (file, node, error))
        return FALSE;
    }
  return TRUE;
}

/* --- the rest of a bundle, neutral --- */

static JsonObject *
commune_to_json (const char *commune)
{
  JsonObject *object = json_object_new ();
  g_autofree char *wanted = commune == NULL ? g_strdup (_ ("Mairie")) : g_strdup_printf (_ ("Mairie de %s"), commune);
  g_autofree char *name = wcs_text_line (wanted, 80);
  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "insee", "00000");
  json_object_set_string_member (object, "colour", "#1d4e89");
  json_object_set_string_member (object, "place", "mairie");
  json_object_set_string_member (object, "privacy_rights",
                                 _ ("Pour voir, corriger ou faire effacer ce qui vous concerne, "
                                    "adressez-vous à l’accueil de la mairie."));
  json_object_set_string_member (object, "greetings", _ ("Touchez l’écran pour commencer"));
  return object;
}

/* The minute of the import as a number: it grows from one import to the next. */
static gint64
version_now (GDateTime *now)
{
  g_autofree char *digits = g_date_time_format (now, "%Y%m%d%H%M");
  return g_ascii_strtoll (digits, NULL, 10);
}

static gboolean
write_bundle (const char *path, const char *commune, GError **error)
{
  JsonObject *root = json_object_new ();
  JsonArray *languages = json_array_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) expires = g_date_time_add_years (now, 1);
  g_autofree char *instant = g_date_time_format (expires, "%Y-%m-%dT%H:%M:%SZ");
  json_array_add_string_element (languages, "fr");
  json_object_set_int_member (root, "format", 1);
  json_object_set_int_member (root, "version", version_now (now));
  json_object_set_string_member (root, "expires", instant);
  json_object_set_array_member (root, "languages", languages);
  json_object_set_object_member (root, "commune", commune_to_json (commune));
  return write_object (path, "bundle.json", root, error);
}

static gboolean
write_places (const char *path, const char *commune, GError **error)
{
  JsonObject *root = json_object_new (), *place = json_object_new ();
  JsonArray *places = json_array_new ();
  g_autofree char *wanted = commune == NULL ? g_strdup (_ ("Mairie")) : g_strdup_printf (_ ("Mairie de %s"), commune);
  g_autofree char *name = wcs_text_line (wanted, 80);
  json_object_set_string_member (place, "id", "mairie");
  json_object_set_string_member (place, "name", name);
  json_object_set_string_member (place, "address", _ ("À l’accueil de la mairie"));
  json_array_add_object_element (places, place);
  json_object_set_array_member (root, "places", places);
  return write_object (path, "places.json", root, error);
}

static gboolean
write_events (const char *path, GError **error)
{
  JsonObject *root = json_object_new ();
  json_object_set_array_member (root, "events", json_array_new ());
  return write_object (path, "events.json", root, error);
}

static gboolean
make_folders (const char *path, GError **error)
{
  static const char *const names[] = { "services", "demarches", "lists" };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = g_build_filename (path, names[i], NULL);
      if (g_mkdir (folder, 0755) == 0)
        continue;
      g_set_error (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_FAILED,
                   _ ("%s ne peut pas être créé. Vérifiez les droits et la place."), folder);
      return FALSE;
    }
  return TRUE;
}

gboolean
wcs_folder_write (const char *path, const GPtrArray *conversions, GHashTable *lists, const char *commune,
                  GError **error)
{
  g_autoptr (GPtrArray) themes = collect_themes (conversions);
  if (!make_folders (path, error) || !write_bundle (path, commune, error) || !write_places (path, commune, error)
      || !write_events (path, error) || !write_themes (path, themes, error) || !write_lists (path, lists, error))
    return FALSE;
  for (guint i = 0; i < conversions->len; i++)
    if (!write_conversion (path, g_ptr_array_index (conversions, i), themes, error))
      return FALSE;
  return TRUE;
}
