/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/convert.h"

#include "app/publik/html.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_INLINE 20
#define MAX_LABEL  300

static JsonObject *
option_to_json (WcsConverter *self, const WcsItem *item, const WcsChoice *choice)
{
  JsonObject *option = json_object_new ();
  g_autofree char *words = wcs_html_to_text (choice->text);
  g_autofree char *label = wcs_text_line (*words != '\0' ? words : choice->id, MAX_LABEL);
  json_object_set_string_member (option, "value", choice->id);
  json_object_set_string_member (option, "label", label);
  if (g_utf8_strlen (words, -1) > MAX_LABEL)
    wcs_report_add (self->report, WCS_REMARK_TEXT, wcs_item_name (item),
                    g_strdup_printf (_ ("Le choix « %.60s… » est trop long pour l’écran : coupé."), words),
                    _ ("Raccourcissez-le dans la démarche."));
  return option;
}

static JsonNode *
options_to_json (WcsConverter *self, const WcsItem *item)
{
  const GPtrArray *choices = item->choices->choices;
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < choices->len; i++)
    json_array_add_object_element (array, option_to_json (self, item, g_ptr_array_index (choices, i)));
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

/* The id under which @node is in the shared lists: the same name with other content gets a number.
 * (transfer full) */
static char *
share_list (GHashTable *lists, const char *name, JsonNode *node)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (ascii, 60);
  g_strcanon (lower, "abcdefghijklmnopqrstuvwxyz0123456789-", '-');
  const char *start = lower + strspn (lower, "-");
  char *id = g_strdup (*start != '\0' ? start : "liste");
  for (guint i = 2; g_hash_table_contains (lists, id); i++)
    {
      if (json_node_equal (g_hash_table_lookup (lists, id), node))
        return id;
      g_free (id);
      id = g_strdup_printf ("%s-%u", *start != '\0' ? start : "liste", i);
    }
  g_hash_table_insert (lists, g_strdup (id), json_node_ref (node));
  return id;
}

static void
set_tick (JsonObject *field)
{
  JsonArray *array = json_array_new ();
  JsonObject *option = json_object_new ();
  json_object_set_string_member (option, "value", "True");
  json_object_set_string_member (option, "label", _ ("Oui"));
  json_array_add_object_element (array, option);
  json_object_set_array_member (field, "options", array);
}

static void
set_counts (const WcsItem *item, JsonObject *field)
{
  const WcsField *source = item->source;
  guint most = item->choices->choices->len;
  if (strcmp (item->type, "choices") != 0)
    return;
  if (source->min_choices > 0 && source->min_choices <= most)
    json_object_set_int_member (field, "min_items", source->min_choices);
  if (source->max_choices > 0 && source->max_choices >= source->min_choices)
    json_object_set_int_member (field, "max_items", MIN (source->max_choices, 100));
}

static void
remark_source (WcsConverter *self, const WcsItem *item)
{
  if (item->choices->choices != NULL && item->type != NULL && g_str_has_prefix (item->type, "choice"))
    {
      if (item->choices->why != NULL)
        wcs_report_add (self->report, WCS_REMARK_FREE, wcs_item_name (item),
                        g_strdup_printf (_ ("Liste gardée, à vérifier : %s."), item->choices->why),
                        _ ("Relisez les choix dans la démarche."));
      return;
    }
  gboolean appointment = g_strcmp0 (item->source->display_mode, "timetable") == 0;
  wcs_report_add (self->report, WCS_REMARK_FREE, wcs_item_name (item),
                  g_strdup_printf (appointment ? _ ("Rendez-vous pris sur un agenda en ligne : demandé comme "
                                                    "un souhait (%s).")
                                               : _ ("Liste de choix inconnue hors ligne : réponse libre "
                                                    "(%s)."),
                                   item->choices->why != NULL ? item->choices->why : _ ("agenda en ligne")),
                  _ ("Pour des choix, ajoutez « options » à ce champ dans la démarche, ou joignez la source "
                     "avec --datasources."));
}

void
wcs_convert_options (WcsConverter *self, const WcsItem *item, JsonObject *field)
{
  if (item->variable->kind == WCS_VARIABLE_TICK)
    set_tick (field);
  if (item->choices == NULL)
    return;
  remark_source (self, item);
  if (item->variable->unlisted)
    {
      if (g_strcmp0 (item->source->display_mode, "timetable") == 0)
        json_object_set_string_member (field, "hint",
                                       _ ("Indiquez le jour et l’heure qui vous conviennent ; la mairie vous "
                                          "répondra."));
      return;
    }
  g_autoptr (JsonNode) options = options_to_json (self, item);
  set_counts (item, field);
  if (item->choices->choices->len <= MAX_INLINE)
    {
      json_object_set_member (field, "options", g_steal_pointer (&options));
      return;
    }
  g_autofree char *list
      = share_list (self->context->lists, item->choices->list != NULL ? item->choices->list : item->id, options);
  json_object_set_string_member (field, "list", list);
}
