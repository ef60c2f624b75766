/** Links, cleaned: no login token, no click id, no unsubscribe; a tracked link becomes the address it shows. */

/** Parameters that name a reader, a click or a campaign. */
const PERSONAL =
  /^(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|token|upn|sig|signature|auth|jwt|session\w*|iid|ref|ref_src|e|eid|uid|recipient|subscriber)$/i;
/** Click counters that show nothing of where they lead. */
const OPAQUE =
  /(?:^|\.)list-manage\.com$|^(?:click|url\d*|links?|track(?:ing)?|email|em\d*|ct)\..*|\.sendgrid\.net$/i;
/** Paths that act or log in by being opened. */
const ACTING =
  /unsubscribe|magic-link|\/verify\b|manage-?(?:subscription|preferences)|list-manage\.com|[?&](?:token|upn)=/i;

const URLS = /https?:\/\/[^\s<>"')\]]+/g;
const SAFELINK = /https?:\/\/[\w.-]*safelinks\.protection\.outlook\.com\/[^\s<>"')\]]*/g;
const URLDEFENSE = /https?:\/\/urldefense(?:\.proofpoint)?\.com\/[^\s<>"')\]]*/g;
const GOOGLE = /https?:\/\/www\.google\.com\/url\?[^\s<>"')\]]*/g;

/** Longer is no link that a gateway wrote. Characters. */
const LONGEST = 4000;

/**
 * The link without what is the subscriber's own.
 *
 * @returns null when it shows no address of its own, such as a click counter.
 */
export function cleanLink(link: string): string | null {
  const url = parsed(link);
  if (url === null) return null;
  const inner = url.searchParams.get("callbackURL");
  if (inner !== null) return cleanLink(new URL(inner.slice(0, 2000), url.origin).href);
  if (OPAQUE.test(url.hostname) || /unsubscribe|magic-link/i.test(url.pathname)) return null;
  for (const name of [...url.searchParams.keys()]) if (PERSONAL.test(name)) url.searchParams.delete(name);
  return url.href;
}

/** Text as it came, except that links which act or log in are cleaned, or taken out. */
export function withoutSecrets(text: string): string {
  if (!text.includes("://") || !ACTING.test(text)) return text;
  return text.replace(URLS, (link) => (ACTING.test(link) ? (cleanLink(link) ?? "[link removed]") : link));
}

/** Links that a mail gateway rewrote, as they were written. */
export function withoutWrappers(text: string): string {
  if (!["safelinks.protection", "urldefense", "google.com/url?"].some((word) => text.includes(word)))
    return text;
  return text
    .replace(SAFELINK, (link) => parsed(link)?.searchParams.get("url") ?? link)
    .replace(GOOGLE, (link) => parsed(link)?.searchParams.get("q") ?? link)
    .replace(URLDEFENSE, defended);
}

/** Proofpoint: version 3 wraps the address in `__…__;`, version 2 codes it in `u=` with `-` for `%` and `_` for `/`. */
function defended(link: string): string {
  if (link.length > LONGEST) return link;
  const plain = /\/v3\/__(.+?)__;/.exec(link)?.[1];
  if (plain !== undefined) return plain;
  const coded = parsed(link)?.searchParams.get("u");
  if (coded === null || coded === undefined) return link;
  try {
    return decodeURIComponent(coded.replace(/-/g, "%").replace(/_/g, "/"));
  } catch {
    return link;
  }
}

function parsed(link: string): URL | null {
  try {
    return new URL(link.startsWith("www.") ? `https://${link}` : link);
  } catch {
    return null;
  }
}
