/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvis-seat: a weston 10 module that is a person's hands: a seat with a touchscreen, a pointer and a keyboard, moved
 * by lines on the Unix socket $XDG_RUNTIME_DIR/parvis-seat (see seat-command.h). When the socket listens, so does the
 * compositor: the module then writes a line to the file descriptor PARVIS_SEAT_READY_FD, if there is one, and closes
 * it.
 */
#define _GNU_SOURCE /* accept4 */
#include "seat-command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <libweston/libweston.h>
#include <libweston/zalloc.h>
#include <weston.h>

/* libweston-10.so exports these and Debian ships no header for them: they are declared in libweston's private
 * backend.h. */
void weston_seat_init (struct weston_seat *, struct weston_compositor *, const char *);
int weston_seat_init_pointer (struct weston_seat *);
int weston_seat_init_keyboard (struct weston_seat *, struct xkb_keymap *);
int weston_seat_init_touch (struct weston_seat *);
struct weston_touch_device *weston_touch_create_touch_device (struct weston_touch *, const char *, void *,
                                                              const struct weston_touch_device_ops *);
void notify_motion_absolute (struct weston_seat *, const struct timespec *, double, double);
void notify_button (struct weston_seat *, const struct timespec *, int32_t, enum wl_pointer_button_state);
void notify_pointer_frame (struct weston_seat *);
void notify_key (struct weston_seat *, const struct timespec *, uint32_t, enum wl_keyboard_key_state,
                 enum weston_key_state_update);
void notify_touch_normalized (struct weston_touch_device *, const struct timespec *, int, double, double,
                              const struct weston_point2d_device_normalized *, int);
void notify_touch_frame (struct weston_touch_device *);
void notify_touch_cancel (struct weston_touch_device *);

typedef struct
{
  struct weston_compositor *compositor;
  struct weston_seat seat;
  struct weston_touch_device *touchscreen;
} Hands;

typedef struct
{
  Hands *hands;
  struct wl_event_source *source;
  char line[256];
  size_t length;
} Client;

static void
touch (Hands *hands, const SeatCommand *command, int type, const struct timespec *now)
{
  notify_touch_normalized (hands->touchscreen, now, command->id, command->x, command->y, NULL, type);
  notify_touch_frame (hands->touchscreen);
}

/* The pointer comes with its first use: a touch kiosk has none, and its arrow would be in every picture. */
static void
need_pointer (Hands *hands)
{
  if (weston_seat_get_pointer (&hands->seat) == NULL)
    weston_seat_init_pointer (&hands->seat);
}

static void
act (Hands *hands, const SeatCommand *command)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  switch (command->action)
    {
    case SEAT_TOUCH_DOWN:
      touch (hands, command, WL_TOUCH_DOWN, &now);
      break;
    case SEAT_TOUCH_MOVE:
      touch (hands, command, WL_TOUCH_MOTION, &now);
      break;
    case SEAT_TOUCH_UP:
      touch (hands, command, WL_TOUCH_UP, &now);
      break;
    case SEAT_TOUCH_CANCEL:
      notify_touch_cancel (hands->touchscreen);
      break;
    case SEAT_POINTER_MOVE:
      need_pointer (hands);
      notify_motion_absolute (&hands->seat, &now, command->x, command->y);
      notify_pointer_frame (&hands->seat);
      break;
    case SEAT_POINTER_BUTTON:
      need_pointer (hands);
      notify_button (&hands->seat, &now, command->id, command->pressed);
      notify_pointer_frame (&hands->seat);
      break;
    case SEAT_KEY:
      notify_key (&hands->seat, &now, (uint32_t) command->id, command->pressed, STATE_UPDATE_AUTOMATIC);
      break;
    case SEAT_NONE:
      break;
    }
}

static void
client_leave (Client *client, int fd)
{
  wl_event_source_remove (client->source);
  close (fd);
  free (client);
}

static bool
client_obey (Client *client, int fd)
{
  SeatCommand command;
  const char *answer = seat_command_parse (client->line, &command) ? "ok\n" : "error\n";

  act (client->hands, &command);
  return send (fd, answer, strlen (answer), MSG_NOSIGNAL) >= 0;
}

/* Obeys every whole line in the buffer and keeps the rest; false when the client is gone or its line is too long. */
static bool
client_obey_lines (Client *client, int fd)
{
  char *end;

  while ((end = memchr (client->line, '\n', client->length)))
    {
      size_t used = (size_t) (end + 1 - client->line);

      *end = '\0';
      if (!client_obey (client, fd))
        return false;
      client->length -= used;
      memmove (client->line, end + 1, client->length);
    }
  return client->length < sizeof client->line;
}

static int
client_readable (int fd, uint32_t mask, void *data)
{
  Client *client = data;
  ssize_t got = read (fd, client->line + client->length, sizeof client->line - client->length);

  if (got > 0)
    client->length += (size_t) got;
  if (got <= 0 || !client_obey_lines (client, fd))
    client_leave (client, fd);
  return 0;
}

static int
accept_client (int listener, uint32_t mask, void *data)
{
  Hands *hands = data;
  Client *client = zalloc (sizeof *client);
  int fd = accept4 (listener, NULL, NULL, SOCK_CLOEXEC);

  if (fd < 0 || client == NULL)
    {
      free (client);
      return 0;
    }
  client->hands = hands;
  client->source = wl_event_loop_add_fd (wl_display_get_event_loop (hands->compositor->wl_display), fd,
                                         WL_EVENT_READABLE, client_readable, client);
  return 0;
}

static int
listen_at (const char *folder)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int length = snprintf (address.sun_path, sizeof address.sun_path, "%s/parvis-seat", folder);
  int fd;

  if (length < 0 || (size_t) length >= sizeof address.sun_path)
    return -1;
  fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd >= 0 && bind (fd, (struct sockaddr *) &address, sizeof address) == 0 && listen (fd, 8) == 0)
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

static void
tell_ready (void)
{
  const char *text = getenv ("PARVIS_SEAT_READY_FD");
  int fd = text ? atoi (text) : -1;

  if (fd < 0)
    return;
  if (write (fd, "ready\n", 6) != 6)
    weston_log ("parvis-seat: nobody waits on descriptor %d\n", fd);
  close (fd);
}

static void
make_seat (Hands *hands)
{
  weston_seat_init (&hands->seat, hands->compositor, "parvis");
  weston_seat_init_keyboard (&hands->seat, NULL);
  weston_seat_init_touch (&hands->seat);
  hands->touchscreen = weston_touch_create_touch_device (hands->seat.touch_state, "parvis-touchscreen", hands, NULL);
}

/* Called by weston once its own socket listens. The seat lives as long as the compositor. */
WL_EXPORT int
wet_module_init (struct weston_compositor *compositor, int *argc, char *argv[])
{
  const char *folder = getenv ("XDG_RUNTIME_DIR");
  int listener = folder ? listen_at (folder) : -1;
  Hands *hands = zalloc (sizeof *hands);

  if (listener < 0 || hands == NULL)
    {
      weston_log ("parvis-seat: cannot listen in %s\n", folder ? folder : "an unset XDG_RUNTIME_DIR");
      free (hands);
      return -1;
    }
  hands->compositor = compositor;
  make_seat (hands);
  wl_event_loop_add_fd (wl_display_get_event_loop (compositor->wl_display), listener, WL_EVENT_READABLE, accept_client,
                        hands);
  tell_ready ();
  return 0;
}
