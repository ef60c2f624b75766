/** Names and addresses as people type them, made comparable. */

/** Lower case without accents: `José` and `jose` are one. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ø/g, "o")
    .replace(/ł/g, "l")
    .replace(/æ/g, "ae")
    .replace(/[’']/g, "");
}

/** `Dr. Ana María Ruiz` -> `dr`, `ana`, `maria`, `ruiz`. Any script. */
export function nameWords(name: string): string[] {
  return fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** `Ana Ruiz` -> `Ana`, as written. */
export function firstName({ name }: { readonly name: string }): string {
  return name.split(/\s+/)[0] ?? name;
}

/** `Ana Ruiz` -> `ana-ruiz`; null when nothing of the name can stand in an id. */
export function slug(name: string): string | null {
  const words = nameWords(name.normalize("NFC"));
  return words.length === 0 ? null : words.join("-").normalize("NFC").slice(0, 60);
}

/** An address for comparing only: lower case, without its `+tag` (RFC 5233). */
export function addressKey(address: string): string {
  const bare = bareAddress(address) ?? address.trim();
  const at = bare.lastIndexOf("@");
  const local = bare.slice(0, Math.max(at, 0)).toLowerCase();
  const plus = local.indexOf("+");
  return (plus > 0 ? local.slice(0, plus) : local) + bare.slice(Math.max(at, 0)).toLowerCase();
}

/** The `x@y` of `Name <x@y>`, `mailto:x@y` or `x@y`, lower-case; null when there is none. */
export function bareAddress(text: string): string | null {
  const inner = /<([^<>]*)>/.exec(text)?.[1] ?? text;
  const bare = inner.trim().replace(/^mailto:/i, "");
  return /^[^\s@<>(),;:"]{1,64}@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/.test(bare) ? bare.toLowerCase() : null;
}
