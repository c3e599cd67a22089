/* SPDX-License-Identifier: EUPL-1.2
 *
 * The same documents through a real pcscd: card-emrtd, a program of its own, in a virtual reader.
 */
#include "drivers/card/emrtd/emrtd.h"

#include <string.h>
#include <winscard.h>

#include "cards/card-service.h"
#include "cards/emrtd/specimen.h"
#include "child/child.h"

#define READER "Parvis Bench 00 00"

static CardService *service;
static char *pki, *csca;

/* The plainest way from a link to PC/SC. */
typedef struct
{
  SCARDCONTEXT context;
  SCARDHANDLE card;
  DWORD protocol;
} Way;

static gboolean
transmit (gpointer user_data, const guint8 *command, gsize command_length, guint8 *answer, gsize *length,
          GError **error)
{
  Way *way = user_data;
  DWORD got = PARVIS_CARD_ANSWER_MAX;
  LONG result = SCardTransmit (way->card, way->protocol == SCARD_PROTOCOL_T1 ? SCARD_PCI_T1 : SCARD_PCI_T0, command,
                               command_length, NULL, answer, &got);

  *length = got;
  if (result == SCARD_S_SUCCESS && got >= 2)
    return TRUE;
  g_set_error_literal (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REMOVED, "the card went away");
  return FALSE;
}

static void
close_way (gpointer user_data)
{
  Way *way = user_data;

  /* Not UNPOWER: pcscd 1.9.9 that powers off a card which just went does not see the next one. */
  SCardDisconnect (way->card, SCARD_LEAVE_CARD);
  SCardReleaseContext (way->context);
  g_free (way);
}

/* pcscd looks for a virtual card every 400 ms. */
static void
wait_for (SCARDCONTEXT context, DWORD wanted)
{
  SCARD_READERSTATE state = { .szReader = READER };

  do
    {
      g_assert_cmpint (SCardGetStatusChange (context, 10000, &state, 1), ==, SCARD_S_SUCCESS);
      state.dwCurrentState = state.dwEventState;
    }
  while (!(state.dwEventState & wanted));
}

static ParvisCardLink *
open_link (void)
{
  static const ParvisCardLinkKind kind = { .transmit = transmit, .free = close_way };
  Way *way = g_new0 (Way, 1);

  g_assert_cmpint (SCardEstablishContext (SCARD_SCOPE_SYSTEM, NULL, NULL, &way->context), ==, SCARD_S_SUCCESS);
  wait_for (way->context, SCARD_STATE_PRESENT);
  g_assert_cmpint (SCardConnect (way->context, READER, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1,
                                 &way->card, &way->protocol),
                   ==, SCARD_S_SUCCESS);
  return parvis_card_link_new (&kind, way);
}

/* The next card shall not meet the one before. */
static void
take_out (GSubprocess *card)
{
  SCARDCONTEXT context;

  g_subprocess_force_exit (card);
  g_subprocess_wait (card, NULL, NULL);
  g_assert_cmpint (SCardEstablishContext (SCARD_SCOPE_SYSTEM, NULL, NULL, &context), ==, SCARD_S_SUCCESS);
  wait_for (context, SCARD_STATE_EMPTY);
  SCardReleaseContext (context);
}

static GSubprocess *
put_in (const char *option, const char *value)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bin", "card-emrtd", NULL);
  g_autofree char *port = g_strdup_printf ("%u", service->ports[0]);

  return child_start (G_SUBPROCESS_FLAGS_NONE, program, "--pki", pki, port, option, value, NULL);
}

static const ParvisEmrtdAccess by_can = { .can = SPECIMEN_CAN };
static const ParvisEmrtdAccess by_zone
    = { .number = SPECIMEN_NUMBER, .birth = SPECIMEN_BIRTH, .expiry = SPECIMEN_EXPIRY };

static ParvisIdentity *
read_card (const ParvisEmrtdAccess *access, ParvisEmrtdProgress progress, gpointer user_data, GError **error)
{
  g_autoptr (ParvisCardLink) link = open_link ();
  g_autoptr (ParvisEmrtdTrust) trust = parvis_emrtd_trust_new (csca, error);
  ParvisIdentity *identity;

  g_assert_nonnull (trust);
  g_test_timer_start ();
  identity = parvis_emrtd_read (link, access, trust, progress, user_data, error);
  g_test_message ("%.1f ms", g_test_timer_elapsed () * 1000.0);
  return identity;
}

static void
assert_reads (const char *option, const char *value, const ParvisEmrtdAccess *access, ParvisIdentityTrust expected)
{
  g_autoptr (GSubprocess) card = put_in (option, value);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisIdentity) identity = read_card (access, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (identity->name, ==, "MARTIN");
  g_assert_cmpint (identity->trust, ==, expected);
  take_out (card);
}

static void
assert_fails (const char *option, const char *value, const ParvisEmrtdAccess *access, ParvisCardError code)
{
  g_autoptr (GSubprocess) card = put_in (option, value);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisIdentity) identity = read_card (access, NULL, NULL, &error);

  g_assert_error (error, PARVIS_CARD_ERROR, (int) code);
  take_out (card);
}

static void
test_reads (void)
{
  assert_reads (NULL, NULL, &by_can, PARVIS_IDENTITY_VERIFIED);
  assert_reads (NULL, NULL, &by_zone, PARVIS_IDENTITY_VERIFIED);
  assert_reads ("--no-pace", NULL, &by_zone, PARVIS_IDENTITY_VERIFIED);
  assert_reads ("--fault", "signer", &by_can, PARVIS_IDENTITY_SIGNER_UNKNOWN);
}

static void
test_fails (void)
{
  assert_fails ("--can", "123456", &by_can, PARVIS_CARD_ERROR_WRONG_CODE);
  assert_fails ("--fault", "dg1", &by_can, PARVIS_CARD_ERROR_FORGED);
  assert_fails ("--fault", "removed", &by_can, PARVIS_CARD_ERROR_REMOVED);
}

static void
on_progress (ParvisEmrtdStep step, guint percent, gpointer user_data)
{
  if (step == PARVIS_EMRTD_STEP_IDENTITY)
    g_subprocess_force_exit (user_data);
}

/* By a hand, at any moment: here between PACE and the first file. */
static void
test_pulled_out (void)
{
  g_autoptr (GSubprocess) card = put_in ("--delay-ms", "5");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisIdentity) identity = read_card (&by_can, on_progress, card, &error);

  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REMOVED);
  g_assert_null (identity);
  take_out (card);
}

static void
make_state (const char *dir)
{
  SpecimenPki *made;

  pki = g_build_filename (dir, "pki", NULL);
  csca = g_build_filename (pki, "csca", NULL);
  made = specimen_pki_open (pki, SPECIMEN_SIGNER_EC);
  specimen_pki_free (made);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  service = card_service_start (NULL);
  make_state (service->dir);
  g_test_add_func ("/emrtd/pcsc/reads", test_reads);
  g_test_add_func ("/emrtd/pcsc/fails", test_fails);
  g_test_add_func ("/emrtd/pcsc/pulled-out", test_pulled_out);
  result = g_test_run ();
  card_service_stop (service);
  g_free (pki);
  g_free (csca);
  return result;
}
