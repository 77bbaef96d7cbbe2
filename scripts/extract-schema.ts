import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type IntrospectionQuery, printSchema } from "graphql";

/** The one package on npm that carries Shopify's Admin schema. Fetched at set-up, never redistributed here. */
const SOURCE_PACKAGE = "@shopify/dev-mcp@1.16.0";
const API_VERSION = "2026-10";

export type ExtractProgress = { fraction: number; step: string };

type AccessItem = { type: "type" | "field"; typeName: string; fieldName?: string; requiredAccess: string; offlineScopes: string[] };

type ProtectedField = { name: string; isProtected?: boolean };

type Source = {
  data: { __schema: { types: { name: string; fields: ProtectedField[] | null }[] } };
  offline_scopes: { items: AccessItem[] };
};

const run = promisify(execFile);

/**
 * Puts Shopify's Admin schema of the pinned version under `.cache/shopify/`: `admin-2026-10.graphql` (no descriptions)
 * and `access-2026-10.json` (`Type` or `Type.field` to scopes and protected-data flags). Does nothing when both are there.
 */
export async function extractSchema(options: { onProgress: (progress: ExtractProgress) => void }): Promise<void> {
  const folder = fileURLToPath(new URL("../.cache/shopify/", import.meta.url));
  const schemaFile = join(folder, `admin-${API_VERSION}.graphql`);
  const accessFile = join(folder, `access-${API_VERSION}.json`);
  if (existsSync(schemaFile) && existsSync(accessFile)) return;

  options.onProgress({ fraction: 0, step: `downloading ${SOURCE_PACKAGE}` });
  const source = await download();
  options.onProgress({ fraction: 0.8, step: "writing the schema" });
  await mkdir(folder, { recursive: true });
  await writeWhole(accessFile, JSON.stringify(buildAccess(source)));
  await writeWhole(schemaFile, printWithoutDescriptions(source));
  options.onProgress({ fraction: 1, step: "schema ready" });
}

async function download(): Promise<Source> {
  const folder = await mkdtemp(join(tmpdir(), "perennial-schema-"));
  // On Windows npm is a script, which only a shell can run.
  const shell = process.platform === "win32";
  const inside = `package/dist/data/admin_${API_VERSION}.json.gz`;
  try {
    const packed = await run("npm", ["pack", SOURCE_PACKAGE, "--silent", "--pack-destination", folder], { cwd: folder, shell });
    const tarball = packed.stdout.trim().split("\n").at(-1) ?? "";
    await run("tar", ["-xzf", tarball, inside], { cwd: folder });
    return JSON.parse(gunzipSync(await readFile(join(folder, inside))).toString("utf8")) as Source;
  } catch (cause) {
    throw new Error(`Shopify's schema could not be taken from ${SOURCE_PACKAGE} (npm pack, then ${inside})`, { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function printWithoutDescriptions(source: Source): string {
  const described = JSON.stringify(source.data, (key, value: unknown) => (key === "description" ? null : value));
  return printSchema(buildClientSchema(JSON.parse(described) as IntrospectionQuery));
}

function buildAccess(source: Source): Record<string, { scopes: string[]; access: string; protected: boolean }> {
  const entries: Record<string, { scopes: string[]; access: string; protected: boolean }> = {};
  for (const item of source.offline_scopes.items) {
    if (item.offlineScopes.length === 0) continue;
    const key = item.fieldName ? `${item.typeName}.${item.fieldName}` : item.typeName;
    entries[key] = { scopes: item.offlineScopes, access: item.requiredAccess, protected: false };
  }
  for (const type of source.data.__schema.types) {
    for (const field of type.fields ?? []) {
      if (!field.isProtected) continue;
      const key = `${type.name}.${field.name}`;
      entries[key] = { ...(entries[key] ?? { scopes: [], access: "" }), protected: true };
    }
  }
  return entries;
}

/** Renaming makes a half-written file impossible, so that "it is there" can mean "it is whole". */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}

if (import.meta.main) {
  await extractSchema({ onProgress: ({ fraction, step }) => console.log(`${Math.round(fraction * 100)} % ${step}`) });
}
