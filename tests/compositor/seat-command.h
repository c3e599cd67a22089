/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* What one line on the seat's socket asks for. Coordinates are pixels of the whole screen; keys and buttons are evdev
 * codes.
 *
 *   touch down ID X Y      touch move ID X Y      touch up ID      touch cancel
 *   pointer move X Y       pointer button CODE 0|1
 *   key CODE 0|1
 *
 * Each line is answered by a line: "ok", once the event is in the compositor, or "error" when it is none of these.
 */
typedef enum
{
  SEAT_NONE,
  SEAT_TOUCH_DOWN,
  SEAT_TOUCH_MOVE,
  SEAT_TOUCH_UP,
  SEAT_TOUCH_CANCEL,
  SEAT_POINTER_MOVE,
  SEAT_POINTER_BUTTON,
  SEAT_KEY,
} SeatAction;

typedef struct
{
  SeatAction action;
  int32_t id; /* of the finger, or the evdev code */
  bool pressed;
  double x, y;
} SeatCommand;

/* Reads @line (without its newline) into @command. Returns false, and SEAT_NONE, for anything else. */
bool seat_command_parse (const char *line, SeatCommand *command);
