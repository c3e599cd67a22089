/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/receipt/receipt.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

#define ECI_UTF8 26 /* AIM ECI assignment 26: a reader need not guess how accents are written */

/* Medium correction: a thumb on the glass or a fold in the paper may hide a part of it. */
static QRcode *
encode (const char *text)
{
  QRinput *input = QRinput_new2 (0, QR_ECLEVEL_M);
  QRcode *code = NULL;

  if (input == NULL)
    return NULL;
  if (QRinput_appendECIheader (input, ECI_UTF8) == 0
      && QRinput_append (input, QR_MODE_8, (int) strlen (text), (const unsigned char *) text) == 0)
    code = QRcode_encodeInput (input);
  QRinput_free (input);
  return code;
}

ParvisQr *
parvis_qr_new (const char *text, GError **error)
{
  QRcode *code = encode (text);
  ParvisQr *qr;

  if (code == NULL)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "QR code: %s", g_strerror (errno));
      return NULL;
    }
  qr = g_new0 (ParvisQr, 1);
  qr->size = (guint) code->width;
  qr->modules = g_new (guint8, (gsize) qr->size * qr->size);
  for (guint i = 0; i < qr->size * qr->size; i++)
    qr->modules[i] = code->data[i] & 1;
  QRcode_free (code);
  return qr;
}

void
parvis_qr_free (ParvisQr *qr)
{
  g_free (qr->modules);
  g_free (qr);
}
