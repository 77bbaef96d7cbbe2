import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { Pool } from "pg";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";

const SCHEMA = fileURLToPath(new URL("./schema.prisma", import.meta.url));

/** Tables that are not Prisma's: the queue makes its own. */
export const FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Prisma's official schema engine, as WebAssembly over the ordinary `pg` driver: the native binary is a download
 * that not every machine may make.
 *
 * The pool is the caller's to end: the engine's lock on the migrations is held by one of its connections.
 */
export async function openSchemaEngine(pool: Pool): Promise<engine.SchemaEngine> {
  await instantiate();
  const datamodels: [string, string][] = [["schema.prisma", await readFile(SCHEMA, "utf8")]];
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
  return engine.SchemaEngine.new({ datamodels }, () => {}, factory);
}

let instantiated: Promise<void> | null = null;

function instantiate(): Promise<void> {
  instantiated ??= (async () => {
    const glue = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
    const wasm = join(dirname(glue), "schema_engine_bg.wasm");
    const { instance } = await WebAssembly.instantiate(await readFile(wasm), {
      "./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
    });
    engine.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
  })();
  return instantiated;
}
