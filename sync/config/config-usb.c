/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/config/config-usb.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define MAX_DEVICES 32
#define MAX_ALLOWED 32
#define MAX_TEXT    80 /* bytes of a label or a serial number */

/* USB-IF's base classes, as people know them. */
static const struct
{
  const char *word, *code;
} classes[] = {
  { "audio", "01" },   { "communications", "02" }, { "hid", "03" }, { "imaging", "06" },
  { "printer", "07" }, { "storage", "08" },        { "hub", "09" }, { "card-reader", "0b" },
  { "video", "0e" },   { "wireless", "e0" },
};

static const char *const roles[] = { "printer", "receipt-printer", "card-reader", "scanner", "touch", "sound",
                                     "camera",  "network",         "keyboard",    "other",   NULL };

typedef struct
{
  const char *path;
  guint line;
  GPtrArray *devices, *allowed;
  ParvisConfigUsb *device; /* of the group we are in */
  guint device_line;
  gboolean in_usb; /* in [usb] itself */
  gboolean usb_seen;
  guint said; /* the keys of this group that were written, a bit each */
} Reader;

static gboolean invalid (const Reader *reader, guint line, GError **error, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static gboolean
invalid (const Reader *reader, guint line, GError **error, const char *format, ...)
{
  g_autofree char *remedy = NULL;
  va_list arguments;

  va_start (arguments, format);
  remedy = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID, _ ("%s, ligne %u : %s"), reader->path, line,
               remedy);
  return FALSE;
}

static gboolean
matches (const char *text, const char *pattern)
{
  return g_regex_match_simple (pattern, text, (GRegexCompileFlags) 0, (GRegexMatchFlags) 0);
}

/* ---- the values ---- */

static gboolean
set_id (Reader *reader, const char *text, GError **error)
{
  if (!matches (text, "^[0-9a-fA-F]{4}:[0-9a-fA-F]{4}$"))
    return invalid (reader, reader->line, error,
                    _ ("« id=%s » ne convient pas ; écrivez fabricant:produit comme lsusb, par exemple id=04b8:0202"),
                    text);
  reader->device->vendor = (guint16) g_ascii_strtoull (text, NULL, 16);
  reader->device->product = (guint16) g_ascii_strtoull (text + strlen ("04b8:"), NULL, 16);
  return TRUE;
}

static gboolean
set_port (Reader *reader, const char *text, GError **error)
{
  if (!matches (text, "^[1-9]\\d{0,2}-[1-9]\\d{0,2}(\\.[1-9]\\d{0,2}){0,6}$"))
    return invalid (reader, reader->line, error,
                    _ ("« port=%s » ne convient pas ; écrivez le bus et les prises, par exemple port=1-1.4 (parvisctl "
                       "devices list le donne)"),
                    text);
  reader->device->port = g_strdup (text);
  return TRUE;
}

static gboolean
is_text (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      return FALSE;
  return *text != '\0' && strlen (text) <= MAX_TEXT && g_utf8_validate (text, -1, NULL);
}

static gboolean
set_text (Reader *reader, const char *key, char **field, const char *text, GError **error)
{
  if (!is_text (text))
    return invalid (reader, reader->line, error,
                    _ ("« %s » est un texte de 1 à %d octets ; corrigez-le ou retirez la ligne"), key, MAX_TEXT);
  *field = g_strdup (text);
  return TRUE;
}

static gboolean
set_role (Reader *reader, const char *text, GError **error)
{
  g_autofree char *known = NULL;

  if (g_strv_contains (roles, text))
    {
      reader->device->role = g_strdup (text);
      return TRUE;
    }
  known = g_strjoinv (", ", (char **) roles);
  return invalid (reader, reader->line, error, _ ("« role=%s » n’existe pas ; choisissez parmi : %s"), text, known);
}

static char *
normalize_allowed (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (strcmp (word, classes[i].word) == 0)
      return g_strdup (classes[i].code);
  return matches (word, "^[0-9a-fA-F]{2}$") || matches (word, "^[0-9a-fA-F]{4}:[0-9a-fA-F]{4}$")
             ? g_ascii_strdown (word, -1)
             : NULL;
}

static gboolean
add_allowed (Reader *reader, const char *word, GError **error)
{
  char *normal = normalize_allowed (word);

  if (normal == NULL)
    return invalid (reader, reader->line, error,
                    _ ("« allow=…%s… » n’existe pas ; écrivez une classe (hub, hid, audio, storage…, ou deux chiffres "
                       "hexadécimaux) ou "
                       "fabricant:produit, séparés par des virgules"),
                    word);
  g_ptr_array_add (reader->allowed, normal);
  return TRUE;
}

static gboolean
set_allowed (Reader *reader, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", MAX_ALLOWED + 1);

  if (g_strv_length (words) > MAX_ALLOWED)
    return invalid (reader, reader->line, error, _ ("« allow » a %d éléments au plus"), MAX_ALLOWED);
  for (char **word = words; *word != NULL; word++)
    if (*g_strstrip (*word) != '\0' && !add_allowed (reader, *word, error))
      return FALSE;
  return TRUE;
}

/* ---- the lines ---- */

typedef enum
{
  KEY_ALLOW,
  KEY_ID,
  KEY_LABEL,
  KEY_PORT,
  KEY_ROLE,
  KEY_SERIAL,
} Key;

static const char *const key_names[] = { "allow", "id", "label", "port", "role", "serial", NULL };

static gboolean
set_value (Reader *reader, Key key, const char *text, GError **error)
{
  switch (key)
    {
    case KEY_ALLOW:
      return set_allowed (reader, text, error);
    case KEY_ID:
      return set_id (reader, text, error);
    case KEY_LABEL:
      return set_text (reader, "label", &reader->device->label, text, error);
    case KEY_PORT:
      return set_port (reader, text, error);
    case KEY_ROLE:
      return set_role (reader, text, error);
    case KEY_SERIAL:
      return set_text (reader, "serial", &reader->device->serial, text, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
read_value (Reader *reader, const char *name, const char *text, GError **error)
{
  guint key = 0;

  while (key_names[key] != NULL && strcmp (name, key_names[key]) != 0)
    key++;
  if (key_names[key] == NULL || (key == KEY_ALLOW) != reader->in_usb)
    return invalid (
        reader, reader->line, error,
        _ ("la clé « %s » n’existe pas dans ce groupe ; [usb] a allow, [usb NOM] a id, label, port, role et serial"),
        name);
  if (reader->said & (1u << key))
    return invalid (reader, reader->line, error, _ ("« %s » est déjà dit plus haut ; gardez une seule des deux lignes"),
                    name);
  reader->said |= 1u << key;
  return *text == '\0' || set_value (reader, (Key) key, text, error);
}

/* Two declared devices that the same thing could be: which one is missing could not be told. */
static const ParvisConfigUsb *
find_twin (const GPtrArray *devices, const ParvisConfigUsb *device)
{
  for (guint i = 0; i < devices->len; i++)
    {
      const ParvisConfigUsb *other = g_ptr_array_index (devices, i);
      gboolean apart
          = (device->port != NULL && other->port != NULL && strcmp (device->port, other->port) != 0)
            || (device->serial != NULL && other->serial != NULL && strcmp (device->serial, other->serial) != 0);

      if (other != device && other->vendor == device->vendor && other->product == device->product && !apart)
        return other;
    }
  return NULL;
}

static gboolean
end_group (Reader *reader, GError **error)
{
  ParvisConfigUsb *device = g_steal_pointer (&reader->device);
  const ParvisConfigUsb *twin;

  if (device == NULL)
    return TRUE;
  if (device->vendor == 0 && device->product == 0)
    return invalid (reader, reader->device_line, error,
                    _ ("[usb %s] n’a pas de clé « id » ; ajoutez-la, par exemple id=04b8:0202"), device->name);
  twin = find_twin (reader->devices, device);
  if (twin != NULL)
    return invalid (reader, reader->device_line, error,
                    _ ("[usb %s] et [usb %s] peuvent être le même appareil ; distinguez-les par port ou par serial"),
                    twin->name, device->name);
  if (device->label == NULL)
    device->label = g_strdup (device->name);
  if (device->role == NULL)
    device->role = g_strdup ("other");
  return TRUE;
}

static gboolean
is_taken (const Reader *reader, const char *name)
{
  for (guint i = 0; i < reader->devices->len; i++)
    if (strcmp (((const ParvisConfigUsb *) g_ptr_array_index (reader->devices, i))->name, name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
begin_device (Reader *reader, const char *name, GError **error)
{
  if (!matches (name, "^[a-z0-9][a-z0-9-]{0,31}$"))
    return invalid (reader, reader->line, error,
                    _ ("« %s » ne convient pas ; après usb, écrivez 1 à 32 caractères parmi a-z, 0-9 et -"), name);
  if (is_taken (reader, name))
    return invalid (reader, reader->line, error, _ ("[usb %s] est déjà dit plus haut ; donnez-lui un autre nom"), name);
  if (reader->devices->len == MAX_DEVICES)
    return invalid (reader, reader->line, error, _ ("une borne a %d appareils USB au plus ; retirez-en"), MAX_DEVICES);
  reader->device = g_new0 (ParvisConfigUsb, 1);
  reader->device->name = g_strdup (name);
  reader->device_line = reader->line;
  g_ptr_array_add (reader->devices, reader->device);
  return TRUE;
}

static gboolean
begin_group (Reader *reader, const char *group, GError **error)
{
  gboolean again = strcmp (group, "usb") == 0 && reader->usb_seen;

  if (!end_group (reader, error))
    return FALSE;
  reader->said = 0;
  reader->in_usb = strcmp (group, "usb") == 0;
  reader->usb_seen |= reader->in_usb;
  if (again)
    return invalid (reader, reader->line, error, _ ("[usb] est déjà dit plus haut ; gardez un seul des deux groupes"));
  return reader->in_usb || !parvis_config_usb_is_group (group) || begin_device (reader, group + strlen ("usb "), error);
}

static gboolean
read_line (Reader *reader, char *line, GError **error)
{
  char *equals;

  reader->line++;
  g_strstrip (line);
  if (*line == '[' && g_str_has_suffix (line, "]"))
    {
      line[strlen (line) - 1] = '\0';
      return begin_group (reader, line + 1, error);
    }
  equals = strchr (line, '=');
  if (*line == '#' || equals == NULL || (!reader->in_usb && reader->device == NULL))
    return TRUE; /* not ours; GKeyFile has seen to its form */
  *equals = '\0';
  return read_value (reader, g_strchomp (line), g_strchug (equals + 1), error);
}

gboolean
parvis_config_usb_is_group (const char *group)
{
  return strcmp (group, "usb") == 0 || g_str_has_prefix (group, "usb ");
}

gboolean
parvis_config_usb_read (const char *text, const char *path, GPtrArray *devices, GPtrArray *allowed, GError **error)
{
  Reader reader = { .path = path, .devices = devices, .allowed = allowed };
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (!read_line (&reader, *line, error))
      return FALSE;
  return end_group (&reader, error);
}

void
parvis_config_usb_free (gpointer pointer)
{
  ParvisConfigUsb *device = pointer;

  g_free (device->name);
  g_free (device->label);
  g_free (device->role);
  g_free (device->port);
  g_free (device->serial);
  g_free (device);
}
