/**
 * Handlebars, made stricter: whatever a template names has to be there, and whatever it prints has to be something.
 *
 * Handlebars' own `strict` lets a missing variable pass as a helper's argument (`{{#if nosuch}}` is simply false) and
 * prints null as nothing. Here every path is looked up through `known`, every printed one through `print`.
 */
import Handlebars from "handlebars";
import { Misconfigured } from "../errors.ts";
import { htmlHelpers, textHelpers } from "./helpers.ts";
import { oneLine } from "./wrap.ts";

/** Sources by template name, as `tables/` reads them; names beginning with `_` are partials. Null: no such file. */
export type Templates = Readonly<
  Record<string, { readonly text: string | null; readonly html: string | null }>
>;

export type Kind = "text" | "html";

/** What helpers may see beside the view. */
export interface Frame {
  /** Words that must not be wrapped, filled by `verbatim`. */
  readonly verbatim: string[];
  /** The composed subject; empty while the text is rendered. */
  readonly subject: string;
  /** How much is left out of a page that would grow too large: 0 nothing, up to 3. */
  readonly leanness: number;
}

/** Renders one template of a set. Throws Misconfigured with file and variable. */
export type Render = (name: string, view: object, frame: Frame) => string;

type Compiled = (view: object, options?: { data?: Frame }) => string;

/** A node of Handlebars' syntax tree, as far as it is touched here. */
interface Node {
  readonly type: string;
  readonly original?: unknown;
  readonly params?: readonly Node[];
  readonly hash?: { readonly pairs: readonly { readonly value: Node }[] };
  readonly [key: string]: unknown;
}

const SUFFIX: Readonly<Record<Kind, string>> = { text: "txt", html: "html" };

/** Built once per set of sources; templates compile when first used. */
export function renderer(kind: Kind, templates: Templates): Render {
  const handlebars = Handlebars.create();
  handlebars.registerHelper({ ...(kind === "text" ? textHelpers : htmlHelpers), known, print });
  const compiled = new Map<string, Compiled>();
  const partials = new Set(
    Object.keys(templates).filter(
      (name) => name.startsWith("_") && typeof templates[name]?.[kind] === "string",
    ),
  );
  for (const name of partials)
    handlebars.registerPartial(
      name,
      lazily(() => compiledOnce(name)),
    );
  return (name, view, frame) => {
    const template = compiledOnce(name);
    try {
      return template(view, { data: frame });
    } catch (cause) {
      throw misconfigured(name, kind, cause);
    }
  };

  function compiledOnce(name: string): Compiled {
    const known = compiled.get(name);
    if (known !== undefined) return known;
    const source = templates[name]?.[kind];
    if (typeof source !== "string") throw new Misconfigured(`templates/${file(name, kind)} is missing`);
    const fresh = compile(handlebars, kind, name, source, partials);
    compiled.set(name, fresh);
    return fresh;
  }
}

/** Most letters use few of the partials. */
function lazily(template: () => Compiled): Compiled {
  return (view, options) => template()(view, options);
}

function compile(
  handlebars: typeof Handlebars,
  kind: Kind,
  name: string,
  source: string,
  partials: ReadonlySet<string>,
): Compiled {
  try {
    const tree = guarded(handlebars.parse(source) as unknown as Node, { where: file(name, kind), partials });
    return handlebars.compile(tree, { strict: true, noEscape: kind === "text" });
  } catch (cause) {
    throw misconfigured(name, kind, cause);
  }
}

function file(name: string, kind: Kind): string {
  return `${name}.${SUFFIX[kind]}.hbs`;
}

function misconfigured(name: string, kind: Kind, cause: unknown): Misconfigured {
  if (cause instanceof Misconfigured) return cause;
  const why = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
  return new Misconfigured(`templates/${file(name, kind)}: ${why}`, { cause });
}

/** Which file a node stands in, and the partials there are. */
interface Scope {
  readonly where: string;
  readonly partials: ReadonlySet<string>;
}

/** The same tree, every path in it looked up through `known` or `print`. */
function guarded(node: Node, scope: Scope): Node {
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, guardedValue(value, scope)]),
  );
  const inner = { ...copy, type: node.type } as Node;
  if (node.type.startsWith("Partial")) mustExist(node, scope);
  if (node.type === "MustacheStatement" && isBare(node)) {
    return {
      ...inner,
      path: helperPath(node, "print"),
      params: [node.path as Node, literal(node, scope)],
    };
  }
  const params = node.params?.map((each, at) => checked(each, inner.params?.[at] ?? each, scope));
  const pairs = node.hash?.pairs.map((pair, at) => ({
    ...inner.hash?.pairs[at],
    value: checked(pair.value, inner.hash?.pairs[at]?.value ?? pair.value, scope),
  }));
  return {
    ...inner,
    ...(params === undefined ? {} : { params }),
    ...(pairs === undefined ? {} : { hash: { ...inner.hash, pairs } }),
  } as Node;
}

/** Handlebars prints the content of `{{#> nosuch}}…{{/nosuch}}` without a word. */
function mustExist(node: Node, { where, partials }: Scope): void {
  const name = isPath(node.name) ? String(node.name.original) : "";
  if (name !== "@partial-block" && !partials.has(name))
    throw new Misconfigured(`templates/${where}: there is no partial "${name}"`);
}

function guardedValue(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => guardedValue(each, scope));
  return isNode(value) ? guarded(value, scope) : value;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** `{{name}}`: a variable, never a helper. */
function isBare(node: Node): boolean {
  return (node.params?.length ?? 0) === 0 && node.hash === undefined && isPath(node.path);
}

function isPath(node: unknown): node is Node {
  return isNode(node) && node.type === "PathExpression";
}

function checked(node: Node, inner: Node, scope: Scope): Node {
  if (!isPath(node) || String(node.original).startsWith("@")) return inner;
  return {
    type: "SubExpression",
    loc: node.loc,
    path: helperPath(node, "known"),
    params: [node, literal(node, scope)],
  };
}

function helperPath(node: Node, name: string): Node {
  return { type: "PathExpression", loc: node.loc, data: false, depth: 0, parts: [name], original: name };
}

/** Template and variable, for the error. */
function literal(node: Node, scope: Scope): Node {
  const path = isPath(node.path) ? node.path : node;
  const value = `${scope.where}: ${String(path.original)}`;
  return { type: "StringLiteral", loc: node.loc, value, original: value };
}

function known(value: unknown, name: string): unknown {
  if (value === undefined) throw new Misconfigured(`templates/${name} is no variable of this letter`);
  return value;
}

/** Numbers and one line of text; anything else printed is a slip of the template's. */
function print(value: unknown, name: string): unknown {
  known(value, name);
  if (value === null)
    throw new Misconfigured(`templates/${name} is empty here, ask for it with {{#if}} first`);
  if (value instanceof Handlebars.SafeString) return value;
  if (typeof value === "string") return oneLine(value);
  if (typeof value === "number") return String(value);
  throw new Misconfigured(`templates/${name} is a ${typeof value}, not a text`);
}
