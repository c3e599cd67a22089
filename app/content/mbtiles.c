/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/mbtiles.h"

#include "app/content/bundle.h"
#include "app/content/sql.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_STEPS                                                                                                      \
  200 /* of STEP virtual instructions: some seconds, and a hundred times what the largest sound map needs */
#define STEP            1000000
#define MAX_ATTRIBUTION 200 /* characters */

struct _ParvisMbtiles
{
  sqlite3 *handle;
  ParvisSql sql;
  guint steps;
};

/* While the tiles are read. */
typedef struct
{
  ParvisMapInfo *info;
  GHashTable *seen; /* guint64 */
  guint x[2], y[2]; /* least and greatest at info->zoom_max */
  ParvisTileFunc tile;
  gpointer user_data;
} Reading;

void
parvis_map_info_free (ParvisMapInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->attribution);
  g_free (info);
}

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_INVALID, format, arguments);
  va_end (arguments);
  return FALSE;
}

/* ---- opening ---- */

/* What the file's own views may do: read its tables. No function, no recursion, nothing written, nothing attached. */
static int
authorize (void *data, int action, const char *first, const char *second, const char *database, const char *view)
{
  return action == SQLITE_SELECT || action == SQLITE_READ ? SQLITE_OK : SQLITE_DENY;
}

static int
on_steps (void *data)
{
  ParvisMbtiles *self = data;

  return ++self->steps > MAX_STEPS;
}

static void
harden (ParvisMbtiles *self)
{
  static const int limits[][2] = {
    { SQLITE_LIMIT_LENGTH, 4 * 1024 * 1024 },
    { SQLITE_LIMIT_SQL_LENGTH, 20000 },
    { SQLITE_LIMIT_COLUMN, 50 },
    { SQLITE_LIMIT_EXPR_DEPTH, 20 },
    { SQLITE_LIMIT_COMPOUND_SELECT, 4 },
    { SQLITE_LIMIT_VDBE_OP, 25000 },
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
  };

  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (self->handle, limits[i][0], limits[i][1]);
  sqlite3_progress_handler (self->handle, STEP, on_steps, self);
}

/* A copy of its own, for the library to keep. A file that was last written in WAL mode says so in bytes 18 and 19, and
 * could not be read without its log: what was in the log is not in the file
 * (https://sqlite.org/fileformat.html, 1.3.3). */
static gboolean
take_bytes (ParvisMbtiles *self, GBytes *bytes)
{
  gsize size = g_bytes_get_size (bytes);
  unsigned char *copy = sqlite3_malloc64 (MAX (size, 1));

  if (copy == NULL)
    return FALSE;
  memcpy (copy, g_bytes_get_data (bytes, NULL), size);
  copy[18] = copy[19] = 1;
  return sqlite3_deserialize (self->handle, "main", copy, (sqlite3_int64) size, (sqlite3_int64) size,
                              SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
         == SQLITE_OK;
}

ParvisMbtiles *
parvis_mbtiles_open (GBytes *bytes, GError **error)
{
  static const char magic[] = "SQLite format 3"; /* and its final NUL */
  g_autoptr (ParvisMbtiles) self = g_new0 (ParvisMbtiles, 1);

  if (g_bytes_get_size (bytes) < 100 || memcmp (g_bytes_get_data (bytes, NULL), magic, sizeof magic) != 0)
    {
      fail (error, _ ("ce n’est pas une base MBTiles (SQLite)"));
      return NULL;
    }
  if (sqlite3_open_v2 (":memory:", &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL) != SQLITE_OK)
    {
      fail (error, _ ("il n’y a plus assez de mémoire pour lire le plan"));
      return NULL;
    }
  self->sql = (ParvisSql){ self->handle, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_INVALID };
  harden (self);
  if (!take_bytes (self, bytes) || !parvis_sql_exec (&self->sql, "PRAGMA cell_size_check = ON", error))
    {
      g_clear_error (error);
      fail (error, _ ("cette base MBTiles (SQLite) est abîmée"));
      return NULL;
    }
  sqlite3_set_authorizer (self->handle, authorize, self);
  return g_steal_pointer (&self);
}

void
parvis_mbtiles_free (ParvisMbtiles *self)
{
  if (self == NULL)
    return;
  sqlite3_close (self->handle);
  g_free (self);
}

/* ---- pictures ---- */

static guint
big_endian (const guint8 *bytes, guint count)
{
  guint number = 0;

  for (guint i = 0; i < count; i++)
    number = number << 8 | bytes[i];
  return number;
}

/* ISO/IEC 15948: the signature, then IHDR with width and height. */
static guint
png_side (const guint8 *data, gsize size)
{
  static const guint8 start[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };

  if (size < 24 || memcmp (data, start, sizeof start) != 0 || memcmp (data + 16, data + 20, 4) != 0)
    return 0;
  return big_endian (data + 16, 4);
}

static gboolean
is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* ITU-T T.81, annex B: segments until the frame's header, which has height and width. */
static guint
jpeg_side (const guint8 *data, gsize size)
{
  gsize at = 2;

  if (size < 4 || data[0] != 0xff || data[1] != 0xd8)
    return 0;
  while (at + 9 <= size && data[at] == 0xff)
    {
      if (is_frame (data[at + 1]))
        return big_endian (data + at + 5, 2) == big_endian (data + at + 7, 2) ? big_endian (data + at + 5, 2) : 0;
      if (big_endian (data + at + 2, 2) < 2)
        return 0;
      at += 2 + big_endian (data + at + 2, 2);
    }
  return 0;
}

guint
parvis_picture_side (GBytes *picture)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (picture, &size);
  guint side = data != NULL ? png_side (data, size) : 0;

  return side > 0 || data == NULL ? side : jpeg_side (data, size);
}

/* ---- metadata ---- */

/* A line for a person: an attribution is often a link in HTML. (transfer full) (nullable) */
static char *
plain_line (const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean inside = FALSE;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character == '<' || character == '>')
        inside = character == '<';
      else if (!inside && g_utf8_strlen (line->str, -1) < MAX_ATTRIBUTION)
        g_string_append_unichar (line, g_unichar_isprint (character) ? character : ' ');
    }
  g_string_replace (line, "&copy;", "©", 0);
  g_string_replace (line, "&amp;", "&", 0);
  g_strstrip (line->str);
  return *line->str != '\0' ? g_strdup (line->str) : NULL;
}

static gboolean
read_metadata (ParvisMbtiles *self, ParvisMapInfo *info, GError **error)
{
  g_autoptr (sqlite3_stmt) rows
      = parvis_sql_query (&self->sql, error, "SELECT name, value FROM metadata LIMIT 100", "");
  g_autofree char *format = NULL;
  g_autoptr (GError) problem = NULL;

  while (rows != NULL && parvis_sql_next (&self->sql, rows, &problem))
    {
      const char *name = (const char *) sqlite3_column_text (rows, 0);

      if (g_strcmp0 (name, "format") == 0 && format == NULL)
        format = parvis_sql_text (rows, 1);
      else if (g_strcmp0 (name, "attribution") == 0 && info->attribution == NULL)
        info->attribution = plain_line ((const char *) sqlite3_column_text (rows, 1));
    }
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (rows != NULL && g_strcmp0 (format, "png") != 0 && g_strcmp0 (format, "jpg") != 0)
    return fail (error, _ ("son format est « %.20s » et non « png » ou « jpg »"), format != NULL ? format : "");
  else if (rows != NULL)
    return TRUE;
  return FALSE;
}

/* ---- tiles ---- */

static gboolean
take_place (Reading *self, gint64 zoom, gint64 x, gint64 row, GError **error)
{
  guint64 *key;

  if (zoom < 0 || zoom > PARVIS_MBTILES_MAX_ZOOM || x < 0 || row < 0 || x >= (G_GINT64_CONSTANT (1) << zoom)
      || row >= (G_GINT64_CONSTANT (1) << zoom))
    return fail (error,
                 _ ("la tuile %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT
                    " est hors du monde, ou au-delà du zoom %d"),
                 zoom, x, row, PARVIS_MBTILES_MAX_ZOOM);
  key = g_new (guint64, 1);
  *key = (guint64) zoom << 40 | (guint64) x << 20 | (guint64) row;
  if (!g_hash_table_add (self->seen, key))
    return fail (error, _ ("la tuile %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT " est là deux fois"),
                 zoom, x, row);
  if (g_hash_table_size (self->seen) > PARVIS_MBTILES_MAX_TILES)
    return fail (error, _ ("il a plus de %d tuiles"), PARVIS_MBTILES_MAX_TILES);
  return TRUE;
}

/* The furthest zoom says how far the map reaches. */
static void
reach (Reading *self, guint zoom, guint x, guint y)
{
  gboolean first = g_hash_table_size (self->seen) == 1;

  self->info->zoom_min = first ? zoom : MIN (self->info->zoom_min, zoom);
  if (first || zoom > self->info->zoom_max)
    {
      self->info->zoom_max = zoom;
      self->x[0] = self->x[1] = x;
      self->y[0] = self->y[1] = y;
    }
  else if (zoom == self->info->zoom_max)
    {
      self->x[0] = MIN (self->x[0], x);
      self->x[1] = MAX (self->x[1], x);
      self->y[0] = MIN (self->y[0], y);
      self->y[1] = MAX (self->y[1], y);
    }
}

static gboolean
take_picture (Reading *self, GBytes *picture, guint zoom, guint x, gint64 row, GError **error)
{
  guint side = parvis_picture_side (picture);

  if (side != 256 && side != 512)
    return fail (error,
                 _ ("la tuile %u/%u/%" G_GINT64_FORMAT " n’est pas une image PNG ou JPEG de 256 ou 512 points de côté"),
                 zoom, x, row);
  if (self->info->tile_size != 0 && side != self->info->tile_size)
    return fail (error, _ ("la tuile %u/%u/%" G_GINT64_FORMAT " n’a pas la taille des autres"), zoom, x, row);
  self->info->tile_size = side;
  return TRUE;
}

static gboolean
take_tile (Reading *self, sqlite3_stmt *statement, GError **error)
{
  gint64 zoom = sqlite3_column_int64 (statement, 0), x = sqlite3_column_int64 (statement, 1),
         row = sqlite3_column_int64 (statement, 2);
  int size = sqlite3_column_bytes (statement, 3);
  g_autoptr (GBytes) picture = NULL;
  guint y;

  for (int i = 0; i < 3; i++)
    if (sqlite3_column_type (statement, i) != SQLITE_INTEGER)
      return fail (error, _ ("la place d’une de ses tuiles n’est pas un nombre"));
  if (!take_place (self, zoom, x, row, error))
    return FALSE;
  if (size > PARVIS_MBTILES_MAX_TILE)
    return fail (error, _ ("la tuile %d/%d/%d dépasse %d Ko"), (int) zoom, (int) x, (int) row,
                 PARVIS_MBTILES_MAX_TILE / 1024);
  picture = g_bytes_new (sqlite3_column_blob (statement, 3), (gsize) size);
  if (!take_picture (self, picture, (guint) zoom, (guint) x, row, error))
    return FALSE;
  y = (1u << zoom) - 1 - (guint) row; /* MBTiles counts from the south */
  reach (self, (guint) zoom, (guint) x, y);
  return self->tile == NULL || self->tile ((guint) zoom, (guint) x, y, picture, self->user_data, error);
}

static double
longitude_of (guint x, guint zoom)
{
  return x / (double) (1u << zoom) * 360 - 180;
}

static double
latitude_of (guint y, guint zoom)
{
  return atan (sinh (G_PI * (1 - 2 * y / (double) (1u << zoom)))) * 180 / G_PI;
}

/* Their code would run on the file's bytes. */
static gboolean
has_no_virtual_table (ParvisMbtiles *self, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = parvis_sql_query (
      &self->sql, error, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage = 0 LIMIT 1", "");
  g_autoptr (GError) problem = NULL;

  if (rows == NULL)
    return FALSE;
  if (parvis_sql_next (&self->sql, rows, &problem))
    return fail (error, _ ("il contient une table virtuelle"));
  return problem == NULL || fail (error, "%s", problem->message);
}

static gboolean
read_tiles (ParvisMbtiles *self, Reading *reading, GError **error)
{
  g_autoptr (sqlite3_stmt) rows
      = parvis_sql_query (&self->sql, error, "SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles", "");
  g_autoptr (GError) problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (parvis_sql_next (&self->sql, rows, &problem))
    if (!take_tile (reading, rows, error))
      return FALSE;
  if (problem != NULL)
    return fail (error, _ ("cette base MBTiles (SQLite) est abîmée, ou trop compliquée (%s)"), problem->message);
  if (reading->info->tile_size == 0)
    return fail (error, _ ("il n’a aucune tuile"));
  return TRUE;
}

ParvisMapInfo *
parvis_mbtiles_read (ParvisMbtiles *self, ParvisTileFunc tile, gpointer user_data, GError **error)
{
  g_autoptr (ParvisMapInfo) info = g_new0 (ParvisMapInfo, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Reading reading = { .info = info, .seen = seen, .tile = tile, .user_data = user_data };

  if (!has_no_virtual_table (self, error) || !read_metadata (self, info, error) || !read_tiles (self, &reading, error))
    return NULL;
  info->west = longitude_of (reading.x[0], info->zoom_max);
  info->east = longitude_of (reading.x[1] + 1, info->zoom_max);
  info->north = latitude_of (reading.y[0], info->zoom_max);
  info->south = latitude_of (reading.y[1] + 1, info->zoom_max);
  return g_steal_pointer (&info);
}
