/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a printer can do, as it says itself (RFC 8011, section 5.4; PWG 5100.14). Immutable, reference-counted, of any
 * thread. */
typedef struct
{
  gboolean colour, duplex;
  gboolean pdf;       /* takes PDF as it is; another is served by CUPS' filters */
  GStrv media;        /* PWG 5101.1 names; empty: it does not say */
  char *media_loaded; /* (nullable) what lies in it, else what it takes unless told: the label of a label printer */
  char *model;        /* (nullable) "Brother HL-L5210DN" */
} ParvisPrinterAbilities;

#define PARVIS_TYPE_PRINTER_ABILITIES (parvis_printer_abilities_get_type ())
GType parvis_printer_abilities_get_type (void);
/* Zeroed, to be filled by who makes it. (transfer full) */
ParvisPrinterAbilities *parvis_printer_abilities_new (void);
ParvisPrinterAbilities *parvis_printer_abilities_ref (ParvisPrinterAbilities *self);
void parvis_printer_abilities_unref (ParvisPrinterAbilities *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisPrinterAbilities, parvis_printer_abilities_unref)

#define PARVIS_MEDIA_NAME_A4 "iso_a4_210x297mm"
/* A printer that names no media is believed to take it. */
gboolean parvis_printer_abilities_take (const ParvisPrinterAbilities *self, const char *media);
/* The size of what lies in it, in millimetres, as its name tells (PWG 5101.1: "oe_62x29-label_62x29mm"). %FALSE: it
 * does not say. */
gboolean parvis_printer_abilities_loaded_size (const ParvisPrinterAbilities *self, double *width, double *height);
/* Both may be %NULL. */
gboolean parvis_printer_abilities_equal (const ParvisPrinterAbilities *a, const ParvisPrinterAbilities *b);

/* What is asked of one print. All zero: A4, the rest as the printer is set. */
typedef enum
{
  PARVIS_PRINT_MEDIA_A4,
  PARVIS_PRINT_MEDIA_LOADED, /* what lies in the printer: labels */
} ParvisPrintMedia;

typedef enum
{
  PARVIS_PRINT_SIDES_ANY,
  PARVIS_PRINT_SIDES_ONE,
  PARVIS_PRINT_SIDES_TWO, /* turned over the long edge; on one side where the printer cannot */
} ParvisPrintSides;

typedef enum
{
  PARVIS_PRINT_COLOURS_ANY,
  PARVIS_PRINT_COLOURS_GREYS,
  PARVIS_PRINT_COLOURS_ALL, /* in greys where the printer cannot */
} ParvisPrintColours;

typedef struct
{
  ParvisPrintMedia media;
  ParvisPrintSides sides;
  ParvisPrintColours colours;
} ParvisPrintOptions;

G_END_DECLS
