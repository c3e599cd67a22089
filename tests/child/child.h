/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Programs that a test starts: they end with it, however it ends. Where an assertion has failed nobody is left to stop
 * them, so the kernel does, by SIGKILL, at the end of the thread that started them: the test's own, not another.
 *
 * Not for scripts that have services of their own to end (tests/cards/card-service, say): those end, and end what is
 * theirs, when their standard input is closed. */

#define CHILD_ALONE 126 /* exit status of a child whose test was gone before it began */

/* GSpawnChildSetupFunc, in the child. @test: GINT_TO_POINTER (getpid ()), of before the child was: a test that is gone
 * by now will not be seen to go. */
static inline void
child_end_with (gpointer test)
{
  if (prctl (PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid () != GPOINTER_TO_INT (test))
    _exit (CHILD_ALONE);
}

/* Of programs that end with the test. (transfer full) */
static inline GSubprocessLauncher *
child_launcher (GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_set_child_setup (launcher, child_end_with, GINT_TO_POINTER (getpid ()), NULL);
  return launcher;
}

/* Ends the test when it cannot be started. (transfer full) */
static inline GSubprocess *
child_launch (GSubprocessLauncher *launcher, const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *child = g_subprocess_launcher_spawnv (launcher, argv, &error);

  g_assert_no_error (error);
  return child;
}

/* As g_subprocess_new (). (transfer full) */
static inline GSubprocess *G_GNUC_NULL_TERMINATED
child_start (GSubprocessFlags flags, const char *program, ...)
{
  g_autoptr (GSubprocessLauncher) launcher = child_launcher (flags);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  va_list more;

  va_start (more, program);
  for (const char *word = program; word != NULL; word = va_arg (more, const char *))
    g_ptr_array_add (argv, (char *) word);
  va_end (more);
  g_ptr_array_add (argv, NULL);
  return child_launch (launcher, (const char *const *) argv->pdata);
}
