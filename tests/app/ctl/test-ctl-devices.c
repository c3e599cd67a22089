/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl devices as a technician and a script run it: a real cupsd and printer, SANE's test device, ALSA's bench
 * card, libusb on mocked devices, a receipt printer on the network.
 */
#define _GNU_SOURCE /* memmem */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>

#include "child/child.h"
#include "drivers/printer/print-service.h"
#include "drivers/usb/mock-usb.h"
#include "sync/scratch.h"

static PrintService *prints;
static GSocketService *roll; /* a receipt printer on the network */
static guint16 roll_port;
static GMainLoop *roll_loop;
static GThread *roll_thread;
static GString *on_roll;
static GMutex roll_lock;

/* ---- the bench ---- */

#define ENQUIRY "\x10\x04"

/* Takes what is printed, and says that all is well whatever is asked in real time (DLE EOT n). */
static gboolean
on_roll_connection (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  guint8 data[4096];
  gssize size;

  while ((size = g_input_stream_read (input, data, sizeof data, NULL, NULL)) > 0)
    {
      g_mutex_lock (&roll_lock);
      g_string_append_len (on_roll, (const char *) data, size);
      g_mutex_unlock (&roll_lock);
      for (gssize i = 0; i + 2 < size; i++)
        if (memcmp (data + i, ENQUIRY, 2) == 0)
          g_output_stream_write_all (output, "\x12", 1, NULL, NULL, NULL);
    }
  return TRUE;
}

/* It answers while the test waits for parvisctl: on a context and a thread of its own. */
static gpointer
run_roll (gpointer loop)
{
  g_main_context_push_thread_default (g_main_loop_get_context (loop));
  g_main_loop_run (loop);
  g_main_context_pop_thread_default (g_main_loop_get_context (loop));
  return NULL;
}

static void
begin_roll (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GError) error = NULL;

  on_roll = g_string_new (NULL);
  g_main_context_push_thread_default (context);
  roll = g_threaded_socket_service_new (4);
  roll_port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (roll), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (roll, "run", G_CALLBACK (on_roll_connection), NULL);
  g_main_context_pop_thread_default (context);
  roll_loop = g_main_loop_new (context, FALSE);
  roll_thread = g_thread_new ("roll", run_roll, roll_loop);
}

static void
end_roll (void)
{
  g_main_loop_quit (roll_loop);
  g_thread_join (roll_thread);
  g_socket_listener_close (G_SOCKET_LISTENER (roll));
  g_object_unref (roll);
  g_main_loop_unref (roll_loop);
  g_string_free (on_roll, TRUE);
}

static void
begin_scanner (const Scratch *scratch)
{
  g_free (scratch_write (scratch, "dll.conf", "test\n"));
  g_free (scratch_write (scratch, "test.conf", "number_of_devices 1\n"));
  g_setenv ("SANE_CONFIG_DIR", scratch->folder, TRUE);
}

static char *
write_config (const Scratch *scratch, const char *more)
{
  g_autofree char *text
      = g_strconcat ("[kiosk]\nid=b\nstate=.\n[trust]\nca=ca.pem\nenvelope=e.pem\n[hub]\nurl=https://h/\n", more, NULL);

  return scratch_write (scratch, "parvis.conf", text);
}

/* ---- running parvisctl ---- */

static GSubprocess *
spawn (const Scratch *scratch, const char *const *words)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bin", "parvisctl", NULL);
  g_autoptr (GSubprocessLauncher) launcher
      = child_launcher (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (gpointer) "devices");
  for (const char *const *word = words; *word != NULL; word++)
    g_ptr_array_add (argv, (char *) *word);
  g_ptr_array_add (argv, NULL);
  g_subprocess_launcher_set_cwd (launcher, scratch->folder);
  return child_launch (launcher, (const char *const *) argv->pdata);
}

static int
run (const Scratch *scratch, char **out, char **err, const char *const *words)
{
  g_autoptr (GSubprocess) process = spawn (scratch, words);
  g_autofree char *said = NULL, *wrong = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &said, &wrong, &error));
  g_assert_no_error (error);
  g_test_message ("%s%s", said, wrong);
  g_assert_true (g_subprocess_get_if_exited (process));
  *out = g_steal_pointer (&said);
  *err = g_steal_pointer (&wrong);
  return g_subprocess_get_exit_status (process);
}

#define RUN(scratch, out, err, ...)                                                                                    \
  run ((scratch), (out), (err), (const char *const[]){ __VA_ARGS__, "--config", "parvis.conf", NULL })

static void
assert_says (const Scratch *scratch, int status, const char *says, const char *const *words)
{
  g_autofree char *out = NULL, *err = NULL;
  int got = run (scratch, &out, &err, words);

  if (got != status || (strstr (out, says) == NULL && strstr (err, says) == NULL))
    g_error ("status %d, '%s' not said in:\n%s%s", got, says, out, err);
}

#define SAYS(scratch, status, says, ...)                                                                               \
  assert_says ((scratch), (status), (says), (const char *const[]){ __VA_ARGS__, "--config", "parvis.conf", NULL })

static JsonArray *
members (JsonParser *parser, const char *text, const char *member)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), member);
}

static void
assert_device (JsonArray *devices, guint i, const char *name, const char *health, const char *code)
{
  JsonObject *device = json_array_get_object_element (devices, i);

  g_assert_cmpstr (json_object_get_string_member (device, "name"), ==, name);
  g_assert_cmpstr (json_object_get_string_member (device, "health"), ==, health);
  g_assert_cmpstr (json_object_get_string_member (device, "code"), ==, code);
}

/* ---- the tests ---- */

static void
test_nothing (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = write_config (scratch, "");

  SAYS (scratch, 0, "Aucun appareil", "list");
  SAYS (scratch, 1, "ne déclare aucun appareil", "test", "printer");
  SAYS (scratch, 1, "receipt-printer", "record", "printer", "a.txt");
  SAYS (scratch, 2, "usage", "list", "more");
  SAYS (scratch, 2, "usage", "burn");
  g_remove (path);
  SAYS (scratch, 1, "parvis.conf", "list");
}

static char *
write_full_config (const Scratch *scratch)
{
  g_autofree char *more = g_strdup_printf (
      "[devices]\nprinter=%s\nscanner=test:0\nreceipt-printer=tcp:127.0.0.1:%u\n"
      "[screen]\noff=22:00-06:30\nbacklight=panels\n[sound]\ncard=nulle-part\n"
      "[usb touch]\nid=0eef:0001\nlabel=Écran tactile\nrole=touch\n[usb reader]\nid=072f:223b\nport=1-4\n",
      prints->queue, roll_port);

  return write_config (scratch, more);
}

static void
test_list (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = write_full_config (scratch), *out = NULL, *err = NULL, *text = NULL, *more = NULL;
  g_autoptr (MockUsb) usb = mock_usb_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *devices, *strangers;

  begin_scanner (scratch);
  mock_usb_plug (usb, "usb1", 0x1d6b, 0x0002, 9, NULL);
  mock_usb_plug (usb, "1-1", 0x0eef, 0x0001, 3, NULL);
  mock_usb_plug (usb, "1-2", 0x072f, 0x223b, 0x0b, "R1");
  g_assert_cmpint (RUN (scratch, &out, &err, "list", "--json"), ==, 1); /* no sound card, no reader */
  devices = members (parser, out, "devices");
  g_assert_cmpuint (json_array_get_length (devices), ==, 7);
  assert_device (devices, 0, "printer", "ok", "ready");
  assert_device (devices, 1, "receipt-printer", "ok", "ready");
  assert_device (devices, 2, "scanner", "ok", "ready");
  assert_device (devices, 3, "sound", "fault", "missing");
  assert_device (devices, 4, "screen", "attention", "no-panel");
  assert_device (devices, 5, "usb:touch", "ok", "present");
  assert_device (devices, 6, "usb:reader", "fault", "missing");
  strangers = members (parser, out, "strangers");
  g_assert_cmpuint (json_array_get_length (strangers), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (strangers, 0), "resembles"), ==,
                   "reader");
  g_assert_cmpint (RUN (scratch, &text, &more, "list"), ==, 1);
  g_assert_nonnull (strstr (text, "OK         Écran tactile (usb:touch)\u00a0: Branché sur la prise 1-1."));
  g_assert_nonnull (strstr (text, "panne      reader (usb:reader)"));
  g_assert_nonnull (strstr (text, "ressemble à « reader »"));
}

static void
test_printer_tells (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = write_full_config (scratch), *out = NULL, *err = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  print_service_tell (prints, "paper out");
  RUN (scratch, &out, &err, "list", "--json");
  assert_device (members (parser, out, "devices"), 0, "printer", "fault", "no-paper");
  print_service_tell (prints, "paper in");
}

static void
test_prints (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = write_full_config (scratch);
  guint before = print_service_count (prints);

  begin_scanner (scratch);
  SAYS (scratch, 0, "La page d’essai est imprimée.", "test", "printer");
  g_assert_cmpuint (print_service_count (prints), ==, before + 1);
  SAYS (scratch, 0, "Le ticket d’essai est imprimé.", "test", "receipt-printer");
  g_mutex_lock (&roll_lock);
  g_assert_nonnull (memmem (on_roll->str, on_roll->len, "Borne", strlen ("Borne"))); /* it holds zeros, too */
  g_mutex_unlock (&roll_lock);
  SAYS (scratch, 0, "Le scanner marche.", "test", "scanner");
  SAYS (scratch, 1, "choisissez parmi : printer, receipt-printer", "test", "fax");
  SAYS (scratch, 1, "panels", "test", "screen");
}

static void
test_records (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = write_full_config (scratch), *text = NULL, *recorded = scratch_path (scratch, "ticket.txt");

  SAYS (scratch, 0, "l’échange est enregistré", "record", "receipt-printer", "ticket.txt");
  g_assert_true (g_file_get_contents (recorded, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "parvis-exchange 1 escpos "));
  g_assert_nonnull (strstr (text, "\n> 1004"));
  g_assert_nonnull (strstr (text, "\n< 12"));
  SAYS (scratch, 1, "ticket.txt", "record", "receipt-printer", "ticket.txt");
  g_free (
      write_config (scratch, "[devices]\nreceipt-printer=replay:ticket.txt\n")); /* on another day, on another kiosk */
  SAYS (scratch, 0, "Le ticket d’essai est imprimé.", "test", "receipt-printer");
}

static void
test_label (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *more = g_strdup_printf ("[printer]\nlabels=%s\n", prints->queue),
                  *path = write_config (scratch, more);
  guint before = print_service_count (prints);

  print_service_tell (prints, "load iso_a6_105x148mm");
  SAYS (scratch, 0, "une étiquette d’essai de 105 × 148 mm", "test", "labels");
  g_assert_cmpuint (print_service_count (prints), ==, before + 1);
  print_service_tell (prints, "load iso_a4_210x297mm");
}

#define ALSA                                                                                                           \
  "pcm.bench { type file slave.pcm \"null\" file \"%s\" format raw }\npcm.null { type null }\nctl_type.bench { lib "   \
  "\"%s\" }\n"                                                                                                         \
  "ctl.bench { type bench folder \"%s\" }\n"

/* What is played is kept in a file: about as long as two notes, and not silence. */
static void
test_sound (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = write_config (scratch, "[sound]\ncard=bench\nvolume=50\n"),
                  *raw = scratch_path (scratch, "played.raw");
  g_autofree char *card = g_test_build_filename (G_TEST_BUILT, "lib", "libasound_module_ctl_bench.so", NULL);
  g_autofree char *text = g_strdup_printf (ALSA, raw, card, scratch->folder),
                  *alsa = scratch_write (scratch, "asound.conf", text);
  g_autofree char *played = NULL;
  gsize size, loud = 0;

  g_free (scratch_write (scratch, "headphones", "0"));
  g_setenv ("ALSA_CONFIG_PATH", alsa, TRUE);
  SAYS (scratch, 0, "Les deux notes sont jouées", "test", "sound");
  g_unsetenv ("ALSA_CONFIG_PATH");
  g_assert_true (g_file_get_contents (raw, &played, &size, NULL));
  g_assert_cmpuint (size, >=, 48000); /* half a second of 16 bits */
  for (gsize i = 0; i + 1 < size; i += 2)
    loud += ABS (((const gint16 *) (gconstpointer) played)[i / 2]) > 4000;
  g_assert_cmpuint (loud, >, size / 8);
}

static JsonObject *
read_event (GDataInputStream *lines, JsonParser *parser)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_test_message ("%s", line);
  g_assert_true (json_parser_load_from_data (parser, line, -1, NULL));
  return json_node_get_object (json_parser_get_root (parser));
}

static void
assert_event (GDataInputStream *lines, const char *name, const char *code)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *device = json_object_get_object_member (read_event (lines, parser), "device");

  g_assert_cmpstr (json_object_get_string_member (device, "name"), ==, name);
  g_assert_cmpstr (json_object_get_string_member (device, "code"), ==, code);
}

static void
test_watch (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = write_config (scratch, "[usb touch]\nid=0eef:0001\n");
  g_autoptr (MockUsb) usb = mock_usb_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  JsonObject *event;

  mock_usb_plug (usb, "usb1", 0x1d6b, 0x0002, 9, NULL);
  process = spawn (scratch, (const char *const[]){ "watch", "--json", "--config", "parvis.conf", NULL });
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  assert_event (lines, "usb:touch", "missing");
  mock_usb_plug (usb, "1-1", 0x0eef, 0x0001, 3, NULL);
  assert_event (lines, "usb:touch", "present");
  mock_usb_plug (usb, "1-2", 0x0951, 0x1666, 8, NULL);
  event = read_event (lines, parser);
  g_assert_true (json_object_get_boolean_member (event, "there"));
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (event, "stranger"), "id"), ==,
                   "0951:1666");
  mock_usb_unplug (usb, "1-1");
  assert_event (lines, "usb:touch", "missing");
  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  mock_usb_begin (argv);
  g_test_init (&argc, &argv, NULL);
  prints = print_service_start ();
  begin_roll ();
  g_test_add_func ("/ctl-devices/nothing", test_nothing);
  g_test_add_func ("/ctl-devices/list", test_list);
  g_test_add_func ("/ctl-devices/printer-tells", test_printer_tells);
  g_test_add_func ("/ctl-devices/prints", test_prints);
  g_test_add_func ("/ctl-devices/records", test_records);
  g_test_add_func ("/ctl-devices/label", test_label);
  g_test_add_func ("/ctl-devices/sound", test_sound);
  g_test_add_func ("/ctl-devices/watch", test_watch);
  status = g_test_run ();
  print_service_stop (prints);
  end_roll ();
  return status;
}
