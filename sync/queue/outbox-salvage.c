/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/outbox-private.h"
#include "sync/queue/outbox-repair.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sync/base/digest.h"
#include "sync/seal/seal.h"
#include "sync/base/sqlite-pages.h"

#define ID_CHARS  36
#define SUM_CHARS 64
#define ROW_SPARE 1024 /* what a row holds beside the envelope */

/* Columns of the two tables (sync/queue/outbox-schema.c), in the order they were made. */
enum
{
  SUBMISSION_ID = 1,
  SUBMISSION_SUM = 2,
  SUBMISSION_STATE = 5,
  SUBMISSION_COLUMNS = 12,
  ENVELOPE_BYTES = 1,
  ENVELOPE_ID = 2,
  ENVELOPE_SUM = 3,
};

typedef struct
{
  char *id;
  ParvisSubmissionState state;
  gboolean seen; /* its envelope is whole */
} Known;

typedef struct
{
  ParvisOutbox *outbox;
  ParvisOutboxSalvage *found;
  GHashTable *known;    /* sum -> Known */
  GHashTable *nameless; /* sums */
  GError *error;        /* the outbox cannot be written: no use to go on */
} Salvage;

static void
known_free (Known *self)
{
  g_free (self->id);
  g_free (self);
}

static gboolean
is_text (const ParvisSqliteColumn *column, gsize size)
{
  return column->kind == PARVIS_SQLITE_TEXT && column->size == size;
}

static char *
get_text (const ParvisSqliteColumn *column)
{
  return g_strndup ((const char *) column->data, column->size);
}

/* First the rows: whose each sum is ---------------------------------------------------------------- */

static gboolean
is_submission (const ParvisSqliteColumn *columns, guint count, gpointer user_data)
{
  return count >= SUBMISSION_COLUMNS && columns[0].kind == PARVIS_SQLITE_NULL
         && is_text (&columns[SUBMISSION_ID], ID_CHARS) && is_text (&columns[SUBMISSION_SUM], SUM_CHARS)
         && columns[SUBMISSION_STATE].kind == PARVIS_SQLITE_TEXT;
}

/* A page may be stale: delivered and refused are for good, whichever copy of the row says so. */
static void
note_known (Salvage *self, const char *sum, const char *id, const char *state)
{
  Known *known = g_hash_table_lookup (self->known, sum);

  if (!g_uuid_string_is_valid (id))
    return;
  if (known == NULL)
    {
      known = g_new0 (Known, 1);
      known->id = g_ascii_strdown (id, -1);
      g_hash_table_insert (self->known, g_strdup (sum), known);
    }
  if (g_strcmp0 (state, "delivered") == 0)
    known->state = PARVIS_SUBMISSION_DELIVERED;
  else if (g_strcmp0 (state, "refused") == 0 && known->state != PARVIS_SUBMISSION_DELIVERED)
    known->state = PARVIS_SUBMISSION_REFUSED;
}

static void
on_submission (const ParvisSqliteColumn *columns, guint count, gpointer user_data)
{
  g_autofree char *id = get_text (&columns[SUBMISSION_ID]);
  g_autofree char *sum = get_text (&columns[SUBMISSION_SUM]);
  g_autofree char *state = get_text (&columns[SUBMISSION_STATE]);

  note_known (user_data, sum, id, state);
}

/* Then the envelopes ------------------------------------------------------------------------------- */

static gboolean
is_envelope (const ParvisSqliteColumn *columns, guint count, gpointer user_data)
{
  const Salvage *self = user_data;

  return self->error == NULL && count >= 2 && count <= 4 && columns[0].kind == PARVIS_SQLITE_NULL
         && columns[ENVELOPE_BYTES].kind == PARVIS_SQLITE_BLOB && columns[ENVELOPE_BYTES].size > 0
         && columns[ENVELOPE_BYTES].size <= PARVIS_SEAL_MAX_BYTES;
}

/* What is written beside the envelope tells whose it is when its row is gone. */
static void
read_own_name (Salvage *self, const ParvisSqliteColumn *columns, guint count, const char *sum)
{
  g_autofree char *id = NULL, *own = NULL;

  if (count < 4 || !is_text (&columns[ENVELOPE_ID], ID_CHARS) || !is_text (&columns[ENVELOPE_SUM], SUM_CHARS))
    return;
  id = get_text (&columns[ENVELOPE_ID]);
  own = get_text (&columns[ENVELOPE_SUM]);
  if (g_strcmp0 (own, sum) == 0)
    note_known (self, sum, id, NULL);
}

static gboolean
queue (Salvage *self, const Known *known, GBytes *envelope)
{
  const char *id = known->id;

  if (!parvis_outbox_enqueue (self->outbox, id, envelope, &self->error))
    return FALSE;
  return known->state != PARVIS_SUBMISSION_REFUSED
         || (parvis_outbox_mark_sending (self->outbox, id, &self->error)
             && parvis_outbox_mark_refused (self->outbox, id, _ ("refusée avant que la file d’envoi ne soit abîmée"),
                                            &self->error));
}

static void
bring_back (Salvage *self, Known *known, GBytes *envelope)
{
  g_autoptr (ParvisOutboxEntry) there = NULL;

  known->seen = TRUE;
  if (known->state == PARVIS_SUBMISSION_DELIVERED)
    {
      self->found->delivered++;
      return;
    }
  there = parvis_outbox_lookup (self->outbox, known->id, NULL);
  if (there != NULL)
    self->found->already++;
  else if (queue (self, known, envelope))
    self->found->queued++;
}

/* Cut in the middle of being queued: nobody was told that it is kept. */
static gboolean
is_unfinished (const ParvisSqliteColumn *columns, guint count)
{
  return count >= 4 && is_text (&columns[ENVELOPE_SUM], SUM_CHARS)
         && memcmp (columns[ENVELOPE_SUM].data, PARVIS_OUTBOX_UNSUMMED, SUM_CHARS) == 0;
}

static void
on_envelope (const ParvisSqliteColumn *columns, guint count, gpointer user_data)
{
  Salvage *self = user_data;
  const ParvisSqliteColumn *blob = &columns[ENVELOPE_BYTES];
  g_autofree char *sum = NULL;
  g_autoptr (GBytes) envelope = NULL;
  Known *known;

  if (is_unfinished (columns, count))
    return;
  sum = parvis_sha256_data (blob->data, blob->size);
  read_own_name (self, columns, count, sum);
  known = g_hash_table_lookup (self->known, sum);
  if (known == NULL)
    g_hash_table_add (self->nameless, g_steal_pointer (&sum));
  if (known == NULL || known->seen)
    return;
  envelope = g_bytes_new (blob->data, blob->size);
  bring_back (self, known, envelope);
}

/* Named in the damaged file, not delivered, and neither whole there nor in the outbox. */
static void
count_lost (Salvage *self)
{
  GHashTableIter iter;
  Known *known;

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &known))
    {
      g_autoptr (ParvisOutboxEntry) there = NULL;

      if (known->seen || known->state == PARVIS_SUBMISSION_DELIVERED)
        continue;
      there = parvis_outbox_lookup (self->outbox, known->id, NULL);
      self->found->lost += there == NULL;
    }
}

static GBytes *
map_file (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);

  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

gboolean
parvis_outbox_salvage (ParvisOutbox *self, const char *damaged, ParvisOutboxSalvage *found, GError **error)
{
  g_autofree char *log_path = g_strconcat (damaged, "-wal", NULL);
  g_autoptr (GBytes) database = map_file (damaged, error);
  g_autoptr (GBytes) log = map_file (log_path, NULL);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) known_free);
  g_autoptr (GHashTable) nameless = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (ParvisSqlitePages) pages = NULL;
  Salvage salvage = { self, found, known, nameless };

  *found = (ParvisOutboxSalvage){ 0 };
  if (database == NULL)
    return FALSE;
  pages = parvis_sqlite_pages_new (database, log, PARVIS_SEAL_MAX_BYTES + ROW_SPARE);
  parvis_sqlite_pages_scan (pages, is_submission, on_submission, &salvage);
  parvis_sqlite_pages_scan (pages, is_envelope, on_envelope, &salvage);
  count_lost (&salvage);
  found->nameless = g_hash_table_size (nameless);
  if (salvage.error == NULL)
    return TRUE;
  g_propagate_error (error, salvage.error);
  return FALSE;
}
