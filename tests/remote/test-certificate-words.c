/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-certificate-words.h"

#include <string.h>

/* For tickets.example, of “Acme Root”, good for twenty days of January 2025. */
static const char signed_pem[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBsjCCAVigAwIBAgIUYik9GiEBHPI4IGMZCNVirqxuW1AwCgYIKoZIzj0EAwIw\n"
    "IzENMAsGA1UECgwEQWNtZTESMBAGA1UEAwwJQWNtZSBSb290MB4XDTI1MDEwMTAw\n"
    "MDAwMFoXDTI1MDEyMTAwMDAwMFowGjEYMBYGA1UEAwwPdGlja2V0cy5leGFtcGxl\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZ9mR2FNal7QGCX8vZGVL4nuucUBt\n"
    "yHfRSlfKuIWU4xUDgH7cZitViFh0ycxeI1LB5Ky6WnRAEEamDRHyUtCIzKNzMHEw\n"
    "LwYDVR0RBCgwJoIPdGlja2V0cy5leGFtcGxlghN3d3cudGlja2V0cy5leGFtcGxl\n"
    "MB0GA1UdDgQWBBTdqyHtjIYzH+DFb5hTS/EJtKvMijAfBgNVHSMEGDAWgBStrF4E\n"
    "gHPJdtLgKTMURYmY/u4UyDAKBggqhkjOPQQDAgNIADBFAiAnWOVeEJkaIfkUq7lR\n"
    "qqZlydhscr6vN6mw4ZHS1lnXfwIhAM64b6HPeB7Sx9CjViVZs9mwWqwNlX1nIN+4\n"
    "m6JLiOfK\n"
    "-----END CERTIFICATE-----\n";

/* For desk.example, signed by itself. */
static const char self_signed_pem[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBmzCCAUKgAwIBAgIUfF2uXyYq5KHJU9Uu9bUwzjqGMG4wCgYIKoZIzj0EAwIw\n"
    "FzEVMBMGA1UEAwwMZGVzay5leGFtcGxlMB4XDTI2MTEyMzE0NDAzNFoXDTM2MTEy\n"
    "MDE0NDAzNFowFzEVMBMGA1UEAwwMZGVzay5leGFtcGxlMFkwEwYHKoZIzj0CAQYI\n"
    "KoZIzj0DAQcDQgAEuGS0MzESyNxkypfr8/u4L/imJmuGfzsGyPQGuWFD51BCPu89\n"
    "Usn4M0sKmSixnWWDfoQKCCgMe6NmtvvJtpuBj6NsMGowHQYDVR0OBBYEFLxRiFXN\n"
    "18mNVCo6b6DowyndI8fkMB8GA1UdIwQYMBaAFLxRiFXN18mNVCo6b6DowyndI8fk\n"
    "MA8GA1UdEwEB/wQFMAMBAf8wFwYDVR0RBBAwDoIMZGVzay5leGFtcGxlMAoGCCqG\n"
    "SM49BAMCA0cAMEQCIAJVz5lzh+fTk+2/rP6aSAsHTKrBVoi7li9gBTfstmPxAiAz\n"
    "p6hqJMih1cANye+OQHmJTMUiZaJoDXCJe7qU01w14Q==\n"
    "-----END CERTIFICATE-----\n";

#define FIRST "“door.example” cannot prove that it is who it says it is, so nothing was sent."

static const struct
{
  const char *pem; /* (nullable) */
  GTlsCertificateFlags problems;
  const char *said[4];
} cases[] = {
  { signed_pem,
    G_TLS_CERTIFICATE_BAD_IDENTITY,
    { "Its certificate is for “tickets.example”: check the address." } },
  { signed_pem,
    G_TLS_CERTIFICATE_UNKNOWN_CA,
    { "Its certificate is signed by “Acme Root”, whom this device does not know." } },
  { self_signed_pem,
    G_TLS_CERTIFICATE_UNKNOWN_CA,
    { "It signed its certificate itself, so nobody vouches for it." } },
  { signed_pem, G_TLS_CERTIFICATE_EXPIRED, { "Its certificate ended on ", "2025" } },
  { signed_pem, G_TLS_CERTIFICATE_NOT_ACTIVATED, { "Its certificate begins only on ", "clock" } },
  { signed_pem, G_TLS_CERTIFICATE_REVOKED, { "Its certificate was withdrawn." } },
  { signed_pem, G_TLS_CERTIFICATE_INSECURE, { "too easy to forge" } },
  /* All at once. */
  { signed_pem,
    G_TLS_CERTIFICATE_BAD_IDENTITY | G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_EXPIRED,
    { "“tickets.example”", "“Acme Root”", "ended on" } },
  { NULL, G_TLS_CERTIFICATE_GENERIC_ERROR, { NULL } },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GTlsCertificate) certificate =
          cases[i].pem != NULL ? g_tls_certificate_new_from_pem (cases[i].pem, -1, &error) : NULL;
      g_autofree char *words = NULL;

      g_assert_no_error (error);
      words = foyer_certificate_words (certificate, cases[i].problems, "door.example");
      g_assert_true (g_str_has_prefix (words, FIRST));
      if (cases[i].said[0] == NULL)
        g_assert_cmpstr (words, ==, FIRST);
      for (guint j = 0; j < G_N_ELEMENTS (cases[i].said) && cases[i].said[j] != NULL; j++)
        if (strstr (words, cases[i].said[j]) == NULL)
          g_error ("“%s” is missing in “%s”.", cases[i].said[j], words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate-words/each", test_words);
  return g_test_run ();
}
