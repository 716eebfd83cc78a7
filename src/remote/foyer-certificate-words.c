/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-certificate-words.h"

#include "foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* “CN=Acme Root,O=Acme, Inc.” → “Acme Root”. A comma within a name is escaped: RFC 4514. */
static char *
read_common_name (const char *distinguished)
{
  g_auto (GStrv) parts = NULL;

  if (distinguished == NULL)
    return NULL;
  parts = g_strsplit (distinguished, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_ascii_strncasecmp (g_strstrip (parts[i]), "CN=", 3) == 0 && parts[i][3] != '\0')
      return g_utf8_make_valid (parts[i] + 3, -1);
  return g_utf8_make_valid (distinguished, -1);
}

/* The first of the names that it is for, or whose it is. (nullable) */
static char *
read_name (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) names = g_tls_certificate_get_dns_names (certificate);
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);

  if (names != NULL && names->len > 0)
    {
      gsize length;
      const char *name = g_bytes_get_data (g_ptr_array_index (names, 0), &length);

      return g_utf8_make_valid (name, (gssize) length);
    }
  return read_common_name (subject);
}

static char *
say_identity (GTlsCertificate *certificate)
{
  g_autofree char *name = read_name (certificate);

  if (name == NULL)
    return g_strdup (_ ("Its certificate is for another address: check what you typed."));
  return g_strdup_printf (_ ("Its certificate is for “%s”: check the address."), name);
}

static char *
say_issuer (GTlsCertificate *certificate)
{
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autofree char *name = read_common_name (issuer);

  if (name == NULL || g_strcmp0 (subject, issuer) == 0)
    return g_strdup (_ ("It signed its certificate itself, so nobody vouches for it."));
  return g_strdup_printf (_ ("Its certificate is signed by “%s”, whom this device does not know."),
                          name);
}

static char *
say_date (GTlsCertificate *certificate, gboolean is_over)
{
  g_autoptr (GDateTime) date = is_over ? g_tls_certificate_get_not_valid_after (certificate)
                                       : g_tls_certificate_get_not_valid_before (certificate);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *time = NULL;

  if (date == NULL)
    return g_strdup (_ ("Its certificate is not valid at this time: check this device’s clock."));
  time = foyer_time_format_short (g_date_time_to_unix (date) * G_TIME_SPAN_SECOND, zone,
                                  foyer_time_now ());
  /* Translators: %s is a time such as “22 Nov 18:42” */
  return g_strdup_printf (
      is_over ? _ ("Its certificate ended on %s: if this device’s clock is right, it needs a new "
                   "one.")
              : _ ("Its certificate begins only on %s: check this device’s clock."),
      time);
}

/**
 * foyer_certificate_words:
 * @certificate: (nullable): what a server showed
 * @problems: what is wrong with it
 * @host: the server's name, as it was asked for
 *
 * Says everything that is wrong with it, the worst first: who mends one thing would come back for
 * the next.
 *
 * Returns: (transfer full): sentences
 */
char *
foyer_certificate_words (GTlsCertificate *certificate,
                         GTlsCertificateFlags problems,
                         const char *host)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (sentences,
                   g_strdup_printf (_ ("“%s” cannot prove that it is who it says it is, so nothing "
                                       "was sent."),
                                    host));
  if (certificate != NULL && (problems & G_TLS_CERTIFICATE_BAD_IDENTITY))
    g_ptr_array_add (sentences, say_identity (certificate));
  if (certificate != NULL && (problems & G_TLS_CERTIFICATE_UNKNOWN_CA))
    g_ptr_array_add (sentences, say_issuer (certificate));
  if (problems & G_TLS_CERTIFICATE_REVOKED)
    g_ptr_array_add (sentences, g_strdup (_ ("Its certificate was withdrawn.")));
  if (certificate != NULL && (problems & G_TLS_CERTIFICATE_EXPIRED))
    g_ptr_array_add (sentences, say_date (certificate, TRUE));
  if (certificate != NULL && (problems & G_TLS_CERTIFICATE_NOT_ACTIVATED))
    g_ptr_array_add (sentences, say_date (certificate, FALSE));
  if (problems & G_TLS_CERTIFICATE_INSECURE)
    g_ptr_array_add (sentences,
                     g_strdup (_ ("Its certificate is made in a way that is too easy to forge.")));
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv (" ", (char **) sentences->pdata);
}
