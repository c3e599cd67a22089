/* SPDX-License-Identifier: EUPL-1.2
 *
 * What reading an identity document costs the kiosk, apart from what the card takes: for each way in, the number of
 * commands, the bytes on the wire, and our own milliseconds (median of RUNS). At 106 kbit/s a contactless card moves
 * about 10 bytes a millisecond.
 */
#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "cards/emrtd/double.h"
#include "drivers/card/emrtd/emrtd.h"

#define RUNS 21

typedef struct
{
  EmrtdDouble *card;
  gint64 card_us;
  gsize commands, bytes;
} Meter;

static gboolean
transmit (gpointer user_data, const guint8 *command, gsize command_length, guint8 *answer, gsize *length,
          GError **error)
{
  Meter *meter = user_data;
  gint64 start = g_get_monotonic_time ();

  *length = emrtd_double_card.command (meter->card, command, command_length, answer);
  meter->card_us += g_get_monotonic_time () - start;
  meter->bytes += command_length + *length;
  meter->commands++;
  return TRUE;
}

static double
read_once (EmrtdDouble *card, const ParvisEmrtdAccess *access, ParvisEmrtdTrust *trust, Meter *meter)
{
  static const ParvisCardLinkKind kind = { .transmit = transmit };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ParvisCardLink) link = parvis_card_link_new (&kind, meter);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisIdentity) identity = NULL;

  *meter = (Meter){ .card = card };
  emrtd_double_card.reset (card);
  identity = parvis_emrtd_read (link, access, trust, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (identity->trust, ==, PARVIS_IDENTITY_VERIFIED);
  return (double) (g_get_monotonic_time () - start - meter->card_us) / 1000.0;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
measure (const char *name, const EmrtdDoubleOptions *options, const ParvisEmrtdAccess *access, const SpecimenPki *pki,
         ParvisEmrtdTrust *trust)
{
  g_autoptr (EmrtdDouble) card = emrtd_double_new (options, pki);
  double times[RUNS];
  Meter meter;

  for (int i = 0; i < RUNS; i++)
    times[i] = read_once (card, access, trust, &meter);
  qsort (times, RUNS, sizeof *times, compare);
  g_print ("%-28s %3zu commands %6zu bytes %7.2f ms\n", name, meter.commands, meter.bytes, times[RUNS / 2]);
}

int
main (void)
{
  static const ParvisEmrtdAccess can = { .can = SPECIMEN_CAN };
  static const ParvisEmrtdAccess zone
      = { .number = SPECIMEN_NUMBER, .birth = SPECIMEN_BIRTH, .expiry = SPECIMEN_EXPIRY };
  static const struct
  {
    const char *name;
    EmrtdDoubleOptions options;
  } ways[] = {
    { "PACE P-256 AES-128", { .pace = { 2, 2 }, .parameters = 12 } },
    { "PACE brainpoolP256r1 AES-128", { .pace = { 2, 2 }, .parameters = 13 } },
    { "PACE P-384 AES-256", { .pace = { 2, 4 }, .parameters = 15 } },
    { "PACE brainpoolP384r1 AES-256", { .pace = { 2, 4 }, .parameters = 16 } },
    { "BAC 3DES", { .no_pace = TRUE } },
  };
  g_autofree char *dir = g_dir_make_tmp ("parvis-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "state.pem", NULL);
  g_autoptr (SpecimenPki) pki = specimen_pki_new ("UT", SPECIMEN_SIGNER_EC);
  g_autoptr (ParvisEmrtdTrust) trust = NULL;

  specimen_pki_save_state (pki, path);
  trust = parvis_emrtd_trust_new (dir, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    measure (ways[i].name, &ways[i].options, ways[i].options.no_pace ? &zone : &can, pki, trust);
  g_unlink (path);
  g_rmdir (dir);
  return EXIT_SUCCESS;
}
