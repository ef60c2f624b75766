/** vCards of version 2.1, as Outlook and old phones still write them: made into 3.0 before they are read. */

/** Parameters without a name, commas that part nothing, and quoted-printable (RFC 2045 §6.7) in place of plain text. */
export function modern(card: string): string {
  if (!/^VERSION:2\.1\s*$/im.test(card)) return card;
  return card
    .replace(QUOTED_PRINTABLE, (_line, head: string, value: string) => {
      const [, charset = "utf-8"] = /;CHARSET=([^;:]+)/i.exec(head) ?? [];
      return `${head.replace(/;(?:ENCODING|CHARSET)=[^;:]+/gi, "")}:${decoded(value, charset)}`;
    })
    .replace(
      /^([\w.-]+)((?:;[^:\r\n;]+)+):/gm,
      (_line, name: string, parameters: string) => `${name}${namedIn(parameters)}:`,
    )
    .replace(/(?<!\\),/g, "\\,")
    .replace(/^VERSION:2\.1\s*$/im, "VERSION:3.0");
}

/** A line whose value goes on below each `=` at a line's end. */
const QUOTED_PRINTABLE = /^([^:\r\n]*;(?:ENCODING=)?QUOTED-PRINTABLE[^:\r\n]*):((?:.*=\r?\n)*.*)$/gim;

function decoded(value: string, charset: string): string {
  const bytes = value
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_sign, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return textOf(Buffer.from(bytes, "latin1"), charset).replace(/\r?\n/g, "\\n");
}

function textOf(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** `;PREF;INTERNET` -> `;TYPE=PREF;TYPE=INTERNET`. */
function namedIn(parameters: string): string {
  return parameters
    .split(";")
    .map((each) => (each === "" || each.includes("=") ? each : `TYPE=${each}`))
    .join(";");
}
