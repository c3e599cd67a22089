/* SPDX-License-Identifier: EUPL-1.2
 *
 * The hub's answers to uploads that are created with their bytes (tus 1.0.0, creation-with-upload), and to those who
 * would rather have the receipt at once (RFC 7240): the hub itself, without a socket; connections that break, processes
 * that die and power that fails are of this test's making.
 */
#include <string.h>

#include "sync/delivery/tus-answer.h"
#include "sync/hub/service/service.h"
#include "sync/hub/store/store.h"
#include "sync/power.h"
#include "sync/seal/receipt.h"
#include "sync/town.h"

#define ID     "0f9b1c8e-4c1d-4d5e-8a7b-3f2a1b0c9d8e"
#define BYTES  "application/offset+octet-stream"
#define PREFER "Prefer", "respond-async, Return=Representation"

typedef struct
{
  Town *town;
  ParvisHubConfig *config;
  ParvisHub *hub;
  GBytes *envelope;
  char *sum;
  gsize size;
} Desk;

static void
start_hub (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  desk->hub = parvis_hub_new (desk->config, &error);
  g_assert_no_error (error);
}

static Desk *
desk_new (void)
{
  Desk *desk = g_new0 (Desk, 1);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  desk->town = town_new ();
  path = town_path (desk->town, "hub.conf");
  desk->config = parvis_hub_config_load (path, &error);
  g_assert_no_error (error);
  desk->envelope = town_envelope (desk->town, 5000);
  desk->size = g_bytes_get_size (desk->envelope);
  desk->sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, desk->envelope);
  start_hub (desk);
  return desk;
}

static void
stop_hub (Desk *desk)
{
  if (desk->hub != NULL)
    parvis_hub_slots_end (parvis_hub_get_slots (desk->hub));
  g_clear_pointer (&desk->hub, parvis_hub_free);
}

static void
desk_free (Desk *desk)
{
  stop_hub (desk);
  parvis_hub_config_free (desk->config);
  g_bytes_unref (desk->envelope);
  g_free (desk->sum);
  town_free (desk->town);
  g_free (desk);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

/* Asking ------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *headers[20]; /* name, value, name, value, ..., %NULL */
} Headers;

static const char *
look_up (const char *name, gpointer user_data)
{
  const Headers *headers = user_data;

  for (guint i = 0; headers->headers[i] != NULL; i += 2)
    if (g_ascii_strcasecmp (headers->headers[i], name) == 0)
      return headers->headers[i + 1];
  return NULL;
}

static ParvisHubExchange *
begin (Desk *desk, const char *method, const char *path, Headers *headers)
{
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  char kiosk[] = "borne-1", serial[] = "01", address[] = "127.0.0.1";
  const ParvisHubCaller caller = { kiosk, serial, now - 60, now + 3600, address };

  return parvis_hub_begin (desk->hub, &caller, method, path, look_up, headers);
}

/* In pieces of an odd size. */
static void
give (ParvisHubExchange *exchange, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (gsize at = 0; at < size; at += 999)
    g_assert_true (parvis_hub_exchange_body (exchange, data + at, MIN (999, size - at)));
}

static const ParvisHubAnswer *
end (ParvisHubExchange *exchange)
{
  const ParvisHubAnswer *answer = parvis_hub_exchange_end (exchange, NULL);

  g_assert_nonnull (answer);
  return answer;
}

/* (nullable) */
static const char *
header (const ParvisHubAnswer *answer, const char *name)
{
  for (guint i = 0; i + 1 < answer->headers->len; i += 2)
    if (g_str_equal (answer->headers->pdata[i], name))
      return answer->headers->pdata[i + 1];
  return NULL;
}

static void
assert_answer (const ParvisHubAnswer *answer, guint status, const char *offset)
{
  g_assert_cmpuint (answer->status, ==, status);
  g_assert_cmpstr (header (answer, "Upload-Offset"), ==, offset);
}

/* A POST with @bytes (nullable: a bare one), and two headers more (nullable). */
static ParvisHubExchange *
create (Desk *desk, GBytes *bytes, const char *sum, gsize length, const char *name, const char *value)
{
  const char *const metadata[] = { "submission", ID, "sha256", sum, "kiosk", "borne-1", NULL };
  g_autofree char *encoded = parvis_tus_encode_metadata (metadata);
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, length);
  Headers headers = { { "Tus-Resumable", "1.0.0", "Upload-Length", size, "Upload-Metadata", encoded } };
  guint count = 6;
  ParvisHubExchange *exchange;

  if (bytes != NULL)
    {
      headers.headers[count++] = "Content-Type";
      headers.headers[count++] = BYTES;
    }
  headers.headers[count++] = name;
  headers.headers[count] = value;
  exchange = begin (desk, "POST", "/v1/uploads", &headers);
  if (bytes != NULL)
    give (exchange, bytes);
  return exchange;
}

static ParvisHubExchange *
create_plainly (Desk *desk)
{
  return create (desk, NULL, desk->sum, desk->size, NULL, NULL);
}

static ParvisHubExchange *
append (Desk *desk, const char *path, const char *offset, GBytes *bytes, const char *name, const char *value)
{
  Headers headers = { { "Tus-Resumable", "1.0.0", "Content-Type", BYTES, "Upload-Offset", offset, name,
                        name != NULL ? value : NULL } };
  ParvisHubExchange *exchange = begin (desk, "PATCH", path, &headers);

  give (exchange, bytes);
  return exchange;
}

/* (transfer full) (nullable) */
static GBytes *
receipt_of (Desk *desk)
{
  Headers headers = { { NULL } };
  g_autoptr (ParvisHubExchange) exchange = begin (desk, "GET", "/v1/submissions/" ID "/receipt", &headers);
  const ParvisHubAnswer *answer = end (exchange);

  return answer->status == 200 ? g_bytes_ref (answer->body) : NULL;
}

static guint
count_stored (Desk *desk)
{
  g_autoptr (ParvisHubStore) store = parvis_hub_store_open (desk->config->store, NULL);
  g_autoptr (GPtrArray) list = parvis_hub_store_list (store, NULL);
  guint stored = 0;

  for (guint i = 0; i < list->len; i++)
    stored += ((const ParvisHubUpload *) list->pdata[i])->state == PARVIS_HUB_UPLOAD_STORED;
  return stored;
}

static GBytes *
part (Desk *desk, gsize from, gsize to)
{
  return g_bytes_new_from_bytes (desk->envelope, from, to - from);
}

/* The answer is the receipt, the same that is asked for, and ours. */
static void
assert_receipt (Desk *desk, const ParvisHubAnswer *answer)
{
  g_autofree char *ca = town_path (desk->town, "ca.pem");
  g_autoptr (ParvisSigners) signers = parvis_receipt_signers (ca);
  g_autoptr (GBytes) asked = receipt_of (desk);
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_tus_is_representation (header (answer, "Preference-Applied"), header (answer, "Content-Type")));
  g_assert_cmpstr (header (answer, "Content-Location"), ==, "/v1/submissions/" ID "/receipt");
  g_assert_true (g_bytes_equal (answer->body, asked));
  g_assert_true (parvis_receipt_verify (answer->body, ID, desk->sum, (goffset) desk->size, signers, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_stored (desk), ==, 1);
}

/* At once ----------------------------------------------------------------------------------------- */

static void
test_all_at_once (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, desk->size);
  g_autoptr (ParvisHubExchange) first = create (desk, desk->envelope, desk->sum, desk->size, PREFER);
  const ParvisHubAnswer *answer = end (first);
  g_autoptr (ParvisHubExchange) again = NULL, plainly = NULL;

  assert_answer (answer, 201, size);
  g_assert_true (g_str_has_prefix (header (answer, "Location"), "/v1/uploads/"));
  assert_receipt (desk, answer);
  again = create (desk, desk->envelope, desk->sum, desk->size, PREFER); /* its answer was lost, say */
  assert_answer (end (again), 201, size);
  assert_receipt (desk, end (again));
  plainly = create_plainly (desk);
  assert_answer (end (plainly), 201, size);
  g_assert_cmpuint (g_bytes_get_size (end (plainly)->body), ==, 0);
  g_assert_cmpuint (count_stored (desk), ==, 1);
}

/* Who does not ask for it gets what tus says, and no more. */
static void
test_not_asked_for (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, desk->size);
  g_autoptr (ParvisHubExchange) exchange
      = create (desk, desk->envelope, desk->sum, desk->size, "Prefer", "return=minimal");
  g_autoptr (GBytes) receipt = receipt_of (desk), after = NULL;

  g_assert_null (receipt);
  assert_answer (end (exchange), 201, size);
  g_assert_cmpuint (g_bytes_get_size (end (exchange)->body), ==, 0);
  g_assert_null (header (end (exchange), "Preference-Applied"));
  after = receipt_of (desk);
  g_assert_nonnull (after);
}

static void
test_in_two (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GBytes) start = part (desk, 0, 2000), rest = part (desk, 2000, desk->size);
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, desk->size);
  g_autoptr (ParvisHubExchange) first = create (desk, start, desk->sum, desk->size, PREFER);
  g_autofree char *path = NULL;
  g_autoptr (ParvisHubExchange) second = NULL;

  assert_answer (end (first), 201, "2000");
  g_assert_cmpuint (g_bytes_get_size (end (first)->body), ==, 0); /* it has become nothing yet */
  path = g_strdup (header (end (first), "Location"));
  second = append (desk, path, "2000", rest, PREFER);
  assert_answer (end (second), 200, size);
  assert_receipt (desk, end (second));
}

/* tus says 204, and whoever does not ask for something else gets that. */
static void
test_patch_not_asked_for (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, desk->size);
  g_autoptr (ParvisHubExchange) first = create_plainly (desk);
  g_autoptr (ParvisHubExchange) second
      = append (desk, header (end (first), "Location"), "0", desk->envelope, NULL, NULL);

  assert_answer (end (second), 204, size);
  g_assert_cmpuint (g_bytes_get_size (end (second)->body), ==, 0);
}

/* Not taken --------------------------------------------------------------------------------------- */

static void
assert_dropped (Desk *desk, GBytes *bytes, const char *sum, const char *checksum, guint status)
{
  g_autoptr (ParvisHubExchange) exchange
      = create (desk, bytes, sum, g_bytes_get_size (bytes), checksum != NULL ? "Upload-Checksum" : NULL, checksum);
  g_autoptr (GBytes) receipt = NULL;

  g_assert_cmpuint (end (exchange)->status, ==, status);
  receipt = receipt_of (desk);
  g_assert_null (receipt);
}

static void
test_not_taken (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GBytes) plain = g_bytes_new_static ("{\"name\":\"in the clear\"}", 23);
  g_autofree char *plain_sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, plain);
  g_autofree char *other = g_strnfill (64, '0');
  g_autoptr (ParvisHubExchange) longer = NULL, after = NULL;

  assert_dropped (desk, plain, plain_sum, NULL, 422);
  assert_dropped (desk, desk->envelope, other, NULL, 422);
  assert_dropped (desk, desk->envelope, desk->sum, "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=", 460);
  assert_dropped (desk, desk->envelope, desk->sum, "md5 1B2M2Y8AsgTpgAmY7PhCfg==", 400);
  after = create_plainly (desk);
  assert_answer (end (after), 201, "0"); /* not a byte of all that was kept */
  longer = create (desk, desk->envelope, desk->sum, 100, NULL, NULL);
  g_assert_cmpuint (end (longer)->status, ==, 400);
  g_assert_cmpuint (count_stored (desk), ==, 0);
}

static void
test_sums (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *known = parvis_tus_known_checksum_header (desk->sum);
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, desk->size);
  g_autoptr (ParvisHubExchange) exchange
      = create (desk, desk->envelope, desk->sum, desk->size, "Upload-Checksum", known + strlen ("Upload-Checksum: "));

  assert_answer (end (exchange), 201, size);
  g_assert_cmpuint (count_stored (desk), ==, 1);
}

/* Cut --------------------------------------------------------------------------------------------- */

static void
go_on (Desk *desk, gsize from)
{
  g_autofree char *offset = g_strdup_printf ("%" G_GSIZE_FORMAT, from);
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, desk->size);
  g_autoptr (GBytes) rest = part (desk, from, desk->size);
  g_autoptr (ParvisHubExchange) again = create_plainly (desk);
  g_autoptr (ParvisHubExchange) patch = NULL;

  assert_answer (end (again), 201, offset);
  patch = append (desk, header (end (again), "Location"), offset, rest, PREFER);
  assert_answer (end (patch), 200, size);
  assert_receipt (desk, end (patch));
}

/* What had come is not sent again. */
static void
test_cut (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GBytes) start = part (desk, 0, 3000);

  parvis_hub_exchange_free (create (desk, start, desk->sum, desk->size, NULL, NULL));
  go_on (desk, 3000);
}

/* The hub ends in the middle of it, and another one begins. */
static void
test_cut_and_restarted (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GBytes) start = part (desk, 0, 3000);

  parvis_hub_exchange_free (create (desk, start, desk->sum, desk->size, NULL, NULL));
  stop_hub (desk);
  start_hub (desk);
  go_on (desk, 3000);
}

/* All the same it is brought again whole: that is passed over, and the answer says where to go on. */
static void
test_cut_and_brought_again (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GBytes) start = part (desk, 0, 3000);
  g_autoptr (ParvisHubExchange) again = NULL;

  parvis_hub_exchange_free (create (desk, start, desk->sum, desk->size, NULL, NULL));
  again = create (desk, desk->envelope, desk->sum, desk->size, PREFER);
  assert_answer (end (again), 201, "3000");
  g_assert_cmpuint (count_stored (desk), ==, 0);
  go_on (desk, 3000);
}

/* The kiosk comes back before the hub has seen the older connection die: what that one still has is not written. */
static void
test_taken_over (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GBytes) start = part (desk, 0, 3000), rest = part (desk, 3000, desk->size);
  g_autoptr (ParvisHubExchange) older = create (desk, start, desk->sum, desk->size, NULL, NULL);
  g_autoptr (ParvisHubExchange) newer = create (desk, desk->envelope, desk->sum, desk->size, PREFER);

  assert_answer (end (newer), 201, "3000");
  give (older, rest);
  g_assert_cmpuint (end (older)->status, ==, 409);
  go_on (desk, 3000);
}

/* The disk is waited for -------------------------------------------------------------------------- */

/* A connection, as far as its sleep goes. */
typedef struct
{
  GMutex lock;
  GCond changed;
  guint parked, woken;
} Sleeper;

static void
on_park (gpointer connection)
{
  ((Sleeper *) connection)->parked++;
}

static void
on_wake (gpointer connection)
{
  Sleeper *sleeper = connection;

  g_mutex_lock (&sleeper->lock);
  sleeper->woken++;
  g_cond_signal (&sleeper->changed);
  g_mutex_unlock (&sleeper->lock);
}

static void
wait_until_woken (Sleeper *sleeper)
{
  g_mutex_lock (&sleeper->lock);
  while (sleeper->woken == 0)
    g_cond_wait (&sleeper->changed, &sleeper->lock);
  g_mutex_unlock (&sleeper->lock);
}

static void
test_parked (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, desk->size);
  Sleeper sleeper = { 0 };
  const ParvisHubParking parking = { on_park, on_wake, &sleeper };
  g_autoptr (ParvisHubExchange) exchange = create (desk, desk->envelope, desk->sum, desk->size, PREFER);

  g_assert_null (parvis_hub_exchange_end (exchange, &parking));
  g_assert_cmpuint (sleeper.parked, ==, 1);
  g_assert_cmpuint (count_stored (desk), ==, 0);
  wait_until_woken (&sleeper);
  assert_answer (parvis_hub_exchange_end (exchange, &parking), 201, size);
  g_assert_cmpuint (sleeper.parked, ==, 1);
  assert_receipt (desk, end (exchange));
}

/* Meanwhile the kiosk asks again, and that request stores it: once, and its bytes stay. */
static void
test_stored_while_parked (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, desk->size), *file = NULL;
  Sleeper sleeper = { 0 };
  const ParvisHubParking parking = { on_park, on_wake, &sleeper };
  g_autoptr (ParvisHubExchange) exchange = create (desk, desk->envelope, desk->sum, desk->size, PREFER);
  g_autoptr (ParvisHubExchange) again = NULL;

  g_assert_null (parvis_hub_exchange_end (exchange, &parking));
  again = create_plainly (desk);
  assert_answer (end (again), 201, size);
  wait_until_woken (&sleeper);
  assert_answer (parvis_hub_exchange_end (exchange, &parking), 201, size);
  assert_receipt (desk, end (exchange));
  file = g_strdup_printf ("%s/envelopes/%s.cms", desk->config->store,
                          strrchr (header (end (again), "Location"), '/') + 1);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
}

/* When the server stops nobody sleeps any more, and nobody is put to sleep. */
static void
test_ended_while_parked (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, desk->size);
  Sleeper sleeper = { 0 };
  const ParvisHubParking parking = { on_park, on_wake, &sleeper };
  g_autoptr (ParvisHubExchange) exchange = create (desk, desk->envelope, desk->sum, desk->size, PREFER);
  g_autoptr (ParvisHubExchange) later = NULL;

  g_assert_null (parvis_hub_exchange_end (exchange, &parking));
  parvis_hub_end_syncs (desk->hub);
  g_assert_cmpuint (sleeper.woken, ==, 1);
  parvis_hub_exchange_free (g_steal_pointer (&exchange)); /* without another word */
  later = create (desk, desk->envelope, desk->sum, desk->size, PREFER);
  assert_answer (parvis_hub_exchange_end (later, &parking), 201, size);
  g_assert_cmpuint (sleeper.parked, ==, 1);
}

/* Power cuts -------------------------------------------------------------------------------------- */

/* Whoever was told of an upload finds it again, wherever the power failed since; whoever has a receipt, that very one.
 */
static void
assert_promised (Desk *desk, const char *upload, GPtrArray *promises)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisHubStore) store = parvis_hub_store_open (desk->config->store, &error);
  g_autoptr (ParvisHubUpload) found = NULL;
  g_autoptr (GBytes) receipt = NULL;

  g_assert_no_error (error);
  found = parvis_hub_store_lookup (store, upload, &error);
  receipt = parvis_hub_store_receipt (store, ID, &error);
  g_assert_no_error (error);
  g_assert_true (promises->len < 1 || found != NULL);
  g_assert_true (promises->len < 2 || receipt != NULL);
  g_assert_true (receipt == NULL || found->state == PARVIS_HUB_UPLOAD_STORED);
}

static void
cut_everywhere (Desk *desk, Power *power, const char *upload)
{
  g_autofree char *path = g_build_filename (desk->config->store, "hub.db", NULL);
  guint cuts = power_cuts (power);

  power_stop (power);
  g_assert_cmpuint (cuts, >, 4);
  for (guint cut = 0; cut < cuts; cut++)
    for (guint kept = POWER_NOTHING; kept <= POWER_SOME; kept++)
      {
        g_autoptr (GPtrArray) promises = power_promises (power, cut);

        power_restore (power, cut, (PowerKept) kept, cut * 10 + kept, path);
        assert_promised (desk, upload, promises);
      }
}

static void
test_power_cuts (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (Power) power = NULL;
  g_autoptr (GBytes) start = part (desk, 0, 3000), rest = part (desk, 3000, desk->size);
  g_autofree char *database = g_build_filename (desk->config->store, "hub.db", NULL);
  g_autofree char *path = NULL;
  ParvisHubExchange *exchange;

  stop_hub (desk);
  power = power_new ();
  power_record (power, database);
  start_hub (desk);
  exchange = create (desk, start, desk->sum, desk->size, NULL, NULL);
  path = g_strdup (header (end (exchange), "Location"));
  power_note (power, "told of the upload");
  parvis_hub_exchange_free (exchange);
  exchange = append (desk, path, "3000", rest, PREFER);
  g_assert_cmpuint (end (exchange)->status, ==, 200);
  power_note (power, "given the receipt");
  parvis_hub_exchange_free (exchange);
  stop_hub (desk);
  cut_everywhere (desk, power, strrchr (path, '/') + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/hub-creation/all-at-once", test_all_at_once);
  g_test_add_func ("/sync/hub-creation/not-asked-for", test_not_asked_for);
  g_test_add_func ("/sync/hub-creation/in-two", test_in_two);
  g_test_add_func ("/sync/hub-creation/patch-not-asked-for", test_patch_not_asked_for);
  g_test_add_func ("/sync/hub-creation/not-taken", test_not_taken);
  g_test_add_func ("/sync/hub-creation/sums", test_sums);
  g_test_add_func ("/sync/hub-creation/cut", test_cut);
  g_test_add_func ("/sync/hub-creation/cut-and-restarted", test_cut_and_restarted);
  g_test_add_func ("/sync/hub-creation/cut-and-brought-again", test_cut_and_brought_again);
  g_test_add_func ("/sync/hub-creation/taken-over", test_taken_over);
  g_test_add_func ("/sync/hub-creation/parked", test_parked);
  g_test_add_func ("/sync/hub-creation/stored-while-parked", test_stored_while_parked);
  g_test_add_func ("/sync/hub-creation/ended-while-parked", test_ended_while_parked);
  g_test_add_func ("/sync/hub-creation/power-cuts", test_power_cuts);
  return g_test_run ();
}
