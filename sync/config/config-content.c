/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/name.h"
#include "sync/config/config-content.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define GROUP        PARVIS_CONFIG_CONTENT_GROUP
#define HUB_PATH     "v1/content/"
#define DEFAULT_HOUR (4 * 60) /* minutes */
#define EVERY        15       /* minutes */
#define LEAST_EVERY  5        /* less would be noticed, by the kiosk's line and by the web server */
#define MOST_EVERY   (24 * 60)

static gboolean
invalid (const char *path, const char *key, const char *remedy, GError **error)
{
  g_set_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID, "%s : [" GROUP "] %s : %s", path, key, remedy);
  return FALSE;
}

gboolean
parvis_config_is_url (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return FALSE;
  if (strcmp (g_uri_get_scheme (uri), "https") == 0)
    return TRUE;
  return strcmp (g_uri_get_scheme (uri), "http") == 0
         && (strcmp (host, "localhost") == 0 || strcmp (host, "127.0.0.1") == 0 || strcmp (host, "::1") == 0);
}

static gboolean
set_url (ParvisContentConfig *content, const char *path, const char *text, GError **error)
{
  if (!parvis_config_is_url (text))
    return invalid (path, "url", _ ("écrivez une adresse https://, par exemple https://contenu.exemple.fr/bornes/"),
                    error);
  content->url = g_str_has_suffix (text, "/") ? g_strdup (text) : g_strconcat (text, "/", NULL);
  return TRUE;
}

static gboolean
set_group (ParvisContentConfig *content, const char *path, const char *text, GError **error)
{
  if (!parvis_name_is_valid (text))
    return invalid (path, "group", _ ("écrivez 1 à 64 caractères parmi a-z, 0-9 et -"), error);
  content->group = g_strdup (text);
  return TRUE;
}

static gboolean
set_hour (ParvisContentConfig *content, const char *path, const char *text, GError **error)
{
  if (!g_regex_match_simple ("^([01]\\d|2[0-3]):[0-5]\\d\\z", text, (GRegexCompileFlags) 0, (GRegexMatchFlags) 0))
    return invalid (path, "hour", _ ("écrivez une heure, par exemple 04:00"), error);
  content->minute
      = (guint) (g_ascii_strtoull (text, NULL, 10) * 60 + g_ascii_strtoull (text + strlen ("00:"), NULL, 10));
  return TRUE;
}

static gboolean
set_every (ParvisContentConfig *content, const char *path, const char *text, GError **error)
{
  guint64 every;

  if (!g_ascii_string_to_unsigned (text, 10, 0, MOST_EVERY, &every, NULL) || (every > 0 && every < LEAST_EVERY))
    return invalid (path, "every", _ ("écrivez un nombre de minutes, de 5 à 1440 ; 0 : seulement à « hour »"), error);
  content->every = (guint) every;
  return TRUE;
}

static gboolean
set_metered (ParvisContentConfig *content, const char *path, const char *text, GError **error)
{
  content->metered = strcmp (text, "yes") == 0;
  return content->metered || strcmp (text, "no") == 0 || invalid (path, "metered", _ ("écrivez yes ou no"), error);
}

static gboolean
set_ca (ParvisContentConfig *content, const char *path, const char *text, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  content->ca = g_canonicalize_filename (text, folder);
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*set) (ParvisContentConfig *content, const char *path, const char *text, GError **error);
} keys[] = {
  { "url", set_url },     { "group", set_group },     { "hour", set_hour },
  { "every", set_every }, { "metered", set_metered }, { "ca", set_ca },
};

static gboolean
read_key (ParvisContentConfig *content, GKeyFile *file, const char *path, const char *name, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autofree char *text = g_key_file_get_string (file, GROUP, name, &why);

  if (text == NULL)
    return invalid (path, name, why->message, error);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strcmp (keys[i].name, name) == 0)
      return *g_strchomp (text) == '\0' || keys[i].set (content, path, text, error);
  g_set_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID,
               _ ("%s : la clé « %s » n’existe pas dans [%s] ; retirez-la ou corrigez son nom"), path, name, GROUP);
  return FALSE;
}

gboolean
parvis_config_content_read (GKeyFile *file, const char *path, const char *hub_url, ParvisContentConfig *content,
                            GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, GROUP, NULL, NULL);

  content->minute = DEFAULT_HOUR;
  content->every = EVERY;
  for (char **name = names; name != NULL && *name != NULL; name++)
    if (!read_key (content, file, path, *name, error))
      return FALSE;
  content->of_hub = content->url == NULL;
  if (content->of_hub)
    content->url = g_strconcat (hub_url, HUB_PATH, NULL);
  return TRUE;
}

void
parvis_config_content_clear (ParvisContentConfig *content)
{
  g_clear_pointer (&content->url, g_free);
  g_clear_pointer (&content->group, g_free);
  g_clear_pointer (&content->ca, g_free);
}
