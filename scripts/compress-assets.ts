import { glob, readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

const shrinkBest = promisify(brotliCompress);
const shrink = promisify(gzip);

/**
 * Puts beside each script and style sheet what browsers are sent of it, x.js.br, and x.js.gz for who takes no Brotli: once
 * for each build there is time for the highest level, which is an eighth less than what can be done while somebody waits.
 */
export async function compressAssets(folder: string): Promise<void> {
  for await (const name of glob("*.{js,css}", { cwd: folder })) {
    const file = `${folder}/${name}`;
    const text = await readFile(file);
    await Promise.all([
      shrinkBest(text).then((bytes) => writeFile(`${file}.br`, bytes)),
      shrink(text, { level: 9 }).then((bytes) => writeFile(`${file}.gz`, bytes)),
    ]);
  }
}
