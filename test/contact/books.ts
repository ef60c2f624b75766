/** The same people as four programs export them. Invented; the shapes are those of real exports. */

export const GOOGLE = `First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - City,Address 1 - Country
Ana,María,Ruiz,,Dr.,,,Crumb & Kettle,Food scientist,,,"Met in Madrid,
bread chemistry",,* myContacts ::: press,* Work,Ana@example.org,Home,ana.ruiz@home.example,Mobile,+34 600 000 000,Madrid,Spain
Lou,,Brandt,,,,,,,,,,,* myContacts,*,lou@example.net ::: lou.b@example.net,,,,,,
,,,,,,,Ferry Lines,,,,,,* myContacts,*,info@ferries.example,,,,,,
Tom,,Achterberg,,,,,,,,,,,* myContacts,,,,,Mobile,+31 10 000,,
`;

export const OUTLOOK = `﻿"Title";"First Name";"Middle Name";"Last Name";"Suffix";"Company";"Job Title";"Business City";"Business Country/Region";"Categories";"E-mail Address";"E-mail Type";"E-mail Display Name";"E-mail 2 Address";"Notes"
"Dr.";"Ana";"María";"Ruiz";"";"Crumb & Kettle";"Food scientist";"Madrid";"Spain";"press";"Ana@example.org";"SMTP";"Ana Ruiz (Ana@example.org)";"ana.ruiz@home.example";"Met in Madrid,
bread chemistry"
`;

export const GERMAN = `Anrede;Vorname;Nachname;Firma;Ort geschäftlich;E-Mail-Adresse;E-Mail-Typ;Notizen
;Jörg;Müller;Kruste GmbH;Köln;joerg@example.org;SMTP;Bäcker
`;

export const APPLE = [
  "BEGIN:VCARD",
  "VERSION:3.0",
  "PRODID:-//Apple Inc.//macOS 15.1//EN",
  "N:Ruiz;Ana;María;Dr.;",
  "FN:Dr. Ana María Ruiz",
  "ORG:Crumb & Kettle;Research",
  "TITLE:Food scientist",
  "item1.EMAIL;type=INTERNET:ana.ruiz@home.example",
  "item1.X-ABLabel:_$!<Other>!$_",
  "EMAIL;type=INTERNET;type=WORK;type=pref:Ana@example.org",
  "TEL;type=CELL;type=VOICE:+34 600 000 000",
  "ADR;type=WORK:;;Calle 1;Madrid;;28001;Spain",
  "NOTE:Met in Madrid\\,\\nbread chemistry",
  "PHOTO;ENCODING=b;TYPE=JPEG:AAAA",
  " BBBB",
  "CATEGORIES:press,myContacts",
  "END:VCARD",
  "BEGIN:VCARD",
  "VERSION:4.0",
  "FN:Lou Brandt",
  "EMAIL;PREF=2:lou.b@example.net",
  "EMAIL;PREF=1:lou@example.net",
  "TZ:Europe/Oslo",
  "LANG:no",
  "INTEREST:ferries",
  "END:VCARD",
  "BEGIN:VCARD",
  "VERSION:3.0",
  "this is no line of any card",
  "FN:Broken",
  "END:VCARD",
  "",
].join("\r\n");

export const OLD = [
  "BEGIN:VCARD",
  "VERSION:2.1",
  "N;LANGUAGE=de;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg",
  "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=BCller",
  "ORG:Kruste GmbH",
  "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:B=C3=A4cker,=0D=0A=",
  "seit 1999",
  "TEL;WORK;VOICE:+49 221 000",
  "ADR;WORK;PREF;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;Weg 1;K=C3=B6ln;;50667;",
  "EMAIL;PREF;INTERNET:joerg@example.org",
  "REV:20270101T000000Z",
  "END:VCARD",
  "",
].join("\r\n");
