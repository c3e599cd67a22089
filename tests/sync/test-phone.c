/* SPDX-License-Identifier: EUPL-1.2
 *
 * Files from a telephone: the real hub and parvis-syncd; this test is the kiosk and the telephone.
 */
#include <signal.h>
#include <string.h>

#include "sync/asks-town.h"
#include "sync/base/json.h"

#define MOST     4000 /* bytes of a file, here */
#define BOUNDARY "trait"
#define SECRET   "ce que seule la borne lit"

typedef struct
{
  AsksTown *town;
  ParvisHttp *http; /* the telephone's browser: no certificate of its own */
  char *slot, *url;
  guint came;
  char *asked; /* (nullable) the ask that waits for the next file */
} Visit;

/* The telephone ----------------------------------------------------------------------------------- */

typedef struct
{
  ParvisHttp *http;
  ParvisHttpAnswer *answer;
  gboolean done;
} Asking;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;

  asking->answer = parvis_http_send_finish (asking->http, result, NULL);
  asking->done = TRUE;
}

static ParvisHttpAnswer *
browse (Visit *visit, const char *method, const char *url, GBytes *body)
{
  const char *const headers[] = { "Content-Type: multipart/form-data; boundary=" BOUNDARY, NULL };
  ParvisHttpRequest request = { method, url, body != NULL ? headers : NULL, body, 0 };
  Asking asking = { visit->http, NULL, FALSE };

  parvis_http_send_async (visit->http, &request, NULL, on_answer, &asking);
  while (!asking.done)
    g_main_context_iteration (NULL, TRUE);
  return asking.answer;
}

static char *
page (Visit *visit, guint status)
{
  g_autoptr (ParvisHttpAnswer) answer = browse (visit, "GET", visit->url, NULL);
  GBytes *body;

  g_assert_nonnull (answer);
  g_assert_cmpuint (parvis_http_answer_status (answer), ==, status);
  g_assert_null (parvis_http_answer_header (answer, "set-cookie"));
  g_assert_nonnull (strstr (parvis_http_answer_header (answer, "content-security-policy"), "default-src 'none'"));
  g_assert_cmpstr (parvis_http_answer_header (answer, "cache-control"), ==, "no-store");
  body = parvis_http_answer_body (answer);
  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
assert_page_says (Visit *visit, guint status, const char *words)
{
  g_autofree char *text = page (visit, status);

  if (strstr (text, words) == NULL)
    g_error ("not said: %s\n%s", words, text);
}

static void
add_part (GByteArray *form, const char *name, const char *file, const char *start, gsize size)
{
  g_autofree char *head
      = g_strdup_printf ("--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                         "Content-Type: application/octet-stream\r\n\r\n",
                         name, file);
  g_autofree char *filling = g_strnfill (size, 'x');

  memcpy (filling, start, MIN (strlen (start), size));
  g_byte_array_append (form, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (form, (const guint8 *) filling, (guint) size);
  g_byte_array_append (form, (const guint8 *) "\r\n", 2);
}

static guint
send_form (Visit *visit, GByteArray *form)
{
  static const char end[] = "--" BOUNDARY "--\r\n";
  g_autoptr (GBytes) body = NULL;
  g_autoptr (ParvisHttpAnswer) answer = NULL;

  g_byte_array_append (form, (const guint8 *) end, sizeof end - 1);
  body = g_byte_array_free_to_bytes (form);
  answer = browse (visit, "POST", visit->url, body);
  g_assert_nonnull (answer);
  return parvis_http_answer_status (answer);
}

static guint
send_one (Visit *visit, const char *file, const char *start, gsize size)
{
  GByteArray *form = g_byte_array_new ();

  add_part (form, "fichier", file, start, size);
  return send_form (visit, form);
}

/* The kiosk --------------------------------------------------------------------------------------- */

static void
wait_next (Visit *visit, const char *verdict)
{
  g_autofree char *said = verdict != NULL ? g_strdup_printf (",\"verdict\":\"%s\"", verdict) : g_strdup ("");
  g_autofree char *json = g_strdup_printf ("{\"slot\":\"%s\",\"after\":%u%s}", visit->slot, visit->came, said);

  g_free (visit->asked);
  visit->asked = asks_put (visit->town, PARVIS_ASK_SLOT_NEXT, json, 600);
}

static ParvisParcel *
take_next (Visit *visit, GError **error)
{
  g_autofree char *id = g_steal_pointer (&visit->asked);
  ParvisParcel *parcel = asks_take (visit->town, id, error);

  visit->came += parcel != NULL;
  return parcel;
}

static Visit *
visit_new (guint files)
{
  Visit *visit = g_new0 (Visit, 1);
  AsksTown *town = asks_town_new (TRUE, TRUE);
  GBytes *certificate = parvis_seal_key_certificate (town->key);
  g_autofree char *encoded = g_base64_encode (g_bytes_get_data (certificate, NULL), g_bytes_get_size (certificate));
  g_autofree char *json = g_strdup_printf (
      "{\"certificate\":\"%s\",\"files\":%u,\"bytes\":%d,\"title\":\"Domicile <b>\"}", encoded, files, MOST);
  g_autofree char *answer = asks_ask (town, PARVIS_ASK_SLOT_OPEN, json, 0);
  g_autoptr (GBytes) bytes = g_bytes_new (answer, strlen (answer));
  g_autoptr (JsonNode) node = parvis_json_read (bytes, 4096, NULL);
  g_autofree char *ca = town_path (town->town, "ca.pem");
  ParvisHttpOptions http = { ca, NULL, NULL, 10, 30 };

  visit->town = town;
  visit->slot = g_strdup (parvis_json_string (parvis_json_node_object (node), "slot"));
  visit->url = g_strdup (parvis_json_string (parvis_json_node_object (node), "url"));
  visit->http = parvis_http_new (&http);
  g_assert_true (g_str_has_prefix (visit->url, "https://localhost:"));
  wait_next (visit, NULL);
  return visit;
}

static void
visit_free (Visit *visit)
{
  parvis_http_free (visit->http);
  asks_town_free (visit->town);
  g_free (visit->slot);
  g_free (visit->url);
  g_free (visit->asked);
  g_free (visit);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Visit, visit_free)

/* Tests ------------------------------------------------------------------------------------------- */

#define JPEG "\xff\xd8\xff\xe0" SECRET

static void
assert_file (const ParvisParcel *parcel, const char *start, gsize size, const char *described)
{
  GBytes *file = parvis_parcel_lookup (parcel, "file");
  GBytes *json = parvis_parcel_lookup (parcel, "file.json");
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));

  g_assert_cmpuint (g_bytes_get_size (file), ==, size);
  g_assert_true (memcmp (g_bytes_get_data (file, NULL), start, strlen (start)) == 0);
  g_assert_cmpstr (text, ==, described);
}

static void
test_file (void)
{
  g_autoptr (Visit) visit = visit_new (2);
  g_autoptr (ParvisParcel) parcel = NULL;

  assert_page_says (visit, 200, "Domicile &lt;b&gt;");
  assert_page_says (visit, 200, "<input id=\"f\" type=\"file\" name=\"fichier\"");
  g_assert_cmpuint (send_one (visit, "C:\\photos\\facture d'eau.jpg", JPEG, 3000), ==, 303);
  parcel = take_next (visit, NULL);
  assert_file (parcel, JPEG, 3000, "{\"name\":\"facture d'eau.jpg\",\"type\":\"image/jpeg\"}");
  wait_next (visit, "taken");
  assert_page_says (visit, 200, "C’est reçu par la borne.");
  assert_page_says (visit, 200, "Un autre document");
  asks_assert_nowhere (visit->town, SECRET, strlen (SECRET));
  asks_assert_nowhere (visit->town, "facture d", 9);
}

/* What is not taken is said on the telephone; the kiosk waits on. */
static void
test_refused_here (void)
{
  g_autoptr (Visit) visit = visit_new (3);
  GByteArray *nothing = g_byte_array_new ();
  g_autoptr (ParvisParcel) parcel = NULL;

  g_assert_cmpuint (send_one (visit, "film.mov", "....ftypqt  ", 500), ==, 303);
  assert_page_says (visit, 200, "ni une photo JPEG ou PNG, ni un PDF");
  g_assert_cmpuint (send_one (visit, "grand.jpg", JPEG, MOST + 1), ==, 303);
  assert_page_says (visit, 200, "trop lourd");
  add_part (nothing, "fichier", "", "", 0);
  add_part (nothing, "autre", "a.jpg", JPEG, 100);
  g_assert_cmpuint (send_form (visit, nothing), ==, 400);
  g_assert_cmpuint (send_one (visit, "bon.pdf", "%PDF-1.7 ", MOST), ==, 303);
  parcel = take_next (visit, NULL);
  assert_file (parcel, "%PDF-1.7 ", MOST, "{\"name\":\"bon.pdf\",\"type\":\"application/pdf\"}");
}

/* The kiosk's own judgement reaches the telephone, and makes room for another try. */
static void
test_refused_there (void)
{
  g_autoptr (Visit) visit = visit_new (1);
  g_autoptr (ParvisParcel) first = NULL;
  g_autoptr (ParvisParcel) second = NULL;

  g_assert_cmpuint (send_one (visit, "a.jpg", JPEG, 100), ==, 303);
  first = take_next (visit, NULL);
  wait_next (visit, "unreadable");
  assert_page_says (visit, 200, "La borne n’a pas pu le lire");
  g_assert_cmpuint (send_one (visit, "b.jpg", JPEG, 200), ==, 303);
  second = take_next (visit, NULL);
  assert_file (second, JPEG, 200, "{\"name\":\"b.jpg\",\"type\":\"image/jpeg\"}");
  wait_next (visit, "taken");
  assert_page_says (visit, 200, "Tout est envoyé.");
  g_assert_cmpuint (send_one (visit, "c.jpg", JPEG, 200), ==, 200); /* no form is there any more */
}

static void
test_several_at_once (void)
{
  g_autoptr (Visit) visit = visit_new (2);
  GByteArray *form = g_byte_array_new ();

  add_part (form, "fichier", "1.jpg", JPEG, 1111);
  add_part (form, "fichier", "2.jpg", JPEG, 2222);
  add_part (form, "fichier", "3.jpg", JPEG, 3333);
  g_assert_cmpuint (send_form (visit, form), ==, 303);
  for (guint i = 1; i <= 2; i++)
    {
      g_autoptr (ParvisParcel) parcel = take_next (visit, NULL);
      g_autofree char *described = g_strdup_printf ("{\"name\":\"%u.jpg\",\"type\":\"image/jpeg\"}", i);

      assert_file (parcel, JPEG, i * 1111, described);
      wait_next (visit, "taken");
    }
  assert_page_says (visit, 200, "Il est de trop");
}

static gboolean
on_a_moment (gpointer passed)
{
  *(gboolean *) passed = TRUE;
  return G_SOURCE_REMOVE;
}

/* The session ends: the rows are dropped, parvis-syncd closes the slot (at once when it had seen who waited, else when
 * nobody did for some seconds), the telephone is told. It looks as a person does who reloads the page. */
static void
test_dropped (void)
{
  g_autoptr (Visit) visit = visit_new (1);
  g_autofree char *text = page (visit, 200);

  g_assert_true (parvis_ask_clear (visit->town->outbox, NULL));
  while (strstr (text, "La borne n’attend plus de document") == NULL)
    {
      gboolean passed = FALSE;

      g_timeout_add (100, on_a_moment, &passed);
      while (!passed)
        g_main_context_iteration (NULL, TRUE);
      g_free (text);
      text = page (visit, 200);
    }
  g_assert_null (strstr (text, "<form"));
  g_assert_cmpuint (send_one (visit, "a.jpg", JPEG, 100), ==, 200);
}

/* A hub that dies takes its slots with it: both are told, nothing is on its disk. */
static void
test_hub_killed (void)
{
  g_autoptr (Visit) visit = visit_new (1);
  g_autoptr (ParvisParcel) parcel = NULL;
  g_autoptr (GError) error = NULL;

  town_stop_hub (visit->town->town, SIGKILL);
  parcel = take_next (visit, &error);
  g_assert_null (parcel);
  g_assert_error (error, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_OFFLINE);
  town_start_hub (visit->town->town);
  asks_assert_nowhere (visit->town, SECRET, strlen (SECRET));
}

/* A kiosk that is killed leaves sealed rows alone: also when the answer was in. */
static void
test_kiosk_killed (void)
{
  g_autoptr (Visit) visit = visit_new (1);

  g_assert_cmpuint (send_one (visit, "a.jpg", JPEG, 3000), ==, 303);
  while (!parvis_ask_is_settled (visit->town->outbox, visit->asked))
    g_main_context_iteration (NULL, TRUE);
  asks_assert_nowhere (visit->town, SECRET, strlen (SECRET));
}

static void
test_strangers (void)
{
  g_autoptr (Visit) visit = visit_new (1);
  g_autofree char *right = g_strdup (visit->url);
  gsize length = strlen (visit->url);
  g_autoptr (ParvisHttpAnswer) put = NULL;
  g_autoptr (ParvisHttpAnswer) api = NULL;
  g_autofree char *base = g_strndup (right, length - 32), *path = NULL;

  visit->url[length - 1] = visit->url[length - 1] == '0' ? '1' : '0';
  assert_page_says (visit, 404, "Cette page n’existe pas");
  g_assert_cmpuint (send_one (visit, "a.jpg", JPEG, 100), ==, 404);
  put = browse (visit, "PUT", right, NULL);
  g_assert_cmpuint (parvis_http_answer_status (put), ==, 405);
  path = g_strconcat (base, "v1/health", NULL); /* nothing of the kiosks' is here */
  api = browse (visit, "GET", path, NULL);
  g_assert_cmpuint (parvis_http_answer_status (api), ==, 404);
}

static void
test_not_offered (void)
{
  g_autoptr (AsksTown) town = asks_town_new (TRUE, FALSE);
  GBytes *certificate = parvis_seal_key_certificate (town->key);
  g_autofree char *encoded = g_base64_encode (g_bytes_get_data (certificate, NULL), g_bytes_get_size (certificate));
  g_autofree char *json = g_strdup_printf ("{\"certificate\":\"%s\",\"files\":1,\"bytes\":100}", encoded);

  g_free (asks_ask (town, PARVIS_ASK_SLOT_OPEN, json, PARVIS_ASK_ERROR_UNSUPPORTED));
  g_free (asks_ask (town, PARVIS_ASK_SLOT_OPEN, "{\"certificate\":\"AAAA\",\"files\":1,\"bytes\":100}",
                    PARVIS_ASK_ERROR_REFUSED));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/file", test_file);
  g_test_add_func ("/phone/refused-here", test_refused_here);
  g_test_add_func ("/phone/refused-there", test_refused_there);
  g_test_add_func ("/phone/several-at-once", test_several_at_once);
  g_test_add_func ("/phone/dropped", test_dropped);
  g_test_add_func ("/phone/hub-killed", test_hub_killed);
  g_test_add_func ("/phone/kiosk-killed", test_kiosk_killed);
  g_test_add_func ("/phone/strangers", test_strangers);
  g_test_add_func ("/phone/not-offered", test_not_offered);
  return g_test_run ();
}
