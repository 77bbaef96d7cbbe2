import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";

/** `npm run bench -- NAME [SIZE]`: one of bench/, or all of them. */
const names = (await readdir("bench")).filter((it) => it.endsWith(".ts")).map((it) => it.slice(0, -3)).sort();
const [wanted, ...sizes] = process.argv.slice(2);
if (wanted !== undefined && !existsSync(`bench/${wanted}.ts`)) {
  console.error(`There is no bench "${wanted}": ${names.join(", ")}.`);
  process.exit(2);
}
for (const name of wanted ? [wanted] : names) {
  const { bench } = (await import(`../bench/${name}.ts`)) as { bench: (...sizes: string[]) => Promise<void> };
  await bench(...sizes);
}
