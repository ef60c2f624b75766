/** The door of this room: contacts.json in and out, and whom she means by a name. */
export { contactByAddress, findContacts } from "./find.ts";
export { addressKey, bareAddress } from "./names.ts";
export { type ContactProblem, type ParsedContacts, type ParseOptions, parseContacts } from "./read.ts";
export { serializeContacts } from "./write.ts";
