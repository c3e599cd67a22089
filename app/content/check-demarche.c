/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the engine says of a démarche: types, conditions, circles, names and lists that lead nowhere.
 */
#include "app/content/check.h"

#include "app/demarche/demarche.h"

#include <string.h>

static JsonNode *
find_list (const char *id, gpointer tree)
{
  g_autofree char *path = g_strconcat ("lists/", id, ".json", NULL);
  JsonNode *node = parvis_tree_json (tree, path);

  return node != NULL ? json_node_ref (node) : NULL;
}

/* A list with faults of its own was already said, better than from here. */
static gboolean
is_said (GPtrArray *faults, const ParvisDemarcheFault *fault)
{
  for (guint i = 0; g_str_has_suffix (fault->pointer, "/list") && i < faults->len; i++)
    if (g_str_has_prefix (((ParvisBundleFault *) faults->pdata[i])->file, "lists/"))
      return TRUE;
  return FALSE;
}

static void
add_fault (GPtrArray *faults, const char *path, const ParvisDemarcheFault *fault)
{
  /* The engine speaks in whole sentences, we in what follows a colon. */
  gsize length = strlen (fault->message);
  gsize kept = length > 0 && fault->message[length - 1] == '.' ? length - 1 : length;

  parvis_faults_take (faults, path, fault->pointer, g_strndup (fault->message, kept), g_strdup (fault->remedy));
}

static void
check_demarche (ParvisTree *tree, const char *path, GPtrArray *faults)
{
  JsonNode *node = parvis_tree_json (tree, path);
  g_autoptr (GPtrArray) found = node != NULL ? parvis_demarche_faults (node, find_list, tree) : NULL;

  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!is_said (faults, found->pdata[i]))
      add_fault (faults, path, found->pdata[i]);
}

void
parvis_check_demarches (ParvisTree *tree, GPtrArray *faults)
{
  GPtrArray *paths = parvis_tree_paths (tree);

  for (guint i = 0; i < paths->len; i++)
    if (g_str_has_prefix (paths->pdata[i], "demarches/"))
      check_demarche (tree, paths->pdata[i], faults);
}
