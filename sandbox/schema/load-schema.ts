import { existsSync, readFileSync } from "node:fs";
import { buildSchema, type GraphQLSchema } from "graphql";

/** The one version of the Admin API that the sandbox speaks. */
export const API_VERSION = "2026-10";

type AccessEntry = { scopes: string[]; access: string; protected: boolean };

/** What reading a `Type` or a `Type.field` takes, and whether it is protected customer data of level 2; absent where it takes nothing. */
export type AccessRules = Record<string, AccessEntry | undefined>;

export type AdminSchema = { schema: GraphQLSchema; access: AccessRules };

let loaded: AdminSchema | undefined;

/** Shopify's own schema. Building it takes half a second, so a process does it once. */
export function loadSchema(): AdminSchema {
  loaded ??= {
    schema: buildSchema(readCached(`admin-${API_VERSION}.graphql`), { assumeValidSDL: true, noLocation: true }),
    access: JSON.parse(readCached(`access-${API_VERSION}.json`)) as AccessRules,
  };
  return loaded;
}

function readCached(name: string): string {
  const file = new URL(`../../.cache/shopify/${name}`, import.meta.url);
  if (!existsSync(file)) throw new Error(`.cache/shopify/${name} is missing: run node scripts/extract-schema.ts`);
  return readFileSync(file, "utf8");
}
