/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/doctor.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/statvfs.h>

#include "app/address/addresses.h"
#include "app/content/bundle.h"
#include "app/content/catalog-open.h"
#include "app/words/size.h"
#include "sync/content/distribution.h"
#include "sync/queue/contact.h"
#include "sync/keys/keys.h"
#include "sync/queue/outbox.h"
#include "sync/queue/outbox-repair.h"
#include "sync/seal/recipients.h"

#define DAY             86400
#define CONTENT_SOON    (14 * DAY)
#define LATE            (DAY) /* a demand that waits that long is not normal */
#define LITTLE_ROOM     (500u * 1024 * 1024)
#define LEAST_SCREEN_MM 150 /* the footer's five keys of 20 mm, 8 mm apart, and the margins */

void
parvis_finding_free (gpointer pointer)
{
  ParvisFinding *finding = pointer;

  g_free (finding->text);
  g_free (finding);
}

void
parvis_doctor_add (GPtrArray *findings, const char *code, ParvisHealth health, const char *format, ...)
{
  ParvisFinding *finding = g_new (ParvisFinding, 1);
  va_list arguments;

  va_start (arguments, format);
  *finding = (ParvisFinding){ code, health, g_strdup_vprintf (format, arguments) };
  va_end (arguments);
  g_ptr_array_add (findings, finding);
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static char *
to_day (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (time);

  return date != NULL ? g_date_time_format (date, "%d/%m/%Y") : g_strdup ("?");
}

/* ---- keys and certificates ---- */

static ParvisHealth
health_of (const ParvisKey *key)
{
  switch (key->state)
    {
    case PARVIS_KEY_GOOD:
      return PARVIS_HEALTH_OK;
    case PARVIS_KEY_SOON:
    case PARVIS_KEY_ABSENT:
      return PARVIS_HEALTH_ATTENTION;
    default:
      return PARVIS_HEALTH_FAULT;
    }
}

static const char *
code_of (const ParvisKey *key, ParvisConfig *config)
{
  return key->role == PARVIS_KEY_KIOSK && parvis_config_key (config) != NULL
                 && !g_file_test (parvis_config_key (config), G_FILE_TEST_EXISTS)
             ? "key"
             : "certificate";
}

void
parvis_doctor_trust (ParvisConfig *config, GPtrArray *findings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSealer) sealer = parvis_recipients_open (config, NULL, &error);
  g_autoptr (GPtrArray) keys = parvis_keys_list (config, now ());

  for (guint i = 0; i < keys->len; i++)
    {
      const ParvisKey *key = g_ptr_array_index (keys, i);
      const gboolean spare = key->role == PARVIS_KEY_ENVELOPE && sealer != NULL; /* others seal in its place */
      g_autofree char *text = parvis_key_to_text (key);

      parvis_doctor_add (findings, code_of (key, config),
                         spare ? MIN (health_of (key), PARVIS_HEALTH_ATTENTION) : health_of (key), "%s", text);
    }
  if (sealer == NULL)
    parvis_doctor_add (findings, "seal", PARVIS_HEALTH_FAULT, _ ("Scellement : aucune démarche n’est possible : %s"),
                       error->message);
}

/* ---- content and addresses ---- */

/* It cannot be served: whose is the next step? */
static void
look_at_missing (ParvisConfig *config, const GError *why, GPtrArray *findings)
{
  g_autofree char *root = g_build_filename (parvis_config_state_dir (config), "content", NULL);

  if (!g_error_matches (why, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_FOREIGN))
    parvis_doctor_add (findings, "content", PARVIS_HEALTH_FAULT, _ ("Contenu : %s"), why->message);
  else if (parvis_bundle_is_kept (parvis_config_catalog_path (config), root))
    parvis_doctor_add (
        findings, "content", PARVIS_HEALTH_FAULT,
        _ ("Contenu : préparé par une autre version de Parvis. La borne le refait d’elle-même quand elle "
           "démarre : redémarrez parvis-kiosk (systemctl restart parvis-kiosk)."));
  else
    parvis_doctor_add (
        findings, "content", PARVIS_HEALTH_FAULT,
        _ ("Contenu : préparé par une autre version de Parvis, et l’original n’a pas été gardé. Installez-"
           "le de nouveau (parvisctl content install DOSSIER), ou publiez-le sous un numéro plus grand."));
}

static void
look_at_content (ParvisCatalog *catalog, GPtrArray *findings)
{
  gint64 expires = parvis_catalog_expires (catalog), version = parvis_catalog_version (catalog);
  g_autofree char *day = to_day (expires);

  if (expires <= now ())
    parvis_doctor_add (
        findings, "content", PARVIS_HEALTH_ATTENTION,
        _ ("Contenu : version %" G_GINT64_FORMAT ", périmée depuis le %s. Installez-en une plus récente."), version,
        day);
  else if (expires - now () < CONTENT_SOON)
    parvis_doctor_add (findings, "content", PARVIS_HEALTH_ATTENTION,
                       _ ("Contenu : version %" G_GINT64_FORMAT
                          ", valable jusqu’au %s seulement. Publiez-en ou installez-en une plus récente d’ici là."),
                       version, day);
  else
    parvis_doctor_add (findings, "content", PARVIS_HEALTH_OK,
                       _ ("Contenu : version %" G_GINT64_FORMAT ", valable jusqu’au %s."), version, day);
}

void
parvis_doctor_content (ParvisConfig *config, GPtrArray *findings)
{
  g_autoptr (GError) error = NULL, why = NULL;
  g_autoptr (ParvisCatalog) catalog = parvis_catalog_open (parvis_config_catalog_path (config), &error);
  g_autoptr (ParvisAddresses) addresses = parvis_addresses_open (parvis_config_addresses_path (config), &why);

  if (catalog != NULL)
    look_at_content (catalog, findings);
  else
    look_at_missing (config, error, findings);
  if (addresses != NULL)
    parvis_doctor_add (findings, "addresses", PARVIS_HEALTH_OK,
                       parvis_addresses_has_streets (addresses) ? _ ("Adresses : rues et communes.")
                                                                : _ ("Adresses : communes seulement."));
  else if (g_error_matches (why, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_MISSING))
    parvis_doctor_add (findings, "addresses", PARVIS_HEALTH_ATTENTION,
                       _ ("Adresses : aucune n’est proposée. Importez-les (parvisctl addresses import)."));
  else
    parvis_doctor_add (findings, "addresses", PARVIS_HEALTH_FAULT, _ ("Adresses : %s"), why->message);
}

/* ---- the queue, parvis-syncd, the clock, the disk ---- */

static void
look_at_rows (GPtrArray *rows, GPtrArray *findings)
{
  guint waiting = 0, refused = 0;
  gint64 oldest = G_MAXINT64;

  for (guint i = 0; i < rows->len; i++)
    {
      const ParvisOutboxEntry *entry = g_ptr_array_index (rows, i);

      refused += entry->state == PARVIS_SUBMISSION_REFUSED;
      if (entry->state != PARVIS_SUBMISSION_QUEUED && entry->state != PARVIS_SUBMISSION_SENDING)
        continue;
      waiting++;
      oldest = MIN (oldest, entry->created_at);
    }
  if (waiting > 0 && now () - oldest > LATE)
    parvis_doctor_add (findings, "queue", PARVIS_HEALTH_FAULT,
                       _ ("File d’envoi : %u en attente, la plus ancienne depuis %" G_GINT64_FORMAT
                          " jours. Vérifiez le réseau, puis parvis-syncd (journalctl -u parvis-syncd)."),
                       waiting, (now () - oldest) / DAY);
  else
    parvis_doctor_add (findings, "queue", PARVIS_HEALTH_OK, _ ("File d’envoi : %u en attente."), waiting);
  if (refused > 0)
    parvis_doctor_add (findings, "refused", PARVIS_HEALTH_ATTENTION,
                       _ ("File d’envoi : demandes refusées par le serveur : %u. Regardez pourquoi (parvisctl queue "
                          "list), puis exportez-les (parvisctl queue export)."),
                       refused);
}

/* What ends only when somebody does something here. */
static gboolean
is_for_staff (ParvisTroubleKind kind)
{
  return kind == PARVIS_TROUBLE_PORTAL || kind == PARVIS_TROUBLE_CLOCK || kind == PARVIS_TROUBLE_CERTIFICATE;
}

/* Our central server's certificates say hours, and so does what it answers: a clock before its last answer is off. */
static void
look_at_contact (const ParvisContact *contact, GPtrArray *findings)
{
  g_autofree char *day = to_day (contact->last_contact);
  g_autofree char *trouble = parvis_trouble_describe (&contact->trouble);

  if (contact->last_contact > now () + DAY)
    parvis_doctor_add (findings, "clock", PARVIS_HEALTH_FAULT,
                       _ ("Horloge : en retard sur le dernier contact (%s). Mettez-la à l’heure (timedatectl)."), day);
  if (contact->certificate == NULL)
    parvis_doctor_add (findings, "syncd", PARVIS_HEALTH_FAULT,
                       _ ("Envoi : parvis-syncd ne tourne pas. Démarrez-le (systemctl start parvis-syncd)."));
  else if (trouble != NULL && contact->trouble.kind != PARVIS_TROUBLE_NETWORK)
    parvis_doctor_add (findings, "syncd",
                       is_for_staff (contact->trouble.kind) ? PARVIS_HEALTH_FAULT : PARVIS_HEALTH_ATTENTION,
                       _ ("Envoi : %s"), trouble);
  else if (contact->online)
    parvis_doctor_add (findings, "syncd", PARVIS_HEALTH_OK, _ ("Envoi : le serveur central répond."));
  else if (contact->last_contact == 0)
    parvis_doctor_add (findings, "syncd", PARVIS_HEALTH_ATTENTION,
                       _ ("Envoi : le serveur central n’a jamais répondu. Vérifiez [hub] url et le réseau."));
  else
    parvis_doctor_add (
        findings, "syncd", PARVIS_HEALTH_ATTENTION,
        _ ("Envoi : le serveur central ne répond plus depuis le %s. Vérifiez le réseau ; rien n’est perdu."), day);
}

static void
look_at_room (const char *folder, GPtrArray *findings)
{
  struct statvfs fs;
  g_autofree char *size = NULL;
  guint64 room;

  if (statvfs (folder, &fs) != 0)
    {
      parvis_doctor_add (findings, "disk", PARVIS_HEALTH_FAULT,
                         _ ("Disque : le dossier « %s » n’est pas là. Créez-le, ou corrigez [kiosk] state."), folder);
      return;
    }
  room = (guint64) fs.f_bavail * fs.f_frsize;
  size = parvis_words_size (room);
  if (room < LITTLE_ROOM)
    parvis_doctor_add (findings, "disk", PARVIS_HEALTH_FAULT,
                       _ ("Disque : il ne reste que %s dans « %s ». Libérez de la place."), size, folder);
  else
    parvis_doctor_add (findings, "disk", PARVIS_HEALTH_OK, _ ("Disque : %s libres."), size);
}

/* What keeps new content away; what is shown goes on being shown. */
static void
look_at_distribution (const ParvisDistribution *standing, gboolean expected, GPtrArray *findings)
{
  const char *word = parvis_distribution_word (standing, expected, now ());
  g_autofree char *day = to_day (standing->expires_at);

  if (g_str_equal (word, "stale"))
    parvis_doctor_add (
        findings, "distribution", PARVIS_HEALTH_ATTENTION,
        _ ("Nouveaux contenus : la liste publiée est périmée depuis le %s. Renouvelez-la (parvisctl content "
           "renew), ou mettez la borne à l’heure (timedatectl)."),
        day);
  else if (g_str_equal (word, "trouble"))
    parvis_doctor_add (findings, "distribution", PARVIS_HEALTH_ATTENTION, _ ("Nouveaux contenus : %s."),
                       standing->trouble);
}

/* What they hold is out of sight until somebody brings it back. */
static void
look_for_damaged (const char *path, GPtrArray *findings)
{
  g_autoptr (GPtrArray) damaged = parvis_outbox_list_damaged (path);

  if (damaged->len > 0)
    parvis_doctor_add (
        findings, "damaged", PARVIS_HEALTH_FAULT,
        _ ("File d’envoi : abîmée, mise de côté (« %s »). Récupérez ce qu’elle contient (parvisctl queue recover)."),
        (const char *) damaged->pdata[0]);
}

void
parvis_doctor_queue (ParvisConfig *config, GPtrArray *findings)
{
  const char *path = parvis_config_outbox_path (config);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_auto (ParvisContact) contact = { 0 };
  g_auto (ParvisDistribution) standing = { 0 };

  look_at_room (parvis_config_state_dir (config), findings);
  look_for_damaged (path, findings);
  if (!g_file_test (path, G_FILE_TEST_EXISTS)) /* looking must not make one */
    {
      parvis_doctor_add (findings, "queue", PARVIS_HEALTH_ATTENTION,
                         _ ("File d’envoi : pas encore faite ; la borne n’a jamais démarré."));
      return;
    }
  outbox = parvis_outbox_open (path, &error);
  rows = outbox != NULL ? parvis_outbox_list (outbox, &error) : NULL;
  if (rows == NULL || !parvis_contact_read (outbox, &contact, &error)
      || !parvis_distribution_read (outbox, &standing, &error))
    {
      parvis_doctor_add (findings, "queue", PARVIS_HEALTH_FAULT, _ ("File d’envoi : %s"), error->message);
      return;
    }
  look_at_rows (rows, findings);
  look_at_contact (&contact, findings);
  look_at_distribution (&standing, !parvis_config_content (config)->of_hub, findings);
}

/* ---- the screen ---- */

void
parvis_doctor_screen (ParvisConfig *config, GPtrArray *findings)
{
  guint width = parvis_config_screen_width_mm (config);

  if (width == 0)
    return;
  if (width < LEAST_SCREEN_MM)
    parvis_doctor_add (
        findings, "screen", PARVIS_HEALTH_FAULT,
        _ ("Écran : %u mm de large, il en faut %u au moins. Plus étroit, il coupe des touches et des "
           "mots : mettez un écran plus large, ou corrigez [kiosk] screen-width-mm s’il est mal mesuré."),
        width, (guint) LEAST_SCREEN_MM);
  else
    parvis_doctor_add (findings, "screen", PARVIS_HEALTH_OK, _ ("Écran : %u mm de large."), width);
}
