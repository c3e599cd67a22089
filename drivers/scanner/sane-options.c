/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/scanner/sane-options.h"

#include <sane/saneopts.h>
#include <string.h>

#define A4_WIDTH_MM  210
#define A4_HEIGHT_MM 297
#define MAX_OPTIONS  1000 /* a backend with more is not one */
#define MAX_STRING   256

typedef struct
{
  SANE_Int index;
  const SANE_Option_Descriptor *descriptor;
} Option;

static gboolean
find (SANE_Handle handle, const char *name, SANE_Value_Type type, Option *option)
{
  for (SANE_Int i = 1; i < MAX_OPTIONS; i++)
    {
      const SANE_Option_Descriptor *descriptor = sane_get_option_descriptor (handle, i);

      if (descriptor == NULL)
        return FALSE;
      if (descriptor->name == NULL || strcmp (descriptor->name, name) != 0)
        continue;
      *option = (Option){ i, descriptor };
      return descriptor->type == type && SANE_OPTION_IS_ACTIVE (descriptor->cap)
             && SANE_OPTION_IS_SETTABLE (descriptor->cap);
    }
  return FALSE;
}

/* The value of the constraint nearest to @wanted. */
static SANE_Word
nearest (const SANE_Option_Descriptor *descriptor, SANE_Word wanted)
{
  const SANE_Word *list = descriptor->constraint.word_list;
  SANE_Word best;

  if (descriptor->constraint_type == SANE_CONSTRAINT_RANGE)
    return CLAMP (wanted, descriptor->constraint.range->min, descriptor->constraint.range->max);
  if (descriptor->constraint_type != SANE_CONSTRAINT_WORD_LIST || list[0] < 1)
    return wanted;
  best = list[1];
  for (SANE_Word i = 2; i <= list[0]; i++)
    if (ABS ((gint64) list[i] - wanted) < ABS ((gint64) best - wanted))
      best = list[i];
  return best;
}

/* Sets a number given in the option's own unit; returns what the device made of it, 0 when it has no such option. */
static double
set_number (SANE_Handle handle, const char *name, double number)
{
  Option option;
  SANE_Word word;
  gboolean fixed;

  if (!find (handle, name, SANE_TYPE_FIXED, &option) && !find (handle, name, SANE_TYPE_INT, &option))
    return 0;
  if (option.descriptor->size != sizeof (SANE_Word))
    return 0;
  fixed = option.descriptor->type == SANE_TYPE_FIXED;
  word = nearest (option.descriptor, fixed ? SANE_FIX (number) : (SANE_Word) number);
  if (sane_control_option (handle, option.index, SANE_ACTION_SET_VALUE, &word, NULL) != SANE_STATUS_GOOD)
    return 0;
  return fixed ? SANE_UNFIX (word) : word;
}

/* Takes the first of @wanted that the device offers. */
static void
set_choice (SANE_Handle handle, const char *name, const char *const *wanted)
{
  Option option;
  char value[MAX_STRING];

  if (!find (handle, name, SANE_TYPE_STRING, &option)
      || option.descriptor->constraint_type != SANE_CONSTRAINT_STRING_LIST || option.descriptor->size <= 0
      || option.descriptor->size > MAX_STRING)
    return;
  for (; *wanted != NULL; wanted++)
    for (const SANE_String_Const *offered = option.descriptor->constraint.string_list; *offered != NULL; offered++)
      if (g_ascii_strcasecmp (*offered, *wanted) == 0)
        {
          g_strlcpy (value, *offered, sizeof value);
          (void) sane_control_option (handle, option.index, SANE_ACTION_SET_VALUE, value, NULL);
          return;
        }
}

guint
parvis_sane_options_apply (SANE_Handle handle, guint dpi)
{
  static const char *const modes[]
      = { SANE_VALUE_SCAN_MODE_COLOR, "24bit Color", "Color - 16 Million Colors", SANE_VALUE_SCAN_MODE_GRAY, NULL };
  double resolution;

  set_choice (handle, SANE_NAME_SCAN_MODE, modes);
  set_number (handle, SANE_NAME_BIT_DEPTH, 8);
  resolution = set_number (handle, SANE_NAME_SCAN_RESOLUTION, dpi);
  set_number (handle, SANE_NAME_SCAN_TL_X, 0);
  set_number (handle, SANE_NAME_SCAN_TL_Y, 0);
  set_number (handle, SANE_NAME_SCAN_BR_X, A4_WIDTH_MM);
  set_number (handle, SANE_NAME_SCAN_BR_Y, A4_HEIGHT_MM);
  return resolution > 0 ? (guint) resolution : 0;
}
