/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/address-completion.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/fields/after-touch.h"
#include "ui/fields/fault-bar.h"
#include "ui/fields/field-host.h"
#include "ui/fields/proposals.h"
#include "ui/fields/typed-entry.h"
#include "ui/speech/spoken.h"

/* One list of proposals and the entry that it is for. */
typedef struct
{
  GtkWidget *box; /* the entry and the list */
  GtkWidget *proposals;
  GtkWidget *status;    /* what was filled */
  GtkWidget *advice;    /* what is still to be typed */
  GPtrArray *found;     /* (nullable) of ParvisAddress or ParvisTown */
  GCancellable *lookup; /* (nullable) the one under way */
} List;

typedef struct
{
  ParvisAddressWidgets widgets;
  GtkWidget *owner;
  List streets, towns;
  gboolean filling;   /* texts are being set by us */
  gboolean own_words; /* "not in the list": until the line is empty again */
} Completion;

typedef struct
{
  GWeakRef owner; /* whose Completion it is for */
  ParvisAddresses *addresses;
  GCancellable *lookup;
  List *list;
} Request;

static Completion *
completion_of (GtkWidget *owner)
{
  return g_object_get_data (G_OBJECT (owner), "parvis-address-completion");
}

static const char *
text_of (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

/* --- lists --- */

static void
list_forget (List *self)
{
  if (self->lookup != NULL)
    g_cancellable_cancel (self->lookup);
  g_clear_object (&self->lookup);
}

static void
list_close (List *self)
{
  if (self->proposals == NULL)
    return;
  list_forget (self);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  parvis_proposals_clear (PARVIS_PROPOSALS (self->proposals));
  gtk_widget_remove_css_class (self->box, "keep-together");
}

static void
completion_free (Completion *self)
{
  list_forget (&self->streets);
  list_forget (&self->towns);
  g_clear_pointer (&self->streets.found, g_ptr_array_unref);
  g_clear_pointer (&self->towns.found, g_ptr_array_unref);
  g_free (self);
}

static void
add_street (ParvisProposals *proposals, const ParvisAddress *address)
{
  g_autofree char *line = parvis_address_line (address);
  g_autofree char *plain = g_strdup_printf ("%s %s", address->postcode, address->city);
  g_autofree char *detail
      = *address->former != '\0' ? g_strdup_printf ("%s (%s)", plain, address->former) : g_strdup (plain);

  parvis_proposals_add (proposals, line, g_strstrip (detail));
}

static void
fill_list (Completion *self, List *list)
{
  ParvisProposals *proposals = PARVIS_PROPOSALS (list->proposals);

  parvis_proposals_clear (proposals);
  for (guint i = 0; i < list->found->len; i++)
    if (list == &self->streets)
      add_street (proposals, list->found->pdata[i]);
    else
      parvis_proposals_add (proposals, ((ParvisTown *) list->found->pdata[i])->name,
                            ((ParvisTown *) list->found->pdata[i])->postcode);
  if (list->found->len > 0)
    gtk_widget_add_css_class (list->box, "keep-together");
  parvis_proposals_show (proposals, gtk_widget_get_first_child (list->box));
}

/* --- looking up --- */

static void
request_free (Request *request)
{
  g_weak_ref_clear (&request->owner);
  parvis_addresses_unref (request->addresses);
  g_object_unref (request->lookup);
  g_free (request);
}

static void
set_text (Completion *self, GtkWidget *entry, const char *text)
{
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  self->filling = FALSE;
}

/* The commune that is there already is one of them, or the only one is written for the person: there is nothing to
 * propose. */
static gboolean
settle_town (Completion *self, const GPtrArray *towns)
{
  for (guint i = 0; i < towns->len; i++)
    if (g_ascii_strcasecmp (((ParvisTown *) towns->pdata[i])->name, text_of (self->widgets.city)) == 0)
      return TRUE;
  if (towns->len != 1 || *text_of (self->widgets.city) != '\0')
    return FALSE;
  set_text (self, self->widgets.city, ((ParvisTown *) towns->pdata[0])->name);
  return TRUE;
}

/* What is there already is what would be proposed: an address that was filled and had its number added. */
static gboolean
is_settled_street (Completion *self, const GPtrArray *found)
{
  const ParvisAddress *first = found->len > 0 ? found->pdata[0] : NULL;
  g_autofree char *line = first != NULL ? parvis_address_line (first) : NULL;

  return first != NULL && g_strcmp0 (line, text_of (self->widgets.line)) == 0
         && g_strcmp0 (first->city, text_of (self->widgets.city)) == 0;
}

/* There is nothing left to propose. */
static gboolean
is_settled (Completion *self, const List *list)
{
  if (list == &self->streets)
    return is_settled_street (self, list->found);
  return (gtk_widget_get_state_flags (self->widgets.postcode) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0
         && settle_town (self, list->found);
}

/* The answer for letters that were typed meanwhile on is not for us any more: its lookup was cancelled. */
static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (GtkWidget) owner = g_weak_ref_get (&request->owner);
  g_autoptr (GPtrArray) found = parvis_addresses_lookup_finish (request->addresses, result, NULL);
  Completion *self = owner != NULL ? completion_of (owner) : NULL;

  if (self != NULL && found != NULL && !g_cancellable_is_cancelled (request->lookup))
    {
      List *list = request->list;

      list_close (list);
      list->found = g_steal_pointer (&found);
      if (!is_settled (self, list))
        fill_list (self, list);
    }
  request_free (request);
}

static ParvisAddresses *
addresses_of (Completion *self)
{
  ParvisDesk *desk = parvis_field_host_get_desk (self->owner);

  return desk != NULL ? parvis_desk_addresses (desk) : NULL;
}

static void
look_up (Completion *self, List *list, ParvisLookup lookup, const char *typed)
{
  ParvisAddresses *addresses = addresses_of (self);
  g_autofree char *postcode = parvis_typed_entry_get_plain (self->widgets.postcode);
  Request *request;

  list_forget (list);
  if (addresses == NULL)
    return;
  request = g_new0 (Request, 1);
  g_weak_ref_init (&request->owner, self->owner);
  request->addresses = parvis_addresses_ref (addresses);
  request->list = list;
  list->lookup = g_cancellable_new ();
  request->lookup = g_object_ref (list->lookup);
  parvis_addresses_lookup_async (addresses, lookup, typed, strlen (postcode) == 5 ? postcode : NULL,
                                 PARVIS_PROPOSALS_MOST, list->lookup, on_found, request);
}

/* --- typing --- */

static gboolean
is_being_typed (Completion *self, GtkWidget *entry)
{
  return !self->filling && (gtk_widget_get_state_flags (entry) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
on_line_changed (Completion *self)
{
  const char *typed = text_of (self->widgets.line);

  parvis_fault_bar_say (self->streets.status, NULL);
  parvis_fault_bar_say (self->streets.advice, NULL);
  if (*typed == '\0')
    self->own_words = FALSE;
  if (!is_being_typed (self, self->widgets.line) || self->own_words)
    return;
  if (*typed == '\0')
    list_close (&self->streets);
  else
    look_up (self, &self->streets, PARVIS_LOOKUP_STREETS, typed);
}

static void
on_city_changed (Completion *self)
{
  const char *typed = text_of (self->widgets.city);

  if (!is_being_typed (self, self->widgets.city))
    return;
  if (g_utf8_strlen (typed, -1) < 2)
    list_close (&self->towns);
  else
    look_up (self, &self->towns, PARVIS_LOOKUP_TOWNS, typed);
}

static void
on_postcode_changed (Completion *self)
{
  if (!is_being_typed (self, self->widgets.postcode))
    return;
  if (parvis_typed_entry_is_complete (self->widgets.postcode))
    look_up (self, &self->towns, PARVIS_LOOKUP_TOWNS_OF, text_of (self->widgets.postcode));
  else
    list_close (&self->towns);
}

/* --- choosing --- */

/* What was filled is said, and has the focus: the keyboard goes and all of it can be seen. */
static void
say_filled (GtkWidget *status, const char *message)
{
  parvis_fault_bar_say (status, message);
  gtk_widget_grab_focus (status);
}

/* A street without a number: the cursor waits for it in front. */
static void
ask_number (Completion *self)
{
  parvis_fault_bar_say (self->streets.advice, _ ("Ajoutez votre numéro devant le nom de la rue."));
  gtk_widget_grab_focus (self->widgets.line);
  gtk_editable_set_position (GTK_EDITABLE (self->widgets.line), 0);
}

/* " rue des Tilleuls": as it reads behind a number. (transfer full) */
static char *
room_for_number (const ParvisAddress *address)
{
  ParvisAddress numbered = *address;
  g_autofree char *line = NULL;

  numbered.number = (char *) "1";
  line = parvis_address_line (&numbered);
  return g_strdup (line + 1);
}

static void
on_street_chosen (Completion *self, guint index)
{
  g_autoptr (GPtrArray) found = g_ptr_array_ref (self->streets.found);
  const ParvisAddress *address = found->pdata[index];
  gboolean number = *address->number != '\0' || *address->numbers == '\0';
  g_autofree char *line = number ? parvis_address_line (address) : room_for_number (address);

  list_close (&self->streets);
  list_close (&self->towns);
  set_text (self, self->widgets.line, line);
  if (*address->postcode != '\0')
    set_text (self, self->widgets.postcode, address->postcode);
  set_text (self, self->widgets.city, address->city);
  if (number)
    say_filled (self->streets.status, _ ("L’adresse est remplie. Vérifiez-la."));
  else
    ask_number (self);
}

static void
on_own_words (Completion *self)
{
  self->own_words = TRUE;
  list_close (&self->streets);
  gtk_widget_grab_focus (self->widgets.line);
  gtk_editable_set_position (GTK_EDITABLE (self->widgets.line), -1);
}

static void
on_town_chosen (Completion *self, guint index)
{
  g_autoptr (GPtrArray) found = g_ptr_array_ref (self->towns.found);
  const ParvisTown *town = found->pdata[index];

  list_close (&self->towns);
  set_text (self, self->widgets.city, town->name);
  if (*town->postcode != '\0')
    set_text (self, self->widgets.postcode, town->postcode);
  say_filled (self->towns.status, _ ("La commune est remplie."));
}

/* --- leaving --- */

static void
close_if_left (GtkWidget *box)
{
  Completion *self = completion_of (g_object_get_data (G_OBJECT (box), "owner"));
  List *list = box == self->streets.box ? &self->streets : &self->towns;

  if ((gtk_widget_get_state_flags (box) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    list_close (list);
}

static void
on_leave (GtkEventController *controller)
{
  parvis_after_touch (gtk_event_controller_get_widget (controller), close_if_left);
}

static void
hide_status (GtkWidget *status)
{
  parvis_fault_bar_say (status, NULL);
}

/* What was filled is of no more interest once the person is elsewhere. */
static void
on_status_left (GtkEventController *controller)
{
  parvis_after_touch (gtk_event_controller_get_widget (controller), hide_status);
}

/* --- building --- */

/* A promise is made on the screen only where it can be kept. */
static void
on_map (Completion *self)
{
  ParvisAddresses *addresses = addresses_of (self);

  if (self->widgets.line != NULL && addresses != NULL && parvis_addresses_has_streets (addresses))
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->widgets.line), _ ("Commencez à taper : 12 rue…"));
}

static void
watch_focus (GtkWidget *widget, GCallback left)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "leave", left, NULL);
  gtk_widget_add_controller (widget, focus);
}

static void
list_init (List *self, Completion *completion, GtkWidget *box, const char *name, const char *none)
{
  self->box = box;
  self->status = parvis_right_bar_new ();
  gtk_widget_set_focusable (self->status, TRUE);
  parvis_spoken_set_silent (self->status, FALSE);
  watch_focus (self->status, G_CALLBACK (on_status_left));
  self->advice = parvis_advice_bar_new ();
  self->proposals = parvis_proposals_new (name, none);
  g_object_set_data (G_OBJECT (box), "owner", completion->owner);
  watch_focus (box, G_CALLBACK (on_leave));
  gtk_box_append (GTK_BOX (box), self->status);
  gtk_box_append (GTK_BOX (box), self->advice);
  gtk_box_append (GTK_BOX (box), self->proposals);
}

static void
attach_line (Completion *self)
{
  list_init (&self->streets, self, self->widgets.line_box, _ ("Adresses proposées"),
             _ ("Mon adresse n’est pas dans la liste"));
  g_signal_connect_swapped (self->widgets.line, "changed", G_CALLBACK (on_line_changed), self);
  g_signal_connect_swapped (self->streets.proposals, "chosen", G_CALLBACK (on_street_chosen), self);
  g_signal_connect_swapped (self->streets.proposals, "none", G_CALLBACK (on_own_words), self);
}

void
parvis_address_completion_attach (GtkWidget *owner, const ParvisAddressWidgets *widgets)
{
  Completion *self = g_new0 (Completion, 1);

  self->owner = owner;
  self->widgets = *widgets;
  g_object_set_data_full (G_OBJECT (owner), "parvis-address-completion", self, (GDestroyNotify) completion_free);
  if (widgets->line != NULL)
    attach_line (self);
  list_init (&self->towns, self, widgets->town_box, _ ("Communes proposées"), NULL);
  g_signal_connect_swapped (widgets->city, "changed", G_CALLBACK (on_city_changed), self);
  g_signal_connect_swapped (widgets->postcode, "changed", G_CALLBACK (on_postcode_changed), self);
  g_signal_connect_swapped (self->towns.proposals, "chosen", G_CALLBACK (on_town_chosen), self);
  g_signal_connect_swapped (owner, "map", G_CALLBACK (on_map), self);
}
