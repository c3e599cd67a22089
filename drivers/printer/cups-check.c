/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/cups-queues.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "drivers/printer/cups-link.h"
#include "drivers/printer/cups-printer.h"
#include "drivers/printer/cups-settings.h"
#include "drivers/printer/ipp-device.h"

#define SETTINGS "/etc/cups/cupsd.conf"

typedef struct
{
  ParvisCupsLink *link;
  const char *queue; /* as the configuration has it */
  GPtrArray *findings;
  ParvisQueueState *state; /* (nullable) */
} Check;

void
parvis_printer_finding_free (ParvisPrinterFinding *finding)
{
  g_free (finding->what);
  g_free (finding->remedy);
  g_free (finding);
}

/* Takes both texts. */
static void
find (Check *self, ParvisPrinterFindingGravity gravity, char *what, char *remedy)
{
  ParvisPrinterFinding *finding = g_new0 (ParvisPrinterFinding, 1);

  finding->gravity = gravity;
  finding->what = what;
  finding->remedy = remedy;
  g_ptr_array_add (self->findings, finding);
}

static const char *
trouble_words (ParvisPrinterTrouble trouble)
{
  switch (trouble)
    {
    case PARVIS_PRINTER_OK:
      return _ ("elle est prête");
    case PARVIS_PRINTER_NO_PAPER:
      return _ ("il n’y a plus de papier");
    case PARVIS_PRINTER_PAPER_JAM:
      return _ ("une feuille est coincée");
    case PARVIS_PRINTER_COVER_OPEN:
      return _ ("son capot est ouvert");
    case PARVIS_PRINTER_NO_INK:
      return _ ("il n’y a plus d’encre");
    case PARVIS_PRINTER_STOPPED:
      return _ ("elle est en pause");
    case PARVIS_PRINTER_UNREACHABLE:
      return _ ("elle est éteinte, débranchée, ou à une autre adresse");
    case PARVIS_PRINTER_OTHER:
    default:
      return _ ("elle demande quelque chose : voyez son écran");
    }
}

/* ---- the server and its queue ---- */

static void
check_server (Check *self, const GError *error)
{
  gboolean silence = g_error_matches (error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_TROUBLE);

  if (silence)
    find (self, PARVIS_PRINTER_FINDING_FAULT, g_strdup_printf (_ ("CUPS ne répond pas (%s)."), error->message),
          g_strdup (_ ("Démarrez-le : systemctl start cups.")));
  else if (strcmp (self->queue, PARVIS_CUPS_DEFAULT_QUEUE) == 0)
    find (self, PARVIS_PRINTER_FINDING_FAULT, g_strdup (_ ("CUPS n’a pas de file par défaut.")),
          g_strdup (_ ("Choisissez-en une : lpadmin -d NOM ; ou écrivez son nom dans [devices] printer.")));
  else
    find (
        self, PARVIS_PRINTER_FINDING_FAULT,
        g_strdup_printf (_ ("CUPS n’a pas de file « %s », ou n’y donne pas accès (%s)."), self->queue, error->message),
        g_strdup (_ ("Voyez les files qu’il a par lpstat -v, et corrigez [devices] printer.")));
}

static void
check_queue (Check *self)
{
  gboolean by_failure = parvis_queue_state_stopped_by_failure (self->state);

  if (self->state->stopped)
    find (self, PARVIS_PRINTER_FINDING_FAULT,
          g_strdup_printf (by_failure ? _ ("CUPS a arrêté la file après une panne (%s).")
                                      : _ ("La file a été mise en pause (%s)."),
                           self->state->message != NULL ? self->state->message : ""),
          g_strdup_printf (by_failure ? _ ("La borne la relance dès que l’imprimante va bien ; sinon : cupsenable %s.")
                                      : _ ("Relancez-la : cupsenable %s."),
                           self->queue));
  if (!self->state->accepting)
    find (self, PARVIS_PRINTER_FINDING_FAULT, g_strdup (_ ("La file refuse les impressions.")),
          g_strdup_printf (_ ("Rouvrez-la : cupsaccept %s."), self->queue));
}

/* ---- the printer ---- */

static void
check_abilities (Check *self, const ParvisPrinterAbilities *abilities)
{
  find (self, PARVIS_PRINTER_FINDING_GOOD,
        g_strdup_printf (_ ("%s : %s, %s."), abilities->model != NULL ? abilities->model : _ ("Imprimante"),
                         abilities->colour ? _ ("couleur") : _ ("noir et blanc"),
                         abilities->duplex ? _ ("recto verso") : _ ("recto seul")),
        NULL);
  if (!parvis_printer_abilities_take (abilities, PARVIS_MEDIA_NAME_A4))
    find (self, PARVIS_PRINTER_FINDING_ADVICE, g_strdup (_ ("Cette imprimante ne prend pas de feuille A4.")),
          g_strdup (_ ("Pour les reçus et les fiches, indiquez-en une autre.")));
}

static void
check_printer (Check *self)
{
  g_autoptr (ParvisPrinterAbilities) abilities = NULL;
  ParvisPrinterCondition condition = self->state->condition;
  int never = 0;

  if (parvis_ipp_device_can_be_asked (self->state->device_uri))
    condition = parvis_ipp_device_look (self->state->device_uri, &abilities, &never);
  else
    find (self, PARVIS_PRINTER_FINDING_ADVICE,
          g_strdup (_ ("La file n’est pas en IPP : la borne ne peut pas demander à l’imprimante si elle a du papier.")),
          g_strdup (_ ("Si elle parle IPP : lpadmin -p NOM -m everywhere -v ipp://ADRESSE/ipp/print.")));
  if (abilities == NULL)
    abilities = parvis_printer_abilities_ref (self->state->abilities);
  find (self, condition.trouble == PARVIS_PRINTER_OK ? PARVIS_PRINTER_FINDING_GOOD : PARVIS_PRINTER_FINDING_FAULT,
        g_strdup_printf (_ ("Imprimante de la file « %s » : %s."), self->queue, trouble_words (condition.trouble)),
        NULL);
  if (condition.warnings != 0)
    find (self, PARVIS_PRINTER_FINDING_ADVICE, g_strdup (parvis_printer_warnings_to_text (condition.warnings)), NULL);
  if (condition.trouble != PARVIS_PRINTER_UNREACHABLE)
    check_abilities (self, abilities);
}

/* ---- CUPS' settings ---- */

static ipp_t *
ask_settings (Check *self)
{
  static const char *const wanted[] = { "printer-error-policy", "printer-is-shared" };
  ipp_t *request = parvis_cups_link_new_request (self->link, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted), NULL,
                 wanted);
  return parvis_cups_link_send (self->link, request, NULL);
}

static void
check_policy (Check *self)
{
  g_autoptr (ipp_t) answer = ask_settings (self);
  g_autofree char *policy = answer != NULL ? parvis_ipp_string (answer, "printer-error-policy") : NULL;

  if (policy != NULL && !g_str_has_prefix (policy, "retry-"))
    find (self, PARVIS_PRINTER_FINDING_ADVICE, g_strdup_printf (_ ("Après une panne, la file fait « %s »."), policy),
          g_strdup_printf (_ ("Mieux vaut réessayer : lpadmin -p %s -o printer-error-policy=retry-current-job."),
                           self->queue));
  if (answer != NULL && parvis_ipp_boolean (answer, "printer-is-shared", FALSE))
    find (self, PARVIS_PRINTER_FINDING_ADVICE,
          g_strdup (_ ("La file est partagée : d’autres peuvent imprimer par cette borne.")),
          g_strdup_printf (_ ("Si ce n’est pas voulu : lpadmin -p %s -o printer-is-shared=false."), self->queue));
}

static void
note_last (int job, const char *name, gpointer user_data)
{
  *(int *) user_data = job;
}

/* What CUPS has kept of our own jobs: a finished one is still listed, its document still handed out. */
static ParvisCupsKeeping
ask_keeping (Check *self)
{
  ParvisCupsKeeping keeping = { FALSE, FALSE };
  g_autoptr (ipp_t) answer = NULL;
  int job = 0;

  if (!parvis_cups_link_each_ended_job (self->link, note_last, &job, NULL) || job == 0)
    return keeping;
  keeping.history = TRUE;
  keeping.files = parvis_cups_link_keeps_document (self->link, job);
  return keeping;
}

static void
check_keeping (Check *self)
{
  ParvisCupsKeeping keeping = { FALSE, FALSE };
  gboolean local = strcmp (cupsServer (), "localhost") == 0 || g_str_equal (cupsServer (), "/run/cups/cups.sock");

  if (!local || !parvis_cups_settings_read (SETTINGS, &keeping, NULL))
    keeping = ask_keeping (self);
  if (keeping.files)
    find (self, PARVIS_PRINTER_FINDING_ADVICE,
          g_strdup (_ ("CUPS garde les documents imprimés ; la borne les efface elle-même, sauf si le courant manque à "
                       "ce moment.")),
          g_strdup (_ ("Dans /etc/cups/cupsd.conf, écrivez PreserveJobFiles No, puis systemctl restart cups.")));
  if (keeping.history)
    find (self, PARVIS_PRINTER_FINDING_ADVICE, g_strdup (_ ("CUPS garde la liste des impressions.")),
          g_strdup (_ ("Dans /etc/cups/cupsd.conf, écrivez PreserveJobHistory No, puis systemctl restart cups.")));
}

static void
check_right_to_resume (Check *self)
{
  g_autoptr (GError) error = NULL;

  if (self->state->stopped || parvis_cups_link_resume (self->link, &error))
    return;
  find (self, PARVIS_PRINTER_FINDING_ADVICE,
        g_strdup_printf (_ ("L’utilisateur %s n’a pas le droit de relancer une file que CUPS a arrêtée (%s)."),
                         cupsUser (), error->message),
        g_strdup_printf (_ ("Ajoutez-le au groupe lpadmin (adduser %s lpadmin), ou donnez-lui ce seul droit "
                            "(drivers/printer/README.md)."),
                         cupsUser ()));
}

GPtrArray *
parvis_cups_printer_check (const char *queue)
{
  g_autoptr (ParvisCupsLink) link = parvis_cups_link_new (queue);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisQueueState) state = parvis_cups_link_queue_state (link, TRUE, &error);
  Check self = { link, queue, g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_printer_finding_free), state };

  if (state == NULL)
    {
      check_server (&self, error);
      return self.findings;
    }
  check_queue (&self);
  check_printer (&self);
  check_policy (&self);
  check_keeping (&self);
  check_right_to_resume (&self);
  return self.findings;
}
