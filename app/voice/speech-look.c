/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/voice/speech-look.h"

#include <string.h>

#define MOST_LANGUAGES 512

SPDConnection *
parvis_speech_open (SPDConnectionMode mode, char **error)
{
  /* Who says where the daemon is also starts it; else libspeechd does. */
  int autospawn = g_getenv ("SPEECHD_ADDRESS") == NULL;

  return spd_open2 ("parvis", "kiosk", "parvis", mode, NULL, autospawn, error);
}

void
parvis_speech_learn_languages (SPDConnection *connection, GHashTable *languages)
{
  SPDVoice **voices = spd_list_synthesis_voices (connection);

  g_hash_table_remove_all (languages);
  for (guint i = 0; voices != NULL && voices[i] != NULL && i < MOST_LANGUAGES; i++)
    if (voices[i]->language != NULL)
      g_hash_table_add (languages, g_ascii_strdown (voices[i]->language, (gssize) strcspn (voices[i]->language, "-_")));
  if (voices != NULL)
    free_spd_voices (voices);
}

/* libspeechd waits for ever: it does so in a thread, which is left alone when it is late. */
typedef struct
{
  gatomicrefcount refs;
  GMutex lock;
  GCond changed;
  gboolean done;
  ParvisSpeechFound found;
} Look;

static void
look_unref (Look *look)
{
  if (!g_atomic_ref_count_dec (&look->refs))
    return;
  g_mutex_clear (&look->lock);
  g_cond_clear (&look->changed);
  g_free (look);
}

static ParvisSpeechFound
ask (void)
{
  g_autofree char *error = NULL;
  g_autoptr (GHashTable) languages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SPDConnection *connection = parvis_speech_open (SPD_MODE_SINGLE, &error);

  if (connection == NULL)
    return PARVIS_SPEECH_ABSENT;
  parvis_speech_learn_languages (connection, languages);
  spd_close (connection);
  if (g_hash_table_size (languages) == 0)
    return PARVIS_SPEECH_UNKNOWN;
  return g_hash_table_contains (languages, "fr") ? PARVIS_SPEECH_FRENCH : PARVIS_SPEECH_NO_FRENCH;
}

static gpointer
run (gpointer user_data)
{
  Look *look = user_data;
  ParvisSpeechFound found = ask ();

  g_mutex_lock (&look->lock);
  look->found = found;
  look->done = TRUE;
  g_cond_signal (&look->changed);
  g_mutex_unlock (&look->lock);
  look_unref (look);
  return NULL;
}

ParvisSpeechFound
parvis_speech_look (void)
{
  gint64 end = g_get_monotonic_time () + PARVIS_SPEECH_LOOK_SECONDS * G_USEC_PER_SEC;
  Look *look = g_new0 (Look, 1);
  ParvisSpeechFound found;

  g_atomic_ref_count_init (&look->refs);
  g_atomic_ref_count_inc (&look->refs);
  g_mutex_init (&look->lock);
  g_cond_init (&look->changed);
  g_thread_unref (g_thread_new ("speech-look", run, look));
  g_mutex_lock (&look->lock);
  while (!look->done && g_cond_wait_until (&look->changed, &look->lock, end))
    ;
  found = look->done ? look->found : PARVIS_SPEECH_MUTE;
  g_mutex_unlock (&look->lock);
  look_unref (look);
  return found;
}
