/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/cups-news.h"

#include "drivers/printer/device-thread.h"

typedef struct
{
  ParvisCupsNewsFunc heard; /* %NULL once the owner has gone; owner's thread only */
  gpointer user_data;
} Owner;

struct _ParvisCupsNews
{
  Owner *owner; /* atomic rc box */
  GMainContext *context;
  /* of the printer's thread */
  ParvisPrinterReport told;
  gboolean untold; /* there are abilities that the owner has not heard of */
};

typedef struct
{
  Owner *owner;
  ParvisPrinterReport report;
} Letter;

ParvisCupsNews *
parvis_cups_news_new (ParvisCupsNewsFunc heard, gpointer user_data)
{
  ParvisCupsNews *self = g_new0 (ParvisCupsNews, 1);

  self->context = g_main_context_ref_thread_default ();
  self->owner = g_atomic_rc_box_new0 (Owner);
  self->owner->heard = heard;
  self->owner->user_data = user_data;
  return self;
}

void
parvis_cups_news_leave (ParvisCupsNews *self)
{
  self->owner->heard = NULL;
}

void
parvis_cups_news_free (ParvisCupsNews *self)
{
  g_clear_pointer (&self->told.abilities, parvis_printer_abilities_unref);
  g_atomic_rc_box_release (self->owner);
  g_main_context_unref (self->context);
  g_free (self);
}

static void
letter_free (gpointer user_data)
{
  Letter *letter = user_data;

  g_clear_pointer (&letter->report.abilities, parvis_printer_abilities_unref);
  g_atomic_rc_box_release (letter->owner);
  g_free (letter);
}

static gboolean
deliver (gpointer user_data)
{
  Letter *letter = user_data;

  if (letter->owner->heard != NULL)
    letter->owner->heard (&letter->report, letter->owner->user_data);
  return G_SOURCE_REMOVE;
}

void
parvis_cups_news_tell (ParvisCupsNews *self, ParvisPrinterCondition condition)
{
  const ParvisPrinterCondition *told = &self->told.condition;
  Letter *letter;

  if (!self->untold && told->trouble == condition.trouble && told->warnings == condition.warnings)
    return;
  self->untold = FALSE;
  self->told.condition = condition;
  letter = g_new0 (Letter, 1);
  letter->owner = g_atomic_rc_box_acquire (self->owner);
  letter->report = self->told;
  if (letter->report.abilities != NULL)
    parvis_printer_abilities_ref (letter->report.abilities);
  parvis_run_in_context (self->context, deliver, letter, letter_free);
}

void
parvis_cups_news_set_abilities (ParvisCupsNews *self, ParvisPrinterAbilities *abilities)
{
  if (parvis_printer_abilities_equal (self->told.abilities, abilities))
    return;
  g_clear_pointer (&self->told.abilities, parvis_printer_abilities_unref);
  self->told.abilities = abilities != NULL ? parvis_printer_abilities_ref (abilities) : NULL;
  self->untold = TRUE;
}

ParvisPrinterAbilities *
parvis_cups_news_get_abilities (ParvisCupsNews *self)
{
  return self->told.abilities;
}
