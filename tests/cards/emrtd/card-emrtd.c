/* SPDX-License-Identifier: EUPL-1.2
 *
 * card-emrtd PORT: an identity document in a slot of tests/card-service, until the reader hangs up or this is ended,
 * which takes it out. card-emrtd --pki DIR alone makes the state whose certificate, DIR/csca/state.pem, a kiosk is
 * configured with.
 */
#include <stdlib.h>

#include "cards/emrtd/double.h"

typedef struct
{
  char *can, *zone, *fault, *pki;
  int delay_ms;
  gboolean no_pace, no_bac;
} Arguments;

static void
parse_arguments (int *argc, char ***argv, Arguments *arguments)
{
  const GOptionEntry entries[] = {
    { "can", 0, 0, G_OPTION_ARG_STRING, &arguments->can, "Card access number (" SPECIMEN_CAN ")", "DIGITS" },
    { "mrz", 0, 0, G_OPTION_ARG_STRING, &arguments->zone, "Zone of 90 characters (the specimen's)", "ZONE" },
    { "fault", 0, 0, G_OPTION_ARG_STRING, &arguments->fault,
      "none, dg1, signature, signer, expired, mac, removed, mute, length, nothing, plain, mirror, mapping, other",
      "NAME" },
    { "delay-ms", 0, 0, G_OPTION_ARG_INT, &arguments->delay_ms, "Time before each answer", "MS" },
    { "pki", 0, 0, G_OPTION_ARG_FILENAME, &arguments->pki, "Where the state's key and certificate are, or are made",
      "DIR" },
    { "no-pace", 0, 0, G_OPTION_ARG_NONE, &arguments->no_pace, "An older document: BAC alone", NULL },
    { "no-bac", 0, 0, G_OPTION_ARG_NONE, &arguments->no_bac, "A newer document: PACE alone", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("[PORT]");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("card-emrtd: %s\n", error->message);
      exit (EXIT_FAILURE);
    }
}

static SpecimenPki *
open_pki (const Arguments *arguments, EmrtdFault fault)
{
  SpecimenSigner signer = fault == EMRTD_FAULT_EXPIRED ? SPECIMEN_SIGNER_EXPIRED : SPECIMEN_SIGNER_EC;

  if (arguments->pki == NULL || fault == EMRTD_FAULT_SIGNER)
    return specimen_pki_new ("XX", signer);
  return specimen_pki_open (arguments->pki, signer);
}

int
main (int argc, char **argv)
{
  Arguments arguments = { 0 };
  EmrtdFault fault = EMRTD_FAULT_NONE;
  EmrtdDoubleOptions options;
  g_autoptr (SpecimenPki) pki = NULL;
  g_autoptr (EmrtdDouble) card = NULL;

  parse_arguments (&argc, &argv, &arguments);
  if (arguments.fault != NULL && !emrtd_fault_from_name (arguments.fault, &fault))
    {
      g_printerr ("card-emrtd: no such fault: %s\n", arguments.fault);
      return EXIT_FAILURE;
    }
  pki = open_pki (&arguments, fault);
  if (argc < 2)
    return arguments.pki != NULL ? EXIT_SUCCESS : EXIT_FAILURE;
  options = (EmrtdDoubleOptions){ .can = arguments.can,
                                  .zone = arguments.zone,
                                  .fault = fault,
                                  .delay_ms = (guint) MAX (arguments.delay_ms, 0),
                                  .no_pace = arguments.no_pace,
                                  .no_bac = arguments.no_bac };
  card = emrtd_double_new (&options, pki);
  vpcd_run ((guint16) atoi (argv[1]), &emrtd_double_card, card);
  return EXIT_SUCCESS;
}
