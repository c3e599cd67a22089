/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/reasons.h"

#include <string.h>

typedef enum
{
  SEVERITY_REPORT,
  SEVERITY_WARNING,
  SEVERITY_ERROR,
} Severity;

/* The first line that matches any reason wins: what a person must mend first comes first. */
static const struct
{
  const char *keyword;
  ParvisPrinterTrouble trouble;
  gboolean never_stale; /* true even as a mere report of CUPS */
} table[] = {
  { "offline", PARVIS_PRINTER_UNREACHABLE, TRUE },
  { "shutdown", PARVIS_PRINTER_UNREACHABLE, FALSE },
  { "timed-out", PARVIS_PRINTER_UNREACHABLE, FALSE },
  { "cover-open", PARVIS_PRINTER_COVER_OPEN, FALSE },
  { "door-open", PARVIS_PRINTER_COVER_OPEN, FALSE },
  { "interlock-open", PARVIS_PRINTER_COVER_OPEN, FALSE },
  { "media-jam", PARVIS_PRINTER_PAPER_JAM, FALSE },
  { "media-empty", PARVIS_PRINTER_NO_PAPER, FALSE },
  { "media-needed", PARVIS_PRINTER_NO_PAPER, FALSE },
  { "input-tray-missing", PARVIS_PRINTER_NO_PAPER, FALSE },
  { "toner-empty", PARVIS_PRINTER_NO_INK, FALSE },
  { "marker-supply-empty", PARVIS_PRINTER_NO_INK, FALSE },
  { "marker-supply-missing", PARVIS_PRINTER_NO_INK, FALSE },
  { "developer-empty", PARVIS_PRINTER_NO_INK, FALSE },
  { "paused", PARVIS_PRINTER_STOPPED, FALSE },
  { "moving-to-paused", PARVIS_PRINTER_STOPPED, FALSE },
  { "stopped-partly", PARVIS_PRINTER_STOPPED, FALSE },
  { "stopping", PARVIS_PRINTER_STOPPED, FALSE },
  { "deactivated", PARVIS_PRINTER_STOPPED, FALSE },
  { "output-area-full", PARVIS_PRINTER_OTHER, FALSE },
  { "output-tray-missing", PARVIS_PRINTER_OTHER, FALSE },
  { "marker-waste-full", PARVIS_PRINTER_OTHER, FALSE },
  { "fuser-over-temp", PARVIS_PRINTER_OTHER, FALSE },
  { "opc-life-over", PARVIS_PRINTER_OTHER, FALSE },
};

/* Never more than a warning, though some printers give them no severity. */
static const struct
{
  const char *keyword;
  ParvisPrinterWarnings warning;
} soon[] = {
  { "media-low", PARVIS_PRINTER_PAPER_LOW },
  { "toner-low", PARVIS_PRINTER_INK_LOW },
  { "marker-supply-low", PARVIS_PRINTER_INK_LOW },
  { "developer-low", PARVIS_PRINTER_INK_LOW },
  { "marker-ink-almost-empty", PARVIS_PRINTER_INK_LOW },
  { "marker-toner-almost-empty", PARVIS_PRINTER_INK_LOW },
  { "marker-waste-almost-full", PARVIS_PRINTER_WEAR },
  { "output-area-almost-full", PARVIS_PRINTER_WEAR },
  { "opc-near-eol", PARVIS_PRINTER_WEAR },
};

/* Words without a severity that hinder nobody. */
static const char *const harmless[] = { "none", "connecting-to-device", "identify-printer-requested", "hold-new-jobs" };

static Severity
split (const char *reason, gsize *length)
{
  *length = strlen (reason);
  if (g_str_has_suffix (reason, "-report"))
    {
      *length -= strlen ("-report");
      return SEVERITY_REPORT;
    }
  if (g_str_has_suffix (reason, "-warning"))
    {
      *length -= strlen ("-warning");
      return SEVERITY_WARNING;
    }
  if (g_str_has_suffix (reason, "-error"))
    *length -= strlen ("-error");
  return SEVERITY_ERROR;
}

static gboolean
is_word (const char *reason, gsize length, const char *word)
{
  return length == strlen (word) && strncmp (reason, word, length) == 0;
}

static gboolean
is_harmless (const char *reason, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (harmless); i++)
    if (is_word (reason, length, harmless[i]))
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (soon); i++)
    if (is_word (reason, length, soon[i].keyword))
      return TRUE;
  return g_str_has_prefix (reason, "cups-"); /* CUPS' notes to itself */
}

/* The line of the table that @reason stands on; the one below its end where the word is grave and unknown; the next
 * below where it hinders nobody. */
static gsize
find_line (const char *reason, ParvisReasonsSource source)
{
  const gsize nobody = G_N_ELEMENTS (table) + 1;
  gsize length;
  Severity severity = split (reason, &length);
  gboolean stale = source == PARVIS_REASONS_OF_SERVER && severity == SEVERITY_REPORT;

  if (is_harmless (reason, length))
    return nobody;
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (is_word (reason, length, table[i].keyword))
      return stale && !table[i].never_stale ? nobody : i;
  return severity == SEVERITY_ERROR ? G_N_ELEMENTS (table) : nobody;
}

ParvisPrinterTrouble
parvis_reasons_to_trouble (const char *const *reasons, ParvisReasonsSource source)
{
  gsize gravest = G_N_ELEMENTS (table) + 1;

  for (gsize i = 0; reasons != NULL && reasons[i] != NULL; i++)
    gravest = MIN (gravest, find_line (reasons[i], source));
  if (gravest < G_N_ELEMENTS (table))
    return table[gravest].trouble;
  return gravest == G_N_ELEMENTS (table) ? PARVIS_PRINTER_OTHER : PARVIS_PRINTER_OK;
}

ParvisPrinterWarnings
parvis_reasons_to_warnings (const char *const *reasons)
{
  guint warnings = 0;
  gsize length;

  for (gsize i = 0; reasons != NULL && reasons[i] != NULL; i++)
    {
      split (reasons[i], &length);
      for (gsize j = 0; j < G_N_ELEMENTS (soon); j++)
        if (is_word (reasons[i], length, soon[j].keyword))
          warnings |= soon[j].warning;
    }
  return (ParvisPrinterWarnings) warnings;
}
