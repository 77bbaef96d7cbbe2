import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const FLOORS = ["clv", "csv", "insights", "math", "money", "scoring", "segments", "time"];

/** Whose names other tools call, whatever the app itself does with them. */
const NAMED_FOR_ALL = ["bg-nbd", "mbg-nbd", "pareto-nbd", "gamma-gamma"].map((model) => `app/clv/${model}.ts`);

export type PublicFunction = { name: string; call: (...args: unknown[]) => unknown };

/**
 * Every function of a pure file that another folder of the app imports, that makes a labelled value (insights), or that
 * other tools call by name; found by reading the imports.
 */
export async function findPublicFunctions(): Promise<PublicFunction[]> {
  const imported = new Map<string, Set<string>>();
  for (const file of sourcesIn("app")) {
    for (const { path, names } of importsOf(file)) {
      if (!isPure(path) || folderOf(path) === folderOf(file)) continue;
      imported.set(path, new Set([...(imported.get(path) ?? []), ...names]));
    }
  }
  for (const path of [...NAMED_FOR_ALL, ...sourcesIn("app/insights").filter(makesLabelledValues)]) imported.set(path, new Set(["*"]));
  const found = await Promise.all([...imported].sort().map(async ([path, names]) => {
    const module = (await import(join(ROOT, path))) as Record<string, unknown>;
    return Object.entries(module).flatMap(([name, call]) =>
      typeof call === "function" && (names.has("*") || names.has(name)) ? [{ name: `${path.slice("app/".length, -".ts".length)}#${name}`, call: call as PublicFunction["call"] }] : []);
  }));
  return found.flat();
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes("generated"))
    .map((path) => join(folder, path));
}

function importsOf(file: string): { path: string; names: Set<string> }[] {
  const statements = readFileSync(join(ROOT, file), "utf8").matchAll(/^import (?!type)(?:\{([^}]*)\}|\* as \w+) from "(#app\/|\.)([^"]+)"/gm);
  return Array.from(statements, ([, listed, beginning, rest]) => ({
    path: beginning === "#app/" ? `app/${rest}` : normalize(join(dirname(file), `.${rest}`)),
    names: new Set(listed === undefined ? ["*"] : listed.split(",").map((name) => name.trim().split(" as ")[0]!)),
  }));
}

function isPure(path: string): boolean {
  return FLOORS.includes(folderOf(path)) && path.endsWith(".ts") && !/\.(server|job)\.ts$/.test(path);
}

function makesLabelledValues(path: string): boolean {
  return isPure(path) && importsOf(path).some(({ path: of, names }) => /(labelled-value|combined)\.ts$/.test(of) && (names.has("labelled") || names.has("combined")));
}

function folderOf(path: string): string {
  return path.split("/")[1]!;
}
