import { mkdir, readFile, writeFile } from "node:fs/promises";

import { codegen } from "@graphql-codegen/core";
import * as typescript from "@graphql-codegen/typescript";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildSchema, parse } from "graphql";
import { readDocuments } from "./read-documents.ts";

const SCHEMA = ".cache/shopify/admin-2026-10.graphql";
const OUTPUT = "app/shopify/generated/operations.ts";

/** Types of every operation in app/, from Shopify's own schema. */
export async function generateOperations(): Promise<void> {
  const sdl = await readFile(SCHEMA, "utf8");
  const documents = await readDocuments();
  const schema = buildSchema(sdl, { assumeValidSDL: true, noLocation: true });
  const types = await codegen({
    filename: OUTPUT,
    schema: parse(sdl, { noLocation: true }),
    schemaAst: schema,
    documents: documents.map(({ file, text }) => ({ location: file, document: parse(text) })),
    plugins: [{ operations: {} }],
    pluginMap: { typescript, operations },
    config: {
      onlyOperationTypes: true,
      useTypeImports: true,
      skipTypename: true,
      enumsAsTypes: true,
      avoidOptionals: { field: true },
      scalars: SCALARS,
    },
  });
  await mkdir("app/shopify/generated", { recursive: true });
  await writeFile(OUTPUT, types);
}

/** How Shopify's scalars look in JSON. */
const SCALARS = Object.fromEntries(
  ["Date", "DateTime", "Decimal", "Money", "UnsignedInt64", "BigInt", "URL", "HTML", "FormattedString", "ID", "Color", "UtcOffset"].map(
    (scalar) => [scalar, "string"],
  ).concat([["JSON", "unknown"]]),
);
