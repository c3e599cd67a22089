/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/notices.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/content/check.h"
#include "app/content/schema.h"
#include "sync/base/json.h"
#include "sync/content/manifest.h"

/* ---- checking ---- */

static void
check_instants (JsonNode *data, const char *file, GPtrArray *faults)
{
  JsonArray *items = parvis_json_array (parvis_json_node_object (data), "notices");
  gint64 from, until;

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      g_autofree char *pointer = g_strdup_printf ("/notices/%u", i);

      if (!parvis_manifest_instant (parvis_json_string (item, "from"), &from)
          || !parvis_manifest_instant (parvis_json_string (item, "until"), &until) || until <= from)
        parvis_faults_add (faults, file, pointer, _ ("« from » et « until » ne sont pas deux dates qui se suivent"),
                           _ ("Corrigez ces dates."));
    }
}

gboolean
parvis_notices_check (JsonNode *data, const char *file, GError **error)
{
  g_autoptr (ParvisSchemas) schemas = parvis_schemas_new ();
  g_autoptr (GPtrArray) faults = parvis_faults_new ();
  ParvisTextCheck check = { .faults = faults, .file = file };
  const ParvisBundleFault *first;

  if (parvis_schemas_validate (schemas, "notices.schema.json", data, file, faults, parvis_check_text, &check))
    {
      check_instants (data, file, faults);
      parvis_check_unique (parvis_json_array (parvis_json_node_object (data), "notices"), "id", file, "/notices",
                           faults);
    }
  if (faults->len == 0)
    return TRUE;
  first = faults->pdata[0];
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_INVALID, "%s:%s: %s. %s", first->file, first->pointer,
               first->message, first->remedy);
  return FALSE;
}

/* ---- reading ---- */

/* In @language, the same without its region, or French. */
static char *
dup_text (JsonObject *item, const char *member, const char *language)
{
  JsonNode *node = json_object_get_member (item, member);
  JsonObject *texts = parvis_json_node_object (node);
  g_autofree char *plain = g_strndup (language, strcspn (language, "-_"));
  const char *text = parvis_json_string (texts, language);

  if (texts == NULL)
    return g_strdup (parvis_json_node_string (node));
  if (text == NULL)
    text = parvis_json_string (texts, plain);
  return g_strdup (text != NULL ? text : parvis_json_string (texts, "fr"));
}

static ParvisNoticeLevel
level_of (const char *name)
{
  if (strcmp (name, "urgent") == 0)
    return PARVIS_NOTICE_URGENT;
  return strcmp (name, "warning") == 0 ? PARVIS_NOTICE_WARNING : PARVIS_NOTICE_INFO;
}

static ParvisNotice *
read_notice (JsonObject *item, gint64 made, const char *language)
{
  ParvisNotice *notice = g_new0 (ParvisNotice, 1);

  notice->id = g_strdup (parvis_json_string (item, "id"));
  notice->level = level_of (parvis_json_string (item, "level"));
  notice->title = dup_text (item, "title", language);
  notice->text = dup_text (item, "text", language);
  notice->made = made;
  (void) !parvis_manifest_instant (parvis_json_string (item, "from"), &notice->from);
  (void) !parvis_manifest_instant (parvis_json_string (item, "until"), &notice->until);
  return notice;
}

static void
drop_same (GPtrArray *notices, const char *id)
{
  for (guint i = notices->len; i > 0; i--)
    if (strcmp (((const ParvisNotice *) notices->pdata[i - 1])->id, id) == 0)
      g_ptr_array_remove_index (notices, i - 1);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const ParvisNotice *left = *(const ParvisNotice *const *) a, *right = *(const ParvisNotice *const *) b;

  if (left->level != right->level)
    return (int) right->level - (int) left->level;
  if (left->from != right->from)
    return left->from > right->from ? -1 : 1;
  return strcmp (left->id, right->id);
}

void
parvis_notices_add (GPtrArray *notices, JsonObject *data, gint64 made, gint64 now, const char *language)
{
  JsonArray *items = parvis_json_array (data, "notices");

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      ParvisNotice *notice = read_notice (json_array_get_object_element (items, i), made, language);

      drop_same (notices, notice->id);
      if (notice->from <= now && notice->until > now)
        g_ptr_array_add (notices, notice);
      else
        parvis_notice_free (notice);
    }
  g_ptr_array_sort (notices, compare);
}

gint64
parvis_notices_change (JsonObject *data, gint64 now)
{
  JsonArray *items = parvis_json_array (data, "notices");
  gint64 change = G_MAXINT64;

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    for (guint k = 0; k < 2; k++)
      {
        gint64 at = 0;

        if (parvis_manifest_instant (
                parvis_json_string (json_array_get_object_element (items, i), k == 0 ? "from" : "until"), &at)
            && at > now)
          change = MIN (change, at);
      }
  return change;
}
