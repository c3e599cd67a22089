/* SPDX-License-Identifier: EUPL-1.2
 *
 * What staff alone read, in French.
 */
#include <glib/gi18n-lib.h>

#include "drivers/printer/printer.h"

GType
parvis_printer_warnings_get_type (void)
{
  static gsize type;
  static const GFlagsValue values[] = {
    { PARVIS_PRINTER_PAPER_LOW, "PARVIS_PRINTER_PAPER_LOW", "paper-low" },
    { PARVIS_PRINTER_INK_LOW, "PARVIS_PRINTER_INK_LOW", "ink-low" },
    { PARVIS_PRINTER_WEAR, "PARVIS_PRINTER_WEAR", "wear" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_flags_register_static ("ParvisPrinterWarnings", values));
  return type;
}

const char *
parvis_printer_warnings_to_text (ParvisPrinterWarnings warnings)
{
  if (warnings & PARVIS_PRINTER_PAPER_LOW)
    return _ ("Il n’y a bientôt plus de papier dans l’imprimante. Remettez-en.");
  if (warnings & PARVIS_PRINTER_INK_LOW)
    return _ ("Il n’y a bientôt plus d’encre dans l’imprimante. Préparez une cartouche.");
  if (warnings & PARVIS_PRINTER_WEAR)
    return _ ("Une pièce de l’imprimante est bientôt usée, ou un bac bientôt plein. Voyez ce que dit l’imprimante.");
  return "";
}
