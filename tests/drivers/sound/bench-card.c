/* SPDX-License-Identifier: EUPL-1.2
 *
 * A sound card for the bench: an ALSA control plug-in (libasound's ctl_ext), loaded by libasound itself for
 *
 *   ctl_type.bench { lib "…/libasound_module_ctl_bench.so" }
 *   ctl.bench { type bench folder "DIR" }
 *
 * Its controls are files of DIR: "headphones" (1: plugged in; written by the test) is "Headphone Jack"; "volume" (0 to
 * 87, written here) is "Master Playback Volume". A change of a file is the card's event, by inotify. */
#include <alsa/asoundlib.h>
#include <alsa/control_external.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <unistd.h>

#define LOUDEST 87

enum
{
  JACK,
  VOLUME,
  N_CONTROLS
};

static const struct
{
  snd_ctl_elem_iface_t interface;
  const char *name, *file;
  int type;
  unsigned int access;
} controls[N_CONTROLS] = {
  [JACK]
  = { SND_CTL_ELEM_IFACE_CARD, "Headphone Jack", "headphones", SND_CTL_ELEM_TYPE_BOOLEAN, SND_CTL_EXT_ACCESS_READ },
  [VOLUME] = { SND_CTL_ELEM_IFACE_MIXER, "Master Playback Volume", "volume", SND_CTL_ELEM_TYPE_INTEGER,
               SND_CTL_EXT_ACCESS_READWRITE },
};

typedef struct
{
  snd_ctl_ext_t ext;
  char folder[1024];
} Card;

static void
name_file (Card *card, snd_ctl_ext_key_t key, char *path, size_t size)
{
  snprintf (path, size, "%s/%s", card->folder, controls[key].file);
}

static int
count (snd_ctl_ext_t *ext)
{
  return N_CONTROLS;
}

static int
list (snd_ctl_ext_t *ext, unsigned int offset, snd_ctl_elem_id_t *id)
{
  snd_ctl_elem_id_set_interface (id, controls[offset].interface);
  snd_ctl_elem_id_set_name (id, controls[offset].name);
  return 0;
}

static snd_ctl_ext_key_t
find (snd_ctl_ext_t *ext, const snd_ctl_elem_id_t *id)
{
  unsigned int numid = snd_ctl_elem_id_get_numid (id);

  if (numid > 0)
    return numid <= N_CONTROLS ? numid - 1 : SND_CTL_EXT_KEY_NOT_FOUND;
  for (unsigned int i = 0; i < N_CONTROLS; i++)
    if (strcmp (snd_ctl_elem_id_get_name (id), controls[i].name) == 0)
      return i;
  return SND_CTL_EXT_KEY_NOT_FOUND;
}

static int
attribute (snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, int *type, unsigned int *access, unsigned int *n)
{
  *type = controls[key].type;
  *access = controls[key].access;
  *n = 1;
  return 0;
}

static int
range (snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, long *least, long *most, long *step)
{
  *least = 0;
  *most = key == VOLUME ? LOUDEST : 1;
  *step = 0;
  return 0;
}

static int
read_value (snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, long *value)
{
  char path[1100];
  FILE *file;

  name_file (ext->private_data, key, path, sizeof path);
  file = fopen (path, "re");
  *value = 0;
  if (file == NULL)
    return 0;
  if (fscanf (file, "%ld", value) != 1)
    *value = 0;
  fclose (file);
  return 0;
}

static int
write_value (snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, long *value)
{
  char path[1100], fresh[1110];
  FILE *file;

  name_file (ext->private_data, key, path, sizeof path);
  snprintf (fresh, sizeof fresh, "%s.new", path);
  file = fopen (fresh, "we");
  if (file == NULL)
    return -errno;
  fprintf (file, "%ld\n", *value);
  fclose (file);
  return rename (fresh, path) == 0 ? 1 : -errno;
}

static void
subscribe (snd_ctl_ext_t *ext, int on)
{
}

static int
read_event (snd_ctl_ext_t *ext, snd_ctl_elem_id_t *id, unsigned int *mask)
{
  char events[4096];

  if (read (ext->poll_fd, events, sizeof events) <= 0)
    return -EAGAIN;
  list (ext, JACK, id);
  snd_ctl_elem_id_set_numid (id, JACK + 1);
  *mask = SND_CTL_EVENT_MASK_VALUE;
  return 1;
}

static void
let_go (snd_ctl_ext_t *ext)
{
  close (ext->poll_fd);
  free (ext->private_data);
}

static const snd_ctl_ext_callback_t callbacks = {
  .close = let_go,
  .elem_count = count,
  .elem_list = list,
  .find_elem = find,
  .get_attribute = attribute,
  .get_integer_info = range,
  .read_integer = read_value,
  .write_integer = write_value,
  .subscribe_events = subscribe,
  .read_event = read_event,
};

static int
read_folder (Card *card, snd_config_t *conf)
{
  snd_config_iterator_t i, next;

  snd_config_for_each (i, next, conf)
  {
    snd_config_t *entry = snd_config_iterator_entry (i);
    const char *id, *folder;

    if (snd_config_get_id (entry, &id) == 0 && strcmp (id, "folder") == 0
        && snd_config_get_string (entry, &folder) == 0)
      return snprintf (card->folder, sizeof card->folder, "%s", folder) < (int) sizeof card->folder ? 0 : -ENAMETOOLONG;
  }
  return -EINVAL;
}

SND_CTL_PLUGIN_DEFINE_FUNC (bench);

SND_CTL_PLUGIN_DEFINE_FUNC (bench)
{
  Card *card = calloc (1, sizeof *card);
  int status = read_folder (card, conf);

  card->ext.version = SND_CTL_EXT_VERSION;
  card->ext.callback = &callbacks;
  card->ext.private_data = card;
  strcpy (card->ext.id, "bench");
  strcpy (card->ext.driver, "bench");
  strcpy (card->ext.name, "Bench");
  strcpy (card->ext.longname, "The bench's card");
  strcpy (card->ext.mixername, "Bench");
  card->ext.poll_fd = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  if (status == 0 && inotify_add_watch (card->ext.poll_fd, card->folder, IN_CLOSE_WRITE | IN_MOVED_TO) < 0)
    status = -errno;
  if (status == 0)
    status = snd_ctl_ext_create (&card->ext, name, mode);
  if (status < 0)
    {
      close (card->ext.poll_fd);
      free (card);
      return status;
    }
  *handlep = card->ext.handle;
  return 0;
}

SND_CTL_PLUGIN_SYMBOL (bench);
