/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/gallery/gallery-scenes.h"

#define PARVIS_TYPE_GALLERY_PAGE (parvis_gallery_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisGalleryPage, parvis_gallery_page, PARVIS, GALLERY_PAGE, ParvisPage)

struct _ParvisGalleryPage
{
  ParvisPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ParvisGalleryPage, parvis_gallery_page, PARVIS_TYPE_PAGE)

static void
parvis_gallery_page_class_init (ParvisGalleryPageClass *klass)
{
}

static void
parvis_gallery_page_init (ParvisGalleryPage *self)
{
}

ParvisPage *
parvis_gallery_page_new (GtkWidget *child)
{
  ParvisPage *page = g_object_new (PARVIS_TYPE_GALLERY_PAGE, NULL);

  parvis_page_set_child (page, child);
  return page;
}
