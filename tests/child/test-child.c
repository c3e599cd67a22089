/* SPDX-License-Identifier: EUPL-1.2
 *
 * A test that ends before it has stopped what it started leaves nothing behind. This program is run again as such a
 * test, and once more as what that starts.
 */
#include "child/child.h"

#include <gio/gunixinputstream.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define LONG_WAIT 60000 /* ms */

static void
end_by_assertion (void)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none); /* it is on purpose */
  g_assert_not_reached ();
}

static void
end_by_kill (void)
{
  kill (getpid (), SIGKILL);
}

static void
end_by_return (void)
{
  exit (EXIT_SUCCESS);
}

static const struct
{
  const char *name;
  void (*end) (void);
} ways[] = {
  { "assertion", end_by_assertion },
  { "kill", end_by_kill },
  { "return", end_by_return },
};

/* The program that a test starts: serves until it is stopped, and has the test's standard output open for as long. */
static void
serve (void)
{
  printf ("%d\n", (int) getpid ());
  fflush (stdout);
  while (TRUE)
    pause ();
}

/* The test that does not stop it, and ends as soon as nobody writes to it any more. */
static int
end_without_stopping (const char *name)
{
  g_autoptr (GSubprocess) program = child_start (G_SUBPROCESS_FLAGS_NONE, "/proc/self/exe", "--serve", NULL);
  char byte;

  g_assert_nonnull (program);
  while (read (STDIN_FILENO, &byte, 1) == 1)
    continue;
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (strcmp (ways[i].name, name) == 0)
      ways[i].end ();
  return EXIT_FAILURE;
}

/* Nobody has the other end of it open any more, whatever was said there before. */
static gboolean
is_closed (GInputStream *pipe)
{
  struct pollfd end = { g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (pipe)), POLLIN, 0 };
  char words[100];

  while (poll (&end, 1, LONG_WAIT) == 1)
    if (read (end.fd, words, sizeof words) == 0)
      return TRUE;
  return FALSE;
}

static void
test_nothing_left (gconstpointer name)
{
  g_autoptr (GSubprocess) test
      = child_start (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                     "/proc/self/exe", "--end", name, NULL);
  GInputStream *output = g_subprocess_get_stdout_pipe (test);
  char text[16] = "";
  int program;
  gboolean closed;

  g_assert_cmpint (g_input_stream_read (output, text, sizeof text - 1, NULL, NULL), >, 0);
  program = atoi (text); /* it serves */
  g_assert_cmpint (program, >, 1);
  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (test), NULL, NULL));
  closed = is_closed (output);
  if (!closed)
    kill (program, SIGKILL);
  g_assert_true (closed);
  g_assert_true (g_subprocess_wait (test, NULL, NULL));
}

/* Gone before its child could ask to end with it. */
static void
test_gone_before (void)
{
  const char *const argv[] = { "true", NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, child_end_with,
                               GINT_TO_POINTER (getppid ()), NULL, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, CHILD_ALONE);
}

int
main (int argc, char **argv)
{
  if (argc == 2 && strcmp (argv[1], "--serve") == 0)
    serve ();
  if (argc == 3 && strcmp (argv[1], "--end") == 0)
    return end_without_stopping (argv[2]);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strconcat ("/child/nothing-left/", ways[i].name, NULL);

      g_test_add_data_func (path, ways[i].name, test_nothing_left);
    }
  g_test_add_func ("/child/gone-before", test_gone_before);
  return g_test_run ();
}
