import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { glob, mkdir, readFile, writeFile } from "node:fs/promises";
import { compressAssets } from "./compress-assets.ts";
import { extractSchema } from "./extract-schema.ts";
import { generateOperations } from "./generate-operations.ts";
import type { Steps } from "./steps.ts";

const STAMPS = ".cache/stamps";

/** Shopify's schema, the database client and the types of the operations: what type checks and tests need. */
export async function prepare(steps: Steps): Promise<void> {
  await steps.run("Shopify's schema", (progress) => extractSchema({ onProgress: ({ fraction }) => progress(Math.round(fraction * 100), 100) }));
  await whenChanged("prisma-client", ["prisma/schema.prisma", "package-lock.json"], ["app/db/generated/client.ts"], () =>
    steps.run("Database client", () =>
      runTool("prisma", ["generate"], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" }),
    ),
  );
  await whenChanged(
    "operations",
    ["app/**/*.graphql.ts", "scripts/generate-operations.ts", "package-lock.json"],
    ["app/shopify/generated/operations.ts"],
    () => steps.run("Types of the GraphQL operations", generateOperations),
  );
}

/** The pages, built once for each state of their sources. */
export async function build(steps: Steps): Promise<void> {
  const sources = ["app/**/*.{ts,tsx,json,css}", "vite.config.ts", "scripts/compress-assets.ts", "package-lock.json"];
  await whenChanged("build", sources, ["build/server/index.js"], () =>
    steps.run("Building the pages", async () => {
      await runTool("remix", ["vite:build", "--logLevel", "warn"], { NODE_ENV: "production" });
      await compressAssets("build/client/assets");
    }),
  );
}

async function whenChanged(name: string, patterns: string[], outputs: string[], work: () => Promise<void>): Promise<void> {
  const hash = createHash("sha256");
  for (const pattern of patterns) {
    const files: string[] = [];
    for await (const file of glob(pattern)) if (!file.includes("/generated/")) files.push(file);
    for (const file of files.sort()) hash.update(file).update(await readFile(file));
  }
  const digest = hash.digest("hex");
  const stamp = `${STAMPS}/${name}`;
  if (outputs.every((it) => existsSync(it)) && existsSync(stamp) && (await readFile(stamp, "utf8")) === digest) return;
  await work();
  await mkdir(STAMPS, { recursive: true });
  await writeFile(stamp, digest);
}

/** Runs one of the project's command line tools; its output is shown where it fails. */
export function runTool(tool: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [`node_modules/.bin/${tool}`, ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", failed);
    child.on("exit", (code) =>
      code === 0 ? done() : failed(new Error(`\`${tool} ${args.join(" ")}\` failed (exit code ${code}):\n${output.trim()}`)),
    );
  });
}
