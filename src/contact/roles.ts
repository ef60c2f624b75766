/** Addresses that belong to a desk or a machine, not to a person. */

const ROLES = new Set(
  (
    "info information contact contacts hello office reception mail email post team all everyone staff admin administrator " +
    "press media pr news newsroom newsdesk editor editors editorial tips submissions pitches publicity communications comms " +
    "support help helpdesk service customerservice care sales marketing billing accounts accounting finance orders shop " +
    "jobs careers hr recruiting legal privacy gdpr abuse security webmaster postmaster hostmaster root " +
    "noreply reply donotreply nobody daemon mailer mailerdaemon bounce bounces notifications notification notify alerts alert " +
    "newsletter newsletters list lists subscribe unsubscribe subscriptions subscription updates events event feedback survey " +
    "enquiries inquiries enquiry inquiry kontakt presse redaktion redaccion redaction redazione prensa stampa contacto contatto"
  ).split(" "),
);
/** What stands beside a role: `press-uk`, `no-reply`, `media.team`. */
const BESIDE = new Set(
  "no not do uk us usa eu de fr es it nl ie au ca nz europe emea london team office desk".split(" "),
);

/** `info@`, `press-uk@`, `no-reply@`: mail to it reaches nobody by name. */
export function isRoleAddress(address: string): boolean {
  const local = (address.split("@")[0] ?? "").toLowerCase().split("+")[0] ?? "";
  const words = local.split(/[._-]+/).filter((word) => word !== "");
  if (ROLES.has(words.join(""))) return true;
  return words.some((word) => ROLES.has(word)) && words.every((word) => ROLES.has(word) || BESIDE.has(word));
}
