/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl content import publik FILE... --out DIR
 */
#include "app/ctl/ctl.h"

#include "app/publik/import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define USAGE                                                                                                          \
  "parvisctl content import publik FICHIER... --out DOSSIER [--report BASE] [--commune NOM] [--blocks "                \
  "DOSSIER]... "                                                                                                       \
  "[--datasources DOSSIER]... [--set NOM=VALEUR]..."

typedef struct
{
  char **files, **blocks, **datasources, **settings;
  char *out, *report, *commune;
} Arguments;

static void
arguments_clear (Arguments *self)
{
  g_strfreev (self->files);
  g_strfreev (self->blocks);
  g_strfreev (self->datasources);
  g_strfreev (self->settings);
  g_free (self->out);
  g_free (self->report);
  g_free (self->commune);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

/* The words "publik" and the program's own name aside, everything that is no option is a file. */
static gboolean
read_arguments (Arguments *self, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &self->out, NULL, NULL },
    { "report", 0, 0, G_OPTION_ARG_FILENAME, &self->report, NULL, NULL },
    { "commune", 0, 0, G_OPTION_ARG_STRING, &self->commune, NULL, NULL },
    { "blocks", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->blocks, NULL, NULL },
    { "datasources", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->datasources, NULL, NULL },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->settings, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->files, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_ptr_array_add (words, (char *) "parvisctl");
  for (int i = 0; i < argc; i++)
    g_ptr_array_add (words, argv[i]);
  g_ptr_array_add (words, NULL);
  int count = argc + 1;
  char **list = (char **) words->pdata;
  return g_option_context_parse (context, &count, &list, error);
}

/* NAME=VALUE, each; NULL when one is not that. */
static GHashTable *
read_settings (char **settings)
{
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; settings != NULL && settings[i] != NULL; i++)
    {
      const char *equals = strchr (settings[i], '=');
      if (equals == NULL || equals == settings[i])
        {
          g_printerr (_ ("parvisctl: --set %s : écrivez NOM=VALEUR.\n"), settings[i]);
          return NULL;
        }
      g_hash_table_replace (table, g_strndup (settings[i], (gsize) (equals - settings[i])), g_strdup (equals + 1));
    }
  return g_steal_pointer (&table);
}

static void
print_summary (const ParvisPublikSummary *summary, const char *out)
{
  guint translated = summary->conditions - summary->untranslated;
  double percent = summary->conditions == 0 ? 100 : 100.0 * translated / summary->conditions;
  g_print (_ ("%u formulaires, %u champs, dans %s\n"), summary->forms, summary->fields, out);
  g_print (_ ("%u conditions, %u traduites (%.1f %%) : %u exactes, %u sur une réponse libre, %u dépendant du "
              "serveur ; %u non traduites\n"),
           summary->conditions, translated, percent, summary->exact, summary->on_free_text, summary->leaning,
           summary->untranslated);
  g_print (_ ("%u remarques à lire dans %s\n"), summary->remarks, summary->report);
}

int
parvis_ctl_import_publik (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Arguments) arguments = { 0 };
  if (!read_arguments (&arguments, argc, argv, &error))
    {
      parvis_ctl_fail (error);
      return parvis_ctl_usage (USAGE);
    }
  g_autoptr (GHashTable) settings = read_settings (arguments.settings);
  if (arguments.files == NULL || arguments.out == NULL || settings == NULL)
    return parvis_ctl_usage (USAGE);
  ParvisPublikOptions options = {
    .files = (const char *const *) arguments.files,
    .out = arguments.out,
    .report = arguments.report,
    .blocks = (const char *const *) arguments.blocks,
    .datasources = (const char *const *) arguments.datasources,
    .commune = arguments.commune,
    .settings = settings,
  };
  ParvisPublikSummary summary;
  if (!parvis_publik_import (&options, &summary, &error))
    return parvis_ctl_fail (error);
  print_summary (&summary, arguments.out);
  parvis_publik_summary_clear (&summary);
  return PARVIS_CTL_OK;
}
