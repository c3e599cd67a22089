/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/delivery/tus-answer.h"

#include "sync/net/problem.h"

#define ENDPOINT "https://hub.example:8443/base/v1/uploads"

static void
test_numbers (void)
{
  static const char *const wrong[] = { "", "-1", "+1", " 1", "1 ", "1x", "0x10", "1e3", "9999999999999999", NULL };
  gint64 number = -1;

  g_assert_true (parvis_tus_parse_number ("0", &number));
  g_assert_cmpint (number, ==, 0);
  g_assert_true (parvis_tus_parse_number ("000000000000042", &number));
  g_assert_cmpint (number, ==, 42);
  g_assert_false (parvis_tus_parse_number (NULL, &number));
  for (guint i = 0; wrong[i] != NULL; i++)
    g_assert_false (parvis_tus_parse_number (wrong[i], &number));
}

static void
test_locations (void)
{
  static const struct
  {
    const char *location;
    const char *url;
  } cases[] = {
    { "/v1/uploads/abc", "https://hub.example:8443/v1/uploads/abc" },
    { "uploads/abc", "https://hub.example:8443/base/v1/uploads/abc" },
    { "//hub.example:8443/x", "https://hub.example:8443/x" },
    { "https://HUB.example:8443/x?y=z", "https://HUB.example:8443/x?y=z" },
    { "https://hub.example/x", NULL },     /* another port */
    { "http://hub.example:8443/x", NULL }, /* no TLS */
    { "https://hub.example.evil:8443/x", NULL },
    { "https://hub.example:8443@evil/x", NULL },
    { "https://someone@hub.example:8443/x", NULL },
    { "//evil/x", NULL },
    { "file:///etc/passwd", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = parvis_tus_resolve_location (ENDPOINT, cases[i].location);

      g_test_message ("Location: %s", cases[i].location);
      g_assert_cmpstr (url, ==, cases[i].url);
    }
}

static void
test_usual_ports (void)
{
  g_autofree char *same = parvis_tus_resolve_location ("https://hub.example/v1/uploads", "https://hub.example:443/x");
  g_autofree char *other = parvis_tus_resolve_location ("https://hub.example/v1/uploads", "https://hub.example:80/x");

  g_assert_nonnull (same);
  g_assert_null (other);
}

static void
test_endless_location (void)
{
  g_autofree char *path = g_strnfill (100000, 'a');
  g_autofree char *url = parvis_tus_resolve_location (ENDPOINT, path);

  g_assert_null (url);
}

static void
test_metadata (void)
{
  const char *const metadata[] = { "submission", "abc", "kiosk", "borne-1", NULL };
  g_autofree char *line = parvis_tus_encode_metadata (metadata);

  g_assert_cmpstr (line, ==, "submission YWJj,kiosk Ym9ybmUtMQ==");
}

static gboolean
parse_problem (const char *media_type, const char *text, ParvisProblem *problem)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return parvis_problem_parse (media_type, body, problem);
}

/* A verdict needs our media type and one of our types: a portal's or a proxy's 403 and 409 condemn nothing.
 */
static void
test_problems (void)
{
  const char *conflict = "{\"type\":\"urn:parvis:problem:conflict\",\"status\":409}";
  ParvisProblem problem = PARVIS_PROBLEM_STORAGE;

  g_assert_true (parse_problem ("application/problem+json", conflict, &problem));
  g_assert_cmpint (problem, ==, PARVIS_PROBLEM_CONFLICT);
  g_assert_true (parvis_problem_is_final (problem));
  g_assert_true (parse_problem ("Application/Problem+JSON; charset=utf-8", conflict, &problem));
  g_assert_false (parse_problem ("application/json", conflict, &problem));
  g_assert_false (parse_problem ("application/problem+jsonx", conflict, &problem));
  g_assert_false (parse_problem (NULL, conflict, &problem));
  g_assert_false (parse_problem ("application/problem+json", "{\"type\":\"about:blank\"}", &problem));
  g_assert_false (parse_problem ("application/problem+json", "{\"type\":[]}", &problem));
  g_assert_false (parse_problem ("application/problem+json", "[1]", &problem));
  g_assert_false (parse_problem ("application/problem+json", "<html>", &problem));
  g_assert_false (parse_problem ("application/problem+json", "", &problem));
}

static void
test_problems_come_back (void)
{
  for (guint i = PARVIS_PROBLEM_CONFLICT; i <= PARVIS_PROBLEM_STORAGE; i++)
    {
      g_autofree char *text = parvis_problem_to_json ((ParvisProblem) i, 400, "why \"quoted\"");
      ParvisProblem problem;

      g_assert_true (parse_problem (PARVIS_PROBLEM_MEDIA_TYPE, text, &problem));
      g_assert_cmpuint (problem, ==, i);
    }
}

/* A sum that is known already makes the same header as one that is computed. */
static void
test_known_checksum (void)
{
  const char bytes[] = "Une demande scellée";
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bytes, -1);
  g_autofree char *known = parvis_tus_known_checksum_header (sum);
  g_autofree char *computed = parvis_tus_checksum_header ("sha256", bytes, strlen (bytes));

  g_assert_cmpstr (known, ==, computed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/tus-answer/numbers", test_numbers);
  g_test_add_func ("/sync/tus-answer/locations", test_locations);
  g_test_add_func ("/sync/tus-answer/usual-ports", test_usual_ports);
  g_test_add_func ("/sync/tus-answer/endless-location", test_endless_location);
  g_test_add_func ("/sync/tus-answer/metadata", test_metadata);
  g_test_add_func ("/sync/tus-answer/problems", test_problems);
  g_test_add_func ("/sync/tus-answer/problems-come-back", test_problems_come_back);
  g_test_add_func ("/sync/tus-answer/known-checksum", test_known_checksum);
  return g_test_run ();
}
