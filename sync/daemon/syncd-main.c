/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvis-syncd: the only process of a kiosk that talks to the central server. It says submission ids and
 * states, what became of the content, and nothing else, on its standard error.
 *
 * With --once, for a technician or a script: each waiting submission is tried, then content is looked for (and fetched)
 * once, whatever [hub] hours= and the line say; then it ends. Its status speaks of the submissions alone: 0, none waits
 * any more; 75 (EX_TEMPFAIL), some do; another, it could not try (64 usage, 78 configuration, 1 the queue).
 */
#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sysexits.h>
#include <unistd.h>

#include "sync/content/fetch.h"
#include "sync/journal/journal.h"
#include "sync/queue/outbox-repair.h"
#include "sync/daemon/syncd-host.h"
#include "sync/daemon/syncd.h"

typedef struct
{
  char *config;
  gboolean once;
  int chunk;
} Arguments;

static gboolean
parse_arguments (int argc, char **argv, Arguments *arguments, GError **error)
{
  const GOptionEntry entries[] = {
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &arguments->config,
      N_ ("configuration de la borne (sans elle : PARVIS_CONFIG, puis /etc/parvis/parvis.conf)"), N_ ("FICHIER") },
    { "once", 0, 0, G_OPTION_ARG_NONE, &arguments->once,
      N_ ("essayer maintenant chaque demande en attente, chercher une fois le contenu, puis finir ; sans attendre les "
          "heures de [hub] hours"),
      NULL },
    { "chunk-bytes", 0, 0, G_OPTION_ARG_INT, &arguments->chunk,
      N_ ("taille des morceaux envoyés (sans elle : selon la vitesse du réseau)"), N_ ("OCTETS") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("- transmet les demandes au serveur central"));

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc > 1 || arguments->chunk < 0)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("argument inattendu ; voyez --help"));
      return FALSE;
    }
  return TRUE;
}

static void
on_said (const char *id, ParvisSubmissionState state, const char *why, gpointer user_data)
{
  g_message ("%s %s%s%s", id, parvis_submission_state_to_string (state), why != NULL ? ": " : "",
             why != NULL ? why : "");
}

/* One sender an outbox. The lock is the kernel's: it ends with the process, however that ends. */
static int
take_lock (ParvisConfig *config, GError **error)
{
  g_autofree char *path = g_build_filename (parvis_config_state_dir (config), "syncd.lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               errno == EWOULDBLOCK
                   ? _ ("parvis-syncd transmet déjà les demandes de cette borne (verrou « %s ») ; laissez-le faire")
                   : _ ("le verrou « %s » ne peut pas être pris ; vérifiez le dossier et ses droits"),
               path);
  if (fd >= 0)
    close (fd);
  return -1;
}

/* --once ---------------------------------------------------------------------------------------- */

typedef struct
{
  ParvisUploader *uploader;
  GMainLoop *loop;
  ParvisUploaderTally tally;
  GError *error;
} Once;

static void
on_once_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Once *once = user_data;

  if (!parvis_uploader_pass_finish (once->uploader, result, &once->tally, &once->error))
    g_assert (once->error != NULL);
  g_main_loop_quit (once->loop);
}

static void
on_once_fetched (gboolean fresh, const GError *error, gpointer loop)
{
  g_main_loop_quit (loop);
}

/* What becomes of it is said on standard error and noted for the staff; it says nothing of submissions. */
static void
fetch_once (ParvisConfig *config, ParvisOutbox *outbox)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisFetch) fetch = parvis_fetch_new (config, outbox, TRUE, on_once_fetched, loop, &error);

  if (fetch != NULL)
    g_main_loop_run (loop);
  else
    g_warning ("content: %s", error->message);
}

static int
deliver_once (ParvisConfig *config, ParvisOutbox *outbox, const ParvisUploaderOptions *options, GError **error)
{
  g_autoptr (ParvisUploader) uploader = parvis_uploader_new (config, outbox, options);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Once once = { uploader, loop };
  gint64 at;

  if (!parvis_syncd_purge (config, outbox, parvis_retry_real_environment.now (NULL), error))
    return EXIT_FAILURE;
  parvis_uploader_pass_async (uploader, PARVIS_UPLOADER_ALL, NULL, on_once_done, &once);
  g_main_loop_run (loop);
  if (once.error != NULL)
    {
      g_propagate_error (error, once.error);
      return EXIT_FAILURE;
    }
  if (!parvis_uploader_wake_time (uploader, &at, error))
    return EXIT_FAILURE;
  return at == G_MAXINT64 ? EXIT_SUCCESS : EX_TEMPFAIL;
}

/* A damaged one is put aside, and said; what the kiosk takes from now on goes through a new one. */
static ParvisOutbox *
open_outbox (ParvisConfig *config, gboolean suspect, GError **error)
{
  g_autofree char *aside = NULL, *name = NULL;
  ParvisOutbox *outbox = parvis_outbox_open_mended (parvis_config_outbox_path (config), suspect, &aside, error);
  g_autoptr (ParvisJournal) journal = NULL;

  if (aside == NULL)
    return outbox;
  g_message ("the queue was damaged and is put aside as %s: parvisctl queue recover", aside);
  name = g_path_get_basename (aside);
  journal = parvis_journal_new (parvis_config_journal_path (config), "parvis-syncd");
  parvis_journal_note (journal, PARVIS_JOURNAL_QUEUE_DAMAGED, name);
  return outbox;
}

/* One pass of everything. The status is what became of the submissions. Damage met on the way is mended for the next
 * one who looks. */
static int
run_once (ParvisConfig *config, const ParvisUploaderOptions *options, GError **error)
{
  g_autoptr (ParvisOutbox) outbox = open_outbox (config, FALSE, error);
  g_autoptr (GError) own = NULL;
  int status;

  if (outbox == NULL)
    return EXIT_FAILURE;
  status = deliver_once (config, outbox, options, &own);
  if (g_error_matches (own, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT))
    {
      parvis_outbox_free (outbox);
      outbox = open_outbox (config, TRUE, NULL);
    }
  if (outbox != NULL)
    fetch_once (config, outbox);
  if (own != NULL)
    g_propagate_error (error, g_steal_pointer (&own));
  return status;
}

/* Daemon ---------------------------------------------------------------------------------------- */

static gboolean
on_stop (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_hurry (gpointer user_data)
{
  parvis_syncd_host_hurry (user_data);
  return G_SOURCE_CONTINUE;
}

static void
on_host_ended (gpointer user_data)
{
  g_main_loop_quit (user_data);
}

/* Told to stop while it starts, it still ends well. */
static int
run_daemon (ParvisConfig *config, const ParvisUploaderOptions *options, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (ParvisSyncdHost) host = NULL;
  guint hurry;
  gboolean well;

  g_unix_signal_add (SIGTERM, on_stop, loop);
  g_unix_signal_add (SIGINT, on_stop, loop);
  host = parvis_syncd_host_new (config, options, on_host_ended, loop);
  hurry = g_unix_signal_add (SIGHUP, on_hurry, host);
  if (parvis_syncd_host_start (host))
    g_main_loop_run (loop);
  g_source_remove (hurry);
  well = parvis_syncd_host_finish (host, error);
  return well ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int
run (int argc, char **argv, GError **error)
{
  Arguments arguments = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (ParvisConfig) config = NULL;
  ParvisUploaderOptions options = { .said = on_said };
  int lock, status;

  if (!parse_arguments (argc, argv, &arguments, error))
    return EX_USAGE;
  path = arguments.config;
  options.chunk = (gsize) arguments.chunk;
  options.anytime = arguments.once;
  config = parvis_config_load (path, error);
  if (config == NULL)
    return EX_CONFIG;
  lock = take_lock (config, error);
  if (lock < 0)
    return EXIT_FAILURE;
  status = (arguments.once ? run_once : run_daemon) (config, &options, error);
  close (lock);
  return status;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  setlocale (LC_ALL, "");
  signal (SIGPIPE, SIG_IGN); /* a server that hangs up is an error of that request, not our end */
  status = run (argc, argv, &error);
  if (error != NULL)
    g_printerr ("parvis-syncd : %s\n", error->message);
  return status;
}
