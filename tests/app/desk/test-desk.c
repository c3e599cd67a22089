/* SPDX-License-Identifier: EUPL-1.2
 *
 * The counter behind the screen, with a real queue, real certificates, the demonstration content and the scanner of SANE's bench.
 */
#include <gio/gio.h>
#include <string.h>

#include "app/content/bundle.h"
#include "app/desk/desk.h"
#include "sync/outbox.h"
#include "sync/pki.h"
#include "sync/seal.h"

typedef struct
{
  char *folder;
  char *config;
  ParvisDesk *desk;
  GMainLoop *loop;
} Counter;

static char *
path_of (const Counter *counter, const char *name)
{
  return g_build_filename (counter->folder, name, NULL);
}

static void
run (const char *first, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  int status;
  va_list rest;

  va_start (rest, first);
  for (const char *word = first; word != NULL; word = va_arg (rest, const char *))
    g_ptr_array_add (words, (gpointer) word);
  va_end (rest);
  g_ptr_array_add (words, NULL);
  g_spawn_sync (NULL, (char **) words->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

static void
issue (const Counter *counter, ParvisPkiRole role, const char *file)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_pki_issue (counter->folder, role, "essai", file, 30, &error));
  g_assert_no_error (error);
}

static void
install_content (const Counter *counter)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "packaging", "demo-content", NULL);
  g_autofree char *content = path_of (counter, "content"), *ca = path_of (counter, "ca.pem");
  g_autofree char *certificate = path_of (counter, "content.pem"), *key = path_of (counter, "content.key");
  g_autofree char *catalog = path_of (counter, "catalog.db");
  g_autoptr (GError) error = NULL;

  run ("cp", "-r", source, content, NULL);
  g_assert_true (parvis_bundle_sign (content, certificate, key, &error));
  g_assert_true (parvis_bundle_install (content, ca, catalog, g_get_real_time () / G_USEC_PER_SEC, &error));
  g_assert_no_error (error);
}

static void
set_up (Counter *counter, gconstpointer devices)
{
  g_autofree char *text = g_strdup_printf ("[kiosk]\nid=essai\nstate=.\n[trust]\nca=ca.pem\nenvelope=envelope.pem\n"
                                           "[hub]\nurl=https://localhost:1/\n[devices]\n%s\n", (const char *) devices);
  g_autoptr (GError) error = NULL;

  counter->folder = g_dir_make_tmp ("parvis-desk-XXXXXX", NULL);
  counter->loop = g_main_loop_new (NULL, FALSE);
  g_assert_true (parvis_pki_init (counter->folder, "Saint-Aubin", &error));
  issue (counter, PARVIS_PKI_ENVELOPE, "envelope");
  issue (counter, PARVIS_PKI_CONTENT, "content");
  install_content (counter);
  counter->config = path_of (counter, "parvis.conf");
  g_assert_true (g_file_set_contents (counter->config, text, -1, NULL));
  counter->desk = parvis_desk_new (counter->config, &error);
  g_assert_no_error (error);
}

static void
tear_down (Counter *counter, gconstpointer devices)
{
  g_object_unref (counter->desk);
  run ("rm", "-rf", counter->folder, NULL);
  g_main_loop_unref (counter->loop);
  g_free (counter->config);
  g_free (counter->folder);
}

/* ---- waiting for an answer ---- */

typedef struct
{
  Counter *counter;
  GAsyncResult *result;
} Answer;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->result = g_object_ref (result);
  g_main_loop_quit (answer->counter->loop);
}

static gboolean
can_submit (Counter *counter, GError **error)
{
  Answer answer = { counter, NULL };
  gboolean possible;

  parvis_desk_can_submit_async (counter->desk, on_answer, &answer);
  g_main_loop_run (counter->loop);
  possible = parvis_desk_can_submit_finish (counter->desk, answer.result, error);
  g_object_unref (answer.result);
  return possible;
}

static ParvisSlip *
submit (Counter *counter, ParvisDraft *draft, GError **error)
{
  Answer answer = { counter, NULL };
  ParvisSlip *slip;

  parvis_desk_submit_async (counter->desk, draft, "fr", on_answer, &answer);
  g_main_loop_run (counter->loop);
  slip = parvis_desk_submit_finish (counter->desk, answer.result, error);
  g_object_unref (answer.result);
  return slip;
}

static ParvisDraft *
new_report (Counter *counter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDemarche) demarche
      = parvis_catalog_demarche (parvis_desk_catalog (counter->desk), "signalement-voirie", "fr", &error);
  ParvisDraft *draft;
  ParvisValue *place = parvis_value_new_object ();

  g_assert_no_error (error);
  draft = parvis_draft_new (demarche);
  parvis_value_set_member (place, "description", parvis_value_new_text ("Devant le lavoir"));
  parvis_draft_set (draft, "quoi", parvis_value_new_text ("eclairage"));
  parvis_draft_set (draft, "danger", parvis_value_new_boolean (FALSE));
  parvis_draft_set (draft, "ou", place);
  parvis_draft_set (draft, "reponse", parvis_value_new_boolean (FALSE));
  parvis_draft_set (draft, "courriel", parvis_value_new_text ("cache@exemple.fr")); /* hidden by the answer above */
  return draft;
}

/* ---- the tests ---- */

static ParvisParcel *
open_only_submission (Counter *counter)
{
  g_autofree char *path = path_of (counter, "outbox.db"), *key = path_of (counter, "envelope.key");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, &error);
  g_autoptr (GPtrArray) rows = parvis_outbox_list (outbox, &error);
  g_autoptr (GBytes) envelope = NULL;
  const ParvisOutboxEntry *entry;
  ParvisParcel *parcel;

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  entry = g_ptr_array_index (rows, 0);
  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_QUEUED);
  envelope = parvis_outbox_envelope (outbox, entry->id, &error);
  parcel = parvis_seal_open (envelope, key, &error);
  g_assert_no_error (error);
  return parcel;
}

static void
test_submit (Counter *counter, gconstpointer devices)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDraft) draft = new_report (counter);
  g_autoptr (ParvisSlip) slip = NULL;
  g_autoptr (ParvisParcel) parcel = NULL;
  const char *json;
  gsize size;

  g_assert_true (can_submit (counter, &error));
  g_assert_no_error (error);
  slip = submit (counter, draft, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (slip->title, ==, "Signaler un problème dans la rue");
  g_assert_cmpuint (strlen (slip->code), ==, 9); /* two groups of four */
  g_assert_cmpstr (slip->office_name, ==, "Services techniques");
  g_assert_cmpuint (slip->answers->len, ==, 4); /* quoi, danger, ou, reponse */
  g_assert_cmpint (parvis_desk_delivery (counter->desk, slip->code), ==, PARVIS_DELIVERY_WAITING);
  parcel = open_only_submission (counter);
  json = g_bytes_get_data (parvis_parcel_lookup (parcel, "submission.json"), &size);
  g_assert_nonnull (g_strstr_len (json, (gssize) size, "Devant le lavoir"));
  g_assert_null (g_strstr_len (json, (gssize) size, "cache@exemple.fr"));
}

static void
test_faulty_draft (Counter *counter, gconstpointer devices)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDraft) draft = new_report (counter);

  parvis_draft_set (draft, "danger", parvis_value_new_empty ());
  g_assert_null (submit (counter, draft, &error));
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_FAULTS);
}

/* What cannot be sealed is not taken: never kept in the clear (and never said to be kept). */
static void
test_no_certificate (Counter *counter, gconstpointer devices)
{
  g_autofree char *certificate = path_of (counter, "envelope.pem");
  g_autofree char *outbox_path = path_of (counter, "outbox.db");
  g_autofree char *wrong = path_of (counter, "receipt.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDraft) draft = new_report (counter);
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  run ("rm", certificate, NULL);
  g_assert_false (can_submit (counter, &error));
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_NOT_NOW);
  g_clear_error (&error);
  g_assert_null (submit (counter, draft, &error));
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_NOT_NOW);
  g_clear_error (&error);
  outbox = parvis_outbox_open (outbox_path, &error);
  rows = parvis_outbox_list (outbox, &error);
  g_assert_cmpuint (rows->len, ==, 0);
  issue (counter, PARVIS_PKI_RECEIPT, "receipt"); /* the wrong kind of certificate is none either */
  run ("cp", "-f", wrong, certificate, NULL);
  g_assert_false (can_submit (counter, &error));
}

/* A damaged queue: the kiosk still shows its catalogue, takes no démarche, and leaves the file to the staff. */
static void
test_damaged_queue (Counter *counter, gconstpointer devices)
{
  g_autofree char *path = path_of (counter, "outbox.db");
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (counter->desk);
  g_assert_true (g_file_set_contents (path, "ceci n'est pas une base", -1, NULL));
  counter->desk = parvis_desk_new (counter->config, &error);
  g_assert_no_error (error);
  g_assert_nonnull (parvis_desk_catalog (counter->desk));
  g_assert_false (can_submit (counter, &error));
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_NOT_NOW);
  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, "ceci n'est pas une base");
}

static void
test_delivered (Counter *counter, gconstpointer devices)
{
  g_autofree char *path = path_of (counter, "outbox.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDraft) draft = new_report (counter);
  g_autoptr (ParvisSlip) slip = submit (counter, draft, &error);
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, &error);
  g_autoptr (GPtrArray) rows = parvis_outbox_list (outbox, &error);
  g_autoptr (GBytes) receipt = g_bytes_new_static ("reçu", strlen ("reçu"));
  const char *id = ((const ParvisOutboxEntry *) g_ptr_array_index (rows, 0))->id;

  g_signal_connect_swapped (counter->desk, "delivery-changed", G_CALLBACK (g_main_loop_quit), counter->loop);
  g_assert_true (parvis_outbox_mark_sending (outbox, id, &error));
  g_assert_true (parvis_outbox_mark_delivered (outbox, id, receipt, 1, &error));
  while (parvis_desk_delivery (counter->desk, slip->code) != PARVIS_DELIVERY_DONE)
    g_main_loop_run (counter->loop);
  parvis_desk_end (counter->desk); /* the next person knows nothing of it */
  g_assert_cmpint (parvis_desk_delivery (counter->desk, slip->code), ==, PARVIS_DELIVERY_WAITING);
}

static void
test_without_devices (Counter *counter, gconstpointer devices)
{
  Answer answer = { counter, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSlip) slip = parvis_slip_new ();
  gboolean has_printer, has_scanner;

  g_object_get (counter->desk, "has-printer", &has_printer, "has-scanner", &has_scanner, NULL);
  g_assert_false (has_printer);
  g_assert_false (has_scanner);
  parvis_desk_print_async (counter->desk, slip, on_answer, &answer);
  g_main_loop_run (counter->loop);
  g_assert_false (parvis_desk_print_finish (counter->desk, answer.result, &error));
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE);
  g_object_unref (answer.result);
}

static void
test_scan (Counter *counter, gconstpointer devices)
{
  Answer answer = { counter, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisValue) page = NULL;
  const guint8 *bytes;
  gsize size;

  parvis_desk_scan_async (counter->desk, "justificatif-1.jpg", on_answer, &answer);
  g_main_loop_run (counter->loop);
  page = parvis_desk_scan_finish (counter->desk, answer.result, &error);
  g_object_unref (answer.result);
  g_assert_no_error (error);
  g_assert_cmpstr (parvis_value_filename (page), ==, "justificatif-1.jpg");
  g_assert_cmpstr (parvis_value_media_type (page), ==, "image/jpeg");
  bytes = g_bytes_get_data (parvis_value_bytes (page), &size);
  g_assert_cmpuint (size, >, 1000);
  g_assert_cmpuint (bytes[0] << 8 | bytes[1], ==, 0xffd8); /* JPEG's start of image */
}

static char *
make_sane_folder (void)
{
  char *folder = g_dir_make_tmp ("parvis-sane-XXXXXX", NULL);
  g_autofree char *dll = g_build_filename (folder, "dll.conf", NULL);
  g_autofree char *test = g_build_filename (folder, "test.conf", NULL);

  g_assert_true (g_file_set_contents (dll, "test\n", -1, NULL));
  g_assert_true (g_file_set_contents (test, "number_of_devices 1\n", -1, NULL));
  g_setenv ("SANE_CONFIG_DIR", folder, TRUE);
  return folder;
}

#define ADD(name, devices, function) g_test_add ("/desk/" name, Counter, devices, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *sane = make_sane_folder ();
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("submit", "", test_submit);
  ADD ("faulty-draft", "", test_faulty_draft);
  ADD ("no-certificate", "", test_no_certificate);
  ADD ("damaged-queue", "", test_damaged_queue);
  ADD ("delivered", "", test_delivered);
  ADD ("without-devices", "", test_without_devices);
  ADD ("scan", "scanner=test:0", test_scan);
  status = g_test_run ();
  run ("rm", "-rf", sane, NULL);
  return status;
}
