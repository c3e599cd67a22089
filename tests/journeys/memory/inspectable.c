/* SPDX-License-Identifier: EUPL-1.2
 *
 * Loaded before the kiosk (LD_PRELOAD) by the journey that searches its memory: the kiosk forbids that to every process
 * of its user, and goes on doing so in the product. Nothing else of it changes.
 */
#include <stdarg.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int
prctl (int option, ...)
{
  unsigned long words[4];
  va_list list;

  va_start (list, option);
  for (int i = 0; i < 4; i++)
    words[i] = va_arg (list, unsigned long);
  va_end (list);
  if (option == PR_SET_DUMPABLE)
    return 0;
  return (int) syscall (SYS_prctl, option, words[0], words[1], words[2], words[3]);
}
