/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A reader of DER headers (ITU-T X.690 §8.1, §10), for a look at what may be the start of something larger: a
 * content may be longer than what is at hand. Single-byte tags, definite lengths of at most four bytes, in
 * their shortest form. */
typedef struct
{
  const guint8 *data;
  gsize left; /* bytes at hand */
} ParvisDer;

#define PARVIS_DER_INTEGER             0x02
#define PARVIS_DER_BITS                0x03
#define PARVIS_DER_OCTETS              0x04
#define PARVIS_DER_OID                 0x06
#define PARVIS_DER_SEQUENCE            0x30
#define PARVIS_DER_SET                 0x31
#define PARVIS_DER_CONTEXT_0_PRIMITIVE 0x80
#define PARVIS_DER_CONTEXT_0           0xa0
#define PARVIS_DER_CONTEXT_1           0xa1

/* Takes the next element of @self, which must bear @tag, and gives as much of its content as is there. */
gboolean parvis_der_open (ParvisDer *self, guint8 tag, ParvisDer *content) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
