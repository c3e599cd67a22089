/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/ctl.h"

#include "app/content/bundle.h"
#include "app/ctl/ctl-distribution.h"
#include "sync/config/config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define USAGE_CHECK   "parvisctl content check DOSSIER [--json]"
#define USAGE_SIGN    "parvisctl content sign DOSSIER --certificate FICHIER --key FICHIER"
#define USAGE_INSTALL "parvisctl content install DOSSIER [--config FICHIER] [--ca FICHIER] [--catalog FICHIER]"
#define USAGE_IMPORT  "parvisctl content import publik FICHIER... --out DOSSIER"

/* The one folder that is left when the options are taken; %NULL after saying how the command is used. */
static const char *
parse_folder (int argc, char **argv, const GOptionEntry *entries, const char *usage)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  char **own;

  g_ptr_array_add (words, (gpointer) "parvisctl"); /* GOption skips a program's name */
  for (int i = 0; i < argc; i++)
    g_ptr_array_add (words, argv[i]);
  g_ptr_array_add (words, NULL);
  argc = (int) words->len - 1;
  own = (char **) words->pdata;
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &own, &error))
    g_printerr ("parvisctl: %s\n", error->message);
  else if (argc == 2)
    return own[1];
  parvis_ctl_usage (usage);
  return NULL;
}

/* ---- check ---- */

static void
add_member (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
print_json (GPtrArray *faults)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < faults->len; i++)
    {
      const ParvisBundleFault *fault = faults->pdata[i];

      json_builder_begin_object (builder);
      add_member (builder, "file", fault->file);
      add_member (builder, "pointer", fault->pointer);
      add_member (builder, "message", fault->message);
      add_member (builder, "remedy", fault->remedy);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
}

static void
print_faults (GPtrArray *faults, const char *folder)
{
  for (guint i = 0; i < faults->len; i++)
    {
      const ParvisBundleFault *fault = faults->pdata[i];

      g_print ("%s:%s: %s. %s\n", fault->file, fault->pointer, fault->message, fault->remedy);
    }
  if (faults->len == 0)
    g_print (_ ("%s : aucune faute.\n"), folder);
  else
    g_printerr (
        g_dngettext (GETTEXT_PACKAGE, "parvisctl: %s : %u faute.\n", "parvisctl: %s : %u fautes.\n", faults->len),
        folder, faults->len);
}

/* What a language lacks is no fault: it shows in French. */
static void
print_translations (const char *folder)
{
  g_autoptr (GPtrArray) translations = parvis_bundle_translations (folder, NULL);

  for (guint i = 0; translations != NULL && i < translations->len; i++)
    {
      const ParvisBundleTranslation *translation = translations->pdata[i];

      g_print (_ ("%s : langue « %s » : %u textes sur %u ne sont pas traduits et se montrent en français.\n"), folder,
               translation->language, translation->missing, translation->total);
    }
}

static int
run_check (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL }, { NULL } };
  const char *folder = parse_folder (argc, argv, entries, USAGE_CHECK);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = NULL;

  if (folder == NULL)
    return PARVIS_CTL_USAGE;
  faults = parvis_bundle_check (folder, &error);
  if (faults == NULL)
    return parvis_ctl_fail (error);
  if (json)
    print_json (faults);
  else
    {
      print_faults (faults, folder);
      print_translations (folder);
    }
  return faults->len == 0 ? PARVIS_CTL_OK : PARVIS_CTL_FAULTS;
}

/* ---- sign ---- */

static int
run_sign (int argc, char **argv)
{
  g_autofree char *certificate = NULL, *key = NULL;
  const GOptionEntry entries[] = { { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &certificate, NULL, NULL },
                                   { "key", 0, 0, G_OPTION_ARG_FILENAME, &key, NULL, NULL },
                                   { NULL } };
  const char *folder = parse_folder (argc, argv, entries, USAGE_SIGN);
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    return PARVIS_CTL_USAGE;
  if (certificate == NULL || key == NULL)
    return parvis_ctl_usage (USAGE_SIGN);
  if (!parvis_bundle_sign (folder, certificate, key, &error))
    return parvis_ctl_fail (error);
  g_print (_ ("%s : signé.\n"), folder);
  return PARVIS_CTL_OK;
}

/* ---- install ---- */

/* What was not said on the command line is in the kiosk's configuration. */
static gboolean
complete_from_config (const char *config_path, char **ca, char **catalog, GError **error)
{
  g_autoptr (ParvisConfig) config = NULL;

  if (*ca != NULL && *catalog != NULL)
    return TRUE;
  config = parvis_config_load (config_path, error);
  if (config == NULL)
    return FALSE;
  if (*ca == NULL)
    *ca = g_strdup (parvis_config_ca (config));
  if (*catalog == NULL)
    *catalog = g_strdup (parvis_config_catalog_path (config));
  return TRUE;
}

static int
run_install (int argc, char **argv)
{
  g_autofree char *config = NULL, *ca = NULL, *catalog = NULL;
  const GOptionEntry entries[] = { { "config", 0, 0, G_OPTION_ARG_FILENAME, &config, NULL, NULL },
                                   { "ca", 0, 0, G_OPTION_ARG_FILENAME, &ca, NULL, NULL },
                                   { "catalog", 0, 0, G_OPTION_ARG_FILENAME, &catalog, NULL, NULL },
                                   { NULL } };
  const char *folder = parse_folder (argc, argv, entries, USAGE_INSTALL);
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    return PARVIS_CTL_USAGE;
  if (!complete_from_config (config, &ca, &catalog, &error)
      || !parvis_bundle_install (folder, ca, catalog, g_get_real_time () / G_USEC_PER_SEC, &error))
    return parvis_ctl_fail (error);
  g_print (_ ("%s : installé dans %s.\n"), folder, catalog);
  return PARVIS_CTL_OK;
}

/* ---- import ---- */

static int
run_import (int argc, char **argv)
{
  if (argc < 1 || strcmp (argv[0], "publik") != 0)
    return parvis_ctl_usage (USAGE_IMPORT);
  return parvis_ctl_import_publik (argc - 1, argv + 1);
}

static const struct
{
  const char *action;
  int (*run) (int argc, char **argv);
  const char *usage;
} actions[] = {
  { "check", run_check, USAGE_CHECK },
  { "sign", run_sign, USAGE_SIGN },
  { "install", run_install, USAGE_INSTALL },
  { "import", run_import, USAGE_IMPORT },
};

/* The same, with the action among their words. */
static const struct
{
  const char *action;
  int (*run) (int argc, char **argv);
  const char *usage;
} distribution[] = {
  { "publish", parvis_ctl_content_publish, PARVIS_USAGE_PUBLISH },
  { "renew", parvis_ctl_content_renew, PARVIS_USAGE_RENEW },
  { "tell", parvis_ctl_content_tell, PARVIS_USAGE_TELL },
  { "status", parvis_ctl_content_status, PARVIS_USAGE_STATUS },
  { "restore", parvis_ctl_content_restore, PARVIS_USAGE_RESTORE },
};

int
parvis_ctl_content (int argc, char **argv)
{
  for (gsize i = 0; argc > 0 && i < G_N_ELEMENTS (actions); i++)
    if (strcmp (argv[0], actions[i].action) == 0)
      return actions[i].run (argc - 1, argv + 1);
  for (gsize i = 0; argc > 0 && i < G_N_ELEMENTS (distribution); i++)
    if (strcmp (argv[0], distribution[i].action) == 0)
      return distribution[i].run (argc, argv);
  g_printerr ("usage :\n");
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    g_printerr ("  %s\n", actions[i].usage);
  for (gsize i = 0; i < G_N_ELEMENTS (distribution); i++)
    g_printerr ("  %s\n", distribution[i].usage);
  return PARVIS_CTL_USAGE;
}
