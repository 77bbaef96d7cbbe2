import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, it } from "vitest";

const TENANT_TABLES = [...readFileSync("prisma/schema.prisma", "utf8").matchAll(/^model (\w+) \{([^}]*)\}/gm)]
  .filter(([, , fields]) => fields!.includes('@map("shop_id")'))
  .map(([, name, fields]) => /@@map\("(\w+)"\)/.exec(fields!)?.[1] ?? name!);
const READS = new RegExp(`\\b(?:FROM|JOIN|UPDATE) (?:${TENANT_TABLES.join("|")})\\b`);

/** The texts in a file that read or change rows of a tenant table, each part of a composed query by itself. */
function queriesIn(file: string): string[] {
  const source = readFileSync(file, "utf8");
  if (!READS.test(source)) return [];
  const queries: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isTemplateLiteral(node) || ts.isStringLiteral(node)) && READS.test(node.getText())) queries.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return queries;
}

it("every raw query names the shop, also where row-level security would keep the others away", () => {
  const files = globSync("app/**/*.ts", { exclude: ["app/db/generated/**"] });
  const queries = files.flatMap((file) => queriesIn(file).map((query) => ({ file, query })));
  expect(queries.length).toBeGreaterThan(80);
  // A copy of a table's columns reads no row.
  expect(queries.filter(({ query }) => !/\bshop_id\b|WITH NO DATA/.test(query))).toEqual([]);
});
