import { glob, readFile } from "node:fs/promises";

/** Every GraphQL document of the app: the text between the backticks of each `*.graphql.ts`. */
export async function readDocuments(): Promise<{ file: string; text: string }[]> {
  const found: { file: string; text: string }[] = [];
  for await (const file of glob("{app,extensions}/**/*.graphql.ts")) {
    const source = await readFile(file, "utf8");
    const templates = [...source.matchAll(/`#graphql\n([^`]*)`/g)];
    if (templates.length !== 1) throw new Error(`${file}: one \`#graphql document expected, ${templates.length} found.`);
    found.push({ file, text: templates[0]![1]! });
  }
  return found.sort((one, other) => one.file.localeCompare(other.file));
}
