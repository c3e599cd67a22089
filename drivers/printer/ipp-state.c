/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/ipp-state.h"

#define MAX_MODEL 80 /* characters; RFC 8011 allows 127 bytes */

#define STATE_ATTRIBUTES                                                                                               \
  "printer-state", "printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs", "device-uri",        \
      "marker-levels", "marker-low-levels", "marker-types"

static const char *const state_attributes[] = { STATE_ATTRIBUTES };
static const char *const all_attributes[]
    = { STATE_ATTRIBUTES,  "color-supported", "sides-supported", "document-format-supported",
        "media-supported", "media-ready",     "media-default",   "printer-make-and-model" };

static void
want (ipp_t *request, int n, const char *const *names)
{
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", n, NULL, names);
}

void
parvis_ipp_want_state (ipp_t *request)
{
  want (request, G_N_ELEMENTS (state_attributes), state_attributes);
}

void
parvis_ipp_want_state_and_abilities (ipp_t *request)
{
  want (request, G_N_ELEMENTS (all_attributes), all_attributes);
}

/* PWG 5100.9: levels in percent, below 0 where the printer does not know. What fills instead of emptying has a type
 * that begins with "waste". */
static gboolean
has_low_marker (ipp_t *answer)
{
  ipp_attribute_t *levels = ippFindAttribute (answer, "marker-levels", IPP_TAG_INTEGER);
  ipp_attribute_t *low = ippFindAttribute (answer, "marker-low-levels", IPP_TAG_INTEGER);
  ipp_attribute_t *types = ippFindAttribute (answer, "marker-types", IPP_TAG_ZERO);
  int n = levels != NULL && low != NULL ? MIN (ippGetCount (levels), ippGetCount (low)) : 0;

  for (int i = 0; i < n; i++)
    {
      const char *type = types != NULL && i < ippGetCount (types) ? ippGetString (types, i, NULL) : NULL;
      int level = ippGetInteger (levels, i);
      if (level >= 0 && level <= ippGetInteger (low, i) && (type == NULL || !g_str_has_prefix (type, "waste")))
        return TRUE;
    }
  return FALSE;
}

ParvisPrinterCondition
parvis_ipp_condition (ipp_t *answer, ParvisReasonsSource source)
{
  g_auto (GStrv) reasons = parvis_ipp_strings (answer, "printer-state-reasons");
  const char *const *list = (const char *const *) reasons;
  ParvisPrinterCondition condition = { parvis_reasons_to_trouble (list, source), parvis_reasons_to_warnings (list) };

  if (has_low_marker (answer))
    condition.warnings |= PARVIS_PRINTER_INK_LOW;
  return condition;
}

static char *
first_string (ipp_t *answer, const char *name, const char *otherwise)
{
  g_auto (GStrv) strings = parvis_ipp_strings (answer, name);

  if (strings[0] != NULL)
    return g_strdup (strings[0]);
  return otherwise != NULL ? first_string (answer, otherwise, NULL) : NULL;
}

static gboolean
says (ipp_t *answer, const char *name, const char *value)
{
  g_auto (GStrv) strings = parvis_ipp_strings (answer, name);

  return g_strv_contains ((const char *const *) strings, value);
}

static char *
read_model (ipp_t *answer)
{
  g_autofree char *said = parvis_ipp_string (answer, "printer-make-and-model");
  g_autofree char *valid = said != NULL ? g_utf8_make_valid (said, -1) : NULL;

  return valid != NULL && *valid != '\0' ? g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_MODEL))
                                         : NULL;
}

ParvisPrinterAbilities *
parvis_ipp_abilities (ipp_t *answer)
{
  ParvisPrinterAbilities *abilities = parvis_printer_abilities_new ();

  abilities->colour = parvis_ipp_boolean (answer, "color-supported", FALSE);
  abilities->duplex = says (answer, "sides-supported", "two-sided-long-edge");
  abilities->pdf = says (answer, "document-format-supported", "application/pdf");
  abilities->media = parvis_ipp_strings (answer, "media-supported");
  abilities->media_loaded = first_string (answer, "media-ready", "media-default");
  abilities->model = read_model (answer);
  return abilities;
}
