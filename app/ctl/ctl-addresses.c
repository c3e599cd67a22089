/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/ctl.h"

#include "app/address/import.h"
#include "sync/config/config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define USAGE_IMPORT                                                                                                   \
  "parvisctl addresses import [--communes FICHIER.json]... [--postcodes FICHIER.csv]... [--commune INSEE]... "         \
  "[--max-faults N] [--out FICHIER | --config FICHIER] FICHIER.csv[.gz]..."
#define USAGE_FIND                                                                                                     \
  "parvisctl addresses find [--towns] [--typing] [--home INSEE] [--postcode CODE] "                                    \
  "[--db FICHIER | --config FICHIER] MOTS"

/* Takes the options out of the words; what is left, after the action. %NULL once it was said what is off. (transfer
 * container) */
static char **
parse (const GOptionEntry *entries, const char *usage, int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  g_strv_builder_add (builder, "parvisctl"); /* GOption skips a program's name */
  for (int i = 0; i < argc; i++)
    g_strv_builder_add (builder, argv[i]);
  words = g_strv_builder_end (builder);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse_strv (context, &words, &error))
    return g_strdupv (words + 1);
  g_printerr ("parvisctl: %s\n", error->message);
  parvis_ctl_usage (usage);
  return NULL;
}

/* @path, else the one that the configuration names. (transfer full) */
static char *
database_of (const char *path, const char *config_path, GError **error)
{
  g_autoptr (ParvisConfig) config = NULL;

  if (path != NULL)
    return g_strdup (path);
  config = parvis_config_load (config_path, error);
  return config != NULL ? g_strdup (parvis_config_addresses_path (config)) : NULL;
}

/* ---- import ---- */

static void
print_report (const ParvisAddressReport *report, const char *path, gint64 began)
{
  double seconds = (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;

  g_print (
      _ ("%s : %" G_GUINT64_FORMAT " adresses lues, %" G_GUINT64_FORMAT " gardées, %u rues, %u communes, en %.1f s.\n"),
      path, report->read, report->taken, report->streets, report->communes, seconds);
}

static void
print_faults (const ParvisAddressReport *report)
{
  for (guint i = 0; i < report->said->len; i++)
    g_printerr ("%s\n", (const char *) report->said->pdata[i]);
  if (report->faults > 0)
    g_printerr (g_dngettext (GETTEXT_PACKAGE, "parvisctl: %u ligne passée.\n", "parvisctl: %u lignes passées.\n",
                             report->faults),
                report->faults);
}

static int
import_into (const ParvisAddressSources *sources, const char *path)
{
  ParvisAddressReport report = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  gboolean ok = parvis_addresses_import (sources, path, &report, &error);

  print_faults (&report);
  if (ok)
    print_report (&report, path, began);
  parvis_address_report_clear (&report);
  return ok ? PARVIS_CTL_OK : parvis_ctl_fail (error);
}

static int
run_import (int argc, char **argv)
{
  g_auto (GStrv) communes = NULL, postcodes = NULL, only = NULL, files = NULL;
  g_autofree char *out = NULL, *config = NULL, *path = NULL;
  g_autoptr (GError) error = NULL;
  int max_faults = 1000;
  const GOptionEntry entries[] = { { "communes", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &communes, NULL, NULL },
                                   { "postcodes", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &postcodes, NULL, NULL },
                                   { "commune", 0, 0, G_OPTION_ARG_STRING_ARRAY, &only, NULL, NULL },
                                   { "max-faults", 0, 0, G_OPTION_ARG_INT, &max_faults, NULL, NULL },
                                   { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, NULL, NULL },
                                   { "config", 0, 0, G_OPTION_ARG_FILENAME, &config, NULL, NULL },
                                   { NULL } };

  files = parse (entries, USAGE_IMPORT, argc, argv);
  if (files == NULL)
    return PARVIS_CTL_USAGE;
  if ((files[0] == NULL && communes == NULL && postcodes == NULL) || max_faults < 0)
    return parvis_ctl_usage (USAGE_IMPORT);
  path = database_of (out, config, &error);
  if (path == NULL)
    return parvis_ctl_fail (error);
  return import_into (&(ParvisAddressSources){ (const char *const *) files, (const char *const *) communes,
                                               (const char *const *) postcodes, (const char *const *) only,
                                               (guint) max_faults },
                      path);
}

/* ---- find ---- */

static void
print_address (const ParvisAddress *address)
{
  g_autofree char *line = parvis_address_line (address);

  g_print ("%s, %s %s%s%s%s\n", line, address->postcode, address->city, *address->former != '\0' ? " (" : "",
           address->former, *address->former != '\0' ? ")" : "");
}

static void
print_found (const GPtrArray *found, gboolean towns)
{
  for (guint i = 0; i < found->len; i++)
    if (towns)
      g_print ("%s %s\n", ((ParvisTown *) found->pdata[i])->postcode, ((ParvisTown *) found->pdata[i])->name);
    else
      print_address (found->pdata[i]);
}

typedef struct
{
  ParvisAddresses *addresses;
  gboolean towns;
  const char *postcode;
} Finder;

/* (transfer full) of ParvisAddress or ParvisTown. @milliseconds: how long it took. */
static GPtrArray *
find (const Finder *self, const char *typed, double *milliseconds, GError **error)
{
  gint64 began = g_get_monotonic_time ();
  GPtrArray *found = self->towns ? parvis_addresses_find_towns (self->addresses, typed, 5, NULL, error)
                                 : parvis_addresses_find (self->addresses, typed, self->postcode, 5, NULL, error);

  *milliseconds = (double) (g_get_monotonic_time () - began) / 1000;
  return found;
}

/* Letter after letter, as somebody types: how long each beginning takes. */
static gboolean
find_each_beginning (const Finder *self, const char *typed, GError **error)
{
  for (const char *end = typed; *end != '\0'; end = g_utf8_next_char (end))
    {
      g_autofree char *beginning = g_strndup (typed, (gsize) (g_utf8_next_char (end) - typed));
      double milliseconds;
      g_autoptr (GPtrArray) found = find (self, beginning, &milliseconds, error);

      if (found == NULL)
        return FALSE;
      g_print (_ ("%6.1f ms  %u  %s\n"), milliseconds, found->len, beginning);
    }
  return TRUE;
}

static int
find_words (const Finder *self, char **words, gboolean typing)
{
  g_autofree char *typed = g_strjoinv (" ", words);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  double milliseconds = 0;

  if (typing && !find_each_beginning (self, typed, &error))
    return parvis_ctl_fail (error);
  found = find (self, typed, &milliseconds, &error);
  if (found == NULL)
    return parvis_ctl_fail (error);
  print_found (found, self->towns);
  g_printerr (_ ("%.1f ms\n"), milliseconds);
  return PARVIS_CTL_OK;
}

static int
run_find (int argc, char **argv)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *home = NULL, *postcode = NULL, *db = NULL, *config = NULL, *path = NULL;
  g_autoptr (ParvisAddresses) addresses = NULL;
  g_autoptr (GError) error = NULL;
  gboolean towns = FALSE, typing = FALSE;
  const GOptionEntry entries[] = { { "towns", 0, 0, G_OPTION_ARG_NONE, &towns, NULL, NULL },
                                   { "typing", 0, 0, G_OPTION_ARG_NONE, &typing, NULL, NULL },
                                   { "home", 0, 0, G_OPTION_ARG_STRING, &home, NULL, NULL },
                                   { "postcode", 0, 0, G_OPTION_ARG_STRING, &postcode, NULL, NULL },
                                   { "db", 0, 0, G_OPTION_ARG_FILENAME, &db, NULL, NULL },
                                   { "config", 0, 0, G_OPTION_ARG_FILENAME, &config, NULL, NULL },
                                   { NULL } };

  words = parse (entries, USAGE_FIND, argc, argv);
  if (words == NULL)
    return PARVIS_CTL_USAGE;
  if (words[0] == NULL)
    return parvis_ctl_usage (USAGE_FIND);
  path = database_of (db, config, &error);
  addresses = path != NULL ? parvis_addresses_open (path, &error) : NULL;
  if (addresses == NULL)
    return parvis_ctl_fail (error);
  parvis_addresses_set_home (addresses, home);
  return find_words (&(Finder){ addresses, towns, postcode }, words, typing);
}

int
parvis_ctl_addresses (int argc, char **argv)
{
  if (argc > 0 && strcmp (argv[0], "import") == 0)
    return run_import (argc - 1, argv + 1);
  if (argc > 0 && strcmp (argv[0], "find") == 0)
    return run_find (argc - 1, argv + 1);
  g_printerr ("usage :\n  %s\n  %s\n", USAGE_IMPORT, USAGE_FIND);
  return PARVIS_CTL_USAGE;
}
