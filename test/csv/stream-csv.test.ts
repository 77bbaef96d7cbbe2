import { describe, expect, it, vi } from "vitest";
import type { Cell } from "#app/csv/csv-text.ts";
import { streamCsv } from "#app/csv/stream-csv.server.ts";
import { readStream } from "../support/read-stream.ts";

const signal = new AbortController().signal;
const brokenOff = "INCOMPLETE";
const onFailure = vi.fn<(error: unknown) => void>();

/** Pages of one row each; where there is an error among them, it is thrown. */
async function* pagesOf(...pages: (string | Error)[]): AsyncGenerator<Cell[][]> {
  for (const page of pages) {
    if (page instanceof Error) throw page;
    yield [[page]];
  }
}

describe("a file that is made while it is read", () => {
  it("has its columns and every page", async () => {
    const stream = await streamCsv({ columns: ["name"], pages: pagesOf("가", "b", "c") }, { signal, onFailure, brokenOff });
    expect(await readStream(stream)).toEqual({ text: "name\n가\nb\nc\n", end: "whole" });
  });

  it("has its columns where there is nobody", async () => {
    const stream = await streamCsv({ columns: ["name"], pages: pagesOf() }, { signal, onFailure, brokenOff });
    expect(await readStream(stream)).toEqual({ text: "name\n", end: "whole" });
  });

  it("says at its end that it broke off, and breaks the stream", async () => {
    const failure = new Error("Shopify is away");
    const stream = await streamCsv({ columns: ["name"], pages: pagesOf("a", "b", failure) }, { signal, onFailure, brokenOff });
    expect(await readStream(stream)).toEqual({ text: "name\na\nb\nINCOMPLETE\n", end: failure });
    expect(onFailure).toHaveBeenCalledWith(failure);
  });

  it("is none where the first page fails", async () => {
    const failure = new Error("Shopify is away");
    await expect(streamCsv({ columns: ["name"], pages: pagesOf(failure) }, { signal, onFailure, brokenOff })).rejects.toBe(failure);
  });

  it("asks for no page ahead of its reader, and for none once the reader has left", async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<Cell[][]> {
      for (;;) yield [[(asked += 1)]];
    }
    const leaving = new AbortController();
    const stream = await streamCsv({ columns: ["name"], pages: endless() }, { signal: leaving.signal, onFailure, brokenOff });
    const reader = stream.getReader();
    for (let page = 0; page < 5; page += 1) await reader.read();
    expect(asked).toBeLessThanOrEqual(8);
    leaving.abort();
    const before = asked;
    for (let page = 0; page < 4; page += 1) await reader.read().catch(() => {});
    expect(asked).toBe(before);
  });

  it("lets go of its pages where it is cancelled", async () => {
    const pages = pagesOf("a", "b", "c");
    const stream = await streamCsv({ columns: ["name"], pages }, { signal, onFailure, brokenOff });
    await stream.cancel();
    expect(await pages.next()).toEqual({ done: true, value: undefined });
  });
});
