import { glob, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Kind, NoDeprecatedCustomRule, parse, specifiedRules, validate } from "graphql";
import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { operation } from "#app/shopify/operation.ts";
import { METAFIELD_KEYS } from "#app/segments/metafield-keys.ts";
import { UNKNOWN_COST } from "#app/shopify/point-lines.server.ts";
import { MOST_AT_A_TIME } from "#app/tags/write-directly.server.ts";
import { requestedCost } from "#sandbox/graphql/cost.ts";
import { refuseOutOfScope } from "#sandbox/graphql/refuse-out-of-scope.ts";
import { coveredScopes } from "#sandbox/graphql/covered-scopes.ts";
import { loadSchema } from "#sandbox/schema/load-schema.ts";
import { readDocuments } from "../../scripts/read-documents.ts";

const files = (await readDocuments()).map(({ file }) => file);
const { schema, access } = loadSchema();
const toml = parseToml(await readFile("shopify.app.toml", "utf8")) as { access_scopes: { scopes: string } };
/** Lists of ids are pages of fifty, but of these. */
const LISTED: Record<string, number> = { "app/tags/customer-figures.graphql.ts": MOST_AT_A_TIME };
const asked = toml.access_scopes.scopes.split(",");

/** What the file's exports send: operations, and texts that are sent inside others. */
async function documentsOf(file: string): Promise<string[]> {
  const exports = Object.values((await import(resolve(file))) as Record<string, unknown>);
  return exports.map((it) => (typeof it === "string" ? it : (it as { document: string }).document));
}

function problemsOf(document: string, scopes: string[] = asked): string[] {
  const rules = [...specifiedRules, NoDeprecatedCustomRule, refuseOutOfScope(access, coveredScopes(scopes))];
  return validate(schema, parse(document), rules).map((error) => error.message);
}

describe("every GraphQL document, as it is sent", () => {
  it.each(files)("%s is valid in Shopify's 2026-10, uses nothing deprecated, and keeps to the scopes asked for", async (file) => {
    const documents = await documentsOf(file);
    expect(documents).not.toEqual([]);
    for (const document of documents) {
      const fragmentsOnly = parse(document).definitions.every((it) => it.kind === Kind.FRAGMENT_DEFINITION);
      // A fragment by itself is unused by nature; it is judged inside the operations that spread it.
      if (!fragmentsOnly) expect(problemsOf(document)).toEqual([]);
    }
  });

  it.each(files)("%s asks for no more points than a call of unknown cost waits for", async (file) => {
    for (const document of await documentsOf(file)) {
      const { definitions } = parse(document);
      const operation = definitions.find((it) => it.kind === Kind.OPERATION_DEFINITION);
      const fragments = new Map(definitions.filter((it) => it.kind === Kind.FRAGMENT_DEFINITION).map((it) => [it.name.value, it]));
      const ids = Array.from({ length: LISTED[file] ?? 50 }, (_, index) => `gid://shopify/Customer/${index}`);
      const variables = { ids, most: METAFIELD_KEYS.length };
      // A bulk operation's query is never run by itself and costs nothing.
      if (operation && !file.includes("in-bulk")) {
        expect(requestedCost({ schema, operation, fragments, variables })).toBeLessThanOrEqual(UNKNOWN_COST);
      }
    }
  });

  it("is in a file of its own", async () => {
    for await (const file of glob("{app,extensions}/**/*.{ts,tsx}")) {
      if (file.endsWith(".graphql.ts")) continue;
      expect(await readFile(file, "utf8"), file).not.toContain("#graphql");
    }
  });
});

describe("an operation", () => {
  it("may run twice where it is a query, or where its mutation says so", () => {
    const repeatable = (...parts: Parameters<typeof operation>) => operation(...parts).repeatable;
    expect(repeatable("#graphql\n  query A { shop { name } }\n")).toBe(true);
    expect(repeatable("#graphql\n  mutation A { bulkOperationRunQuery }\n")).toBe(false);
    expect(repeatable('#graphql\n  query A { bulkOperations(query: "operation_type:mutation AND status:running") }\n')).toBe(true);
    expect(repeatable("#graphql\n  mutation A { tagsAdd }\n", { repeatable: true })).toBe(true);
  });
});

describe("the judgement", () => {
  it("finds what Shopify would refuse, and what it is about to drop", () => {
    expect(problemsOf("query A { shop { nme } }")).toEqual([expect.stringContaining('Cannot query field "nme"')]);
    expect(problemsOf("query A($id: ID!) { customer(id: $id) { email } }")).toEqual([expect.stringContaining("deprecated")]);
    expect(problemsOf("query A { customer(id: 5.5) { id } }")).not.toEqual([]);
    expect(problemsOf("query A { orders(first: 1) { nodes { id } } }", ["read_customers"])).toContainEqual(
      expect.stringMatching(/^Access denied for orders field. Required access: `read_orders`/),
    );
  });
});
