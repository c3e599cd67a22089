/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/config/hub-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sync/pki/pki.h"

#define DEFAULT_FILE "/etc/parvis/hub.conf"

typedef enum
{
  KIND_TEXT,
  KIND_PATH,
  KIND_PORT,
  KIND_SIZE,
  KIND_DAYS,
} Kind;

typedef struct
{
  const char *group;
  const char *key;
  Kind kind;
  gsize offset;
  const char *fallback; /* %NULL: the file must say it; "": it need not, and the value is %NULL */
} Key;

#define FIELD(name) G_STRUCT_OFFSET (ParvisHubConfig, name)
static const Key keys[] = {
  { "hub", "listen", KIND_TEXT, FIELD (listen), "127.0.0.1" },
  { "hub", "port", KIND_PORT, FIELD (port), "8443" },
  { "hub", "store", KIND_PATH, FIELD (store), "/var/lib/parvis-hub" },
  { "hub", "content", KIND_PATH, FIELD (content), "" },
  { "hub", "max-bytes", KIND_SIZE, FIELD (max_bytes), "69206016" },
  { "phone", "address", KIND_TEXT, FIELD (phone_address), "" },
  { "phone", "listen", KIND_TEXT, FIELD (phone_listen), "127.0.0.1" },
  { "phone", "port", KIND_PORT, FIELD (phone_port), "8444" },
  { "phone", "certificate", KIND_PATH, FIELD (phone_certificate), "" },
  { "phone", "key", KIND_PATH, FIELD (phone_key), "" },
  { "trust", "ca", KIND_PATH, FIELD (ca), NULL },
  { "trust", "certificate", KIND_PATH, FIELD (certificate), NULL },
  { "trust", "key", KIND_PATH, FIELD (key), NULL },
  { "trust", "receipt-certificate", KIND_PATH, FIELD (receipt_certificate), NULL },
  { "trust", "receipt-key", KIND_PATH, FIELD (receipt_key), NULL },
  { "enrol", "ca-key", KIND_PATH, FIELD (enrol_ca_key), "" },
  { "enrol", "days", KIND_DAYS, FIELD (enrol_days), "365" },
};

G_DEFINE_QUARK (parvis_hub_config_error_quark, parvis_hub_config_error)

static gboolean
is_known (const char *group, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].group, group) && (key == NULL || g_str_equal (keys[i].key, key)))
      return TRUE;
  return FALSE;
}

static const Key *
find_key (const char *group, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].group, group) && g_str_equal (keys[i].key, key))
      return &keys[i];
  return NULL;
}

static gboolean
check_group (GKeyFile *file, const char *path, const char *group, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, group, NULL, NULL);
  const char *wrong = is_known (group, NULL) ? NULL : "";

  for (guint i = 0; wrong == NULL && names != NULL && names[i] != NULL; i++)
    if (!is_known (group, names[i]))
      wrong = names[i];
  if (wrong == NULL)
    return TRUE;
  g_set_error (error, PARVIS_HUB_CONFIG_ERROR, PARVIS_HUB_CONFIG_ERROR_INVALID,
               _ ("%s : [%s] %s n’existe pas ; retirez cette ligne ou corrigez son nom"), path, group, wrong);
  return FALSE;
}

static gboolean
check_names (GKeyFile *file, const char *path, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    if (!check_group (file, path, groups[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
invalid (const char *path, const Key *key, const char *remedy, GError **error)
{
  g_set_error (error, PARVIS_HUB_CONFIG_ERROR, PARVIS_HUB_CONFIG_ERROR_INVALID, "%s : [%s] %s : %s", path, key->group,
               key->key, remedy);
  return FALSE;
}

static gboolean
set_value (ParvisHubConfig *self, const Key *key, const char *path, const char *text, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  guint64 number = 0;

  if (*text == '\0')
    return TRUE;
  switch (key->kind)
    {
    case KIND_TEXT:
      G_STRUCT_MEMBER (char *, self, key->offset) = g_strdup (text);
      return TRUE;
    case KIND_PATH:
      G_STRUCT_MEMBER (char *, self, key->offset) = g_canonicalize_filename (text, folder);
      return TRUE;
    case KIND_PORT:
      if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT16, &number, NULL))
        return invalid (path, key, _ ("écrivez un nombre de 0 à 65535"), error);
      G_STRUCT_MEMBER (guint, self, key->offset) = (guint) number;
      return TRUE;
    case KIND_SIZE:
      if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT32, &number, NULL))
        return invalid (path, key, _ ("écrivez un nombre d’octets, 2147483647 au plus"), error);
      G_STRUCT_MEMBER (goffset, self, key->offset) = (goffset) number;
      return TRUE;
    case KIND_DAYS:
      if (!g_ascii_string_to_unsigned (text, 10, 1, PARVIS_PKI_MAX_DAYS, &number, NULL))
        return invalid (path, key, _ ("écrivez un nombre de jours de 1 à 3650"), error);
      G_STRUCT_MEMBER (guint, self, key->offset) = (guint) number;
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
load_key (ParvisHubConfig *self, GKeyFile *file, const Key *key, const char *path, GError **error)
{
  g_autofree char *text = g_key_file_get_string (file, key->group, key->key, NULL);

  if (text != NULL && *g_strchomp (text) != '\0')
    return set_value (self, key, path, text, error);
  if (key->fallback == NULL)
    return invalid (path, key, _ ("cette valeur manque ; ajoutez-la"), error);
  return set_value (self, key, path, key->fallback, error);
}

static gboolean
check_phone (const ParvisHubConfig *self, const char *path, GError **error)
{
  const char *address = self->phone_address;
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;
  const Key *wrong = (self->phone_certificate == NULL) != (self->phone_key == NULL) ? find_key ("phone", "key") : NULL;

  if (wrong != NULL)
    return invalid (path, wrong, _ ("certificate et key vont ensemble"), error);
  if (address == NULL
      || (uri != NULL && g_str_equal (g_uri_get_scheme (uri), "https") && g_uri_get_host (uri) != NULL
          && *g_uri_get_host (uri) != '\0' && g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL))
    return TRUE;
  return invalid (path, find_key ("phone", "address"), _ ("écrivez une adresse qui commence par https://"), error);
}

static GKeyFile *
read_key_file (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) why = NULL;

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &why))
    return g_steal_pointer (&file);
  g_set_error (error, PARVIS_HUB_CONFIG_ERROR, PARVIS_HUB_CONFIG_ERROR_UNREADABLE,
               _ ("la configuration « %s » ne peut pas être lue (%s) ; indiquez un autre fichier avec --config"), path,
               why->message);
  return NULL;
}

ParvisHubConfig *
parvis_hub_config_load (const char *path, GError **error)
{
  const char *named = path != NULL ? path : g_getenv ("PARVIS_HUB_CONFIG");
  g_autofree char *absolute = g_canonicalize_filename (named != NULL ? named : DEFAULT_FILE, NULL);
  g_autoptr (GKeyFile) file = read_key_file (absolute, error);
  g_autoptr (ParvisHubConfig) self = g_new0 (ParvisHubConfig, 1);

  if (file == NULL || !check_names (file, absolute, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!load_key (self, file, &keys[i], absolute, error))
      return NULL;
  if (self->content == NULL)
    self->content = g_build_filename (self->store, "content", NULL);
  return check_phone (self, absolute, error) ? g_steal_pointer (&self) : NULL;
}

void
parvis_hub_config_free (ParvisHubConfig *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].kind == KIND_TEXT || keys[i].kind == KIND_PATH)
      g_free (G_STRUCT_MEMBER (char *, self, keys[i].offset));
  g_free (self);
}
