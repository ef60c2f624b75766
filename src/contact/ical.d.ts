/** What is used of ical.js, which ships types its own package.json hides from the compiler. */
declare module "ical.js" {
  /** jCard and jCal (RFC 7095 §3.3, RFC 7265 §3.4): name, parameters, type, values. */
  export type Property = [string, Record<string, string | string[]>, string, ...unknown[]];
  /** A component: name, properties, components inside. */
  export type Component = [string, Property[], Component[]];

  const ical: {
    /** One component, or a list where the text holds several. Throws when a line is none. */
    parse(text: string): Component | Component[];
    stringify(component: Component): string;
  };
  export default ical;
}
