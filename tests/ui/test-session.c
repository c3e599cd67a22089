/* SPDX-License-Identifier: EUPL-1.2 */
#include <glib-object.h>

#include "ui/session/session.h"

/* Writes down what the session says, and leaves the loop at the signal waited for. */
typedef struct
{
  GMainLoop *loop;
  GString *heard;
  const char *until;
  guint last_tick;
} Listener;

static void
hear (Listener *listener, const char *what)
{
  g_string_append_printf (listener->heard, "%s ", what);
  if (g_strcmp0 (what, listener->until) == 0)
    g_main_loop_quit (listener->loop);
}

static void
on_begin (ParvisSession *session, Listener *listener)
{
  hear (listener, "begin");
}

static void
on_warn (ParvisSession *session, Listener *listener)
{
  hear (listener, "warn");
}

static void
on_tick (ParvisSession *session, guint left, Listener *listener)
{
  listener->last_tick = left;
}

static void
on_resume (ParvisSession *session, Listener *listener)
{
  hear (listener, "resume");
}

static void
on_end (ParvisSession *session, Listener *listener)
{
  hear (listener, "end");
}

static ParvisSession *
new_session (Listener *listener, guint idle, guint warning)
{
  ParvisSession *session = parvis_session_new (idle, warning);

  *listener = (Listener){ .loop = g_main_loop_new (NULL, FALSE), .heard = g_string_new (NULL) };
  g_signal_connect (session, "begin", G_CALLBACK (on_begin), listener);
  g_signal_connect (session, "warn", G_CALLBACK (on_warn), listener);
  g_signal_connect (session, "tick", G_CALLBACK (on_tick), listener);
  g_signal_connect (session, "resume", G_CALLBACK (on_resume), listener);
  g_signal_connect (session, "end", G_CALLBACK (on_end), listener);
  return session;
}

static void
run_until (Listener *listener, const char *signal)
{
  listener->until = signal;
  g_main_loop_run (listener->loop);
}

static void
listener_clear (Listener *listener)
{
  g_main_loop_unref (listener->loop);
  g_string_free (listener->heard, TRUE);
}

static void
test_silence_ends (void)
{
  Listener listener;
  g_autoptr (ParvisSession) session = new_session (&listener, 1, 1);

  parvis_session_begin (session);
  parvis_session_begin (session); /* a second touch begins nothing */
  g_assert_cmpint (parvis_session_state (session), ==, PARVIS_SESSION_ACTIVE);
  run_until (&listener, "end");
  g_assert_cmpstr (listener.heard->str, ==, "begin warn end ");
  g_assert_cmpuint (listener.last_tick, ==, 1);
  g_assert_cmpint (parvis_session_state (session), ==, PARVIS_SESSION_ASLEEP);
  listener_clear (&listener);
}

static void
test_stay (void)
{
  Listener listener;
  g_autoptr (ParvisSession) session = new_session (&listener, 1, 30);

  parvis_session_begin (session);
  run_until (&listener, "warn");
  parvis_session_touched (session); /* a touch beside the button does not answer for the person */
  g_assert_cmpint (parvis_session_state (session), ==, PARVIS_SESSION_WARNING);
  parvis_session_stay (session);
  g_assert_cmpint (parvis_session_state (session), ==, PARVIS_SESSION_ACTIVE);
  run_until (&listener, "warn");
  g_assert_cmpstr (listener.heard->str, ==, "begin warn resume warn ");
  listener_clear (&listener);
}

typedef struct
{
  ParvisSession *session;
  gint64 at; /* 0: not yet */
} Touch;

static gboolean
on_touch (gpointer user_data)
{
  Touch *touch = user_data;

  touch->at = g_get_monotonic_time ();
  parvis_session_touched (touch->session);
  return G_SOURCE_REMOVE;
}

/* Whether the touch came before the warning, as on a machine that does not stand still just then it does. */
static gboolean
touch_postpones (void)
{
  Listener listener;
  g_autoptr (ParvisSession) session = new_session (&listener, 1, 30);
  Touch touch = { session, 0 };
  guint timer;

  parvis_session_begin (session);
  timer = g_timeout_add (600, on_touch, &touch);
  run_until (&listener, "warn");
  if (touch.at == 0)
    g_source_remove (timer);
  else
    g_assert_cmpint (g_get_monotonic_time (), >=, touch.at + G_USEC_PER_SEC - 5000);
  listener_clear (&listener);
  return touch.at != 0;
}

static void
test_touch_postpones (void)
{
  for (guint tries = 1; !touch_postpones (); tries++)
    g_assert_cmpuint (tries, <, 20);
}

/* Somebody with a telephone in hand is waited for, and then warned as anybody. */
static void
test_expected_silence (void)
{
  Listener listener;
  g_autoptr (ParvisSession) session = new_session (&listener, 1, 30);
  gint64 begun = g_get_monotonic_time ();

  parvis_session_begin (session);
  parvis_session_expect (session, 2);
  run_until (&listener, "warn");
  g_assert_cmpint (g_get_monotonic_time (), >=, begun + 2 * G_USEC_PER_SEC - 5000);
  listener_clear (&listener);
}

static void
test_end_is_once (void)
{
  Listener listener;
  g_autoptr (ParvisSession) session = new_session (&listener, 10, 10);

  parvis_session_end (session); /* asleep: nothing to end */
  parvis_session_begin (session);
  parvis_session_end (session);
  parvis_session_end (session);
  parvis_session_stay (session);
  g_assert_cmpstr (listener.heard->str, ==, "begin end ");
  listener_clear (&listener);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/silence-ends", test_silence_ends);
  g_test_add_func ("/session/stay", test_stay);
  g_test_add_func ("/session/touch-postpones", test_touch_postpones);
  g_test_add_func ("/session/expected-silence", test_expected_silence);
  g_test_add_func ("/session/end-is-once", test_end_is_once);
  return g_test_run ();
}
