/* SPDX-License-Identifier: EUPL-1.2
 *
 * The words of `parvisctl content`, its answers and its exit statuses, on the real program.
 */
#include "app/content/content-fixture.h"
#include "sync/pki/pki.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

typedef struct
{
  int status;
  char *out, *err;
} Answer;

static void
clear_answer (Answer *answer)
{
  g_free (answer->out);
  g_free (answer->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

/* @words are separated by one space; no path of ours has one. */
static Answer run (const char *format, ...) G_GNUC_PRINTF (1, 2);

static Answer
run (const char *format, ...)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bin", "parvisctl", NULL);
  g_autofree char *words = NULL, *line = NULL;
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  Answer answer = { 0 };
  va_list args;
  int status;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  line = g_strconcat (program, " content ", words, NULL);
  argv = g_strsplit (g_strchomp (line), " ", -1);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &answer.out, &answer.err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  answer.status = WEXITSTATUS (status);
  return answer;
}

static void
test_usage (void)
{
  static const char *const wrong[]
      = { "",        "frobnicate", "check",        "check a b", "check --nope a", "sign a", "sign a --certificate x",
          "install", "import",     "import joomla" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (Answer) answer = run ("%s", wrong[i]);

      g_assert_cmpint (answer.status, ==, 2);
      g_assert_nonnull (strstr (answer.err, "parvisctl content"));
      g_assert_cmpstr (answer.out, ==, "");
    }
}

static void
test_check (void)
{
  g_autofree char *folder = fixture_copy ();
  g_auto (Answer) sound = run ("check %s", folder);
  g_auto (Answer) faulty = { 0 };
  g_auto (Answer) nowhere = run ("check /nowhere");

  g_assert_cmpint (sound.status, ==, 0);
  g_assert_cmpint (nowhere.status, ==, 1);
  g_assert_nonnull (strstr (nowhere.err, "/nowhere"));
  fixture_edit (folder, "services/bac.json", "\"cost\"", "\"price\"");
  fixture_delete (folder, "media/armes.svg");
  faulty = run ("check %s", folder);
  g_assert_cmpint (faulty.status, ==, 1);
  g_assert_true (g_str_has_prefix (faulty.out, "bundle.json:/commune/logo: "));
  g_assert_nonnull (strstr (faulty.out, "\nservices/bac.json:/price: "));
  g_assert_nonnull (strstr (faulty.err, "2 fautes"));
  fixture_remove (folder);
}

static void
test_check_json (void)
{
  g_autofree char *folder = fixture_copy ();
  g_auto (Answer) sound = run ("check %s --json", folder);
  g_auto (Answer) faulty = { 0 };
  g_autoptr (JsonNode) none = json_from_string (sound.out, NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *fault;

  g_assert_cmpint (sound.status, ==, 0);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (none)), ==, 0);
  fixture_delete (folder, "media/armes.svg");
  faulty = run ("check --json %s", folder);
  node = json_from_string (faulty.out, NULL);
  g_assert_cmpint (faulty.status, ==, 1);
  fault = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpstr (json_object_get_string_member (fault, "file"), ==, "bundle.json");
  g_assert_cmpstr (json_object_get_string_member (fault, "pointer"), ==, "/commune/logo");
  g_assert_cmpuint (json_object_get_size (fault), ==, 4);
  fixture_remove (folder);
}

static void
test_sign_install (void)
{
  g_autofree char *bundle = fixture_copy ();
  g_autofree char *folder = g_dir_make_tmp ("parvis-ctl-XXXXXX", NULL);
  g_auto (Answer) unsigned_yet = { 0 }, signing = { 0 }, installing = { 0 }, again = { 0 };

  g_assert_true (parvis_pki_init (folder, "Saint-Aubin", NULL));
  g_assert_true (parvis_pki_issue (folder, PARVIS_PKI_CONTENT, "contenu", "content", 3650, NULL));
  unsigned_yet = run ("install %s --ca %s/ca.pem --catalog %s/catalog.db", bundle, folder, folder);
  g_assert_cmpint (unsigned_yet.status, ==, 1);
  signing = run ("sign %s --certificate %s/content.pem --key %s/content.key", bundle, folder, folder);
  g_assert_cmpint (signing.status, ==, 0);
  installing = run ("install %s --ca %s/ca.pem --catalog %s/catalog.db", bundle, folder, folder);
  g_assert_cmpint (installing.status, ==, 0);
  again = run ("install %s --ca %s/ca.pem --catalog %s/catalog.db", bundle, folder, folder);
  g_assert_cmpint (again.status, ==, 1);
  g_assert_nonnull (strstr (again.err, "version 7"));
  g_assert_cmpuint (strlen (again.err), ==, (gsize) (strchr (again.err, '\n') - again.err) + 1); /* one line */
  fixture_remove (folder);
  fixture_remove (bundle);
}

/* What the command line does not say is in the kiosk's configuration. */
static void
test_install_by_config (void)
{
  g_autofree char *bundle = fixture_copy ();
  g_autofree char *folder = g_dir_make_tmp ("parvis-ctl-XXXXXX", NULL);
  g_autofree char *catalog = g_build_filename (folder, "catalog.db", NULL);
  g_auto (Answer) signing = { 0 }, installing = { 0 }, no_config = { 0 };

  g_assert_true (parvis_pki_init (folder, "Saint-Aubin", NULL));
  g_assert_true (parvis_pki_issue (folder, PARVIS_PKI_CONTENT, "contenu", "content", 3650, NULL));
  fixture_write (folder, "parvis.conf",
                 "[kiosk]\nid=borne-1\nstate=.\n[trust]\nca=ca.pem\nenvelope=envelope.pem\n[hub]\nurl=https:/"
                 "/localhost:8443/\n",
                 -1);
  signing = run ("sign %s --certificate %s/content.pem --key %s/content.key", bundle, folder, folder);
  no_config = run ("install %s --config /nowhere/parvis.conf", bundle);
  g_assert_cmpint (no_config.status, ==, 1);
  installing = run ("install %s --config %s/parvis.conf", bundle, folder);
  g_assert_cmpstr (installing.err, ==, "");
  g_assert_cmpint (installing.status, ==, 0);
  g_assert_true (g_file_test (catalog, G_FILE_TEST_EXISTS));
  fixture_remove (folder);
  fixture_remove (bundle);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl-content/usage", test_usage);
  g_test_add_func ("/ctl-content/check", test_check);
  g_test_add_func ("/ctl-content/check-json", test_check_json);
  g_test_add_func ("/ctl-content/sign-install", test_sign_install);
  g_test_add_func ("/ctl-content/install-by-config", test_install_by_config);
  return g_test_run ();
}
