/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/desk/desk.h"

G_BEGIN_DECLS

/* A ParvisDesk without devices or queue behind it, for tests of what the screen does with its answers: linked in place of the
 * application's own. What it does next is set here. */
typedef struct
{
  gboolean scanner, printer;
  guint delay_ms;          /* how long scanning, printing and submitting take */
  const char *refusal;     /* (nullable) why submitting fails */
  const char *print_error; /* (nullable) */
  const char *scan_error;  /* (nullable) */
  guint submitted;         /* counts */
  guint printed;
} FakeDesk;

extern FakeDesk fake_desk;

ParvisDesk *fake_desk_new (void);
void fake_desk_set_devices (ParvisDesk *desk, gboolean scanner, gboolean printer, const char *printer_trouble);
void fake_desk_deliver (ParvisDesk *desk, ParvisDelivery delivery);

G_END_DECLS
