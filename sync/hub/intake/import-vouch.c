/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/intake/import-vouch.h"

#include <glib/gi18n-lib.h>

#include "sync/hub/kiosks/register.h"
#include "sync/pki/crypto.h"
#include "sync/pki/pki.h"
#include "sync/seal/signature.h"

G_DEFINE_QUARK (parvis_hub_import_error_quark, parvis_hub_import_error)

/* (transfer full) */
static char *
to_day (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("-");
}

static const char *
in_french (ParvisHubWhy why)
{
  switch (why)
    {
    case PARVIS_HUB_WHY_COMPROMISE:
      return _ ("volée, ouverte ou copiée");
    case PARVIS_HUB_WHY_REPLACED:
      return _ ("remplacée");
    case PARVIS_HUB_WHY_RETIRED:
      return _ ("retirée");
    case PARVIS_HUB_WHY_OTHER:
    default:
      return _ ("sans raison dite");
    }
}

/* Says @why, in the middle of a sentence. */
static gboolean
hold_unvouched (const ParvisCarryManifest *manifest, const char *why, GError **error)
{
  g_set_error (
      error, PARVIS_HUB_IMPORT_ERROR, PARVIS_HUB_IMPORT_ERROR_UNVOUCHED,
      _ ("rien ne prouve que cette liste vient de la borne « %s » (%s). Ses demandes ne sont pas prises et "
         "restent sur la clé. Refaites l’export sur la borne ; ou, si vous savez qui a fait celui-ci, refaites "
         "la commande avec --accept %s"),
      manifest->kiosk, why, manifest->kiosk);
  return FALSE;
}

static gboolean
hold_revoked (const ParvisHubImport *how, const ParvisCarryManifest *manifest, const char *serial, GError **error)
{
  g_autofree char *made = to_day (manifest->made_at), *revoked = NULL;
  ParvisHubWhy why;
  gint64 at;

  if (!parvis_hub_register_find_revocation (how->store, serial, &at, &why, error))
    return FALSE;
  revoked = to_day (at);
  g_set_error (
      error, PARVIS_HUB_IMPORT_ERROR, PARVIS_HUB_IMPORT_ERROR_REVOKED,
      _ ("la borne « %s » a été révoquée le %s (%s), et sa liste se dit du %s. Ses demandes ne sont pas prises "
         "et restent sur la clé : gardez-la, c’est peut-être leur seul exemplaire. Si vous savez que cet "
         "export a été fait avant le vol ou le retrait de la borne, refaites la commande avec --accept %s"),
      manifest->kiosk, revoked, in_french (why), made, manifest->kiosk);
  return FALSE;
}

static gboolean
read_caller (GBytes *der, ParvisHubCaller *caller)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);
  g_autoptr (X509) certificate = d2i_X509 (NULL, &data, (long) size);

  if (certificate == NULL)
    return FALSE;
  caller->kiosk = parvis_crypto_common_name (X509_get_subject_name (certificate));
  caller->serial = parvis_crypto_serial (certificate);
  return caller->kiosk != NULL && parvis_crypto_read_time (X509_get0_notBefore (certificate), &caller->from)
         && parvis_crypto_read_time (X509_get0_notAfter (certificate), &caller->until);
}

/* The certificate that signed @list; FALSE: none does that vouches for it. */
static gboolean
find_signer (const ParvisHubImport *how, const char *folder, GBytes *list, const ParvisCarryManifest *manifest,
             ParvisHubCaller *caller, GError **error)
{
  g_autofree char *path = g_build_filename (folder, PARVIS_CARRY_SIGNATURE, NULL);
  g_autoptr (GError) why = NULL;
  g_autoptr (GBytes) signature = parvis_carry_load (path, PARVIS_CARRY_MAX_SIGNATURE, &why);
  g_autoptr (GBytes) der = NULL;

  if (g_error_matches (why, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_MISSING))
    return hold_unvouched (manifest, _ ("elle n’est pas signée"), error);
  if (signature != NULL)
    der = parvis_signature_find_signer (list, signature, how->config->ca, PARVIS_OID_CLIENT, &why);
  if (der == NULL)
    return hold_unvouched (manifest, why->message, error);
  if (!read_caller (der, caller) || !g_str_equal (caller->kiosk, manifest->kiosk))
    return hold_unvouched (manifest, _ ("une autre borne l’a signée"), error);
  return TRUE;
}

static gboolean
is_accepted (const ParvisHubImport *how, const char *kiosk)
{
  return how->accepted != NULL && g_strv_contains (how->accepted, kiosk);
}

static gboolean
decide (const ParvisHubImport *how, const char *folder, GBytes *list, const ParvisCarryManifest *manifest,
        GError **error)
{
  g_auto (ParvisHubCaller) caller = { NULL };
  gboolean revoked;

  if (!find_signer (how, folder, list, manifest, &caller, error)
      || !parvis_hub_register_admit (how->store, &caller, how->now, &revoked, error))
    return FALSE;
  return !revoked || hold_revoked (how, manifest, caller.serial, error);
}

gboolean
parvis_hub_import_vouch (const ParvisHubImport *how, const char *folder, GBytes *list,
                         const ParvisCarryManifest *manifest, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (decide (how, folder, list, manifest, &why))
    return TRUE;
  if (why->domain == PARVIS_HUB_IMPORT_ERROR && is_accepted (how, manifest->kiosk))
    return parvis_hub_register_event (how->store, "import_accepted", manifest->kiosk,
                                      why->code == PARVIS_HUB_IMPORT_ERROR_REVOKED ? "revoked" : "unvouched", how->now,
                                      error);
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}
