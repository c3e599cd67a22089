/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/pki/der.h"

#define LONG_FORM        0x80
#define MAX_LENGTH_BYTES 4

static gboolean
read_length (ParvisDer *self, gsize *length)
{
  guint count;

  if (self->left == 0)
    return FALSE;
  count = *self->data & LONG_FORM ? *self->data & (LONG_FORM - 1u) : 0;
  *length = count == 0 ? *self->data : 0;
  if (*self->data == LONG_FORM || count > MAX_LENGTH_BYTES || count >= self->left)
    return FALSE;
  for (guint i = 1; i <= count; i++)
    *length = *length << 8 | self->data[i];
  self->data += 1 + count;
  self->left -= 1 + count;
  return count == 0 || (*length >= LONG_FORM && *length >> (8 * (count - 1)) != 0);
}

gboolean
parvis_der_open (ParvisDer *self, guint8 tag, ParvisDer *content)
{
  gsize length;

  if (self->left == 0 || *self->data != tag)
    return FALSE;
  self->data++;
  self->left--;
  if (!read_length (self, &length))
    return FALSE;
  content->data = self->data;
  content->left = MIN (length, self->left);
  self->data += content->left;
  self->left -= content->left;
  return TRUE;
}
