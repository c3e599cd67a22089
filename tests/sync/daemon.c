/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/daemon.h"

#include <string.h>

#include "child/child.h"

Daemon
daemon_start (const Town *town)
{
  g_autoptr (GSubprocessLauncher) launcher = child_launcher (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  Daemon self;

  self.process = town_start_syncd (town, launcher, NULL);
  self.log = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self.process));
  return self;
}

char *
daemon_hear (Daemon *self, const char *expected)
{
  char *line = NULL;

  do
    {
      g_free (line);
      line = g_data_input_stream_read_line (self->log, NULL, NULL, NULL);
      g_assert_nonnull (line);
    }
  while (strstr (line, expected) == NULL);
  return line;
}

void
daemon_wait (Daemon *self, const char *expected)
{
  g_free (daemon_hear (self, expected));
}

void
daemon_stop (Daemon *self, int how)
{
  town_stop_syncd (g_steal_pointer (&self->process), how);
  g_clear_object (&self->log);
}

JsonNode *
fleet_read (const Town *town)
{
  g_autofree char *said = town_run_hub (town, 0, "fleet", "--json", NULL);
  g_autoptr (JsonNode) root = json_from_string (said, NULL);

  g_assert_nonnull (root);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, 1);
  return json_node_ref (json_array_get_element (json_node_get_array (root), 0));
}

gboolean
fleet_has_trouble (JsonNode *kiosk, const char *code)
{
  JsonArray *troubles = json_object_get_array_member (json_node_get_object (kiosk), "troubles");

  for (guint i = 0; i < json_array_get_length (troubles); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (troubles, i), "code"), code))
      return TRUE;
  return FALSE;
}

gint64
fleet_get_number (JsonNode *kiosk, const char *group, const char *member)
{
  JsonObject *object = json_node_get_object (kiosk);

  return json_object_get_int_member (json_object_get_object_member (object, group), member);
}
