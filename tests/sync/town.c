/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/town.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>

#include "sync/pki/pki.h"
#include "sync/scratch.h"
#include "sync/seal/seal.h"

#define DAYS 30

static void
issue (const Town *self, ParvisPkiRole role, const char *name, const char *file)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_pki_issue (self->folder, role, name, file, DAYS, &error));
  g_assert_no_error (error);
}

static void
write_text (const Town *self, const char *name, const char *text)
{
  g_autofree char *path = town_path (self, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

Town *
town_new (void)
{
  Town *self = g_new0 (Town, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("parvis-town-XXXXXX", &error);
  g_assert_no_error (error);
  g_assert_true (parvis_pki_init (self->folder, "Saint-Essai", &error));
  g_assert_no_error (error);
  issue (self, PARVIS_PKI_SERVER, "127.0.0.1,localhost", "server");
  issue (self, PARVIS_PKI_KIOSK, "borne-1", "kiosk");
  issue (self, PARVIS_PKI_ENVELOPE, "Saint-Essai", "envelope");
  issue (self, PARVIS_PKI_RECEIPT, "Saint-Essai", "receipt");
  write_text (self, "hub.conf",
              "[hub]\nlisten=127.0.0.1\nport=0\nstore=store\n"
              "[trust]\nca=ca.pem\ncertificate=server.pem\nkey=server.key\n"
              "receipt-certificate=receipt.pem\nreceipt-key=receipt.key\n");
  return self;
}

void
town_free (Town *self)
{
  if (self->hub != NULL)
    town_stop_hub (self, SIGTERM);
  scratch_remove (self->folder);
  g_free (self->folder);
  g_free (self);
}

char *
town_path (const Town *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

char *
town_read (const Town *self, const char *name)
{
  g_autofree char *path = town_path (self, name);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

char *
town_program (const char *name)
{
  return g_test_build_filename (G_TEST_BUILT, "bin", name, NULL);
}

void
town_offer_phones (const Town *self)
{
  g_autofree char *text = town_read (self, "hub.conf");
  g_autofree char *more = g_strconcat (text, "[phone]\naddress=https://localhost:0/\nport=0\n", NULL);

  write_text (self, "hub.conf", more);
}

/* The hub ----------------------------------------------------------------------------------------- */

void
town_start_hub (Town *self)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = town_program ("parvis-hub");
  g_autofree char *config = town_path (self, "hub.conf");
  g_autofree char *log = town_path (self, "hub.log");
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  self->hub = g_subprocess_launcher_spawn (launcher, &error, program, "serve", "--config", config, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->hub));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_cmpint (sscanf (line, "listening on %u", &self->hub_port), ==, 1);
}

void
town_stop_hub (Town *self, int signal)
{
  g_subprocess_send_signal (self->hub, signal);
  g_assert_true (g_subprocess_wait (self->hub, NULL, NULL));
  if (signal == SIGTERM) /* it ends well, which is also when a sanitizer says what it has against it */
    g_assert_true (g_subprocess_get_successful (self->hub));
  g_clear_object (&self->hub);
}

char *
town_run_hub (const Town *self, int *status, const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program = town_program ("parvis-hub");
  g_autofree char *config = town_path (self, "hub.conf");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_ptr_array_add (argv, program);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) arguments[i]);
  g_ptr_array_add (argv, "--config");
  g_ptr_array_add (argv, config);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  g_assert_no_error (error);
  *status = g_subprocess_get_exit_status (process);
  return output;
}

char *
town_list (const Town *self)
{
  const char *const arguments[] = { "list", "--json", NULL };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *text = NULL;
  JsonArray *rows;
  int status;

  text = town_run_hub (self, &status, arguments);
  g_assert_cmpint (status, ==, 0);
  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  rows = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      g_string_append_printf (lines, "%s %s %s %s\n", json_object_get_string_member (row, "state"),
                              json_object_get_string_member (row, "id"), json_object_get_string_member (row, "sha256"),
                              json_object_get_string_member (row, "upload"));
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

/* The kiosk --------------------------------------------------------------------------------------- */

ParvisConfig *
town_kiosk (const Town *self, guint port)
{
  g_autofree char *text
      = g_strdup_printf ("[kiosk]\nid=borne-1\nstate=.\n"
                         "[trust]\nca=ca.pem\nenvelope=envelope.pem\ncertificate=kiosk.pem\nkey=kiosk.key\n"
                         "[hub]\nurl=https://127.0.0.1:%u/\n",
                         port);
  g_autofree char *path = town_path (self, "kiosk.conf");
  g_autoptr (GError) error = NULL;
  ParvisConfig *config;

  write_text (self, "kiosk.conf", text);
  config = parvis_config_load (path, &error);
  g_assert_no_error (error);
  return config;
}

ParvisOutbox *
town_outbox (const Town *self)
{
  g_autofree char *path = town_path (self, "outbox.db");
  g_autoptr (GError) error = NULL;
  ParvisOutbox *outbox = parvis_outbox_open (path, &error);

  g_assert_no_error (error);
  return outbox;
}

static GBytes *
random_bytes (gsize size)
{
  guint32 *words = g_new (guint32, size / sizeof (guint32) + 1);

  for (gsize i = 0; i <= size / sizeof (guint32); i++)
    words[i] = g_random_int ();
  return g_bytes_new_take (words, size);
}

GBytes *
town_envelope (const Town *self, gsize size)
{
  g_autofree char *certificate = town_path (self, "envelope.pem");
  g_autofree char *ca = town_path (self, "ca.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSealer) sealer = parvis_sealer_new (certificate, ca, &error);
  g_autoptr (ParvisParcel) parcel = parvis_parcel_new ();
  g_autoptr (GBytes) json = g_bytes_new_static ("{\"essai\":1}", 11);
  g_autoptr (GBytes) scan = random_bytes (size);
  GBytes *envelope;

  g_assert_no_error (error);
  g_assert_true (parvis_parcel_add (parcel, "submission.json", json, &error));
  g_assert_true (parvis_parcel_add (parcel, "attachments/scan.bin", scan, &error));
  envelope = parvis_sealer_seal (sealer, parcel, &error);
  g_assert_no_error (error);
  return envelope;
}

char *
town_queue (ParvisOutbox *outbox, GBytes *envelope)
{
  char *id = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_outbox_enqueue (outbox, id, envelope, &error));
  g_assert_no_error (error);
  return id;
}

ParvisOutboxEntry *
town_look (ParvisOutbox *outbox, const char *id)
{
  g_autoptr (GError) error = NULL;
  ParvisOutboxEntry *entry = parvis_outbox_lookup (outbox, id, &error);

  g_assert_no_error (error);
  return entry;
}

int
town_deliver_once (const Town *self)
{
  g_autofree char *program = town_program ("parvis-syncd");
  g_autofree char *config = town_path (self, "kiosk.conf");
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--once", "--config", config, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (process, NULL, &error));
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}
