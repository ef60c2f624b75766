/** What the world can look up about the domain our mail comes from. Advice only: a provider may sign for it anyhow. */
import { Resolver } from "node:dns/promises";

/** Milliseconds for one try of one server; a machine without DNS is not kept waiting. */
const PATIENCE = { timeout: 3000, tries: 1 };
/** Names nobody can register (RFC 2606, RFC 6761). */
const FOR_TESTS = /(?:^|\.)(?:test|example|invalid|localhost|local|example\.(?:com|net|org))$/i;

export async function domainSays(address: string): Promise<string> {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  if (FOR_TESTS.test(domain)) return `${domain} is a name for tests, nothing to look up`;
  const [spf, dmarc] = await Promise.all([
    findRecord(domain, /^v=spf1\b/i),
    findRecord(`_dmarc.${domain}`, /^v=DMARC1\b/i),
  ]);
  if (spf === null || dmarc === null) return `${domain} could not be looked up just now`;
  const missing = [...(spf ? [] : ["SPF"]), ...(dmarc ? [] : ["DMARC"])];
  if (missing.length === 0) return `${domain} has SPF and DMARC records; DKIM shows in the first mail`;
  return `${domain} has no ${missing.join(" and no ")} record: mail from it may be taken for spam. Whoever sends its mail can name the record to add`;
}

/** Whether there is such a TXT record; null when DNS does not answer. */
async function findRecord(name: string, pattern: RegExp): Promise<boolean | null> {
  try {
    const records = await new Resolver(PATIENCE).resolveTxt(name);
    return records.some((parts) => pattern.test(parts.join("")));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOTFOUND" || code === "ENODATA" ? false : null;
  }
}
