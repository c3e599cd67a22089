/* SPDX-License-Identifier: EUPL-1.2
 *
 * Passes: each is recognised by something, and before another takes its cards; questions name one that exists, and have
 * room for its number.
 */
#include "app/content/check.h"

#include "sync/base/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FILE_NAME "passes.json"

/* ---- a pass ---- */

static void
check_means (JsonObject *pass, const char *base, GPtrArray *faults)
{
  gboolean says = json_object_has_member (pass, "uri") || json_object_has_member (pass, "mime");
  g_autofree char *number = g_strconcat (base, "/number", NULL);
  g_autofree char *list = g_strconcat (base, "/cards/list", NULL);

  if (!says && !json_object_has_member (pass, "cards"))
    parvis_faults_add (faults, FILE_NAME, base, _ ("rien ne dit à quoi la borne reconnaît cette carte"),
                       _ ("Ajoutez « uri », « mime » ou « cards »."));
  else if (!says && json_object_has_member (pass, "number"))
    parvis_faults_add (faults, FILE_NAME, number, _ ("« number » ne sert qu’avec « uri » ou « mime »"),
                       _ ("Retirez-le : le numéro de chaque carte est déjà dans « cards »."));
  parvis_check_unique (parvis_json_array (parvis_json_object (pass, "cards"), "list"), "uid", FILE_NAME, list, faults);
}

/* Whatever @pass fits, @earlier fits before it. */
static gboolean
is_hidden (JsonObject *pass, JsonObject *earlier, const char **member)
{
  const char *uri = parvis_json_string (pass, "uri"), *mime = parvis_json_string (pass, "mime");
  const char *before = parvis_json_string (earlier, "uri");

  *member = "uri";
  if (uri != NULL && before != NULL && g_str_has_prefix (uri, before))
    return TRUE;
  *member = "mime";
  return mime != NULL && g_strcmp0 (mime, parvis_json_string (earlier, "mime")) == 0;
}

static void
check_order (JsonArray *passes, guint index, const char *base, GPtrArray *faults)
{
  for (guint i = 0; i < index; i++)
    {
      JsonObject *earlier = json_array_get_object_element (passes, i);
      g_autofree char *pointer = NULL;
      const char *member;

      if (!is_hidden (json_array_get_object_element (passes, index), earlier, &member))
        continue;
      pointer = g_strdup_printf ("%s/%s", base, member);
      parvis_faults_take (faults, FILE_NAME, pointer,
                          g_strdup_printf (_ ("cette carte est toujours prise pour « %s », qui est avant elle"),
                                           parvis_json_string (earlier, "id")),
                          g_strdup (_ ("Mettez la plus précise en premier, ou corrigez l’une des deux.")));
      return;
    }
}

/* ---- the questions ---- */

/* Characters of the longest number that @pass declares; 0: it does not say. */
static gsize
longest_number (JsonObject *pass)
{
  JsonArray *list = parvis_json_array (parvis_json_object (pass, "cards"), "list");
  gint64 length = 0;
  gsize longest = 0;

  parvis_json_int64 (parvis_json_object (pass, "number"), "length", &length);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    longest = MAX (longest, strlen (parvis_json_string (json_array_get_object_element (list, i), "number")));
  return MAX (longest, (gsize) length);
}

static void
check_room (JsonObject *field, JsonObject *pass, const char *file, const char *base, GPtrArray *faults)
{
  g_autofree char *pointer = g_strconcat (base, "/max_length", NULL);
  gsize longest = longest_number (pass);
  gint64 room;

  if (parvis_json_int64 (field, "max_length", &room) && (gsize) room < longest)
    parvis_faults_take (
        faults, file, pointer,
        g_strdup_printf (_ ("le numéro de la carte « %s » peut avoir %u caractères, la question en prend %u"),
                         parvis_json_string (pass, "id"), (guint) longest, (guint) room),
        g_strdup_printf (_ ("Écrivez %u au moins."), (guint) longest));
}

static void check_fields (JsonArray *fields, JsonArray *passes, const char *file, const char *base, GPtrArray *faults);

static void
check_field (JsonObject *field, JsonArray *passes, const char *file, const char *base, GPtrArray *faults)
{
  const char *id = parvis_json_string (field, "card");
  g_autofree char *pointer = g_strconcat (base, "/card", NULL), *block = g_strconcat (base, "/fields", NULL);

  check_fields (parvis_json_array (field, "fields"), passes, file, block, faults);
  for (guint i = 0; id != NULL && passes != NULL && i < json_array_get_length (passes); i++)
    {
      JsonObject *pass = json_array_get_object_element (passes, i);

      if (strcmp (parvis_json_string (pass, "id"), id) != 0)
        continue;
      check_room (field, pass, file, base, faults);
      return;
    }
  if (id != NULL)
    parvis_check_dangling (faults, file, pointer, id, FILE_NAME);
}

static void
check_fields (JsonArray *fields, JsonArray *passes, const char *file, const char *base, GPtrArray *faults)
{
  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("%s/%u", base, i);

      check_field (json_array_get_object_element (fields, i), passes, file, pointer, faults);
    }
}

static void
check_demarche (ParvisTree *tree, const char *path, JsonArray *passes, GPtrArray *faults)
{
  JsonArray *steps = parvis_check_array (tree, path, "steps");

  for (guint i = 0; steps != NULL && i < json_array_get_length (steps); i++)
    {
      g_autofree char *base = g_strdup_printf ("/steps/%u/fields", i);

      check_fields (parvis_json_array (json_array_get_object_element (steps, i), "fields"), passes, path, base, faults);
    }
}

void
parvis_check_passes (ParvisTree *tree, GPtrArray *faults)
{
  JsonArray *passes = parvis_check_array (tree, FILE_NAME, "passes");
  GPtrArray *paths = parvis_tree_paths (tree);

  if (passes == NULL && parvis_tree_has (tree, FILE_NAME))
    return; /* it has faults of its own: nothing is said of what refers to it */
  for (guint i = 0; passes != NULL && i < json_array_get_length (passes); i++)
    {
      g_autofree char *base = g_strdup_printf ("/passes/%u", i);

      check_means (json_array_get_object_element (passes, i), base, faults);
      check_order (passes, i, base, faults);
    }
  for (guint i = 0; i < paths->len; i++)
    if (g_str_has_prefix (paths->pdata[i], "demarches/"))
      check_demarche (tree, paths->pdata[i], passes, faults);
}
