/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/map/map-source.h"

struct _ParvisMapSource
{
  ShumateDataSource parent_instance;
  ParvisDesk *desk;
};

G_DEFINE_FINAL_TYPE (ParvisMapSource, parvis_map_source, SHUMATE_TYPE_DATA_SOURCE)

/* One row by its key: at once, on the screen's thread, whose catalogue it is. */
static void
parvis_map_source_get_tile_data_async (ShumateDataSource *source, int x, int y, int zoom, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data)
{
  ParvisCatalog *catalog = parvis_desk_catalog (PARVIS_MAP_SOURCE (source)->desk);
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  g_autoptr (GBytes) picture = NULL;

  if (catalog != NULL && x >= 0 && y >= 0 && zoom >= 0)
    picture = parvis_catalog_tile (catalog, (guint) zoom, (guint) x, (guint) y, NULL);
  if (picture == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no tile %d/%d/%d", zoom, x, y);
      return;
    }
  g_signal_emit_by_name (source, "received-data", x, y, zoom, picture);
  g_task_return_pointer (task, g_steal_pointer (&picture), (GDestroyNotify) g_bytes_unref);
}

static GBytes *
parvis_map_source_get_tile_data_finish (ShumateDataSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
parvis_map_source_finalize (GObject *object)
{
  g_clear_object (&PARVIS_MAP_SOURCE (object)->desk);
  G_OBJECT_CLASS (parvis_map_source_parent_class)->finalize (object);
}

static void
parvis_map_source_class_init (ParvisMapSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_map_source_finalize;
  SHUMATE_DATA_SOURCE_CLASS (klass)->get_tile_data_async = parvis_map_source_get_tile_data_async;
  SHUMATE_DATA_SOURCE_CLASS (klass)->get_tile_data_finish = parvis_map_source_get_tile_data_finish;
}

static void
parvis_map_source_init (ParvisMapSource *self)
{
}

ShumateDataSource *
parvis_map_source_new (ParvisDesk *desk)
{
  ParvisMapSource *self = g_object_new (PARVIS_TYPE_MAP_SOURCE, NULL);

  self->desk = g_object_ref (desk);
  return SHUMATE_DATA_SOURCE (self);
}
