/* SPDX-License-Identifier: EUPL-1.2
 *
 * Loaded before a program of the fault campaign (LD_PRELOAD): its wall clock, and no other clock, runs PARVIS_CLOCK's
 * seconds ahead of the machine's. That file holds one decimal number and may change at any time: the clock then jumps,
 * and the alarms that asked to be told so (timerfd_create(2), TFD_TIMER_CANCEL_ON_SET) ring, as they do when somebody
 * sets the machine's clock.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define ALARMS 1024 /* file descriptors that are looked after */

static _Atomic long ahead; /* seconds */
static _Atomic int kinds[ALARMS];
enum
{
  NOT_OURS,
  WALL,
  WALL_TOLD, /* rings when the clock is set */
};

static int
real_settime (int fd, int flags, const struct itimerspec *new, struct itimerspec *old)
{
  return (int) syscall (SYS_timerfd_settime, fd, flags, new, old);
}

static long
read_file (const char *path)
{
  char text[32] = "0";
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd >= 0)
    {
      ssize_t got = read (fd, text, sizeof text - 1);

      text[got > 0 ? got : 0] = '\0';
      close (fd);
    }
  return strtol (text, NULL, 10);
}

static void
jump (long seconds)
{
  struct itimerspec soon = { .it_value.tv_nsec = 1 };

  if (atomic_exchange (&ahead, seconds) == seconds)
    return;
  for (int fd = 0; fd < ALARMS; fd++)
    if (kinds[fd] == WALL_TOLD)
      real_settime (fd, 0, &soon, NULL);
}

static void *
follow (void *path)
{
  char events[4096];
  int fd = inotify_init1 (IN_CLOEXEC);

  if (fd < 0 || inotify_add_watch (fd, path, IN_CLOSE_WRITE) < 0)
    abort (); /* a clock that cannot be set would prove nothing */
  do
    jump (read_file (path));
  while (read (fd, events, sizeof events) > 0);
  return NULL;
}

__attribute__ ((constructor)) static void
start (void)
{
  char *path = getenv ("PARVIS_CLOCK");
  sigset_t all, before;
  pthread_t thread;

  if (path == NULL)
    return;
  ahead = read_file (path);
  sigfillset (&all);
  pthread_sigmask (SIG_SETMASK, &all, &before); /* the program's signals are the program's */
  if (pthread_create (&thread, NULL, follow, path) != 0)
    abort ();
  pthread_sigmask (SIG_SETMASK, &before, NULL);
}

int
clock_gettime (clockid_t clock, struct timespec *now)
{
  int status = (int) syscall (SYS_clock_gettime, clock, now);

  if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    now->tv_sec += ahead;
  return status;
}

int
gettimeofday (struct timeval *restrict now, void *restrict zone)
{
  struct timespec precise;

  (void) zone;
  clock_gettime (CLOCK_REALTIME, &precise);
  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;
  return 0;
}

time_t
time (time_t *seconds)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  if (seconds != NULL)
    *seconds = now.tv_sec;
  return now.tv_sec;
}

int
timerfd_create (int clock, int flags)
{
  int fd = (int) syscall (SYS_timerfd_create, clock, flags);

  if (fd >= 0 && fd < ALARMS)
    kinds[fd] = clock == CLOCK_REALTIME ? WALL : NOT_OURS;
  return fd;
}

int
timerfd_settime (int fd, int flags, const struct itimerspec *new, struct itimerspec *old)
{
  struct itimerspec shifted = *new;

  if (fd >= 0 && fd < ALARMS && kinds[fd] != NOT_OURS && (flags & TFD_TIMER_ABSTIME) != 0 && new->it_value.tv_sec > 0)
    {
      kinds[fd] = (flags & TFD_TIMER_CANCEL_ON_SET) != 0 ? WALL_TOLD : WALL;
      shifted.it_value.tv_sec -= ahead;
      if (shifted.it_value.tv_sec < 1)
        shifted.it_value.tv_sec = 1;
    }
  return real_settime (fd, flags, &shifted, old);
}

int
close (int fd)
{
  if (fd >= 0 && fd < ALARMS)
    kinds[fd] = NOT_OURS;
  return (int) syscall (SYS_close, fd);
}
