/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "drivers/printer/abilities.h"

G_BEGIN_DECLS

/* ParvisPrinter: a printer, whatever its kind. Main thread only; nothing here blocks it.
 *
 * Property "trouble" (ParvisPrinterTrouble): what keeps it from printing now; notified when it begins and when it is
 * mended. Property "warnings" (ParvisPrinterWarnings): what staff should see to soon; it prints all the same. Property
 * "abilities" (ParvisPrinterAbilities): %NULL until the printer has said what it can do.
 */
#define PARVIS_TYPE_PRINTER (parvis_printer_get_type ())
G_DECLARE_DERIVABLE_TYPE (ParvisPrinter, parvis_printer, PARVIS, PRINTER, GObject)

typedef enum
{
  PARVIS_PRINTER_OK,
  PARVIS_PRINTER_NO_PAPER,
  PARVIS_PRINTER_PAPER_JAM,
  PARVIS_PRINTER_COVER_OPEN,
  PARVIS_PRINTER_NO_INK,
  PARVIS_PRINTER_STOPPED,     /* paused, or refuses jobs */
  PARVIS_PRINTER_UNREACHABLE, /* switched off or unplugged */
  PARVIS_PRINTER_CUTTER,      /* the blade of a receipt printer is blocked */
  PARVIS_PRINTER_OTHER,
} ParvisPrinterTrouble;
GType parvis_printer_trouble_get_type (void);
#define PARVIS_TYPE_PRINTER_TROUBLE (parvis_printer_trouble_get_type ())

/* One plain French sentence for a person: what is wrong, and whom to tell. Static; "" for OK. */
const char *parvis_printer_trouble_to_text (ParvisPrinterTrouble trouble);

typedef enum
{
  PARVIS_PRINTER_PAPER_LOW = 1 << 0,
  PARVIS_PRINTER_INK_LOW = 1 << 1,
  PARVIS_PRINTER_WEAR = 1 << 2, /* a part that wears, or a bin that fills: drum, fuser, waste, output tray */
} ParvisPrinterWarnings;
GType parvis_printer_warnings_get_type (void);
#define PARVIS_TYPE_PRINTER_WARNINGS (parvis_printer_warnings_get_type ())

/* One plain French sentence for the staff: the most pressing of them. Static; "" for none. */
const char *parvis_printer_warnings_to_text (ParvisPrinterWarnings warnings);

#define PARVIS_PRINTER_ERROR (parvis_printer_error_quark ())
typedef enum
{
  PARVIS_PRINTER_ERROR_TROUBLE,   /* waited for the printer in vain: see "trouble" */
  PARVIS_PRINTER_ERROR_CANCELLED, /* purged, or cancelled at the printer */
  PARVIS_PRINTER_ERROR_FAILED,
} ParvisPrinterError;
GQuark parvis_printer_error_quark (void);

struct _ParvisPrinterClass
{
  GObjectClass parent_class;
  void (*print_async) (ParvisPrinter *self, GBytes *pdf, const ParvisPrintOptions *options, const char *title,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*print_finish) (ParvisPrinter *self, GAsyncResult *result, GError **error);
  void (*purge) (ParvisPrinter *self);
  void (*watch) (ParvisPrinter *self, gboolean closely); /* (nullable) */
};

/* Prints @pdf as @options say ((nullable): on A4, as the printer is set). Ends when the printer says that the job is
 * completed, not when it is queued; cancelling @cancellable cancels and purges the job, and ends in
 * PARVIS_PRINTER_ERROR_CANCELLED at once. @title shows at the printer, with a random number behind it: never a
 * resident's name. */
void parvis_printer_print_with_async (ParvisPrinter *self, GBytes *pdf, const ParvisPrintOptions *options,
                                      const char *title, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
/* The same without options; parvis_printer_print_finish() ends both. */
void parvis_printer_print_async (ParvisPrinter *self, GBytes *pdf, const char *title, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
gboolean parvis_printer_print_finish (ParvisPrinter *self, GAsyncResult *result,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The session ends: every job of ours is cancelled, at a printer that speaks IPP at once, and its file purged. Begun at
 * once; returns before it is done, and no later print is sent before it is. What the printer puts out before it is told
 * cannot be called back. */
void parvis_printer_purge (ParvisPrinter *self);
ParvisPrinterTrouble parvis_printer_get_trouble (ParvisPrinter *self);
ParvisPrinterWarnings parvis_printer_get_warnings (ParvisPrinter *self);
ParvisPrinterAbilities *parvis_printer_get_abilities (ParvisPrinter *self); /* (transfer none) (nullable) */
/* Whether somebody is there to whom printing is offered. Closely: the printer itself is asked at once, and again every
 * few seconds, since most have no event for an open door. Otherwise it is left alone, and only an event of the print
 * server wakes us; a job under way is followed all the same. A new printer is watched closely. */
void parvis_printer_watch (ParvisPrinter *self, gboolean closely);

G_END_DECLS
