/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl devices with a real pcscd and a city pass on its virtual reader.
 */
#include <gio/gio.h>
#include <string.h>

#include "cards/card-service.h"
#include "cards/ndef-card.h"
#include "sync/scratch.h"

static CardService *service;

static void
run (const Scratch *scratch, int status, const char *says, const char *const *words)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bin", "parvisctl", NULL);
  g_autofree char *out = NULL, *err = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  int got;

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (gpointer) "devices");
  for (const char *const *word = words; *word != NULL; word++)
    g_ptr_array_add (argv, (char *) *word);
  g_ptr_array_add (argv, NULL);
  g_assert_true (g_spawn_sync (scratch->folder, (char **) argv->pdata, NULL, 0, NULL, NULL, &out, &err, &got, NULL));
  if (!WIFEXITED (got) || WEXITSTATUS (got) != status || strstr (out, says) == NULL)
    g_error ("status %d, '%s' not said in:\n%s%s", got, says, out, err);
}

#define RUN(scratch, status, says, ...)                                                                                \
  run ((scratch), (status), (says), (const char *const[]){ __VA_ARGS__, "--config", "parvis.conf", NULL })

static void
test_card (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *conf
      = scratch_write (scratch, "parvis.conf",
                       "[kiosk]\nid=b\nstate=.\n[trust]\nca=ca.pem\nenvelope=e.pem\n[hub]\nurl=https://h/\n"
                       "[devices]\ncard-reader=Parvis\n");
  g_autofree char *recorded = scratch_path (scratch, "card.txt"), *text = NULL;
  NdefCard pass;
  Vpcd *vpcd;

  ndef_card_init (&pass, NDEF_NONE, NULL, 0);
  vpcd = vpcd_insert (service->ports[0], &pass.card, &pass);
  RUN (scratch, 0, "carte sans message lisible (UID seulement), UID ", "test", "card-reader");
  RUN (scratch, 0, "OK         Lecteur de cartes (card-reader)", "list");
  RUN (scratch, 0, "donnée personnelle", "record", "card-reader", "card.txt");
  g_assert_true (g_file_get_contents (recorded, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "parvis-exchange 1 card Parvis"));
  g_assert_nonnull (strstr (text, "\n> ffca000000\n<"));
  vpcd_remove (vpcd);
  card_service_tell (service, "stop");
  RUN (scratch, 1, "pcscd", "list");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  service = card_service_start (NULL);
  g_test_add_func ("/ctl-card/card", test_card);
  status = g_test_run ();
  card_service_stop (service);
  return status;
}
