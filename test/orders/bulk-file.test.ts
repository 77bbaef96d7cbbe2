import { describe, expect, it } from "vitest";
import { copyRow } from "#app/orders/copy-row.ts";
import { splitLines } from "#app/orders/split-lines.ts";

async function linesOf(bytes: Uint8Array, chunkSize: number): Promise<string[]> {
  const chunks = async function* () {
    for (let start = 0; start < bytes.length; start += chunkSize) yield bytes.subarray(start, start + chunkSize);
  };
  const lines: string[] = [];
  for await (const batch of splitLines(chunks())) lines.push(...batch);
  return lines;
}

describe("splitLines", () => {
  it.each([1, 2, 3, 5, 1000])("gives the same lines in chunks of %i bytes, through the middle of a character too", async (size) => {
    const text = '{"a":"ü€😀"}\n{"b":1}\n\n{"c":2}';
    expect(await linesOf(new TextEncoder().encode(text), size)).toEqual(['{"a":"ü€😀"}', '{"b":1}', "", '{"c":2}']);
  });

  it("gives no line of nothing, and none after the last newline", async () => {
    expect(await linesOf(new Uint8Array(), 10)).toEqual([]);
    expect(await linesOf(new TextEncoder().encode("a\n"), 10)).toEqual(["a"]);
  });

  it("refuses what is not UTF-8, also a character cut off at the end", async () => {
    await expect(linesOf(Uint8Array.of(0x61, 0xff, 0x0a), 10)).rejects.toThrow(TypeError);
    await expect(linesOf(new TextEncoder().encode("ü").subarray(0, 1), 10)).rejects.toThrow(TypeError);
  });
});

describe("copyRow", () => {
  it("writes null and the four characters that COPY reads otherwise", () => {
    expect(copyRow(["a", null, "", "x\ty\nz\r\\N"])).toBe("a\t\\N\t\tx\\ty\\nz\\r\\\\N\n");
  });
});
