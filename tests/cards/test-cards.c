/* SPDX-License-Identifier: EUPL-1.2
 *
 * The bench itself: a pcscd of our own, cards in its virtual reader, seen by programs that others wrote.
 */
#include <string.h>
#include <winscard.h>

#include "cards/card-service.h"
#include "child/child.h"
#include "cards/ndef-card.h"
#include "cards/vpcd.h"

static CardService *service;

static gsize
echo (gpointer user_data, const guint8 *command, gsize length, guint8 *answer)
{
  memcpy (answer, command, length);
  return length + vpcd_status (answer + length, 0x9000);
}

static char *
run_program (const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  va_list list;

  va_start (list, first);
  for (const char *word = first; word != NULL; word = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) word);
  va_end (list);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  g_test_message ("%s", output);
  return output;
}

static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no \"%s\" in: %s", part, text);
}

/* pcscd looks for a virtual card every 400 ms. */
static void
wait_for_slot (const char *reader, DWORD wanted)
{
  SCARD_READERSTATE state = { .szReader = reader };
  SCARDCONTEXT context;

  g_assert_cmpint (SCardEstablishContext (SCARD_SCOPE_SYSTEM, NULL, NULL, &context), ==, SCARD_S_SUCCESS);
  do
    {
      g_assert_cmpint (SCardGetStatusChange (context, 10000, &state, 1), ==, SCARD_S_SUCCESS);
      state.dwCurrentState = state.dwEventState;
    }
  while (!(state.dwEventState & wanted));
  SCardReleaseContext (context);
}

static void
test_c (void)
{
  const VpcdCard card = { .command = echo, .atr = vpcd_contactless_atr, .atr_length = sizeof vpcd_contactless_atr };
  g_autoptr (Vpcd) vpcd = vpcd_insert (service->ports[0], &card, NULL);
  g_autofree char *atr
      = (wait_for_slot ("Parvis Bench 00 00", SCARD_STATE_PRESENT), run_program ("opensc-tool", "--atr", NULL));
  g_autofree char *answer = run_program ("opensc-tool", "--send-apdu", "00:11:22:33:01:44", NULL);

  assert_contains (atr, "3b:80:80:01:01");
  assert_contains (answer, "Received (SW1=0x90, SW2=0x00)");
  assert_contains (answer, "00 11 22 33 01 44");
}

/* The city pass is one to others too: its application, its container, its UID. */
static void
test_ndef (void)
{
  static const guint8 message[] = { 0xD1, 0x01, 0x02, 'U', 0x04, 'a' };
  NdefCard card;
  g_autoptr (Vpcd) vpcd = NULL;
  g_autofree char *answers = NULL;

  wait_for_slot ("Parvis Bench 00 00", SCARD_STATE_EMPTY); /* the card of the test before is seen gone */
  ndef_card_init (&card, NDEF_TYPE_4, message, sizeof message);
  vpcd = vpcd_insert (service->ports[0], &card.card, &card);
  wait_for_slot ("Parvis Bench 00 00", SCARD_STATE_PRESENT);
  answers = run_program ("opensc-tool", "--send-apdu", "FF:CA:00:00:00", "--send-apdu",
                         "00:A4:04:00:07:D2:76:00:00:85:01:01:00", "--send-apdu", "00:A4:00:0C:02:E1:04", "--send-apdu",
                         "00:B0:00:00:08", NULL);
  assert_contains (answers, "04 11 22 33 44 55 66");
  assert_contains (answers, "00 06 D1 01 02 55 04 61");
}

/* The second slot, and the base for cards in Python. */
static void
test_python (void)
{
  const char *program
      = "import sys\nsys.path.insert(0, sys.argv[1])\nimport vpcd\n"
        "class Echo(vpcd.Card):\n    def command(self, apdu):\n        return apdu[::-1] + b'\\x90\\x00'\n"
        "Echo(int(sys.argv[2])).run()\n";
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "tests/cards", NULL);
  g_autofree char *port = g_strdup_printf ("%u", service->ports[1]);
  g_autoptr (GSubprocess) card
      = child_start (G_SUBPROCESS_FLAGS_NONE, "/usr/bin/python3", "-B", "-c", program, folder, port, NULL);
  g_autofree char *answer = NULL;

  wait_for_slot ("Parvis Bench 00 01", SCARD_STATE_PRESENT);
  answer = run_program ("opensc-tool", "--reader", "1", "--send-apdu", "00:11:22:33:01:44", NULL);
  assert_contains (answer, "Received (SW1=0x90, SW2=0x00)");
  assert_contains (answer, "44 01 33 22 11 00");
  g_subprocess_force_exit (card);
  g_subprocess_wait (card, NULL, NULL);
}

static void
test_restart (void)
{
  g_autofree char *stopped = (card_service_tell (service, "stop"), run_program ("opensc-tool", "--list-readers", NULL));
  g_autofree char *empty
      = (card_service_tell (service, "start empty"), run_program ("opensc-tool", "--list-readers", NULL));
  g_autofree char *back = NULL;

  assert_contains (empty, "No smart card readers found");
  assert_contains (stopped, "No smart card readers found");
  card_service_tell (service, "stop");
  card_service_tell (service, "start");
  back = run_program ("opensc-tool", "--list-readers", NULL);
  assert_contains (back, "Parvis Bench 00 01");
  test_c ();
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  service = card_service_start (NULL);
  g_test_add_func ("/cards/c", test_c);
  g_test_add_func ("/cards/ndef", test_ndef);
  g_test_add_func ("/cards/python", test_python);
  g_test_add_func ("/cards/restart", test_restart);
  result = g_test_run ();
  card_service_stop (service);
  return result;
}
