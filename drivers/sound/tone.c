/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/sound/tone.h"

#include <alsa/asoundlib.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define RATE          48000
#define NOTE_FRAMES   (RATE * 35 / 100)
#define FADE_FRAMES   (RATE / 50) /* without it, a click */
#define AMPLITUDE     8000.0      /* a quarter of the scale: 12 dB below the loudest */
#define LATENCY_USEC  200000
#define PATIENCE_MSEC 2000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (snd_pcm_t, snd_pcm_close)

static gboolean
fail (GError **error, ParvisSoundError code, const char *what, int status)
{
  g_set_error (error, PARVIS_SOUND_ERROR, code, _ ("carte son : %s : %s"), what, snd_strerror (status));
  return FALSE;
}

static void
draw_note (gint16 *frames, double hertz)
{
  for (int i = 0; i < NOTE_FRAMES; i++)
    {
      double fade = MIN (1.0, (double) MIN (i, NOTE_FRAMES - 1 - i) / FADE_FRAMES);

      frames[i] = (gint16) (AMPLITUDE * fade * sin (2 * G_PI * hertz * i / RATE));
    }
}

static int
open_as (snd_pcm_t **pcm, const char *name)
{
  int status = snd_pcm_open (pcm, name, SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK);

  if (status == 0)
    status = snd_pcm_set_params (*pcm, SND_PCM_FORMAT_S16_LE, SND_PCM_ACCESS_RW_INTERLEAVED, 1, RATE, 1, LATENCY_USEC);
  if (status < 0)
    g_clear_pointer (pcm, snd_pcm_close);
  return status;
}

/* Hardware by itself ("hw:0") seldom takes one channel: ALSA's "plug" converts. */
static snd_pcm_t *
open_card (const char *card, GError **error)
{
  g_autofree char *converted = g_strdup_printf ("plug:'%s'", card);
  snd_pcm_t *pcm = NULL;
  int status = open_as (&pcm, card);

  if (status < 0 && open_as (&pcm, converted) < 0)
    {
      fail (error, PARVIS_SOUND_ERROR_NO_CARD, card, status);
      return NULL;
    }
  return pcm;
}

static gboolean
write_frames (snd_pcm_t *pcm, const gint16 *frames, snd_pcm_uframes_t n, GError **error)
{
  while (n > 0)
    {
      snd_pcm_sframes_t done = snd_pcm_writei (pcm, frames, n);

      if (done == -EAGAIN && snd_pcm_wait (pcm, PATIENCE_MSEC) == 0)
        return fail (error, PARVIS_SOUND_ERROR_FAILED, _ ("elle ne prend pas le son"), -ETIMEDOUT);
      if (done < 0 && done != -EAGAIN && snd_pcm_recover (pcm, (int) done, 1) < 0)
        return fail (error, PARVIS_SOUND_ERROR_FAILED, _ ("elle ne prend pas le son"), (int) done);
      if (done <= 0)
        continue;
      frames += done;
      n -= (snd_pcm_uframes_t) done;
    }
  return TRUE;
}

gboolean
parvis_tone_play (const char *card, GError **error)
{
  g_autofree gint16 *frames = g_new (gint16, 2 * NOTE_FRAMES);
  g_autoptr (snd_pcm_t) pcm = open_card (card, error);
  int status;

  if (pcm == NULL)
    return FALSE;
  draw_note (frames, 440.0);
  draw_note (frames + NOTE_FRAMES, 659.26);
  if (!write_frames (pcm, frames, 2 * NOTE_FRAMES, error))
    return FALSE;
  snd_pcm_nonblock (pcm, 0);
  status = snd_pcm_drain (pcm); /* the kernel waits no longer than the sound is, and some */
  return status == 0 || fail (error, PARVIS_SOUND_ERROR_FAILED, _ ("elle ne rend pas le son"), status);
}
