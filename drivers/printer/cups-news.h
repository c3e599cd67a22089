/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/ipp-state.h"

G_BEGIN_DECLS

/* ParvisCupsNews: the way from the printer's thread to who owns the printer: each change once, in the owner's main
 * context, and nothing once the owner has left. */
typedef struct _ParvisCupsNews ParvisCupsNews;

typedef struct
{
  ParvisPrinterCondition condition;
  ParvisPrinterAbilities *abilities; /* (nullable): not known yet */
} ParvisPrinterReport;
typedef void (*ParvisCupsNewsFunc) (const ParvisPrinterReport *report, gpointer user_data);

/* In the owner's thread; its thread-default main context is where @heard is called. */
ParvisCupsNews *parvis_cups_news_new (ParvisCupsNewsFunc heard, gpointer user_data);
/* In the owner's thread: @heard is not called any more. */
void parvis_cups_news_leave (ParvisCupsNews *self);
void parvis_cups_news_free (ParvisCupsNews *self);

/* In the printer's thread. */
void parvis_cups_news_tell (ParvisCupsNews *self, ParvisPrinterCondition condition);
/* Goes with the next that is told. (nullable): not known any more. */
void parvis_cups_news_set_abilities (ParvisCupsNews *self, ParvisPrinterAbilities *abilities);
ParvisPrinterAbilities *parvis_cups_news_get_abilities (ParvisCupsNews *self); /* (transfer none) (nullable) */

G_END_DECLS
