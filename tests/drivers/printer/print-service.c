/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/print-service.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

static char *
read_line (GDataInputStream *input)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line_utf8 (input, NULL, NULL, &error);

  g_assert_no_error (error);
  if (line == NULL)
    g_error ("print-service ended before it was ready: see its message above");
  return line;
}

static void
take_setting (PrintService *service, const char *line)
{
  const char *value = strchr (line, '=') + 1;

  if (g_str_has_prefix (line, "QUEUE="))
    service->queue = g_strdup (value);
  else if (g_str_has_prefix (line, "RECEIVED="))
    service->received = g_strdup (value);
  else if (g_str_has_prefix (line, "CUPS_SERVER="))
    g_setenv ("CUPS_SERVER", value, TRUE);
  else if (g_str_has_prefix (line, "DBUS_SYSTEM_BUS_ADDRESS="))
    g_setenv ("DBUS_SYSTEM_BUS_ADDRESS",
              g_getenv ("PARVIS_TEST_WITHOUT_BUS") != NULL ? "unix:path=/nonexistent" : value, TRUE);
}

PrintService *
print_service_start (void)
{
  PrintService *service = g_new0 (PrintService, 1);
  g_autofree char *program = g_test_build_filename (G_TEST_DIST, "packaging/print-service/print-service", NULL);
  g_autoptr (GDataInputStream) input = NULL;
  g_autoptr (GError) error = NULL;

  service->dir = g_dir_make_tmp ("print-XXXXXX", &error);
  g_assert_no_error (error);
  service->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                       "--until-eof", service->dir, NULL);
  g_assert_no_error (error);
  input = g_data_input_stream_new (g_subprocess_get_stdout_pipe (service->process));
  for (gboolean ready = FALSE; !ready;)
    {
      g_autofree char *line = read_line (input);
      take_setting (service, line);
      ready = g_str_equal (line, "READY=1");
    }
  return service;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "rm", "-rf", "--", path, NULL);

  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

void
print_service_stop (PrintService *service)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (service->process), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (service->process, NULL, NULL));
  remove_tree (service->dir);
  g_object_unref (service->process);
  g_free (service->dir);
  g_free (service->queue);
  g_free (service->received);
  g_free (service);
}

void
print_service_tell (PrintService *service, const char *command)
{
  g_autofree char *path = g_build_filename (service->dir, "control.sock", NULL);
  g_autofree char *line = g_strdup_printf ("%s\n", command);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);
  g_autoptr (GDataInputStream) input = NULL;
  g_autofree char *answer = NULL;

  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), line,
                                            strlen (line), NULL, NULL, &error));
  input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  answer = read_line (input);
  g_assert_cmpstr (answer, ==, "ok");
}

/* The last by name, and how many: names are numbers of four digits. */
static guint
list_received (PrintService *service, char **last)
{
  g_autoptr (GDir) dir = g_dir_open (service->received, 0, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ".part"))
        continue;
      count++;
      if (last != NULL && g_strcmp0 (name, *last) > 0)
        {
          g_free (*last);
          *last = g_strdup (name);
        }
    }
  return count;
}

guint
print_service_count (PrintService *service)
{
  return list_received (service, NULL);
}

char *
print_service_last (PrintService *service)
{
  g_autofree char *name = NULL;

  g_assert_cmpuint (list_received (service, &name), >, 0);
  return g_build_filename (service->received, name, NULL);
}
