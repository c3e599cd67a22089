/* SPDX-License-Identifier: EUPL-1.2
 *
 * One scene after the other, each on the frames that the window paints: enter it, press what it presses, let it come to
 * rest, paint.
 */
#include "ui/gallery/gallery.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "ui/access/access.h"
#include "ui/gallery/gallery-paint.h"
#include "ui/gallery/gallery-scenes.h"
#include "ui/language/language.h"
#include "ui/picture/picture.h"
#include "ui/speech/spoken.h"

#define REST_FRAMES  3                     /* a new style sheet, a new layout, and what follows from it */
#define PATIENCE_US  (10 * G_USEC_PER_SEC) /* a scene that is not there by then never comes */
#define MOST_REPEATS 60

typedef enum
{
  ENTERING,
  PRESSING,
  RESTING
} Stage;

struct _ParvisGallery
{
  GObject parent_instance;
  ParvisWindow *window; /* (transfer none): it outlives us */
  ParvisDesk *desk;
  char *folder;
  ParvisGalleryFlags flags;
  char **languages, **looks;
  guint language, look; /* the pair being shown */
  const ParvisScene *scene;
  guint number, repeats;
  Stage stage;
  gint64 since;   /* of the scene's beginning, in µs of the frame clock */
  guint frames;   /* at rest */
  gulong painted; /* handler of the frame clock's "after-paint"; 0: standing still */
};

static guint done_signal;

G_DEFINE_FINAL_TYPE (ParvisGallery, parvis_gallery, G_TYPE_OBJECT)

static void on_painted (GdkFrameClock *clock, gpointer user_data);

static void
follow_frames (ParvisGallery *self, gboolean follow)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));

  if (follow && self->painted == 0)
    self->painted = g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), self);
  else if (!follow)
    g_clear_signal_handler (&self->painted, clock);
  gtk_widget_queue_draw (GTK_WIDGET (self->window));
}

static void
finish (ParvisGallery *self, const char *problem)
{
  g_object_ref (self);
  follow_frames (self, FALSE);
  g_signal_emit (self, done_signal, 0, problem);
  g_object_unref (self);
}

/* ---- what is on the screen ---- */

static gboolean
bears (GtkWidget *widget, const char *words)
{
  const char *name = parvis_spoken_get_name (widget);
  gboolean found
      = g_strcmp0 (name != NULL || !GTK_IS_LABEL (widget) ? name : gtk_label_get_label (GTK_LABEL (widget)), words)
        == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = bears (child, words);
  return found;
}

static gboolean
is_named (GtkWidget *widget, const char *words)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget)
         && bears (widget, words);
}

/* The last button of that name below @widget: what lies over the page comes after it. */
static GtkWidget *
find_button (GtkWidget *widget, const char *words)
{
  GtkWidget *found = is_named (widget, words) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_prev_sibling (child))
    found = find_button (child, words);
  return found;
}

static GtkWidget *
button_of (ParvisGallery *self)
{
  const char *press = self->scene->press;

  return find_button (GTK_WIDGET (self->window),
                      *press != '\0' ? _ (press) : parvis_language_name (parvis_language_get ())->name);
}

/* ---- one scene ---- */

static char *
picture_path (ParvisGallery *self, GError **error)
{
  GtkWidget *window = GTK_WIDGET (self->window);
  const char *orientation = gtk_widget_get_width (window) > gtk_widget_get_height (window) ? "landscape" : "portrait";
  g_autofree char *variant
      = g_strdup_printf ("%s-%s-%s", orientation, self->languages[self->language], self->looks[self->look]);
  g_autofree char *folder = g_build_filename (self->folder, variant, NULL);
  g_autofree char *times = self->repeats > 0 ? g_strdup_printf ("-%u", self->repeats) : g_strdup ("");
  g_autofree char *name = g_strdup_printf ("%02u-%s%s.png", self->number, self->scene->name, times);

  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s : %s", folder, g_strerror (errno));
      return NULL;
    }
  return g_build_filename (folder, name, NULL);
}

static void
begin_scene (ParvisGallery *self, const ParvisScene *scene)
{
  self->scene = scene;
  self->stage = ENTERING;
  self->repeats = 0;
  self->frames = 0;
  self->since = 0;
}

static void begin_variant (ParvisGallery *self);

static void
next_scene (ParvisGallery *self)
{
  self->number++;
  begin_scene (self, self->scene + 1);
  if (self->scene->name != NULL)
    return;
  if (self->languages[++self->language] == NULL)
    {
      self->language = 0;
      self->look++;
    }
  if (self->looks[self->look] == NULL)
    finish (self, NULL);
  else
    begin_variant (self);
}

/* A repeated scene goes on as long as its button is there. */
static void
after_picture (ParvisGallery *self)
{
  if (self->scene->repeat && self->repeats < MOST_REPEATS && button_of (self) != NULL)
    {
      self->repeats++;
      self->stage = PRESSING;
      self->frames = 0;
      self->since = 0;
    }
  else
    next_scene (self);
}

static void
wait_for_somebody (void)
{
  char line;

  while (read (STDIN_FILENO, &line, 1) == 1 && line != '\n')
    continue;
}

static gboolean
on_line (GIOChannel *channel, GIOCondition condition, gpointer user_data)
{
  ParvisGallery *self = user_data;

  wait_for_somebody ();
  follow_frames (self, TRUE);
  after_picture (self);
  return G_SOURCE_REMOVE;
}

/* Stops the frames until a line comes. */
static void
stand_still (ParvisGallery *self)
{
  g_autoptr (GIOChannel) channel = g_io_channel_unix_new (STDIN_FILENO);

  follow_frames (self, FALSE);
  g_io_add_watch (channel, G_IO_IN | G_IO_HUP, on_line, self);
}

static void
take_picture (ParvisGallery *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = picture_path (self, &error);

  if (path == NULL || !parvis_gallery_paint (GTK_WINDOW (self->window), path, &error))
    {
      finish (self, error->message);
      return;
    }
  g_print ("picture %s\n", path);
  if ((self->flags & PARVIS_GALLERY_STEP) != 0)
    stand_still (self);
  else
    after_picture (self);
}

static void
enter (ParvisGallery *self)
{
  ParvisPage *page;

  if (self->scene->home)
    parvis_window_go_home (self->window);
  if (self->scene->cover != NULL)
    parvis_window_cover (self->window, self->scene->cover ());
  if (parvis_scene_has_page (self->scene))
    {
      page = parvis_scene_open (self->scene, self->desk);
      if (page == NULL)
        {
          next_scene (self);
          return;
        }
      parvis_window_open (self->window, page);
    }
  self->stage = self->scene->press != NULL ? PRESSING : RESTING;
}

static void
press (ParvisGallery *self)
{
  GtkWidget *button = button_of (self);

  if (button == NULL)
    return;
  g_signal_emit_by_name (button, "clicked");
  self->stage = RESTING;
  self->frames = 0;
}

static gboolean
is_late (ParvisGallery *self, gint64 now)
{
  if (self->since == 0)
    self->since = now;
  return now - self->since > PATIENCE_US;
}

static void
on_painted (GdkFrameClock *clock, gpointer user_data)
{
  ParvisGallery *self = user_data;

  if (is_late (self, gdk_frame_clock_get_frame_time (clock)))
    {
      g_autofree char *problem
          = g_strdup_printf (_ ("%s : « %s » n’apparaît pas."), self->scene->name, self->scene->press);

      finish (self, problem);
      return;
    }
  if (self->stage == ENTERING)
    enter (self);
  else if (self->stage == PRESSING)
    press (self);
  else if (++self->frames > MAX (REST_FRAMES, self->scene->frames) && parvis_picture_count_coming () == 0)
    take_picture (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->window)); /* there is always a next frame */
}

/* ---- one way of perceiving it ---- */

static void
begin_variant (ParvisGallery *self)
{
  const char *look = self->looks[self->look];

  parvis_language_set (self->languages[self->language]);
  g_object_set (parvis_access_get (), "still", TRUE, "large", g_str_equal (look, "large"), "contrast",
                g_str_equal (look, "contrast"), "low-reach", g_str_equal (look, "reach"), NULL);
  self->number = 1;
  begin_scene (self, parvis_gallery_scenes ());
}

void
parvis_gallery_start (ParvisGallery *self)
{
  if (self->scene == NULL)
    {
      parvis_window_wake (self->window);
      begin_variant (self);
    }
  follow_frames (self, TRUE);
}

/* ---- lifecycle ---- */

static gboolean
check_names (char **names, gboolean (*known) (const char *), const char *what, GError **error)
{
  for (char **name = names; *name != NULL; name++)
    if (!known (*name))
      {
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s : « %s »", what, *name);
        return FALSE;
      }
  return *names != NULL;
}

static gboolean
is_look (const char *name)
{
  static const char *const looks[] = { "normal", "large", "contrast", "reach", NULL };

  return g_strv_contains (looks, name);
}

static gboolean
is_language (const char *code)
{
  return parvis_language_name (code) != NULL;
}

gboolean
parvis_gallery_choose (ParvisGallery *self, const char *languages, const char *looks, GError **error)
{
  g_strfreev (self->languages);
  g_strfreev (self->looks);
  self->languages = g_strsplit (languages != NULL ? languages : "fr,ar", ",", 20);
  self->looks = g_strsplit (looks != NULL ? looks : "normal,large,contrast,reach", ",", 20);
  return check_names (self->languages, is_language, _ ("langue inconnue"), error)
         && check_names (self->looks, is_look, _ ("aspect inconnu"), error);
}

static void
parvis_gallery_finalize (GObject *object)
{
  ParvisGallery *self = PARVIS_GALLERY (object);

  g_clear_object (&self->desk);
  g_free (self->folder);
  g_strfreev (self->languages);
  g_strfreev (self->looks);
  G_OBJECT_CLASS (parvis_gallery_parent_class)->finalize (object);
}

static void
parvis_gallery_class_init (ParvisGalleryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_gallery_finalize;
  done_signal = g_signal_new ("done", PARVIS_TYPE_GALLERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_STRING);
}

static void
parvis_gallery_init (ParvisGallery *self)
{
}

ParvisGallery *
parvis_gallery_new (ParvisWindow *window, ParvisDesk *desk, const char *folder, ParvisGalleryFlags flags)
{
  ParvisGallery *self = g_object_new (PARVIS_TYPE_GALLERY, NULL);

  self->window = window;
  self->desk = g_object_ref (desk);
  self->folder = g_strdup (folder);
  self->flags = flags;
  return self;
}
