/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The examples of RFC 5545, section 3.8.5.3, all in America/New_York. dates: as far as the RFC lists them, "0902" the month and
 * day at the hour of start, "0902@1300" with another; a year alone changes it for those that follow. An ellipsis: there are more. */
typedef struct
{
  const char *start;
  const char *rule;
  const char *dates;
  int         n_dates; /* of all, 0 when it never ends */
} RfcRule;

static const RfcRule rfc_rules[] = {
  /* Daily for 10 occurrences */
  { "1997-09-02T09:00:00", "FREQ=DAILY;COUNT=10", "1997 0902 0903 0904 0905 0906 0907 0908 0909 0910 0911", 10 },
  /* Daily until December 24, 1997 */
  { "1997-09-02T09:00:00", "FREQ=DAILY;UNTIL=19971224T000000Z", "1997 0902 0903 0904 …", 113 },
  /* Every other day, forever */
  { "1997-09-02T09:00:00", "FREQ=DAILY;INTERVAL=2",
    "1997 0902 0904 0906 0908 0910 0912 0914 0916 0918 0920 0922 0924 0926 0928 0930 1002 1004 …", 0 },
  /* Every 10 days, 5 occurrences */
  { "1997-09-02T09:00:00", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997 0902 0912 0922 1002 1012", 5 },
  /* Every day in January, for 3 years */
  { "1998-01-01T09:00:00", "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
    "1998 0101 0102 0103 …", 93 },
  { "1998-01-01T09:00:00", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "1998 0101 0102 0103 …", 93 },
  /* Weekly for 10 occurrences */
  { "1997-09-02T09:00:00", "FREQ=WEEKLY;COUNT=10",
    "1997 0902 0909 0916 0923 0930 1007 1014 1021 1028 1104", 10 },
  /* Weekly until December 24, 1997 */
  { "1997-09-02T09:00:00", "FREQ=WEEKLY;UNTIL=19971224T000000Z",
    "1997 0902 0909 0916 0923 0930 1007 1014 1021 1028 1104 1111 1118 1125 1202 1209 1216 1223", 17 },
  /* Every other week, forever */
  { "1997-09-02T09:00:00", "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
    "1997 0902 0916 0930 1014 1028 1111 1125 1209 1223 1998 0106 0120 0203 0217 …", 0 },
  /* Weekly on Tuesday and Thursday for five weeks */
  { "1997-09-02T09:00:00", "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
    "1997 0902 0904 0909 0911 0916 0918 0923 0925 0930 1002", 10 },
  { "1997-09-02T09:00:00", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
    "1997 0902 0904 0909 0911 0916 0918 0923 0925 0930 1002", 10 },
  /* Every other week on Monday, Wednesday, and Friday until December 24, 1997, from Monday, September 1, 1997 */
  { "1997-09-01T09:00:00", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
    "1997 0901 0903 0905 0915 0917 0919 0929 1001 1003 1013 1015 1017 1027 1029 1031 1110 1112 1114 1124 1126 1128 "
    "1208 1210 1212 1222", 25 },
  /* Every other week on Tuesday and Thursday, for 8 occurrences */
  { "1997-09-02T09:00:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
    "1997 0902 0904 0916 0918 0930 1002 1014 1016", 8 },
  /* Monthly on the first Friday for 10 occurrences */
  { "1997-09-05T09:00:00", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
    "1997 0905 1003 1107 1205 1998 0102 0206 0306 0403 0501 0605", 10 },
  /* Monthly on the first Friday until December 24, 1997 */
  { "1997-09-05T09:00:00", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1997 0905 1003 1107 1205", 4 },
  /* Every other month on the first and last Sunday of the month for 10 occurrences */
  { "1997-09-07T09:00:00", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
    "1997 0907 0928 1102 1130 1998 0104 0125 0301 0329 0503 0531", 10 },
  /* Monthly on the second-to-last Monday of the month for 6 months */
  { "1997-09-22T09:00:00", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997 0922 1020 1117 1222 1998 0119 0216", 6 },
  /* Monthly on the third-to-the-last day of the month, forever */
  { "1997-09-28T09:00:00", "FREQ=MONTHLY;BYMONTHDAY=-3", "1997 0928 1029 1128 1229 1998 0129 0226 …", 0 },
  /* Monthly on the 2nd and 15th of the month for 10 occurrences */
  { "1997-09-02T09:00:00", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
    "1997 0902 0915 1002 1015 1102 1115 1202 1215 1998 0102 0115", 10 },
  /* Monthly on the first and last day of the month for 10 occurrences */
  { "1997-09-30T09:00:00", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
    "1997 0930 1001 1031 1101 1130 1201 1231 1998 0101 0131 0201", 10 },
  /* Every 18 months on the 10th thru 15th of the month for 10 occurrences */
  { "1997-09-10T09:00:00", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
    "1997 0910 0911 0912 0913 0914 0915 1999 0310 0311 0312 0313", 10 },
  /* Every Tuesday, every other month */
  { "1997-09-02T09:00:00", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
    "1997 0902 0909 0916 0923 0930 1104 1111 1118 1125 1998 0106 0113 0120 0127 0303 0310 0317 0324 0331 …", 0 },
  /* Yearly in June and July for 10 occurrences */
  { "1997-06-10T09:00:00", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
    "1997 0610 0710 1998 0610 0710 1999 0610 0710 2000 0610 0710 2001 0610 0710", 10 },
  /* Every other year on January, February, and March for 10 occurrences */
  { "1997-03-10T09:00:00", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
    "1997 0310 1999 0110 0210 0310 2001 0110 0210 0310 2003 0110 0210 0310", 10 },
  /* Every third year on the 1st, 100th, and 200th day for 10 occurrences */
  { "1997-01-01T09:00:00", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
    "1997 0101 0410 0719 2000 0101 0409 0718 2003 0101 0410 0719 2006 0101", 10 },
  /* Every 20th Monday of the year, forever */
  { "1997-05-19T09:00:00", "FREQ=YEARLY;BYDAY=20MO", "1997 0519 1998 0518 1999 0517 …", 0 },
  /* Monday of week number 20, forever */
  { "1997-05-12T09:00:00", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997 0512 1998 0511 1999 0517 …", 0 },
  /* Every Thursday in March, forever */
  { "1997-03-13T09:00:00", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
    "1997 0313 0320 0327 1998 0305 0312 0319 0326 1999 0304 0311 0318 0325 …", 0 },
  /* Every Thursday, but only during June, July, and August, forever */
  { "1997-06-05T09:00:00", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
    "1997 0605 0612 0619 0626 0703 0710 0717 0724 0731 0807 0814 0821 0828 1998 0604 0611 0618 0625 0702 0709 0716 0723 "
    "0730 0806 0813 0820 0827 1999 0603 0610 …", 0 },
  /* Every Friday the 13th, forever; the RFC excepts the first date, which is none */
  { "1997-09-02T09:00:00", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    "1998 0213 0313 1113 1999 0813 2000 1013 …", 0 },
  /* The first Saturday that follows the first Sunday of the month, forever */
  { "1997-09-13T09:00:00", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
    "1997 0913 1011 1108 1213 1998 0110 0207 0307 0411 0509 0613 …", 0 },
  /* Every 4 years, the first Tuesday after a Monday in November, forever */
  { "1996-11-05T09:00:00", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
    "1996 1105 2000 1107 2004 1102 …", 0 },
  /* The third instance into the month of one of Tuesday, Wednesday, or Thursday, for the next 3 months */
  { "1997-09-04T09:00:00", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997 0904 1007 1106", 3 },
  /* The second-to-last weekday of the month */
  { "1997-09-29T09:00:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
    "1997 0929 1030 1127 1230 1998 0129 0226 0330 …", 0 },
  /* Every 3 hours from 9:00 AM to 5:00 PM on a specific day; the RFC lists 15:00, too, though its end is 13:00 there */
  { "1997-09-02T09:00:00", "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z", "1997 0902 0902@1200", 2 },
  /* Every 15 minutes for 6 occurrences */
  { "1997-09-02T09:00:00", "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
    "1997 0902 0902@0915 0902@0930 0902@0945 0902@1000 0902@1015", 6 },
  /* Every hour and a half for 4 occurrences */
  { "1997-09-02T09:00:00", "FREQ=MINUTELY;INTERVAL=90;COUNT=4", "1997 0902 0902@1030 0902@1200 0902@1330", 4 },
  /* Every 20 minutes from 9:00 AM to 4:40 PM every day */
  { "1997-09-02T09:00:00", "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
    "1997 0902 0902@0920 0902@0940 0902@1000 0902@1020 0902@1040 0902@1100 0902@1120 0902@1140 0902@1200 0902@1220 "
    "0902@1240 0902@1300 0902@1320 0902@1340 0902@1400 0902@1420 0902@1440 0902@1500 0902@1520 0902@1540 0902@1600 "
    "0902@1620 0902@1640 0903 0903@0920 …", 0 },
  { "1997-09-02T09:00:00", "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
    "1997 0902 0902@0920 0902@0940 0902@1000 0902@1020 0902@1040 0902@1100 0902@1120 0902@1140 0902@1200 0902@1220 "
    "0902@1240 0902@1300 0902@1320 0902@1340 0902@1400 0902@1420 0902@1440 0902@1500 0902@1520 0902@1540 0902@1600 "
    "0902@1620 0902@1640 0903 0903@0920 …", 0 },
  /* Where the week starts makes a difference */
  { "1997-08-05T09:00:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997 0805 0810 0819 0824", 4 },
  { "1997-08-05T09:00:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997 0805 0817 0819 0831", 4 },
  /* An invalid date (February 30) is ignored */
  { "2007-01-15T09:00:00", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007 0115 0130 0215 0315 0330", 5 },
};
