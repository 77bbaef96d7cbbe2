import { GraphQLError } from "graphql";
import type { World } from "../world.ts";

/** What a request may see and do. */
export type Caller = {
  world: World;
  /** Scopes of the access token, with `read_x` for each `write_x`. */
  scopes: ReadonlySet<string>;
  /** Bulk queries walk whole connections; elsewhere `first` and `after` cut them. */
  paging: "pages" | "everything";
};

/** Gives a field's value: plain JSON for a leaf, the source of the next level for an object. */
export type Resolve<Source> = (source: Source, args: Record<string, never>, caller: Caller) => unknown;

export type ResolveWith<Source, Args> = (source: Source, args: Args, caller: Caller) => unknown;

export type FieldWithArguments<Source> = { accepts: readonly string[]; resolve: ResolveWith<Source, never> };

/** The fields of a type that the sandbox implements, by name. A field that is not here is refused, not null. */
export type Fields<Source> = Record<string, Resolve<Source> | FieldWithArguments<Source>>;

/** A field and those of its arguments that the sandbox heeds; the schema vouches for the arguments' types. */
export function withArguments<Source, Args>(
  accepts: readonly (keyof Args & string)[],
  resolve: ResolveWith<Source, Args>,
): FieldWithArguments<Source> {
  return { accepts, resolve };
}

/** An argument given as null is as good as not given. */
export function withoutNulls(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
}

/** Fields that are properties of their source under the same name. */
export function plain(...names: string[]): Fields<Record<string, unknown>> {
  return Object.fromEntries(names.map((name) => [name, (source: Record<string, unknown>) => source[name]]));
}

/** The sandbox's own refusal: loud, and telling Shopify's behaviour from the sandbox's limits. */
export function refuse(message: string): never {
  throw new GraphQLError(`Sandbox: ${message}`, { extensions: { code: "SANDBOX_UNSUPPORTED" } });
}
