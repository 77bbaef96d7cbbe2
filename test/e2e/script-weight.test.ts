import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

const ASSETS = "build/client/assets";
const MOST_BYTES = 300_000;

async function scriptNames(): Promise<string[]> {
  if (!existsSync(ASSETS)) throw new Error(`There is no ${ASSETS}: run \`node scripts/build.ts\` first`);
  return (await readdir(ASSETS)).filter((name) => name.endsWith(".js"));
}

it("a first look is sent less than 300 KB of compressed script, the code of every page fetched ahead and one language", async () => {
  const names = await scriptNames();
  const sizes = await Promise.all(names.map(async (name) => [name, gzipSync(await readFile(`${ASSETS}/${name}`)).length] as const));
  const sum = (chosen: typeof sizes) => chosen.reduce((bytes, [, size]) => bytes + size, 0);
  const languages = sizes.filter(([name]) => /^(en|ko)-/.test(name));
  expect(languages).toHaveLength(2);
  const heaviest = Math.max(...languages.map(([, size]) => size));
  expect(sum(sizes) - sum(languages) + heaviest).toBeLessThan(MOST_BYTES);
});

it("a Korean page has the words of each of Polaris's components that is sent, and of no other", async () => {
  const names = await scriptNames();
  const korean = names.find((name) => name.startsWith("ko-"))!;
  const { default: texts } = (await import(resolve(ASSETS, korean))) as { default: { polaris: { Polaris: object } } };
  const scripts = await Promise.all(names.map((name) => readFile(`${ASSETS}/${name}`, "utf8")));
  const asked = scripts.flatMap((script) => [...script.matchAll(/Polaris\.([A-Z]\w+)\./g)].map(([, component]) => component!));
  expect(Object.keys(texts.polaris.Polaris).toSorted()).toEqual([...new Set(asked)].toSorted());
});
