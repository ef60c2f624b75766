/** The door of this room: contacts.json and address books in and out, and whom she means by a name. */
export { type Book, bookText, type Conflict, type Intake, readBook, takeIn } from "./book.ts";
export { writeTable } from "./csv.ts";
export { contactByAddress, findContacts } from "./find.ts";
export { contactWith, cutOutsideQuotes, type Named, nameFrom, personOnLine } from "./line.ts";
export { addressKey, bareAddress, firstName, fold, nameWords, slug } from "./names.ts";
export { type ContactProblem, type ParsedContacts, type ParseOptions, parseContacts } from "./read.ts";
export { isRoleAddress } from "./roles.ts";
export { writeVcards } from "./vcard.ts";
export { serializeContacts } from "./write.ts";
