/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/ctl-distribution.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "app/content/catalog.h"
#include "app/content/publish.h"
#include "app/ctl/ctl-options.h"
#include "app/ctl/ctl.h"
#include "sync/base/name.h"
#include "sync/config/config.h"
#include "sync/content/distribution.h"
#include "sync/journal/journal.h"
#include "sync/content/manifest.h"

#define HOURS 24

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* ---- publishing ---- */

typedef struct
{
  char *ca, *certificate, *key, *from;
  char **groups;
  int percent, days, hours;
} Publishing;

static void
publishing_clear (Publishing *self)
{
  g_free (self->ca);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self->from);
  g_strfreev (self->groups);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Publishing, publishing_clear)

static gboolean
parse (Publishing *self, const char *usage, int words, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &self->ca },
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &self->certificate },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &self->key },
    { "group", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->groups },
    { "percent", 0, 0, G_OPTION_ARG_INT, &self->percent },
    { "from", 0, 0, G_OPTION_ARG_STRING, &self->from },
    { "days", 0, 0, G_OPTION_ARG_INT, &self->days },
    { "hours", 0, 0, G_OPTION_ARG_INT, &self->hours },
    G_OPTION_ENTRY_NULL,
  };

  self->percent = 100;
  self->days = PARVIS_PUBLISH_DAYS;
  self->hours = HOURS;
  if (!parvis_ctl_parse (entries, usage, words, argc, argv))
    return FALSE;
  if (self->ca != NULL && self->certificate != NULL && self->key != NULL && self->percent >= 1 && self->percent <= 100
      && self->days >= 1 && self->days <= 3650 && self->hours >= 1 && self->hours <= 24 * 366)
    return TRUE;
  parvis_ctl_usage (usage);
  return FALSE;
}

static ParvisPublisher
publisher_of (const Publishing *self)
{
  return (ParvisPublisher){ self->ca, self->certificate, self->key, (guint) self->days };
}

static gboolean
read_audience (const Publishing *self, ParvisAudience *audience)
{
  *audience = (ParvisAudience){ (const char *const *) self->groups, (guint) self->percent, 0 };
  for (char **group = self->groups; group != NULL && *group != NULL; group++)
    if (!parvis_name_is_valid (*group))
      {
        g_printerr (
            _ ("parvisctl: --group %s n’est pas un groupe de bornes ; écrivez 1 à 64 caractères parmi a-z, 0-9 et -\n"),
            *group);
        return FALSE;
      }
  if (self->from == NULL || parvis_manifest_instant (self->from, &audience->from))
    return TRUE;
  g_printerr (_ ("parvisctl: --from %s n’est pas un instant ; écrivez par exemple 2026-11-28T06:00:00+01:00\n"),
              self->from);
  return FALSE;
}

int
parvis_ctl_content_publish (int argc, char **argv)
{
  g_auto (Publishing) options = { 0 };
  g_autoptr (GError) error = NULL;
  ParvisPublisher publisher;
  ParvisAudience audience;
  gint64 version;

  if (!parse (&options, PARVIS_USAGE_PUBLISH, 2, &argc, &argv) || !read_audience (&options, &audience))
    return PARVIS_CTL_USAGE;
  publisher = publisher_of (&options);
  if (!parvis_publish_bundle (&publisher, argv[1], argv[2], &audience, now (), &version, &error))
    return parvis_ctl_fail (error);
  g_print (_ ("%s : version %" G_GINT64_FORMAT
              " publiée. La liste est à renouveler d’ici %d jours (parvisctl content renew).\n"),
           argv[2], version, options.days);
  return PARVIS_CTL_OK;
}

int
parvis_ctl_content_renew (int argc, char **argv)
{
  g_auto (Publishing) options = { 0 };
  g_autoptr (GError) error = NULL;
  ParvisPublisher publisher;

  if (!parse (&options, PARVIS_USAGE_RENEW, 1, &argc, &argv))
    return PARVIS_CTL_USAGE;
  publisher = publisher_of (&options);
  if (!parvis_publish_renew (&publisher, argv[1], now (), &error))
    return parvis_ctl_fail (error);
  g_print (_ ("%s : renouvelée pour %d jours.\n"), argv[1], options.days);
  return PARVIS_CTL_OK;
}

int
parvis_ctl_content_tell (int argc, char **argv)
{
  g_auto (Publishing) options = { 0 };
  g_autoptr (GError) error = NULL;
  ParvisPublisher publisher;

  if (!parse (&options, PARVIS_USAGE_TELL, 3, &argc, &argv))
    return PARVIS_CTL_USAGE;
  publisher = publisher_of (&options);
  if (!parvis_publish_resource (&publisher, argv[1], argv[2], argv[3], now () + (gint64) options.hours * 3600, now (),
                                &error))
    return parvis_ctl_fail (error);
  g_print (ngettext ("%s : « %s » publié, pour %d heure.\n", "%s : « %s » publié, pour %d heures.\n",
                     (gulong) options.hours),
           argv[3], argv[1], options.hours);
  return PARVIS_CTL_OK;
}

/* ---- the kiosk's side ---- */

typedef struct
{
  ParvisConfig *config;
  ParvisOutbox *outbox;   /* (nullable): the kiosk never started */
  ParvisCatalog *catalog; /* (nullable) */
  GPtrArray *rows;        /* of ParvisBundleRow */
  ParvisDistribution standing;
} Kiosk;

static void
kiosk_clear (Kiosk *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  parvis_distribution_clear (&self->standing);
  g_clear_pointer (&self->catalog, parvis_catalog_free);
  g_clear_pointer (&self->outbox, parvis_outbox_free);
  g_clear_pointer (&self->config, parvis_config_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Kiosk, kiosk_clear)

/* Looking must not make a queue where there is none. */
static gboolean
open_kiosk (Kiosk *self, const char *path, GError **error)
{
  self->config = parvis_config_load (path, error);
  if (self->config == NULL)
    return FALSE;
  self->catalog = parvis_catalog_open (parvis_config_catalog_path (self->config), NULL);
  if (!g_file_test (parvis_config_outbox_path (self->config), G_FILE_TEST_EXISTS))
    return TRUE;
  self->outbox = parvis_outbox_open (parvis_config_outbox_path (self->config), error);
  self->rows = self->outbox != NULL ? parvis_bundle_list (self->outbox, error) : NULL;
  return self->rows != NULL && parvis_distribution_read (self->outbox, &self->standing, error);
}

static const ParvisBundleRow *
find_row (const Kiosk *self, gint64 version)
{
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    if (((const ParvisBundleRow *) self->rows->pdata[i])->version == version)
      return self->rows->pdata[i];
  return NULL;
}

static void
note_restored (const Kiosk *kiosk, gint64 version)
{
  g_autoptr (ParvisJournal) journal = parvis_journal_new (parvis_config_journal_path (kiosk->config), "parvisctl");
  g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT, version);

  parvis_journal_note (journal, PARVIS_JOURNAL_CONTENT_RESTORED, detail);
}

int
parvis_ctl_content_restore (int argc, char **argv)
{
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = { { "config", 0, 0, G_OPTION_ARG_FILENAME, &path }, G_OPTION_ENTRY_NULL };
  g_auto (Kiosk) kiosk = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 aside, restored;

  if (!parvis_ctl_parse (entries, PARVIS_USAGE_RESTORE, 0, &argc, &argv))
    return PARVIS_CTL_USAGE;
  if (!open_kiosk (&kiosk, path, &error)
      || !parvis_bundle_restore (parvis_config_catalog_path (kiosk.config), &aside, &restored, &error))
    return parvis_ctl_fail (error);
  /* Only then: a version that is said to be aside and is not would never be taken again. */
  if (kiosk.outbox != NULL
      && ((aside > 0 && !parvis_bundle_decide (kiosk.outbox, aside, PARVIS_BUNDLE_ASIDE, NULL, now (), &error))
          || !parvis_bundle_decide (kiosk.outbox, restored, PARVIS_BUNDLE_APPLIED, NULL, now (), &error)))
    return parvis_ctl_fail (error);
  note_restored (&kiosk, restored);
  g_print (_ ("version %" G_GINT64_FORMAT " remise à la place de la version %" G_GINT64_FORMAT
              " ; celle-ci ne reviendra pas d’elle-même, une plus récente oui\n"),
           restored, aside);
  return PARVIS_CTL_OK;
}

/* ---- status ---- */

static char *
to_day (gint64 seconds)
{
  g_autoptr (GDateTime) instant = g_date_time_new_from_unix_local (seconds);

  return instant != NULL ? g_date_time_format (instant, "%d/%m/%Y %H:%M") : g_strdup ("?");
}

static void
print_served (const Kiosk *kiosk)
{
  gint64 version = kiosk->catalog != NULL ? parvis_catalog_version (kiosk->catalog) : 0;
  const ParvisBundleRow *row = find_row (kiosk, version);
  g_autofree char *expires = kiosk->catalog != NULL ? to_day (parvis_catalog_expires (kiosk->catalog)) : NULL;
  g_autofree char *since = row != NULL && row->decided_at > 0 ? to_day (row->decided_at) : NULL;

  if (version == 0)
    {
      g_print (_ ("contenu : aucun\n"));
      return;
    }
  g_print (parvis_catalog_expires (kiosk->catalog) > now ()
               ? _ ("contenu : version %" G_GINT64_FORMAT ", valable jusqu’au %s\n")
               : _ ("contenu : version %" G_GINT64_FORMAT ", périmée depuis le %s\n"),
           version, expires);
  if (since != NULL)
    g_print (_ ("montrée depuis : %s\n"), since);
  g_print (_ ("venue de : %s\n"), row != NULL && *row->source != '\0' ? row->source : _ ("une installation sur place"));
}

static void
print_waiting (const Kiosk *kiosk)
{
  gint64 highest = 0;

  for (guint i = 0; kiosk->rows != NULL && i < kiosk->rows->len; i++)
    {
      const ParvisBundleRow *row = kiosk->rows->pdata[i];

      highest = MAX (highest, row->version);
      if (row->state == PARVIS_BUNDLE_READY)
        g_print (_ ("en attente : version %" G_GINT64_FORMAT ", à la fin de la session%s%s\n"), row->version,
                 row->why != NULL ? " ; " : "", row->why != NULL ? row->why : "");
      else if (row->state == PARVIS_BUNDLE_REFUSED)
        g_print (_ ("refusée : version %" G_GINT64_FORMAT " ; %s\n"), row->version, row->why != NULL ? row->why : "");
      else if (row->state == PARVIS_BUNDLE_ASIDE)
        g_print (_ ("mise de côté : version %" G_GINT64_FORMAT "\n"), row->version);
    }
  if (kiosk->standing.wanted > highest)
    g_print (_ ("à recevoir : version %" G_GINT64_FORMAT "\n"), kiosk->standing.wanted);
}

static void
print_standing (const Kiosk *kiosk)
{
  const ParvisDistribution *standing = &kiosk->standing;
  g_autofree char *checked = standing->checked_at > 0 ? to_day (standing->checked_at) : NULL;
  g_autofree char *expires = standing->expires_at > 0 ? to_day (standing->expires_at) : NULL;
  g_autofree char *since = standing->trouble != NULL ? to_day (standing->trouble_since) : NULL;

  g_print (_ ("cherché à : %s\n"), parvis_config_content (kiosk->config)->url);
  g_print (_ ("dernière réponse : %s\n"), checked != NULL ? checked : _ ("jamais"));
  if (expires != NULL)
    g_print (standing->expires_at > now ()
                 ? _ ("liste des versions : valable jusqu’au %s\n")
                 : _ ("liste des versions : périmée depuis le %s, à renouveler (parvisctl content renew)\n"),
             expires);
  if (since != NULL)
    g_print (_ ("ne va pas depuis le %s : %s\n"), since, standing->trouble);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_row (JsonBuilder *builder, const ParvisBundleRow *row)
{
  json_builder_begin_object (builder);
  add_int (builder, "version", row->version);
  add_text (builder, "state", parvis_bundle_state_to_string (row->state));
  add_text (builder, "source", row->source);
  add_int (builder, "expires_at", row->expires_at);
  add_int (builder, "fetched_at", row->fetched_at);
  add_int (builder, "decided_at", row->decided_at);
  add_text (builder, "why", row->why);
  json_builder_end_object (builder);
}

static void
print_json (const Kiosk *kiosk)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  add_int (builder, "version", kiosk->catalog != NULL ? parvis_catalog_version (kiosk->catalog) : 0);
  add_int (builder, "expires_at", kiosk->catalog != NULL ? parvis_catalog_expires (kiosk->catalog) : 0);
  add_text (builder, "url", parvis_config_content (kiosk->config)->url);
  add_int (builder, "highest", kiosk->standing.highest);
  add_int (builder, "wanted", kiosk->standing.wanted);
  add_int (builder, "serial", kiosk->standing.serial);
  add_int (builder, "releases_expire_at", kiosk->standing.expires_at);
  add_int (builder, "checked_at", kiosk->standing.checked_at);
  add_text (builder, "trouble", kiosk->standing.trouble);
  json_builder_set_member_name (builder, "bundles");
  json_builder_begin_array (builder);
  for (guint i = 0; kiosk->rows != NULL && i < kiosk->rows->len; i++)
    add_row (builder, kiosk->rows->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
}

int
parvis_ctl_content_status (int argc, char **argv)
{
  g_autofree char *path = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "config", 0, 0, G_OPTION_ARG_FILENAME, &path },
                                   { "json", 0, 0, G_OPTION_ARG_NONE, &json },
                                   G_OPTION_ENTRY_NULL };
  g_auto (Kiosk) kiosk = { 0 };
  g_autoptr (GError) error = NULL;

  if (!parvis_ctl_parse (entries, PARVIS_USAGE_STATUS, 0, &argc, &argv))
    return PARVIS_CTL_USAGE;
  if (!open_kiosk (&kiosk, path, &error))
    return parvis_ctl_fail (error);
  if (json)
    print_json (&kiosk);
  else
    {
      print_served (&kiosk);
      print_waiting (&kiosk);
      print_standing (&kiosk);
    }
  return PARVIS_CTL_OK;
}
