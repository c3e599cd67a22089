/* SPDX-License-Identifier: EUPL-1.2 */
#include "seat-command.h"

#include <stdio.h>
#include <string.h>

/* One row a form; what follows the words is, in order, an id or code, a 0 or 1, two coordinates. */
static const struct
{
  const char *words;
  SeatAction action;
  bool id, state, point;
} forms[] = {
  { "touch down ", SEAT_TOUCH_DOWN, true, false, true },
  { "touch move ", SEAT_TOUCH_MOVE, true, false, true },
  { "touch up ", SEAT_TOUCH_UP, true, false, false },
  { "touch cancel", SEAT_TOUCH_CANCEL, false, false, false },
  { "pointer move ", SEAT_POINTER_MOVE, false, false, true },
  { "pointer button ", SEAT_POINTER_BUTTON, true, true, false },
  { "key ", SEAT_KEY, true, true, false },
};

static bool
read_number (const char **text, double *number)
{
  int used = 0;

  if (sscanf (*text, " %lf%n", number, &used) != 1)
    return false;
  *text += used;
  return true;
}

bool
seat_command_parse (const char *line, SeatCommand *command)
{
  *command = (SeatCommand){ .action = SEAT_NONE };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    {
      size_t length = strlen (forms[i].words);
      const char *rest = line + length;
      double id = 0, state = 0, x = 0, y = 0;

      if (strncmp (line, forms[i].words, length) != 0)
        continue;
      if ((forms[i].id && !read_number (&rest, &id)) || (forms[i].state && !read_number (&rest, &state))
          || (forms[i].point && (!read_number (&rest, &x) || !read_number (&rest, &y))) || *rest != '\0')
        return false;
      *command = (SeatCommand){ forms[i].action, (int32_t) id, state > 0, x, y };
      return true;
    }
  return false;
}
