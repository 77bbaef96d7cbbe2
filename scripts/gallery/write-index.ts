import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const STYLE = "body{display:flex;flex-wrap:wrap;gap:16px;font:14px sans-serif}figure{margin:0}img{width:420px;border:1px solid #bbb}";

/** All pictures of a folder on one page, to leaf through; says how many. */
export async function writeIndex(folder: string): Promise<number> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".png")).sort();
  const figures = files.map((file) => `<figure><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${file.slice(0, -4)}</figcaption></figure>`);
  await writeFile(join(folder, "index.html"), `<!doctype html><meta charset="utf-8"><title>Perennial</title><style>${STYLE}</style>${figures.join("")}`);
  return files.length;
}
