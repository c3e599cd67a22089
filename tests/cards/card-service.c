/* SPDX-License-Identifier: EUPL-1.2 */
#include "cards/card-service.h"

#include <stdio.h>
#include <stdlib.h>

#define DRIVER "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"

static char *
read_line (CardService *service)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line_utf8 (service->answers, NULL, NULL, &error);

  g_assert_no_error (error);
  if (line == NULL)
    g_error ("card-service ended: see its message above");
  return line;
}

static void
take_setting (CardService *service, const char *line)
{
  const char *value = strchr (line, '=') + 1;

  if (g_str_has_prefix (line, "PCSCLITE_CSOCK_NAME="))
    {
      service->socket = g_strdup (value);
      g_setenv ("PCSCLITE_CSOCK_NAME", value, TRUE);
    }
  else if (g_str_has_prefix (line, "PORTS="))
    {
      g_auto (GStrv) words = g_strsplit (value, " ", G_N_ELEMENTS (service->ports));

      for (gsize i = 0; words[i] != NULL; i++)
        service->ports[i] = (guint16) g_ascii_strtoull (words[i], NULL, 10);
    }
}

CardService *
card_service_start (const char *reader)
{
  CardService *service = g_new0 (CardService, 1);
  g_autofree char *program = g_test_build_filename (G_TEST_DIST, "tests/card-service", NULL);
  g_autoptr (GError) error = NULL;

  if (!g_file_test (DRIVER, G_FILE_TEST_EXISTS) || !g_file_test ("/usr/sbin/pcscd", G_FILE_TEST_EXISTS))
    {
      puts ("1..0 # SKIP pcscd or vsmartcard-vpcd is not installed");
      exit (77);
    }
  service->dir = g_dir_make_tmp ("card-XXXXXX", &error);
  g_assert_no_error (error);
  service->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                       service->dir, reader != NULL ? reader : "Parvis Bench", NULL);
  g_assert_no_error (error);
  service->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (service->process));
  for (gboolean ready = FALSE; !ready;)
    {
      g_autofree char *line = read_line (service);

      take_setting (service, line);
      ready = g_str_equal (line, "READY=1");
    }
  return service;
}

void
card_service_tell (CardService *service, const char *command)
{
  g_autofree char *line = g_strdup_printf ("%s\n", command);
  g_autofree char *answer = NULL;

  g_assert_true (g_output_stream_write_all (g_subprocess_get_stdin_pipe (service->process), line, strlen (line), NULL,
                                            NULL, NULL));
  answer = read_line (service);
  g_assert_cmpstr (answer, ==, "OK");
}

void
card_service_stop (CardService *service)
{
  g_autoptr (GSubprocess) removal = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (service->process), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (service->process, NULL, NULL));
  removal = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "rm", "-rf", "--", service->dir, NULL);
  g_assert_true (g_subprocess_wait_check (removal, NULL, NULL));
  g_object_unref (service->answers);
  g_object_unref (service->process);
  g_free (service->dir);
  g_free (service->socket);
  g_free (service);
}
