/* SPDX-License-Identifier: EUPL-1.2
 *
 * card-pass PORT [ADDRESS]: a city pass that says ADDRESS ("https://..."), a UID alone without it, in a slot of
 * tests/card-service, until the reader hangs up or this is ended, which takes it out.
 */
#include <stdlib.h>
#include <string.h>

#include "cards/ndef-card.h"

#define URI_RECORD 0xD1 /* the only one of its message, short, of a well-known type */
#define WHOLE      0x00 /* RTD URI 1.0: nothing is abbreviated */
#define LONGEST    250

int
main (int argc, char **argv)
{
  const char *address = argc > 2 ? argv[2] : "";
  gsize length = MIN (strlen (address), LONGEST);
  guint8 message[5 + LONGEST] = { URI_RECORD, 0x01, (guint8) (length + 1), 'U', WHOLE };
  NdefCard card;

  if (argc < 2)
    {
      g_printerr ("usage: card-pass PORT [ADDRESS]\n");
      return EXIT_FAILURE;
    }
  memcpy (message + 5, address, length);
  ndef_card_init (&card, length > 0 ? NDEF_TYPE_4 : NDEF_NONE, message, 5 + length);
  vpcd_run ((guint16) atoi (argv[1]), &card.card, &card);
  return EXIT_SUCCESS;
}
