/* SPDX-License-Identifier: EUPL-1.2
 *
 * What `parvisctl doctor` says of content that comes by the network: only what is not well. Nothing, where none does.
 */
#include "app/ctl/doctor.h"

#include <glib/gi18n-lib.h>

#include "app/content/catalog-open.h"
#include "sync/content/distribution.h"
#include "sync/content/release.h"

#define DAY       (24 * 3600)
#define SILENCE   (2 * DAY) /* what comes every quarter of an hour, or once a day */
#define SOON      (7 * DAY)
#define CODE      "distribution"
#define ONE_THIRD 3

typedef struct
{
  ParvisConfig *config;
  GPtrArray *findings;
  ParvisDistribution standing;
  GPtrArray *rows; /* of ParvisBundleRow */
  gint64 served;   /* version; 0: none */
  gint64 now;
} Look;

static void
look_clear (Look *self)
{
  parvis_distribution_clear (&self->standing);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static char *
to_day (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (time);

  return date != NULL ? g_date_time_format (date, "%d/%m/%Y") : g_strdup ("?");
}

/* The central server's own address serves where none is written: a town hall that publishes nothing has no use of it.
 */
static gboolean
comes_by_network (const Look *self)
{
  return !parvis_config_content (self->config)->of_hub || self->standing.checked_at > 0
         || self->standing.trouble != NULL;
}

/* ---- the way ---- */

static void
look_at_contact (const Look *self)
{
  const char *url = parvis_config_content (self->config)->url;
  g_autofree char *day = to_day (self->standing.checked_at);

  if (self->standing.checked_at == 0)
    parvis_doctor_add (self->findings, CODE, PARVIS_HEALTH_ATTENTION,
                       _ ("Contenu par le réseau : « %s » n’a jamais répondu. Vérifiez le réseau, [content] url, et "
                          "parvis-syncd (journalctl -u parvis-syncd), puis : parvis-syncd --once."),
                       url);
  else if (self->now - self->standing.checked_at > SILENCE)
    parvis_doctor_add (self->findings, CODE, PARVIS_HEALTH_ATTENTION,
                       _ ("Contenu par le réseau : « %s » n’a rien donné depuis le %s. Vérifiez le réseau et "
                          "parvis-syncd (journalctl -u parvis-syncd) ; l’ancien contenu reste affiché."),
                       url, day);
}

/* What the last look found, with its remedy (sync/content/fetch-list.c and its neighbours). */
static void
look_at_trouble (const Look *self)
{
  g_autofree char *day = to_day (self->standing.trouble_since);

  if (self->standing.trouble != NULL)
    parvis_doctor_add (self->findings, CODE, PARVIS_HEALTH_FAULT,
                       _ ("Contenu par le réseau : rien de nouveau n’est pris depuis le %s : %s."), day,
                       self->standing.trouble);
  else
    look_at_contact (self);
}

/* ---- the list ---- */

/* A list that is good for three days is not told of for a week. */
static gint64
notice_time (const Look *self)
{
  g_autoptr (ParvisReleases) releases
      = self->standing.releases != NULL
            ? parvis_releases_open (self->standing.releases, parvis_config_ca (self->config), NULL)
            : NULL;

  return releases != NULL ? MIN (SOON, (releases->expires - releases->made) / ONE_THIRD) : SOON;
}

/* One that is past is a trouble, once it was looked at: it is told there. */
static void
look_at_list (const Look *self)
{
  g_autofree char *day = to_day (self->standing.expires_at);

  if (self->standing.expires_at == 0 || self->standing.trouble != NULL)
    return;
  if (self->standing.expires_at <= self->now)
    parvis_doctor_add (
        self->findings, CODE, PARVIS_HEALTH_FAULT,
        _ ("Contenu par le réseau : la liste des versions est périmée depuis le %s, rien de nouveau n’est "
           "pris. Renouvelez-la là où elle est publiée (parvisctl content renew)."),
        day);
  else if (self->standing.expires_at - self->now < notice_time (self))
    parvis_doctor_add (self->findings, CODE, PARVIS_HEALTH_ATTENTION,
                       _ ("Contenu par le réseau : la liste des versions n’est valable que jusqu’au %s. Renouvelez-la "
                          "là où elle est publiée (parvisctl content renew)."),
                       day);
}

/* ---- the versions ---- */

static void
look_at_row (const Look *self, const ParvisBundleRow *row)
{
  g_autofree char *day = to_day (row->fetched_at);

  if (row->state == PARVIS_BUNDLE_REFUSED)
    parvis_doctor_add (self->findings, CODE, PARVIS_HEALTH_FAULT,
                       _ ("Contenu par le réseau : la version %" G_GINT64_FORMAT
                          " est refusée, l’ancienne reste affichée. Corrigez, puis publiez sous un numéro plus grand. "
                          "Raison : %s"),
                       row->version, row->why != NULL ? row->why : "?");
  else if (row->state == PARVIS_BUNDLE_READY && row->why != NULL)
    parvis_doctor_add (
        self->findings, CODE, PARVIS_HEALTH_FAULT,
        _ ("Contenu par le réseau : la version %" G_GINT64_FORMAT " est reçue et ne peut pas être préparée : %s"),
        row->version, row->why);
  else if (row->state == PARVIS_BUNDLE_READY && self->now - row->fetched_at > DAY)
    parvis_doctor_add (self->findings, CODE, PARVIS_HEALTH_ATTENTION,
                       _ ("Contenu par le réseau : la version %" G_GINT64_FORMAT
                          " est reçue depuis le %s et n’est pas affichée. Vérifiez que parvis-kiosk tourne."),
                       row->version, day);
}

/* The latest alone: what came before it does not matter any more. */
static void
look_at_rows (const Look *self)
{
  const ParvisBundleRow *latest = self->rows->len > 0 ? g_ptr_array_index (self->rows, 0) : NULL;

  if (latest != NULL && latest->version > self->served)
    look_at_row (self, latest);
}

/* ---- public ---- */

static gint64
served_version (ParvisConfig *config)
{
  g_autoptr (ParvisCatalog) catalog = parvis_catalog_open (parvis_config_catalog_path (config), NULL);

  return catalog != NULL ? parvis_catalog_version (catalog) : 0;
}

void
parvis_doctor_distribution (ParvisConfig *config, GPtrArray *findings)
{
  const char *path = parvis_config_outbox_path (config);
  g_auto (Look) look = { .config = config, .findings = findings, .now = g_get_real_time () / G_USEC_PER_SEC };
  g_autoptr (ParvisOutbox) outbox = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) /* looking must not make one */
    return;
  outbox = parvis_outbox_open (path, NULL); /* what is wrong with it is told with the queue */
  look.rows = outbox != NULL ? parvis_bundle_list (outbox, NULL) : NULL;
  if (look.rows == NULL || !parvis_distribution_read (outbox, &look.standing, NULL) || !comes_by_network (&look))
    return;
  look.served = served_version (config);
  look_at_trouble (&look);
  look_at_list (&look);
  look_at_rows (&look);
}
