import { Transform } from "node:stream";

/**
 * Takes zeros out of a page. React 18 sends a part of 2048 bytes whole where a character of several bytes does not fit at
 * its end, and a browser shows what is missing there as "��" in attributes and scripts (facebook/react#24985; React 19
 * has it mended).
 */
export function dropZeros(): Transform {
  return new Transform({
    transform(part: Buffer, _, done) {
      done(null, part.includes(0) ? part.filter((byte) => byte !== 0) : part);
    },
  });
}
