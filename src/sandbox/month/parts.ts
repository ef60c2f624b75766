/** The text and HTML of a mail as a mail program would show them: enough MIME (RFC 2045, 2046) for the mails of the month. */

export interface Parts {
  readonly text: string;
  /** Null: a plain mail. */
  readonly html: string | null;
  /** Mails inside, whole. */
  readonly attached: readonly Buffer[];
}

export function partsOf(raw: Buffer): Parts {
  const leaves = leavesOf(raw.toString("latin1"));
  const first = (type: string) => leaves.find((leaf) => leaf.type === type)?.bytes.toString("utf8") ?? null;
  return {
    text: first("text/plain") ?? "",
    html: first("text/html"),
    attached: leaves.filter(({ type }) => type === "message/rfc822").map(({ bytes }) => bytes),
  };
}

interface Leaf {
  readonly type: string;
  readonly bytes: Buffer;
}

/** @param part one character a byte. */
function leavesOf(part: string): readonly Leaf[] {
  const gap = part.indexOf("\r\n\r\n");
  const head = gap < 0 ? part : part.slice(0, gap).replace(/\r\n[ \t]+/g, " ");
  const body = gap < 0 ? "" : part.slice(gap + 4);
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(head)?.[1] ?? "";
  const contentType = field("content-type");
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary !== undefined)
    return `\r\n${body}`
      .split(`\r\n--${boundary}`)
      .slice(1)
      .filter((piece) => !piece.startsWith("--"))
      .flatMap((piece) => leavesOf(piece.replace(/^[ \t]*\r\n/, "")));
  const type = /^[\w/.+-]+/.exec(contentType)?.[0].toLowerCase() ?? "text/plain";
  return [{ type, bytes: decoded(body, field("content-transfer-encoding").trim().toLowerCase()) }];
}

function decoded(body: string, encoding: string): Buffer {
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1");
  const plain = body
    .replace(/=[ \t]*\r\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_code, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, "latin1");
}

/** The draft behind a button that bears these words: `mailto:` with subject and body (RFC 6068); null: there is none. */
export function draftBehind(
  html: string,
  words: string,
): { readonly subject: string; readonly body: string } | null {
  for (const [, link = ""] of html.matchAll(/href="mailto:[^"?]*\?([^"]*)"/g)) {
    const fields = new URLSearchParams(link.replace(/&amp;/g, "&").replace(/\+/g, "%2B"));
    const body = fields.get("body") ?? "";
    if (body.split(/\r?\n/)[0] === words) return { subject: fields.get("subject") ?? "", body };
  }
  return null;
}
