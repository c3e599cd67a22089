/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/town.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>

#include "child/child.h"
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

void
town_offer_phones (const Town *self)
{
  g_autofree char *text = town_read (self, "hub.conf");
  g_autofree char *more = g_strconcat (text, "[phone]\naddress=https://localhost:0/\nport=0\n", NULL);

  write_text (self, "hub.conf", more);
}

/* Programs ---------------------------------------------------------------------------------------- */

/* build/bin/PROGRAM with these and its configuration. */
static GSubprocess *
launch (const Town *self, GSubprocessLauncher *launcher, const char *program, const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (argv, g_test_build_filename (G_TEST_BUILT, "bin", program, NULL));
  for (const char *const *word = arguments; word != NULL && *word != NULL; word++)
    g_ptr_array_add (argv, g_strdup (*word));
  g_ptr_array_add (argv, g_strdup ("--config"));
  g_ptr_array_add (argv, town_path (self, g_str_equal (program, "parvis-hub") ? "hub.conf" : "kiosk.conf"));
  g_ptr_array_add (argv, NULL);
  return child_launch (launcher, (const char *const *) argv->pdata);
}

char *
town_run (const Town *self, const char *program, const char *input, int expected, const char *const *arguments)
{
  const GSubprocessFlags both = G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE;
  g_autoptr (GSubprocessLauncher) launcher
      = child_launcher (input != NULL ? both | G_SUBPROCESS_FLAGS_STDIN_PIPE : both);
  g_autoptr (GSubprocess) process = launch (self, launcher, program, arguments);
  g_autoptr (GError) error = NULL;
  char *said = NULL;
  int status;

  g_assert_true (g_subprocess_communicate_utf8 (process, input, NULL, &said, NULL, &error));
  g_assert_no_error (error);
  status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  if (status != expected)
    g_error ("%s %s: %d, not %d\n%s", program, arguments[0], status, expected, said);
  return said;
}

char *
town_run_hub (const Town *self, int expected, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  const char *word;
  va_list words;

  va_start (words, expected);
  do
    g_ptr_array_add (arguments, (char *) (word = va_arg (words, const char *)));
  while (word != NULL);
  va_end (words);
  return town_run (self, "parvis-hub", NULL, expected, (const char *const *) arguments->pdata);
}

/* The hub ----------------------------------------------------------------------------------------- */

void
town_start_hub (Town *self)
{
  static const char *const serve[] = { "serve", NULL };
  g_autoptr (GSubprocessLauncher) launcher = child_launcher (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *log = town_path (self, "hub.log");
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  self->hub = launch (self, launcher, "parvis-hub", serve);
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
town_list (const Town *self)
{
  g_autofree char *text = town_run_hub (self, 0, "list", "--json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GString) lines = g_string_new (NULL);
  JsonArray *rows;

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

GSubprocess *
town_start_syncd (const Town *self, GSubprocessLauncher *launcher, const char *const *options)
{
  g_autoptr (GSubprocessLauncher) plain = child_launcher (G_SUBPROCESS_FLAGS_NONE);

  return launch (self, launcher != NULL ? launcher : plain, "parvis-syncd", options);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

/* What lives on our main context, such as a brake between the two, goes on working meanwhile. */
static void
wait_for (GSubprocess *process)
{
  gboolean ended = FALSE;

  g_subprocess_wait_async (process, NULL, on_ended, &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
}

void
town_stop_syncd (GSubprocess *syncd, int signal)
{
  g_subprocess_send_signal (syncd, signal);
  wait_for (syncd);
  if (signal == SIGTERM)
    g_assert_true (g_subprocess_get_successful (syncd));
  g_object_unref (syncd);
}

int
town_deliver (const Town *self, const char *const *options)
{
  g_autoptr (GSubprocess) syncd = town_start_syncd (self, NULL, options);

  wait_for (syncd);
  g_assert_true (g_subprocess_get_if_exited (syncd));
  return g_subprocess_get_exit_status (syncd);
}

int
town_deliver_once (const Town *self)
{
  static const char *const once[] = { "--once", NULL };

  return town_deliver (self, once);
}
