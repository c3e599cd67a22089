/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/config/config.h"

#include <errno.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "sync/base/name.h"
#include "sync/config/config-trust.h"
#include "sync/config/config-content.h"
#include "sync/config/config-usb.h"
#include "sync/config/delivery-rules.h"

#define DEFAULT_FILE   "/etc/parvis/parvis.conf"
#define HUB_CLASS      "09"
#define MAX_FILE_BYTES (64 * 1024)

struct _ParvisConfig
{
  gatomicrefcount refs;
  char *kiosk_id;
  char *state_dir;
  char *outbox_path;
  char *journal_path;
  char *catalog_path;
  char *addresses_path;
  char *counts_path;
  char *timezone;
  guint idle_seconds;
  guint warning_seconds;
  guint screen_width_mm;
  char *ca;
  char *envelope;   /* as written */
  char **envelopes; /* its absolute paths */
  char *certificate;
  char *key;
  char *hub_url;
  guint retention_days;
  ParvisDeliveryRules delivery;
  char *screen_off;
  guint brightness;
  char *backlight;
  char *printer;
  ParvisPrinterConfig printing;
  char *scanner;
  char *receipt_printer;
  char *card_reader;
  char *csca;
  GPtrArray *usb;         /* of ParvisConfigUsb */
  GPtrArray *usb_allowed; /* of strings, and NULL */
  char *sound_card;
  guint sound_volume;
  ParvisContentConfig content;
};

typedef enum
{
  KIND_ID,
  KIND_TEXT,
  KIND_PATH,
  KIND_URL,
  KIND_NUMBER,
  KIND_ZONE,
  KIND_HOURS,
  KIND_WHERE,
} Kind;

/* Every key there is. What is not in this table is a mistake in the file. */
typedef struct
{
  const char *group;
  const char *key;
  Kind kind;
  gsize offset;
  const char *fallback; /* %NULL with @required: the file must say it */
  gboolean required;
  guint min, max; /* of a number */
} Key;

#define FIELD(name) G_STRUCT_OFFSET (ParvisConfig, name)
static const Key keys[] = {
  { "kiosk", "id", KIND_ID, FIELD (kiosk_id), .required = TRUE },
  { "kiosk", "state", KIND_PATH, FIELD (state_dir), .fallback = "/var/lib/parvis" },
  { "kiosk", "addresses", KIND_PATH, FIELD (addresses_path) },
  { "kiosk", "timezone", KIND_ZONE, FIELD (timezone), .fallback = "Europe/Paris" },
  { "kiosk", "idle-seconds", KIND_NUMBER, FIELD (idle_seconds), .fallback = "60", .min = 10, .max = 600 },
  { "kiosk", "warning-seconds", KIND_NUMBER, FIELD (warning_seconds), .fallback = "30", .min = 10, .max = 300 },
  { "kiosk", "screen-width-mm", KIND_NUMBER, FIELD (screen_width_mm), .fallback = "0", .min = 0, .max = 5000 },
  { "trust", "ca", KIND_PATH, FIELD (ca), .required = TRUE },
  { "trust", "envelope", KIND_TEXT, FIELD (envelope), .required = TRUE },
  { "trust", "certificate", KIND_PATH, FIELD (certificate) },
  { "trust", "key", KIND_PATH, FIELD (key) },
  { "trust", "csca", KIND_PATH, FIELD (csca) },
  { "hub", "url", KIND_URL, FIELD (hub_url), .required = TRUE },
  { "hub", "retention-days", KIND_NUMBER, FIELD (retention_days), .fallback = "30", .min = 0, .max = 3650 },
  { "screen", "off", KIND_HOURS, FIELD (screen_off) },
  { "screen", "brightness", KIND_NUMBER, FIELD (brightness), .fallback = "0", .min = 0, .max = 100 },
  { "screen", "backlight", KIND_PATH, FIELD (backlight), .fallback = "/sys/class/backlight" },
  { "devices", "printer", KIND_TEXT, FIELD (printer) },
  { "printer", "price-cents", KIND_NUMBER, FIELD (printing.price_cents), .fallback = "0", .min = 0, .max = 1000 },
  { "printer", "pages-per-session", KIND_NUMBER, FIELD (printing.pages_per_session), .fallback = "0", .min = 0,
    .max = 200 },
  { "printer", "labels", KIND_TEXT, FIELD (printing.labels) },
  { "devices", "scanner", KIND_TEXT, FIELD (scanner) },
  { "devices", "receipt-printer", KIND_WHERE, FIELD (receipt_printer) },
  { "devices", "card-reader", KIND_TEXT, FIELD (card_reader) },
  { "sound", "card", KIND_TEXT, FIELD (sound_card) },
  { "sound", "volume", KIND_NUMBER, FIELD (sound_volume), .fallback = "50", .min = 1, .max = 100 },
};

G_DEFINE_QUARK (parvis_config_error_quark, parvis_config_error)

/* Reading the file ------------------------------------------------------------------------------ */

static char *
read_file (const char *path, gsize *length, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, length, &why))
    {
      g_set_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_UNREADABLE,
                   _ ("la configuration « %s » ne peut pas être lue (%s) ; "
                      "indiquez un autre fichier avec --config ou PARVIS_CONFIG"),
                   path, why->message);
      return NULL;
    }
  if (*length > MAX_FILE_BYTES)
    {
      g_set_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID,
                   _ ("« %s » est trop gros pour une configuration (%" G_GSIZE_FORMAT " octets, 64 Kio au plus)"), path,
                   *length);
      return NULL;
    }
  return g_steal_pointer (&text);
}

static GKeyFile *
read_key_file (const char *path, const char *text, gsize length, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) why = NULL;

  if (length == 0 || g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, &why))
    return g_steal_pointer (&file);
  g_set_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID,
               _ ("« %s » n’est pas un fichier de configuration : %s"), path, why->message);
  return NULL;
}

static gboolean
is_known (const char *group, const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strcmp (keys[i].group, group) == 0 && (key == NULL || strcmp (keys[i].key, key) == 0))
      return TRUE;
  return parvis_delivery_rules_is_key (group, key);
}

static gboolean
check_group (GKeyFile *file, const char *path, const char *group, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, group, NULL, NULL);

  if (!is_known (group, NULL))
    {
      g_set_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID,
                   _ ("%s : le groupe [%s] n’existe pas ; retirez-le ou corrigez son nom"), path, group);
      return FALSE;
    }
  for (char **name = names; name != NULL && *name != NULL; name++)
    if (!is_known (group, *name))
      {
        g_set_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID,
                     _ ("%s : la clé « %s » n’existe pas dans [%s] ; retirez-la ou corrigez son nom"), path, *name,
                     group);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_names (GKeyFile *file, const char *path, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (char **group = groups; *group != NULL; group++)
    if (!parvis_config_usb_is_group (*group) && strcmp (*group, PARVIS_CONFIG_CONTENT_GROUP) != 0
        && !check_group (file, path, *group, error))
      return FALSE;
  return TRUE;
}

/* One value ------------------------------------------------------------------------------------- */

static gboolean
invalid (const char *path, const Key *key, const char *remedy, GError **error)
{
  g_set_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID, "%s : [%s] %s : %s", path, key->group, key->key,
               remedy);
  return FALSE;
}

static gboolean
is_zone (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (text);

  return zone != NULL;
}

/* "22:00-06:30", or when the town hall is closed. */
static gboolean
is_hours (const char *text)
{
  return strcmp (text, "closed") == 0
         || g_regex_match_simple ("^([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d$", text, (GRegexCompileFlags) 0,
                                  (GRegexMatchFlags) 0);
}

/* How a receipt printer is reached: "usb:04b8:0202", "usb:04b8:0202:SERIAL", "tcp:HOST:PORT[:MODEL]"; "replay:FILE" on
 * a bench. */
static gboolean
is_where (const char *text)
{
  return g_regex_match_simple (
      "^(usb:[0-9a-f]{4}:[0-9a-f]{4}(:[^:\\s]{1,80})?|"
      "tcp:([^:\\[\\]\\s]{1,255}|\\[[0-9a-fA-F:]{2,45}\\]):[1-9]\\d{0,4}(:[^:\\s]{1,40})?|replay:.+)$",
      text, (GRegexCompileFlags) 0, (GRegexMatchFlags) 0);
}

static gboolean
set_number (ParvisConfig *self, const Key *key, const char *path, const char *text, GError **error)
{
  g_autofree char *remedy = NULL;
  guint64 number;

  if (g_ascii_string_to_unsigned (text, 10, key->min, key->max, &number, NULL))
    {
      G_STRUCT_MEMBER (guint, self, key->offset) = (guint) number;
      return TRUE;
    }
  remedy
      = g_strdup_printf (_ ("« %s » ne convient pas ; écrivez un nombre entier de %u à %u"), text, key->min, key->max);
  return invalid (path, key, remedy, error);
}

static gboolean
set_value (ParvisConfig *self, const Key *key, const char *path, const char *text, GError **error)
{
  char **field = &G_STRUCT_MEMBER (char *, self, key->offset);
  g_autofree char *folder = g_path_get_dirname (path);

  switch (key->kind)
    {
    case KIND_NUMBER:
      return set_number (self, key, path, text, error);
    case KIND_ID:
      if (!parvis_name_is_valid (text))
        return invalid (path, key, _ ("écrivez 1 à 64 caractères parmi a-z, 0-9 et -"), error);
      *field = g_strdup (text);
      return TRUE;
    case KIND_PATH:
      *field = g_canonicalize_filename (text, folder);
      return TRUE;
    case KIND_URL:
      if (!parvis_config_is_url (text))
        return invalid (path, key, _ ("écrivez une adresse https://, par exemple https://hub.exemple.fr:8443/"), error);
      *field = g_str_has_suffix (text, "/") ? g_strdup (text) : g_strconcat (text, "/", NULL);
      return TRUE;
    case KIND_ZONE:
      if (!is_zone (text))
        return invalid (path, key, _ ("écrivez un fuseau horaire, par exemple Europe/Paris"), error);
      *field = g_strdup (text);
      return TRUE;
    case KIND_HOURS:
      if (!is_hours (text))
        return invalid (path, key,
                        _ ("écrivez deux heures, par exemple 22:00-06:30, ou closed (quand la mairie est fermée)"),
                        error);
      *field = g_strdup (text);
      return TRUE;
    case KIND_WHERE:
      if (!is_where (text))
        return invalid (
            path, key, _ ("écrivez usb:04b8:0202 (fabricant:produit, en minuscules) ou tcp:imprimante.exemple.fr:9100"),
            error);
      *field = g_strdup (text);
      return TRUE;
    case KIND_TEXT:
      *field = g_strdup (text);
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
load_key (ParvisConfig *self, GKeyFile *file, const Key *key, const char *path, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autofree char *text = g_key_file_get_string (file, key->group, key->key, &why);

  if (why != NULL && !g_error_matches (why, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND)
      && !g_error_matches (why, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND))
    return invalid (path, key, why->message, error);
  if (text != NULL && *g_strchomp (text) != '\0')
    return set_value (self, key, path, text, error);
  if (key->required)
    return invalid (path, key, _ ("cette valeur manque ; ajoutez-la"), error);
  return key->fallback == NULL || set_value (self, key, path, key->fallback, error);
}

static gboolean
load_all (ParvisConfig *self, GKeyFile *file, const char *path, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!load_key (self, file, &keys[i], path, error))
      return FALSE;
  if ((self->certificate == NULL) != (self->key == NULL))
    {
      g_set_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID,
                   _ ("%s : [trust] certificate et key vont ensemble ; indiquez les deux ou aucune"), path);
      return FALSE;
    }
  self->envelopes = parvis_config_trust_split (self->envelope, path, error);
  if (self->envelopes == NULL || !parvis_delivery_rules_read (file, path, &self->delivery, error))
    return FALSE;
  self->outbox_path = g_build_filename (self->state_dir, "outbox.db", NULL);
  self->journal_path = g_build_filename (self->state_dir, "journal.db", NULL);
  self->counts_path = g_build_filename (self->state_dir, "counts.db", NULL);
  self->catalog_path = g_build_filename (self->state_dir, "catalog.db", NULL);
  if (self->addresses_path == NULL)
    self->addresses_path = g_build_filename (self->state_dir, "addresses.db", NULL);
  return TRUE;
}

static gboolean
load_usb (ParvisConfig *self, const char *text, const char *path, GError **error)
{
  self->usb = g_ptr_array_new_with_free_func (parvis_config_usb_free);
  self->usb_allowed = g_ptr_array_new_with_free_func (g_free);
  if (!parvis_config_usb_read (text, path, self->usb, self->usb_allowed, error))
    return FALSE;
  if (self->usb_allowed->len == 0)
    g_ptr_array_add (self->usb_allowed, g_strdup (HUB_CLASS));
  g_ptr_array_add (self->usb_allowed, NULL);
  return TRUE;
}

/* Public ---------------------------------------------------------------------------------------- */

ParvisConfig *
parvis_config_load (const char *path, GError **error)
{
  const char *named = path != NULL ? path : g_getenv ("PARVIS_CONFIG");
  g_autofree char *absolute = g_canonicalize_filename (named != NULL ? named : DEFAULT_FILE, NULL);
  gsize length = 0;
  g_autofree char *text = read_file (absolute, &length, error);
  g_autoptr (GKeyFile) file = text != NULL ? read_key_file (absolute, text, length, error) : NULL;
  g_autoptr (ParvisConfig) self = NULL;

  if (file == NULL || !check_names (file, absolute, error))
    return NULL;
  self = g_new0 (ParvisConfig, 1);
  g_atomic_ref_count_init (&self->refs);
  return load_all (self, file, absolute, error) && load_usb (self, text, absolute, error)
                 && parvis_config_content_read (file, absolute, self->hub_url, &self->content, error)
             ? g_steal_pointer (&self)
             : NULL;
}

ParvisConfig *
parvis_config_ref (ParvisConfig *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
parvis_config_unref (ParvisConfig *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].kind != KIND_NUMBER)
      g_free (G_STRUCT_MEMBER (char *, self, keys[i].offset));
  parvis_config_content_clear (&self->content);
  g_clear_pointer (&self->usb, g_ptr_array_unref);
  g_clear_pointer (&self->usb_allowed, g_ptr_array_unref);
  g_strfreev (self->envelopes);
  g_free (self->outbox_path);
  g_free (self->journal_path);
  g_free (self->catalog_path);
  g_free (self->counts_path);
  g_free (self);
}

const char *
parvis_config_kiosk_id (const ParvisConfig *self)
{
  return self->kiosk_id;
}

const char *
parvis_config_state_dir (const ParvisConfig *self)
{
  return self->state_dir;
}

const char *
parvis_config_outbox_path (const ParvisConfig *self)
{
  return self->outbox_path;
}

const char *
parvis_config_addresses_path (const ParvisConfig *self)
{
  return self->addresses_path;
}

const char *
parvis_config_catalog_path (const ParvisConfig *self)
{
  return self->catalog_path;
}

const char *
parvis_config_journal_path (const ParvisConfig *self)
{
  return self->journal_path;
}

const char *
parvis_config_counts_path (const ParvisConfig *self)
{
  return self->counts_path;
}

const char *
parvis_config_timezone (const ParvisConfig *self)
{
  return self->timezone;
}

guint
parvis_config_idle_seconds (const ParvisConfig *self)
{
  return self->idle_seconds;
}

guint
parvis_config_warning_seconds (const ParvisConfig *self)
{
  return self->warning_seconds;
}

guint
parvis_config_screen_width_mm (const ParvisConfig *self)
{
  return self->screen_width_mm;
}

const char *
parvis_config_ca (const ParvisConfig *self)
{
  return self->ca;
}

const char *const *
parvis_config_envelopes (const ParvisConfig *self)
{
  return (const char *const *) self->envelopes;
}

const char *
parvis_config_certificate (const ParvisConfig *self)
{
  return self->certificate;
}

const char *
parvis_config_key (const ParvisConfig *self)
{
  return self->key;
}

const char *
parvis_config_hub_url (const ParvisConfig *self)
{
  return self->hub_url;
}

guint
parvis_config_retention_days (const ParvisConfig *self)
{
  return self->retention_days;
}

const char *
parvis_config_screen_off (const ParvisConfig *self)
{
  return self->screen_off;
}

guint
parvis_config_screen_brightness (const ParvisConfig *self)
{
  return self->brightness;
}

const char *
parvis_config_backlight (const ParvisConfig *self)
{
  return self->backlight;
}

const char *
parvis_config_printer (const ParvisConfig *self)
{
  return self->printer;
}

const ParvisDeliveryRules *
parvis_config_delivery (const ParvisConfig *self)
{
  return &self->delivery;
}

const ParvisPrinterConfig *
parvis_config_printing (const ParvisConfig *self)
{
  return &self->printing;
}

const char *
parvis_config_scanner (const ParvisConfig *self)
{
  return self->scanner;
}

const char *
parvis_config_receipt_printer (const ParvisConfig *self)
{
  return self->receipt_printer;
}

const char *
parvis_config_card_reader (const ParvisConfig *self)
{
  return self->card_reader;
}

const char *
parvis_config_csca (const ParvisConfig *self)
{
  return self->csca;
}

const GPtrArray *
parvis_config_usb (const ParvisConfig *self)
{
  return self->usb;
}

const char *const *
parvis_config_usb_allowed (const ParvisConfig *self)
{
  return (const char *const *) self->usb_allowed->pdata;
}

const char *
parvis_config_sound_card (const ParvisConfig *self)
{
  return self->sound_card;
}

guint
parvis_config_sound_volume (const ParvisConfig *self)
{
  return self->sound_volume;
}

const ParvisContentConfig *
parvis_config_content (const ParvisConfig *self)
{
  return &self->content;
}
