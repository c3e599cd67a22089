/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/sound/sound.h"

#include <alsa/asoundlib.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#define MOST_JACKS 8

struct _ParvisSound
{
  GObject parent_instance;
  snd_ctl_t *control; /* tells of the jacks; NULL once the card is gone */
  snd_mixer_t *mixer;
  snd_mixer_elem_t *loudness; /* borrowed from @mixer (nullable) */
  guint jacks[MOST_JACKS];    /* ALSA's numid of each */
  guint n_jacks;
  GArray *sources; /* of guint: one a file descriptor of @control */
  gboolean headphones;
};

enum
{
  PROP_HEADPHONES = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

G_DEFINE_QUARK (parvis_sound_error_quark, parvis_sound_error)
G_DEFINE_FINAL_TYPE (ParvisSound, parvis_sound, G_TYPE_OBJECT)

static gboolean
fail (GError **error, ParvisSoundError code, const char *what, int status)
{
  g_set_error (error, PARVIS_SOUND_ERROR, code, _ ("carte son : %s : %s"), what, snd_strerror (status));
  return FALSE;
}

/* ---- the jacks ---- */

static gboolean
is_plugged (ParvisSound *self, guint numid)
{
  snd_ctl_elem_value_t *value;

  snd_ctl_elem_value_alloca (&value);
  snd_ctl_elem_value_set_numid (value, numid);
  return snd_ctl_elem_read (self->control, value) == 0 && snd_ctl_elem_value_get_boolean (value, 0);
}

static void
look_at_jacks (ParvisSound *self)
{
  gboolean headphones = FALSE;

  for (guint i = 0; self->control != NULL && i < self->n_jacks; i++)
    headphones = headphones || is_plugged (self, self->jacks[i]);
  if (headphones == self->headphones)
    return;
  self->headphones = headphones;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HEADPHONES]);
}

/* "Headphone Jack", "Front Headphone Jack", "Headphone Mic Jack"; a "Phantom" one always says that something is in. */
static gboolean
is_headphone_jack (const char *name)
{
  return strstr (name, "Headphone") != NULL && g_str_has_suffix (name, " Jack") && strstr (name, "Phantom") == NULL;
}

static gboolean
find_jacks (ParvisSound *self, GError **error)
{
  snd_ctl_elem_list_t *list;
  int status;

  snd_ctl_elem_list_alloca (&list);
  status = snd_ctl_elem_list (self->control, list);
  if (status == 0)
    status = snd_ctl_elem_list_alloc_space (list, snd_ctl_elem_list_get_count (list));
  if (status == 0)
    status = snd_ctl_elem_list (self->control, list);
  for (guint i = 0; status == 0 && i < snd_ctl_elem_list_get_used (list) && self->n_jacks < MOST_JACKS; i++)
    if (is_headphone_jack (snd_ctl_elem_list_get_name (list, i)))
      self->jacks[self->n_jacks++] = snd_ctl_elem_list_get_numid (list, i);
  snd_ctl_elem_list_free_space (list);
  return status == 0 || fail (error, PARVIS_SOUND_ERROR_FAILED, _ ("ses réglages ne se lisent pas"), status);
}

static void
forget_sources (ParvisSound *self)
{
  for (guint i = 0; i < self->sources->len; i++)
    g_source_remove (g_array_index (self->sources, guint, i));
  g_array_set_size (self->sources, 0);
}

static void
lose_card (ParvisSound *self)
{
  forget_sources (self);
  g_clear_pointer (&self->control, snd_ctl_close);
  look_at_jacks (self);
}

static gboolean
on_control_event (int fd, GIOCondition condition, gpointer user_data)
{
  ParvisSound *self = user_data;
  snd_ctl_event_t *event;
  int status;

  snd_ctl_event_alloca (&event);
  while ((status = snd_ctl_read (self->control, event)) > 0)
    continue;
  if ((status < 0 && status != -EAGAIN) || (condition & (G_IO_ERR | G_IO_HUP | G_IO_NVAL)))
    {
      lose_card (self);
      return G_SOURCE_CONTINUE; /* removed already */
    }
  look_at_jacks (self);
  return G_SOURCE_CONTINUE;
}

static void
watch (ParvisSound *self)
{
  struct pollfd fds[MOST_JACKS];
  int n = snd_ctl_poll_descriptors (self->control, fds, G_N_ELEMENTS (fds));

  for (int i = 0; i < n; i++)
    {
      guint source = g_unix_fd_add (fds[i].fd, G_IO_IN | G_IO_ERR | G_IO_HUP, on_control_event, self);
      g_array_append_val (self->sources, source);
    }
}

static gboolean
open_control (ParvisSound *self, const char *card, GError **error)
{
  int status = snd_ctl_open (&self->control, card, SND_CTL_NONBLOCK);

  if (status < 0)
    return fail (error, PARVIS_SOUND_ERROR_NO_CARD, card, status);
  if (!find_jacks (self, error))
    return FALSE;
  status = snd_ctl_subscribe_events (self->control, 1);
  if (status < 0)
    return fail (error, PARVIS_SOUND_ERROR_FAILED, card, status);
  watch (self);
  look_at_jacks (self);
  return TRUE;
}

/* ---- the loudness ---- */

static snd_mixer_elem_t *
find_loudness (snd_mixer_t *mixer)
{
  static const char *const names[] = { "Master", "Speaker", "PCM", "Headphone" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (snd_mixer_elem_t *elem = snd_mixer_first_elem (mixer); elem != NULL; elem = snd_mixer_elem_next (elem))
      if (g_str_equal (snd_mixer_selem_get_name (elem), names[i]) && snd_mixer_selem_has_playback_volume (elem))
        return elem;
  return NULL;
}

static gboolean
open_mixer (ParvisSound *self, const char *card, GError **error)
{
  int status = snd_mixer_open (&self->mixer, 0);

  if (status == 0)
    status = snd_mixer_attach (self->mixer, card);
  if (status == 0)
    status = snd_mixer_selem_register (self->mixer, NULL, NULL);
  if (status == 0)
    status = snd_mixer_load (self->mixer);
  if (status < 0)
    return fail (error, PARVIS_SOUND_ERROR_FAILED, card, status);
  self->loudness = find_loudness (self->mixer);
  return TRUE;
}

/* ---- lifecycle ---- */

static void
parvis_sound_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, PARVIS_SOUND (object)->headphones);
}

static void
parvis_sound_finalize (GObject *object)
{
  ParvisSound *self = PARVIS_SOUND (object);

  forget_sources (self);
  g_array_unref (self->sources);
  g_clear_pointer (&self->control, snd_ctl_close);
  g_clear_pointer (&self->mixer, snd_mixer_close);
  G_OBJECT_CLASS (parvis_sound_parent_class)->finalize (object);
}

static void
parvis_sound_class_init (ParvisSoundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_sound_finalize;
  G_OBJECT_CLASS (klass)->get_property = parvis_sound_get_property;
  props[PROP_HEADPHONES]
      = g_param_spec_boolean ("headphones", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
}

static void
parvis_sound_init (ParvisSound *self)
{
  self->sources = g_array_new (FALSE, FALSE, sizeof (guint));
}

ParvisSound *
parvis_sound_new (const char *card, GError **error)
{
  g_autoptr (ParvisSound) self = g_object_new (PARVIS_TYPE_SOUND, NULL);

  if (!open_control (self, card, error) || !open_mixer (self, card, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
parvis_sound_get_headphones (ParvisSound *self)
{
  return self->headphones;
}

gboolean
parvis_sound_has_volume (ParvisSound *self)
{
  return self->loudness != NULL;
}

gboolean
parvis_sound_set_volume (ParvisSound *self, guint percent, GError **error)
{
  long least, most;
  int status;

  if (self->loudness == NULL)
    return fail (error, PARVIS_SOUND_ERROR_FAILED, _ ("pas de réglage du volume"), -ENOENT);
  status = snd_mixer_selem_get_playback_volume_range (self->loudness, &least, &most);
  if (status == 0)
    status = snd_mixer_selem_set_playback_volume_all (self->loudness,
                                                      least + (most - least) * (long) MIN (percent, 100) / 100);
  if (status == 0 && snd_mixer_selem_has_playback_switch (self->loudness))
    status = snd_mixer_selem_set_playback_switch_all (self->loudness, percent > 0);
  return status == 0 || fail (error, PARVIS_SOUND_ERROR_FAILED, _ ("le volume ne se règle pas"), status);
}
