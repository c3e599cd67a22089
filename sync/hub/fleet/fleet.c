/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/fleet/fleet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CLOCK_SECONDS 300 /* more than a kiosk may differ; some of it is the way here */
#define DAY           (24 * 3600)
#define BREAK_DAYS    30 /* a broken journal is shown that long */

typedef struct
{
  const ParvisHubKiosk *kiosk;
  const ParvisStatusReport *report;
  gint64 now;
  GPtrArray *troubles;
} Look;

void
parvis_hub_trouble_free (ParvisHubTrouble *trouble)
{
  g_free (trouble->text);
  g_free (trouble);
}

static void
add (Look *look, const char *code, char *text)
{
  ParvisHubTrouble *trouble = g_new0 (ParvisHubTrouble, 1);

  trouble->code = code;
  trouble->text = text;
  g_ptr_array_add (look->troubles, trouble);
}

char *
parvis_hub_fleet_span (gint64 seconds)
{
  guint64 s = (guint64) MAX (seconds, 0);

  if (s >= 2 * DAY)
    return g_strdup_printf (ngettext ("%u jour", "%u jours", s / DAY), (guint) (s / DAY));
  if (s >= 2 * 3600)
    return g_strdup_printf (ngettext ("%u heure", "%u heures", s / 3600), (guint) (s / 3600));
  return g_strdup_printf (ngettext ("%u minute", "%u minutes", s / 60), (guint) (s / 60));
}

gint64
parvis_hub_fleet_oldest (const ParvisHubKiosk *kiosk, gint64 now)
{
  if (kiosk->report == NULL || kiosk->report->queued == 0)
    return 0;
  return kiosk->report->oldest + MAX (now - kiosk->seen_at, 0);
}

/* One question each -----------------------------------------------------------------------------
 */

static void
look_at_silence (Look *look)
{
  gint64 silence = look->now - look->kiosk->seen_at;
  g_autofree char *span = parvis_hub_fleet_span (silence);

  if (look->kiosk->seen_at == 0)
    add (look, "never-seen",
         g_strdup (_ ("n’a encore jamais dit comment elle va ; mettez Parvis à jour sur cette borne")));
  else if (silence > PARVIS_HUB_SILENT_SECONDS)
    add (
        look, "silent",
        g_strdup_printf (_ ("silencieuse depuis %s ; vérifiez qu’elle est allumée et que le réseau fonctionne"), span));
}

/* Only what is fresh: of a silent kiosk, silence is what is to be said, and what it still held. */
static void
look_at_queue (Look *look)
{
  gint64 oldest = parvis_hub_fleet_oldest (look->kiosk, look->now);
  g_autofree char *span = parvis_hub_fleet_span (oldest);
  const char *why = look->report->error;
  gint64 queued = look->report->queued, refused = look->report->refused;

  if (oldest > PARVIS_HUB_STUCK_SECONDS)
    add (look, "stuck",
         g_strdup_printf (ngettext ("%" G_GINT64_FORMAT " demande attend d’être transmise depuis %s (%s)",
                                    "%" G_GINT64_FORMAT
                                    " demandes attendent d’être transmises, la plus ancienne depuis %s (%s)",
                                    (gulong) queued),
                          queued, span, why != NULL ? why : _ ("raison inconnue")));
  if (refused > 0)
    add (look, "refused",
         g_strdup_printf (ngettext ("%" G_GINT64_FORMAT " demande refusée ; un technicien peut l’exporter",
                                    "%" G_GINT64_FORMAT " demandes refusées ; un technicien peut les exporter",
                                    (gulong) refused),
                          refused));
}

static void
look_at_disk (Look *look)
{
  gint64 room = look->report->disk_free;
  g_autofree char *size = g_format_size ((guint64) room);

  if (look->report->disk_size > 0 && room < look->report->disk_size / 10)
    add (look, "disk", g_strdup_printf (_ ("le disque est presque plein : il reste %s"), size));
}

static void
look_at_clock (Look *look)
{
  gint64 off = look->report->at - look->kiosk->seen_at;
  g_autofree char *span = parvis_hub_fleet_span (ABS (off));

  if (off > CLOCK_SECONDS)
    add (look, "clock", g_strdup_printf (_ ("son horloge avance de %s"), span));
  else if (-off > CLOCK_SECONDS)
    add (look, "clock", g_strdup_printf (_ ("son horloge retarde de %s"), span));
}

static gboolean
is_well (const char *word)
{
  static const char *const well[] = { "ok", "ready", "idle", "printing", "unknown", NULL };

  return g_strv_contains (well, word);
}

static void
look_at_distribution (Look *look, const char *word)
{
  if (g_str_equal (word, "stale"))
    add (
        look, "content",
        g_strdup (_ ("la liste des contenus publiés est périmée pour elle ; renouvelez-la (parvisctl content renew)")));
  else if (!g_str_equal (word, "none"))
    add (look, "content",
         g_strdup (_ ("elle ne prend pas le contenu publié ; voyez pourquoi sur la borne (parvisctl content status)")));
}

static void
look_at_states (Look *look)
{
  for (guint i = 0; i < look->report->states->len; i++)
    {
      const ParvisKioskState *state = g_ptr_array_index (look->report->states, i);

      if (g_str_equal (state->name, "service") && !g_str_equal (state->word, "open"))
        add (look, "restricted", g_strdup_printf (_ ("ne prend plus de démarche : %s"), state->word));
      else if (g_str_equal (state->name, "distribution"))
        look_at_distribution (look, state->word);
      else if (g_str_equal (state->name, "content-age") && !g_str_equal (state->word, "valid"))
        add (look, "content",
             g_strdup (_ ("son contenu est périmé, elle n’en propose plus les démarches ; publiez-en un plus récent")));
      else if (g_str_equal (state->name, "queue") && g_str_equal (state->word, "damaged"))
        add (look, "damaged",
             g_strdup (_ ("sa file d’envoi était abîmée et a été mise de côté ; à récupérer sur place")));
      else if (g_str_has_prefix (state->name, "stranger/"))
        add (look, "stranger", g_strdup_printf (_ ("un appareil inconnu est branché : %s"), state->word));
      else if (g_str_has_prefix (state->name, "device/") && !is_well (state->word))
        add (look, "device",
             g_strdup_printf (_ ("appareil « %s » : %s"), state->name + strlen ("device/"), state->word));
    }
}

static void
look_at_key (Look *look, const ParvisStatusKey *key)
{
  g_autoptr (GDateTime) until = g_date_time_new_from_unix_local (key->until);
  g_autofree char *day = until != NULL ? g_date_time_format (until, "%F") : g_strdup ("?");

  if (g_str_equal (key->state, "soon") || g_str_equal (key->state, "urgent"))
    add (look, "certificate",
         g_strdup_printf (_ ("le certificat « %s » expire le %s ; renouvelez-le"), key->role, day));
  else if (g_str_equal (key->state, "expired"))
    add (look, "certificate",
         g_strdup_printf (_ ("le certificat « %s » a expiré le %s ; renouvelez-le"), key->role, day));
  else if (g_str_equal (key->state, "unfit") || g_str_equal (key->state, "early"))
    add (look, "certificate", g_strdup_printf (_ ("le certificat « %s » ne convient pas"), key->role));
}

/* (transfer full) */
static char *
say_broken (ParvisHubChain how, gint64 seq, const char *day)
{
  switch (how)
    {
    case PARVIS_HUB_CHAIN_CUT:
      return g_strdup_printf (
          _ ("son journal a été coupé à l’entrée %" G_GINT64_FORMAT " (vu le %s) ; cherchez qui y a touché"), seq, day);
    case PARVIS_HUB_CHAIN_MISSING:
      return g_strdup_printf (
          _ ("son journal a un trou à l’entrée %" G_GINT64_FORMAT " (vu le %s) ; cherchez pourquoi"), seq, day);
    default:
      return g_strdup_printf (
          _ ("son journal a été modifié à l’entrée %" G_GINT64_FORMAT " (vu le %s) ; cherchez qui y a touché"), seq,
          day);
    }
}

static void
look_at_journal (Look *look)
{
  const ParvisHubKiosk *kiosk = look->kiosk;
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (kiosk->broken_at);
  g_autofree char *day = at != NULL ? g_date_time_format (at, "%F") : g_strdup ("?");

  if (kiosk->broken_at > 0 && look->now - kiosk->broken_at < BREAK_DAYS * DAY)
    add (look, "journal", say_broken (kiosk->broken, kiosk->broken_seq, day));
}

GPtrArray *
parvis_hub_fleet_troubles (const ParvisHubKiosk *kiosk, gint64 now)
{
  Look look = { kiosk, kiosk->report, now, g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_hub_trouble_free) };

  if (kiosk->revoked)
    {
      add (&look, "revoked", g_strdup (_ ("révoquée : plus rien d’elle n’est accepté")));
      return look.troubles;
    }
  look_at_silence (&look);
  if (look.report != NULL)
    {
      look_at_queue (&look);
      look_at_states (&look);
      for (guint i = 0; i < look.report->keys->len; i++)
        look_at_key (&look, g_ptr_array_index (look.report->keys, i));
      look_at_disk (&look);
      look_at_clock (&look);
    }
  look_at_journal (&look);
  return look.troubles;
}
