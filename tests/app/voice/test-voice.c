/* SPDX-License-Identifier: EUPL-1.2
 *
 * The kiosk's voice with a real speech-dispatcher (tests/speech-service): what it hears, and what becomes of us when it
 * dies.
 */
#include "app/voice/voice.h"

#include "app/voice/speech-look.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

typedef struct
{
  char *folder;
  GSubprocess *service;
  GDataInputStream *said;
  char *pid;
  ParvisVoice *voice;
} Fixture;

static char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

/* Takes what the service tells into the environment, as a kiosk started by the service would have it. */
static void
start_service (Fixture *fixture)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "tests", "speech-service", NULL);
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  gboolean ready = FALSE;

  g_subprocess_launcher_setenv (launcher, "PARVIS_BUILD", g_getenv ("G_TEST_BUILDDIR"), TRUE);
  fixture->service = g_subprocess_launcher_spawn (launcher, &error, script, fixture->folder, NULL);
  g_assert_no_error (error);
  fixture->said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->service));
  while (!ready)
    {
      g_autofree char *line = g_data_input_stream_read_line (fixture->said, NULL, NULL, NULL);
      g_assert_nonnull (line);
      g_auto (GStrv) words = g_strsplit (line, "=", 2);
      ready = g_str_equal (line, "READY=1");
      if (g_str_equal (words[0], "PID"))
        {
          g_free (fixture->pid);
          fixture->pid = g_strdup (words[1]);
        }
      else if (!ready)
        g_setenv (words[0], words[1], TRUE);
    }
}

static void
stop_service (Fixture *fixture)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (fixture->service), NULL, NULL);
  g_assert_true (g_subprocess_wait (fixture->service, NULL, NULL));
  g_clear_object (&fixture->said);
  g_clear_object (&fixture->service);
}

static void
wait_available (Fixture *fixture, gboolean available)
{
  while (parvis_voice_is_available (fixture->voice) != available)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("parvis-voice-XXXXXX", NULL);
  start_service (fixture);
  fixture->voice = parvis_voice_new ("bench", 50);
  wait_available (fixture, TRUE);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->voice);
  if (fixture->service != NULL)
    stop_service (fixture);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->pid);
}

static void
count_up (gpointer count)
{
  ++*(guint *) count;
}

static void
say_to_the_end (Fixture *fixture, const char *text, const char *language)
{
  guint finished = 0;
  gulong handler = g_signal_connect_swapped (fixture->voice, "finished", G_CALLBACK (count_up), &finished);

  parvis_voice_say (fixture->voice, text, language, PARVIS_VOICE_NEXT);
  while (finished == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (fixture->voice, handler);
  g_assert_false (parvis_voice_is_speaking (fixture->voice));
}

static char *
read_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = path_of (fixture, name);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
assert_heard (Fixture *fixture, const char *expected)
{
  g_autofree char *heard = read_file (fixture, "heard");

  g_assert_cmpstr (heard, ==, expected);
}

/* As parvisctl doctor looks. */
static void
test_look (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = g_strdup (g_getenv ("SPEECHD_ADDRESS"));

  g_assert_cmpint (parvis_speech_look (), ==, PARVIS_SPEECH_FRENCH);
  g_setenv ("SPEECHD_ADDRESS", "unix_socket:/nonexistent/socket", TRUE);
  g_assert_cmpint (parvis_speech_look (), ==, PARVIS_SPEECH_ABSENT);
  g_setenv ("SPEECHD_ADDRESS", address, TRUE);
}

static void
test_says (Fixture *fixture, gconstpointer data)
{
  say_to_the_end (fixture, "L’été, c’est « bientôt » : 7, F.", "fr");
  say_to_the_end (fixture, "Привіт", "uk");
  say_to_the_end (fixture, "Demat deoc’h", "br");
  say_to_the_end (fixture, ".", "fr"); /* alone on a line, it ends a message of the protocol */
  assert_heard (fixture, "fr\tL’été, c’est « bientôt » : 7, F.\nuk\tПривіт\nfr\tDemat deoc’h\nfr\t.\n");
}

static void
test_now_replaces (Fixture *fixture, gconstpointer data)
{
  g_autofree char *heard = NULL;

  for (guint i = 0; i < 50; i++)
    parvis_voice_say (fixture->voice, "Un texte de trop.", "fr", PARVIS_VOICE_NOW);
  say_to_the_end (fixture, "Le bon.", "fr");
  heard = read_file (fixture, "heard");
  g_assert_true (g_str_has_suffix (heard, "fr\tLe bon.\n"));
  g_auto (GStrv) lines = g_strsplit (heard, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), <, 10);
}

static gboolean
wake_again (gpointer voice)
{
  parvis_voice_wake (voice);
  return G_SOURCE_CONTINUE;
}

static void
test_dies_and_comes_back (Fixture *fixture, gconstpointer data)
{
  guint again;

  say_to_the_end (fixture, "Avant.", "fr");
  g_assert_cmpint (kill ((pid_t) g_ascii_strtoll (fixture->pid, NULL, 10), SIGKILL), ==, 0);
  stop_service (fixture);
  parvis_voice_say (fixture->voice, "Perdu.", "fr", PARVIS_VOICE_NOW);
  wait_available (fixture, FALSE);
  start_service (fixture);
  /* It is not asked again at once: each look costs a little while nobody is there. */
  again = g_timeout_add (200, wake_again, fixture->voice);
  wait_available (fixture, TRUE);
  g_source_remove (again);
  say_to_the_end (fixture, "Après.", "fr");
  assert_heard (fixture, "fr\tAvant.\nfr\tAprès.\n");
}

static void
test_restarted_between_two_texts (Fixture *fixture, gconstpointer data)
{
  say_to_the_end (fixture, "Avant.", "fr");
  g_assert_cmpint (kill ((pid_t) g_ascii_strtoll (fixture->pid, NULL, 10), SIGKILL), ==, 0);
  stop_service (fixture);
  start_service (fixture);
  say_to_the_end (fixture, "Après.", "fr");
  assert_heard (fixture, "fr\tAvant.\nfr\tAprès.\n");
  g_assert_true (parvis_voice_is_available (fixture->voice));
}

static void
test_card (Fixture *fixture, gconstpointer data)
{
  g_autofree char *headphones = path_of (fixture, "headphones"), *first = read_file (fixture, "volume"), *louder = NULL,
                  *again = NULL;
  guint count = 0;

  g_assert_cmpint (atoi (first), ==, 43);
  parvis_voice_set_volume (fixture->voice, 100);
  louder = read_file (fixture, "volume");
  g_assert_cmpint (atoi (louder), ==, 87);
  parvis_voice_reset (fixture->voice);
  again = read_file (fixture, "volume");
  g_assert_cmpint (atoi (again), ==, 43);

  g_signal_connect_swapped (fixture->voice, "notify::headphones", G_CALLBACK (count_up), &count);
  g_assert_true (g_file_set_contents (headphones, "1", -1, NULL));
  while (count == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (parvis_voice_has_headphones (fixture->voice));
}

static void
test_mute_kiosk (void)
{
  g_autoptr (ParvisVoice) voice = parvis_voice_new (NULL, 50);

  parvis_voice_say (voice, "Personne n’écoute.", "fr", PARVIS_VOICE_NOW);
  parvis_voice_wake (voice);
  parvis_voice_stop (voice);
  g_assert_false (parvis_voice_is_available (voice));
  g_assert_false (parvis_voice_has_headphones (voice));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/voice/mute-kiosk", test_mute_kiosk);
#define add(name, test) g_test_add ("/voice/" name, Fixture, NULL, set_up, test, tear_down)
  add ("look", test_look);
  add ("says", test_says);
  add ("now-replaces", test_now_replaces);
  add ("dies-and-comes-back", test_dies_and_comes_back);
  add ("restarted-between-two-texts", test_restarted_between_two_texts);
  add ("card", test_card);
#undef add
  return g_test_run ();
}
