/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvis-hub kiosks, enrol, revoke, crl: who may speak to this server. All work beside a server that runs.
 */
#include "sync/base/name.h"
#include "sync/hub/command/command.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <sysexits.h>

#include "sync/hub/config/hub-config.h"
#include "sync/hub/kiosks/codes.h"
#include "sync/hub/kiosks/crl.h"
#include "sync/hub/kiosks/register.h"

#define CRL_DAYS 30

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static char *
to_day (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("-");
}

static ParvisHubStore *
open_store (const char *path, ParvisHubConfig **config, GError **error)
{
  *config = parvis_hub_config_load (path, error);
  return *config != NULL ? parvis_hub_store_open ((*config)->store, error) : NULL;
}

static gboolean
check_kiosk (const char *name, GError **error)
{
  if (parvis_name_is_valid (name))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("le nom d’une borne a 1 à 64 caractères parmi a-z, 0-9 et -"));
  return FALSE;
}

/* kiosks ---------------------------------------------------------------------------------------- */

static const char *
state_of (const ParvisHubCertificate *one)
{
  if (one->revoked_at > 0)
    return "revoked";
  return one->until <= now () ? "expired" : "valid";
}

static const char *
state_in_french (const ParvisHubCertificate *one)
{
  if (one->revoked_at > 0)
    return _ ("révoqué");
  return one->until <= now () ? _ ("périmé") : _ ("valable");
}

static void
print_line (const ParvisHubCertificate *one)
{
  g_autofree char *from = to_day (one->from), *until = to_day (one->until), *revoked = to_day (one->revoked_at);

  g_print ("%-20s  %s  %s  %s  %-8s  %-7s%s%s%s%s\n", one->kiosk, one->serial, from, until,
           parvis_hub_origin_to_string (one->origin), state_in_french (one), one->revoked_at > 0 ? "  " : "",
           one->revoked_at > 0 ? revoked : "", one->revoked_at > 0 ? "  " : "",
           one->revoked_at > 0 ? parvis_hub_why_to_string (one->why) : "");
}

static void
print_json (GPtrArray *list)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const ParvisHubCertificate *one = g_ptr_array_index (list, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "kiosk", one->kiosk);
      json_object_set_string_member (object, "serial", one->serial);
      json_object_set_int_member (object, "from", one->from);
      json_object_set_int_member (object, "until", one->until);
      json_object_set_string_member (object, "origin", parvis_hub_origin_to_string (one->origin));
      json_object_set_string_member (object, "state", state_of (one));
      json_object_set_int_member (object, "revoked_at", one->revoked_at);
      if (one->revoked_at > 0)
        json_object_set_string_member (object, "why", parvis_hub_why_to_string (one->why));
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);
  text = json_to_string (node, TRUE);
  g_print ("%s\n", text);
}

static void
print_event (gint64 at, const char *event, const char *kiosk, const char *detail, gpointer user_data)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at);
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%F %T") : g_strdup ("-");

  g_print ("%s  %-20s  %s  %s\n", when, event, kiosk, detail);
}

int
parvis_hub_command_kiosks (int argc, char **argv, GError **error)
{
  g_autofree char *path = NULL;
  gboolean json = FALSE, events = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("pour un programme"), NULL },
    { "events", 0, 0, G_OPTION_ARG_NONE, &events, N_ ("dit ce qui a été fait, au lieu de ce qui est"), NULL },
    { NULL },
  };
  g_autoptr (ParvisHubConfig) config = NULL;
  g_autoptr (ParvisHubStore) store = NULL;
  g_autoptr (GPtrArray) list = NULL;

  if (!parvis_hub_command_parse (&argc, &argv, NULL, entries, &path, 0, error))
    return EX_USAGE;
  store = open_store (path, &config, error);
  if (store != NULL && events)
    return parvis_hub_register_events (store, print_event, NULL, error) ? EXIT_SUCCESS : EXIT_FAILURE;
  list = store != NULL ? parvis_hub_register_list (store, error) : NULL;
  if (list == NULL)
    return EXIT_FAILURE;
  if (json)
    print_json (list);
  else
    g_ptr_array_foreach (list, (GFunc) (void (*) (void)) print_line, NULL);
  return EXIT_SUCCESS;
}

/* enrol ----------------------------------------------------------------------------------------- */

static gboolean
check_enrols (const ParvisHubConfig *config, GError **error)
{
  g_auto (ParvisPkiAuthority) ca = { NULL, NULL };

  if (config->enrol_ca_key != NULL)
    return parvis_pki_authority_load (&ca, config->ca, config->enrol_ca_key, error);
  g_set_error_literal (
      error, PARVIS_HUB_CONFIG_ERROR, PARVIS_HUB_CONFIG_ERROR_INVALID,
      _ ("ce serveur n’a pas la clé de l’autorité ; ajoutez [enrol] ca-key à sa configuration et relancez-le"));
  return FALSE;
}

int
parvis_hub_command_enrol (int argc, char **argv, GError **error)
{
  g_autofree char *path = NULL, *code = NULL, *day = NULL;
  g_autoptr (ParvisHubConfig) config = NULL;
  g_autoptr (ParvisHubStore) store = NULL;
  gint64 until;

  if (!parvis_hub_command_parse (&argc, &argv, _ ("BORNE"), NULL, &path, 1, error) || !check_kiosk (argv[1], error))
    return EX_USAGE;
  store = open_store (path, &config, error);
  if (store == NULL || !check_enrols (config, error))
    return EXIT_FAILURE;
  code = parvis_hub_codes_make (store, argv[1], now (), &until, error);
  if (code == NULL)
    return EXIT_FAILURE;
  day = to_day (until);
  g_print ("%s\n", code); /* alone on its line, for scripts */
  g_printerr (_ ("Tapez ce code sur la borne « %s » (parvisctl enrol). Il sert une fois, jusqu’au %s ; il n’est écrit "
                 "nulle part.\n"),
              argv[1], day);
  return EXIT_SUCCESS;
}

/* revoke ---------------------------------------------------------------------------------------- */

int
parvis_hub_command_revoke (int argc, char **argv, GError **error)
{
  g_autofree char *path = NULL, *text = NULL;
  const GOptionEntry entries[] = {
    { "why", 0, 0, G_OPTION_ARG_STRING, &text, N_ ("compromise (volée, ouverte, copiée), replaced, retired ou other"),
      N_ ("RAISON") },
    { NULL },
  };
  g_autoptr (ParvisHubConfig) config = NULL;
  g_autoptr (ParvisHubStore) store = NULL;
  ParvisHubWhy why = PARVIS_HUB_WHY_OTHER;
  guint count;

  if (!parvis_hub_command_parse (&argc, &argv, _ ("BORNE"), entries, &path, 1, error) || !check_kiosk (argv[1], error))
    return EX_USAGE;
  if (text != NULL && !parvis_hub_why_from_string (text, &why))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("--why : écrivez compromise, replaced, retired ou other"));
      return EX_USAGE;
    }
  store = open_store (path, &config, error);
  if (store == NULL || !parvis_hub_register_revoke (store, argv[1], why, now (), &count, error))
    return EXIT_FAILURE;
  g_print (_ ("%s : certificats révoqués : %u ; ceux d’avant ce jour que ce serveur n’a jamais vus le sont aussi\n"),
           argv[1], count);
  if (count == 0)
    g_printerr (
        _ ("Ce serveur ne connaît aucun certificat valable de « %s » : vérifiez ce nom avec parvis-hub kiosks.\n"),
        argv[1]);
  return EXIT_SUCCESS;
}

/* crl ------------------------------------------------------------------------------------------- */

int
parvis_hub_command_crl (int argc, char **argv, GError **error)
{
  g_autofree char *path = NULL, *out = NULL, *pem = NULL;
  const GOptionEntry entries[] = {
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, N_ ("où l’écrire (sans lui : sur la sortie)"), N_ ("FICHIER") },
    { NULL },
  };
  g_autoptr (ParvisHubConfig) config = NULL;
  g_autoptr (ParvisHubStore) store = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_auto (ParvisPkiAuthority) ca = { NULL, NULL };

  if (!parvis_hub_command_parse (&argc, &argv, NULL, entries, &path, 0, error))
    return EX_USAGE;
  store = open_store (path, &config, error);
  list = store != NULL && check_enrols (config, error) ? parvis_hub_register_list (store, error) : NULL;
  if (list == NULL || !parvis_pki_authority_load (&ca, config->ca, config->enrol_ca_key, error))
    return EXIT_FAILURE;
  pem = parvis_hub_crl_make (&ca, list, now (), CRL_DAYS, error);
  if (pem == NULL || (out != NULL && !g_file_set_contents (out, pem, -1, error)))
    return EXIT_FAILURE;
  if (out == NULL)
    g_print ("%s", pem);
  return EXIT_SUCCESS;
}
