/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "cards/emrtd/double-channel.h"
#include "cards/emrtd/double.h"

G_BEGIN_DECLS

/* double.c is what the document is and does; double-apdu.c is how it is told, in the clear and under secure messaging.
 */

enum
{
  FILE_CARD_ACCESS = 0x011C,
  FILE_COM = 0x011E,
  FILE_DG1 = 0x0101,
  FILE_DG2 = 0x0102,
  FILE_SOD = 0x011D,
};

struct _EmrtdDouble
{
  EmrtdDoubleOptions options;
  char *can;
  guint8 zone_secret[20];
  GHashTable *files; /* by name */
  guint commands, photographs;
  gboolean application;
  guint16 selected;
  guint pieces; /* read of the selected file */
  guint8 challenge[8];
  DoubleChannel *pace;    /* while it is being agreed on */
  DoubleChannel *next;    /* agreed on by this very command */
  DoubleChannel *channel; /* in use */
};

typedef struct
{
  guint8 header[4];
  const guint8 *data;
  gsize length;
  gsize expected;
} DoubleCommand;

/* The status word; what there is to say is added to @answer. */
guint16 emrtd_double_execute (EmrtdDouble *self, const DoubleCommand *command, GByteArray *answer);
gboolean emrtd_double_goes_wrong (const EmrtdDouble *self, EmrtdFault fault);
void emrtd_double_reset (EmrtdDouble *self);

G_END_DECLS
