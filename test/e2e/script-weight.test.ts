import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

const ASSETS = "build/client/assets";
const MOST_BYTES = 300_000;

it("a first look is sent less than 300 KB of compressed script, the code of every page fetched ahead and one language", async () => {
  if (!existsSync(ASSETS)) throw new Error(`There is no ${ASSETS}: run \`node scripts/build.ts\` first`);
  const names = (await readdir(ASSETS)).filter((name) => name.endsWith(".js"));
  const sizes = await Promise.all(names.map(async (name) => [name, gzipSync(await readFile(`${ASSETS}/${name}`)).length] as const));
  const sum = (chosen: typeof sizes) => chosen.reduce((bytes, [, size]) => bytes + size, 0);
  const languages = sizes.filter(([name]) => /^(en|ko)-/.test(name));
  expect(languages).toHaveLength(2);
  const heaviest = Math.max(...languages.map(([, size]) => size));
  expect(sum(sizes) - sum(languages) + heaviest).toBeLessThan(MOST_BYTES);
});
