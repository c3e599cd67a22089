/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/desk/counter.h"

#include <string.h>

#include "app/content/bundle.h"
#include "sync/queue/outbox.h"

char *
counter_path (const Counter *counter, const char *name)
{
  return g_build_filename (counter->folder, name, NULL);
}

void
counter_run (const char *first, ...)
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

void
counter_issue (const Counter *counter, ParvisPkiRole role, const char *file)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_pki_issue (counter->folder, role, "essai", file, 30, &error));
  g_assert_no_error (error);
}

static void
install_content (const Counter *counter)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "packaging", "demo-content", NULL);
  g_autofree char *content = counter_path (counter, "content"), *ca = counter_path (counter, "ca.pem");
  g_autofree char *certificate = counter_path (counter, "content.pem"), *key = counter_path (counter, "content.key");
  g_autofree char *catalog = counter_path (counter, "catalog.db");
  g_autoptr (GError) error = NULL;

  counter_run ("cp", "-r", source, content, NULL);
  g_assert_true (parvis_bundle_sign (content, certificate, key, &error));
  g_assert_true (parvis_bundle_install (content, ca, catalog, g_get_real_time () / G_USEC_PER_SEC, &error));
  g_assert_no_error (error);
}

void
counter_set_up (Counter *counter, gconstpointer devices)
{
  g_autofree char *text = g_strdup_printf ("[kiosk]\nid=essai\nstate=.\n[trust]\nca=ca.pem\nenvelope=envelope.pem\n"
                                           "[hub]\nurl=https://localhost:1/\n[devices]\n%s\n",
                                           (const char *) devices);
  g_autoptr (GError) error = NULL;

  counter->folder = g_dir_make_tmp ("parvis-desk-XXXXXX", NULL);
  counter->loop = g_main_loop_new (NULL, FALSE);
  g_assert_true (parvis_pki_init (counter->folder, "Saint-Aubin", &error));
  counter_issue (counter, PARVIS_PKI_ENVELOPE, "envelope");
  counter_issue (counter, PARVIS_PKI_CONTENT, "content");
  install_content (counter);
  counter->config = counter_path (counter, "parvis.conf");
  g_assert_true (g_file_set_contents (counter->config, text, -1, NULL));
  counter->desk = parvis_desk_new (counter->config, &error);
  g_assert_no_error (error);
}

/* In whatever thread held it last. */
static void
on_gone (gpointer gone, GObject *desk)
{
  g_atomic_int_set ((gboolean *) gone, TRUE);
  g_main_context_wakeup (NULL);
}

/* The line's threads hold no desk: what they open may come anew while it is removed. */
static void
remove_folder (const char *folder)
{
  const char *argv[] = { "rm", "-rf", folder, NULL };
  int status = 1;

  for (guint i = 0; i < 100 && status != 0; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_assert_true (
          g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
    }
  g_assert_cmpint (status, ==, 0);
}

void
counter_close (Counter *counter)
{
  ParvisDesk *desk = g_steal_pointer (&counter->desk);
  gboolean gone = FALSE;

  if (desk == NULL)
    return;
  /* Work in a thread may still hold it, and its files. */
  g_object_weak_ref (G_OBJECT (desk), on_gone, &gone);
  g_object_unref (desk);
  while (!g_atomic_int_get (&gone))
    g_main_context_iteration (NULL, TRUE);
}

void
counter_tear_down (Counter *counter, gconstpointer devices)
{
  counter_close (counter);
  remove_folder (counter->folder);
  g_main_loop_unref (counter->loop);
  g_free (counter->config);
  g_free (counter->folder);
}

void
counter_on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CounterAnswer *answer = user_data;

  answer->result = g_object_ref (result);
  g_main_loop_quit (answer->counter->loop);
}

gboolean
counter_can_submit (Counter *counter, GError **error)
{
  CounterAnswer answer = { counter, NULL };
  gboolean possible;

  parvis_desk_can_submit_async (counter->desk, counter_on_answer, &answer);
  g_main_loop_run (counter->loop);
  possible = parvis_desk_can_submit_finish (counter->desk, answer.result, error);
  g_object_unref (answer.result);
  return possible;
}

ParvisSlip *
counter_submit (Counter *counter, ParvisDraft *draft, GError **error)
{
  CounterAnswer answer = { counter, NULL };
  ParvisSlip *slip;

  parvis_desk_submit_async (counter->desk, draft, "fr", counter_on_answer, &answer);
  g_main_loop_run (counter->loop);
  slip = parvis_desk_submit_finish (counter->desk, answer.result, error);
  g_object_unref (answer.result);
  return slip;
}

ParvisDraft *
counter_new_report (Counter *counter)
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

void
counter_deliver (Counter *counter)
{
  g_autofree char *path = counter_path (counter, "outbox.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, &error);
  g_autoptr (GPtrArray) rows = parvis_outbox_list (outbox, &error);
  g_autoptr (GBytes) receipt = g_bytes_new_static ("reçu", strlen ("reçu"));
  const char *id = ((const ParvisOutboxEntry *) g_ptr_array_index (rows, 0))->id;

  g_assert_true (parvis_outbox_mark_sending (outbox, id, &error));
  g_assert_true (parvis_outbox_mark_delivered (outbox, id, receipt, 1, TRUE, &error));
}

char *
counter_sane_folder (void)
{
  char *folder = g_dir_make_tmp ("parvis-sane-XXXXXX", NULL);
  g_autofree char *dll = g_build_filename (folder, "dll.conf", NULL);
  g_autofree char *test = g_build_filename (folder, "test.conf", NULL);

  g_assert_true (g_file_set_contents (dll, "test\n", -1, NULL));
  g_assert_true (g_file_set_contents (test, "number_of_devices 1\n", -1, NULL));
  g_setenv ("SANE_CONFIG_DIR", folder, TRUE);
  return folder;
}
