/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/journal-words.h"

#include <glib/gi18n-lib.h>

#include "sync/journal/journal-event.h"

static const char *const sentences[] = {
  [PARVIS_JOURNAL_SYS_STARTUP] = N_ ("Le programme démarre."),
  [PARVIS_JOURNAL_SYS_SHUTDOWN] = N_ ("Le programme s’arrête normalement."),
  [PARVIS_JOURNAL_SYS_RESTART] = N_ ("Le programme redémarre de lui-même."),
  [PARVIS_JOURNAL_SYS_CRASH] = N_ ("Le programme s’était arrêté sans prévenir : panne ou coupure de courant."),
  [PARVIS_JOURNAL_AUTHN_LOGIN_SUCCESS] = N_ ("Une personne habilitée s’est identifiée."),
  [PARVIS_JOURNAL_AUTHN_LOGIN_FAIL] = N_ ("Une identification a échoué."),
  [PARVIS_JOURNAL_AUTHZ_FAIL] = N_ ("Une action interdite a été tentée."),
  [PARVIS_JOURNAL_AUTHZ_ADMIN] = N_ ("Une action d’administration a été faite."),
  [PARVIS_JOURNAL_INPUT_VALIDATION_FAIL] = N_ ("Une donnée reçue n’était pas conforme : elle a été écartée."),
  [PARVIS_JOURNAL_EXCESS_RATE_LIMIT_EXCEEDED] = N_ ("Trop d’essais en peu de temps : il a fallu attendre."),
  [PARVIS_JOURNAL_UPLOAD_VALIDATION] = N_ ("Un fichier reçu n’a pas passé le contrôle : il a été écarté."),
  [PARVIS_JOURNAL_MALICIOUS_EXTRANEOUS] = N_ ("Une donnée reçue contenait ce qu’aucun programme honnête n’y met."),
  [PARVIS_JOURNAL_MALICIOUS_DIRECT_REFERENCE] = N_ ("Quelqu’un a demandé ce qu’il n’avait pas à connaître."),
  [PARVIS_JOURNAL_CRYPT_ENCRYPT_FAIL] = N_ ("Une demande n’a pas pu être chiffrée : elle n’a pas été prise."),
  [PARVIS_JOURNAL_CRYPT_DECRYPT_FAIL] = N_ ("Un message chiffré n’a pas pu être lu."),
  [PARVIS_JOURNAL_SUBMISSION_DELIVERED] = N_ ("Des demandes sont arrivées à la mairie."),
  [PARVIS_JOURNAL_SUBMISSION_REFUSED]
  = N_ ("Le serveur a refusé des demandes : elles sont gardées, un technicien peut les exporter."),
  [PARVIS_JOURNAL_DELIVERY_STOPPED] = N_ ("Le serveur ne prend plus rien pour le moment : les demandes attendent ici."),
  [PARVIS_JOURNAL_DELIVERY_RESUMED] = N_ ("Le serveur prend de nouveau les demandes."),
  [PARVIS_JOURNAL_SERVER_UNTRUSTED] = N_ ("Le serveur n’a pas pu prouver qui il est : rien ne lui a été envoyé."),
  [PARVIS_JOURNAL_PORTAL_MET] = N_ ("Un autre que le serveur répond : portail captif ou mandataire."),
  [PARVIS_JOURNAL_QUEUE_FULL] = N_ ("La file d’envoi n’a plus de place."),
  [PARVIS_JOURNAL_QUEUE_DAMAGED] = N_ ("La file d’envoi est abîmée : elle a été mise de côté."),
  [PARVIS_JOURNAL_QUEUE_RECOVERED] = N_ ("Des demandes ont été retrouvées dans une file abîmée."),
  [PARVIS_JOURNAL_QUEUE_EXPORTED] = N_ ("Des demandes ont été exportées, toujours chiffrées."),
  [PARVIS_JOURNAL_SERVICE_RESTRICTED] = N_ ("La borne ne prend plus de démarche."),
  [PARVIS_JOURNAL_SERVICE_RESUMED] = N_ ("La borne prend de nouveau les démarches."),
  [PARVIS_JOURNAL_CLOCK_WRONG] = N_ ("L’horloge n’est pas à l’heure."),
  [PARVIS_JOURNAL_CLOCK_SET] = N_ ("L’horloge a été remise à l’heure."),
  [PARVIS_JOURNAL_CERTIFICATE_ENROLLED] = N_ ("La borne a reçu son certificat."),
  [PARVIS_JOURNAL_CERTIFICATE_RENEWED] = N_ ("Un certificat a été renouvelé."),
  [PARVIS_JOURNAL_CERTIFICATE_RENEWAL_FAILED] = N_ ("Un certificat n’a pas pu être renouvelé."),
  [PARVIS_JOURNAL_CERTIFICATE_EXPIRING] = N_ ("Un certificat expire bientôt."),
  [PARVIS_JOURNAL_CERTIFICATE_EXPIRED] = N_ ("Un certificat a expiré."),
  [PARVIS_JOURNAL_CERTIFICATE_REVOKED] = N_ ("Un certificat a été révoqué."),
  [PARVIS_JOURNAL_KEY_CHANGED] = N_ ("Une clé a été changée."),
  [PARVIS_JOURNAL_CONTENT_APPLIED] = N_ ("Un nouveau contenu est en place."),
  [PARVIS_JOURNAL_CONTENT_REFUSED] = N_ ("Un contenu a été refusé : l’ancien reste en place."),
  [PARVIS_JOURNAL_CONTENT_RESTORED] = N_ ("Le contenu précédent a été remis en place."),
  [PARVIS_JOURNAL_UPDATE_INSTALLED] = N_ ("Une mise à jour a été installée."),
  [PARVIS_JOURNAL_UPDATE_REFUSED] = N_ ("Une mise à jour a été refusée."),
  [PARVIS_JOURNAL_CONTENT_EXPIRED] = N_ ("Le contenu est périmé : la borne ne propose plus ses démarches."),
  [PARVIS_JOURNAL_DEVICE_FAILED] = N_ ("Un appareil ne fonctionne plus comme il faut."),
  [PARVIS_JOURNAL_DEVICE_MENDED] = N_ ("Un appareil fonctionne de nouveau."),
  [PARVIS_JOURNAL_DEVICE_UNKNOWN] = N_ ("Un appareil inconnu a été branché."),
  [PARVIS_JOURNAL_JOURNAL_DAMAGED] = N_ ("L’ancien journal était abîmé : il a été mis de côté, celui-ci commence."),
};
G_STATIC_ASSERT (G_N_ELEMENTS (sentences) == PARVIS_JOURNAL_EVENTS);

const char *
parvis_ctl_journal_sentence (const char *event)
{
  ParvisJournalEvent known;

  return parvis_journal_event_from_string (event, &known) ? _ (sentences[known])
                                                          : _ ("Un Parvis plus récent dirait ce que c’est.");
}
