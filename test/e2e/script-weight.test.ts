import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const ASSETS = "build/client/assets";
const MOST_BYTES = 300_000;

async function scriptNames(): Promise<string[]> {
  if (!existsSync(ASSETS)) throw new Error(`There is no ${ASSETS}: run \`node scripts/build.ts\` first`);
  return (await readdir(ASSETS)).filter((name) => name.endsWith(".js"));
}

/** Bytes of scripts as they are sent, with the language whose texts are longest of all languages. */
async function weigh(names: readonly string[], kind: "br" | "gz"): Promise<number> {
  const sizeOf = async (name: string) => (await stat(`${ASSETS}/${name}.${kind}`)).size;
  const languages = (await scriptNames()).filter((name) => /^(en|ko)-/.test(name));
  expect(languages).toHaveLength(2);
  const others = await Promise.all(names.filter((name) => !languages.includes(name)).map(sizeOf));
  return others.reduce((sum, size) => sum + size, 0) + Math.max(...(await Promise.all(languages.map(sizeOf))));
}

it("a first look is sent less than 300 KB of compressed script, the code of every page fetched ahead and one language", async () => {
  expect(await weigh(await scriptNames(), "br")).toBeLessThan(MOST_BYTES);
});

it("who takes no Brotli is sent less than 300 KB for any page, before the others are fetched ahead", async () => {
  const manifest = (await scriptNames()).find((name) => name.startsWith("manifest-"))!;
  const text = await readFile(`${ASSETS}/${manifest}`, "utf8");
  type Module = { module: string; imports?: string[] };
  const { entry, routes } = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)) as { entry: Module; routes: Record<string, Module> };
  const around = [entry, routes.root!, routes["routes/app"]!];
  const pages = Object.entries(routes).filter(([id]) => id.startsWith("routes/app."));
  expect(pages.length).toBeGreaterThan(8);
  for (const [id, page] of pages) {
    const paths = [...around, page].flatMap(({ module, imports }) => [module, ...(imports ?? [])]);
    const names = new Set([manifest, ...paths.map((path) => path.split("/").at(-1)!)]);
    expect(await weigh([...names], "gz"), id).toBeLessThan(MOST_BYTES);
  }
});

it("a Korean page has the words of each of Polaris's components that is sent, and of no other", async () => {
  const names = await scriptNames();
  const korean = names.find((name) => name.startsWith("ko-"))!;
  const { default: texts } = (await import(resolve(ASSETS, korean))) as { default: { polaris: { Polaris: object } } };
  const scripts = await Promise.all(names.map((name) => readFile(`${ASSETS}/${name}`, "utf8")));
  const asked = scripts.flatMap((script) => [...script.matchAll(/Polaris\.([A-Z]\w+)\./g)].map(([, component]) => component!));
  expect(Object.keys(texts.polaris.Polaris).toSorted()).toEqual([...new Set(asked)].toSorted());
});
