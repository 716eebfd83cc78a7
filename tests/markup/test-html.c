/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-html.h"

#include <string.h>

#define ID "01890a5d-ac96-774b-bcce-b302099a8057"

typedef struct
{
  const char *dirty;
  const char *clean;
} Case;

static void
check_cases (const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *clean = foyer_html_sanitise (cases[i].dirty);
      g_autofree char *again = NULL;

      if (g_test_verbose ())
        g_test_message ("%s", cases[i].dirty);
      g_assert_cmpstr (clean, ==, cases[i].clean);
      again = foyer_html_sanitise (clean);
      g_assert_cmpstr (again, ==, clean);
      g_assert_true (foyer_html_is_clean (clean));
      g_assert_cmpint (foyer_html_is_clean (cases[i].dirty), ==,
                       g_str_equal (cases[i].dirty, cases[i].clean));
    }
}

static void
test_allowed (void)
{
  static const Case cases[] = {
    { "", "" },
    { "<p>Plain</p>", "<p>Plain</p>" },
    { "<p>a<br>b</p>", "<p>a<br>b</p>" },
    { "<h2>One</h2><h3>Two</h3><p>Three</p>", "<h2>One</h2><h3>Two</h3><p>Three</p>" },
    { "<p><strong>b</strong> and <em>i</em> and <strong><em>both</em></strong></p>",
      "<p><strong>b</strong> and <em>i</em> and <strong><em>both</em></strong></p>" },
    { "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>",
      "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>" },
    { "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>",
      "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>" },
    { "<p><a href=\"https://example.org/?a=1&amp;b=2\">there</a></p>",
      "<p><a href=\"https://example.org/?a=1&amp;b=2\">there</a></p>" },
    { "<p><a href=\"mailto:ada@example.org\">Ada</a></p>",
      "<p><a href=\"mailto:ada@example.org\">Ada</a></p>" },
    { "<p><img src=\"foyer-image:" ID "\" alt=\"A “vase” &amp; &quot;glaze&quot;\"></p>",
      "<p><img src=\"foyer-image:" ID "\" alt=\"A “vase” &amp; &quot;glaze&quot;\"></p>" },
    { "<p>a</p><p><br></p><p>b</p>", "<p>a</p><p><br></p><p>b</p>" },
    { "<ul><li></li><li>b</li></ul>", "<ul><li></li><li>b</li></ul>" },
    { "<p>1 &lt; 2 &amp; 3 &gt; 2 “\"”</p>", "<p>1 &lt; 2 &amp; 3 &gt; 2 “\"”</p>" },
    { "<p>مرحبا <strong>بكم</strong> שלום 山田 🎉</p>",
      "<p>مرحبا <strong>بكم</strong> שלום 山田 🎉</p>" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_mended (void)
{
  static const Case cases[] = {
    { "Plain", "<p>Plain</p>" },
    { "one<p>two", "<p>one</p><p>two</p>" },
    { "<p>a<b>b<i>c</b>d", "<p>a<strong>b<em>c</em></strong>d</p>" },
    { "<P>UP</P>", "<p>UP</p>" },
    { "<h1>a</h1><h4>b</h4>", "<h2>a</h2><h3>b</h3>" },
    { "<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>" },
    { "  <p>  a \n\t b  </p>  ", "<p>a b</p>" },
    { "<p>a <b> b</b></p>", "<p>a <strong>b</strong></p>" },
    { "<p></p><p>a</p><p></p><p>&nbsp;</p>", "<p>a</p>" },
    { "<p>a</p><p>&nbsp;</p><p>b</p>", "<p>a</p><p><br></p><p>b</p>" },
    { "<p>a<br></p>", "<p>a</p>" },
    { "<p>a<br><br></p>", "<p>a<br><br></p>" },
    { "a<br>b<br><br>c", "<p>a<br>b<br><br>c</p>" },
    { "<li>alone</li>", "<ul><li>alone</li></ul>" },
    { "<ul>loose<li>item</li></ul>", "<ul><li>loose</li><li>item</li></ul>" },
    { "<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li>a<br>b</li></ul>" },
    { "<ul><li>a</li></ul><ul><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>" },
    { "<ul><ul><li>deep</li></ul></ul>", "<ul><li>deep</li></ul>" },
    { "<ul><li><ul><li>b</li></ul></li></ul>", "<ul><li>b</li></ul>" },
    { "<ul><li>a<ul><li>b</li></ul>c</li></ul>",
      "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>" },
    { "<ol><li>1<ol><li>2<ol><li>3<ol><li>4<ol><li>5<ol><li>6</ol></ol></ol></ol></ol></ol>",
      "<ol><li>1<ol><li>2<ol><li>3<ol><li>4<ol><li>5</li><li>6</li></ol></li></ol></li></ol></li></"
      "ol>"
      "</li></ol>" },
    { "<blockquote>a</blockquote><blockquote><p>b</blockquote>",
      "<blockquote><p>a</p><p>b</p></blockquote>" },
    { "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "<p>a b</p><p>c</p>" },
    { "<pre>a\n  b</pre>", "<p>a<br>\xc2\xa0 b</p>" },
    { "<b style=\"font-weight:normal\"><p>no <span style='color:red; font-weight: "
      "700'>yes</span></p></b>",
      "<p>no <strong>yes</strong></p>" },
    { "<b style='mso-bidi-font-weight:normal'>bold</b>", "<p><strong>bold</strong></p>" },
    { "<font color=red>red</font> <u>under</u> <blink>old</blink>", "<p>red under old</p>" },
    { "<p>&eacute;&#233;&#xe9;&copy;&hellip;</p>", "<p>ééé©…</p>" },
    { "<p>a\xff\xfe"
      "b</p>",
      "<p>a\xef\xbf\xbd\xef\xbf\xbd"
      "b</p>" },
    { "<p>a\x01\x1b[31mb\x7f\xef\xbb\xbf"
      "c</p>",
      "<p>a[31mbc</p>" },
    { "<meta charset=latin1><p>\xc3\xa9</p>", "<p>é</p>" },
    { "<a href=https://a.example>x</a><a href=https://a.example>y</a>",
      "<p><a href=\"https://a.example\">xy</a></p>" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_links (void)
{
  static const struct
  {
    const char *text;
    const char *tidy;
  } cases[] = {
    { "https://example.org", "https://example.org" },
    { "HTTPS://Example.org/A b", "https://Example.org/A%20b" },
    { "  http://example.org  ", "http://example.org" },
    { "mailto:ada@example.org?subject=Hi", "mailto:ada@example.org?subject=Hi" },
    { "https://münchen.example/straße", "https://münchen.example/straße" },
    { "https://example.org/\"><script>", "https://example.org/%22%3E%3Cscript%3E" },
    { "https://example.org/a\nb", "https://example.org/ab" },
    { "https://", NULL },
    { "https:///etc", NULL },
    { "http:example.org", NULL },
    { "//example.org", NULL },
    { "/path", NULL },
    { "example.org", NULL },
    { "", NULL },
    { NULL, NULL },
    { "javascript:alert(1)", NULL },
    { "JaVaScRiPt:alert(1)", NULL },
    { " \x01javascript:alert(1)", NULL },
    { "java\nscript:alert(1)", NULL },
    { "java\tscript:alert(1)", NULL },
    { "data:text/html,<script>alert(1)</script>", NULL },
    { "vbscript:msgbox(1)", NULL },
    { "file:///etc/passwd", NULL },
    { "ftp://example.org", NULL },
    { "mailto:", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tidy = foyer_rich_link_tidy (cases[i].text);
      g_autofree char *again = foyer_rich_link_tidy (tidy);

      g_assert_cmpstr (tidy, ==, cases[i].tidy);
      g_assert_cmpstr (again, ==, tidy);
    }
}

/* The lines that such lists have had for twenty years, and some younger ones: what is left of them.
 */
static void
test_attacks (void)
{
  static const Case cases[] = {
    { "<script>alert(1)</script>", "" },
    { "a<script src=//x.example/x.js></script>b", "<p>ab</p>" },
    { "<SCRIPT>alert(1)</SCRIPT>x", "<p>x</p>" },
    { "<script>a", "" },
    { "<scr<script>ipt>alert(1)</scr</script>ipt>", NULL },
    { "<<script>alert(1);//<</script>", NULL },
    { "<img src=x onerror=alert(1)>", "" },
    { "<img src=\"javascript:alert(1)\">", "" },
    { "<img src=`javascript:alert(1)`>", "" },
    { "<img \"\"\"><script>alert(1)</script>\">", NULL },
    { "<img src=data:image/png;base64,AAAA alt=x>", "" },
    { "<img src=https://tracker.example/p.gif>", "" },
    { "<img src=foyer-image:../../etc/passwd>", "" },
    { "<img src=\"foyer-image:" ID "\" onload=alert(1) style=\"x:y\">",
      "<p><img src=\"foyer-image:" ID "\" alt=\"\"></p>" },
    { "<img src='foyer-image:" ID "' alt='\"><script>alert(1)</script>'>",
      "<p><img src=\"foyer-image:" ID
      "\" alt=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"></p>" },
    { "<a href=\"javascript:alert(1)\">x</a>", "<p>x</p>" },
    { "<a href=\"jav&#x09;ascript:alert(1)\">x</a>", "<p>x</p>" },
    { "<a href=\"&#14; javascript:alert(1)\">x</a>", "<p>x</p>" },
    { "<a href=\"&#106;avascript:alert(1)\">x</a>", "<p>x</p>" },
    { "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>", "<p>x</p>" },
    { "<a href=\"https://x.example\" onclick=\"alert(1)\" target=_blank>x</a>",
      "<p><a href=\"https://x.example\">x</a></p>" },
    { "<a href='https://x.example/\"onmouseover=\"alert(1)'>x</a>",
      "<p><a href=\"https://x.example/%22onmouseover=%22alert(1)\">x</a></p>" },
    { "<p onclick=alert(1) style=\"background:url(javascript:1)\" class=x id=y>t</p>", "<p>t</p>" },
    { "<iframe src=https://x.example>inside</iframe>after", "<p>after</p>" },
    { "<object data=x><param name=a><p>inside</p></object>after", "<p>after</p>" },
    { "<embed src=x>after", "<p>after</p>" },
    { "<svg onload=alert(1)><script>alert(1)</script><text>t</text></svg>after", "<p>after</p>" },
    { "<svg><style><img src=x onerror=alert(1)></style></svg>x", "<p>x</p>" },
    { "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "" },
    { "<style>@import 'https://x.example/x.css';</style>x", "<p>x</p>" },
    { "<link rel=stylesheet href=https://x.example/x.css>x", "<p>x</p>" },
    { "<base href=https://x.example/>x", "<p>x</p>" },
    { "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">x", "<p>x</p>" },
    { "<form action=https://x.example><p>Name</p><input name=a><button>Send</button></form>",
      "<p>Name</p>" },
    { "<textarea><script>alert(1)</script></textarea>x", "<p>x</p>" },
    { "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>x", "<p>x</p>" },
    { "<template><script>alert(1)</script></template>x", "<p>x</p>" },
    { "<!-- a comment <script>alert(1)</script> -->x", "<p>x</p>" },
    { "<![CDATA[<script>alert(1)</script>]]>x", NULL },
    { "<?php echo 1 ?>x", NULL },
    { "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->x", "<p>x</p>" },
    { "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
      "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" },
    { "<x onclick=alert(1)>y</x>", "<p>y</p>" },
    { "<details open ontoggle=alert(1)>x</details>", "<p>x</p>" },
    { "<video><source onerror=alert(1)></video>x", "<p>x</p>" },
    { "<a href=\"https://x.example\"><a href=\"javascript:1\">in</a></a>", "<p>in</p>" },
    { "<p/onclick=alert(1)>x", "<p>x</p>" },
    { "\\\";alert('XSS');//", "<p>\\\";alert('XSS');//</p>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = foyer_html_sanitise (cases[i].dirty);
      g_autofree char *again = foyer_html_sanitise (clean);

      g_assert_cmpstr (again, ==, clean);
      g_assert_null (strstr (clean, "<script"));
      g_assert_null (strstr (clean, "=\"javascript"));
      g_assert_null (strstr (clean, "onerror="));
      if (cases[i].clean != NULL) /* else only that nothing bad is left, readers differ */
        g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

static void
test_text (void)
{
  static const Case cases[] = {
    { "<h2>Pottery</h2><p>For <strong>all</strong>.<br>Really.</p>",
      "Pottery\n\nFor all.\nReally." },
    { "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul><p>e</p>",
      "• a\n   1. b\n   2. c\n• d\n\ne" },
    { "<ol><li>a</li><li>b<ul><li>x</li></ul></li><li>c</li></ol><p>-</p><ol><li>d</li></ol>",
      "1. a\n2. b\n   • x\n3. c\n\n-\n\n1. d" },
    { "<p><a href=\"https://x.example\">here</a>, <a "
      "href=\"https://y.example\">https://y.example</a></p>",
      "here (https://x.example), https://y.example" },
    { "<p>a <img src=\"foyer-image:" ID "\" alt=\"A vase\"> b</p>", "a A vase b" },
    { "<script>x</script>", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = foyer_html_to_text (cases[i].dirty);

      g_assert_cmpstr (text, ==, cases[i].clean);
    }
  g_assert_true (foyer_html_is_clean (NULL));
}

static char *
repeat (const char *text, guint n)
{
  GString *all = g_string_sized_new (strlen (text) * n);

  for (guint i = 0; i < n; i++)
    g_string_append (all, text);
  return g_string_free (all, FALSE);
}

/* Neither the size nor the depth of what comes in decides how long it takes or how deep a stack
 * gets. */
static void
test_limits (void)
{
  g_autofree char *large = repeat ("0123456789abcdef", FOYER_HTML_SIZE_MAX / 16 + 1);
  g_autofree char *deep = repeat ("<div>", 400000);
  g_autofree char *deep_inline = repeat ("<b><i>", 300000);
  g_autofree char *crossed = g_strconcat (deep_inline, "</u></s>", NULL);
  g_autofree char *ends = repeat ("</b></i></p>", 200000);
  g_autofree char *brackets = repeat ("<", 1000000);
  g_autofree char *paragraphs = repeat ("<p>A line that is like another.", 100000);
  const char *const refused[] = { large, deep, deep_inline, crossed };
  const char *const taken[] = { ends, brackets, paragraphs };
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_null (foyer_html_sanitise (refused[i]));
      g_assert_false (foyer_html_is_clean (refused[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      g_autofree char *clean = foyer_html_sanitise (taken[i]);

      g_assert_nonnull (clean);
    }
  g_test_message ("%.0f ms", (g_get_monotonic_time () - start) / 1000.0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/allowed", test_allowed);
  g_test_add_func ("/html/mended", test_mended);
  g_test_add_func ("/html/links", test_links);
  g_test_add_func ("/html/attacks", test_attacks);
  g_test_add_func ("/html/text", test_text);
  g_test_add_func ("/html/limits", test_limits);
  return g_test_run ();
}
