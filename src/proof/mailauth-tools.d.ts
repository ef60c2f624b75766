declare module "mailauth/lib/tools.js" {
  /** The entry of the list whose organizational domain is that of `fromDomain`, by the public suffix list. */
  export function getAlignment(
    fromDomain: string,
    domains: readonly string[],
    strict?: boolean,
  ): { domain: string } | false;
}
