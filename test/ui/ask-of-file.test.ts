import { afterEach, describe, expect, it, vi } from "vitest";
import { askOfFile } from "#app/ui/ask-of-file.ts";

const answering = (response: Response | Error) =>
  vi.stubGlobal("fetch", vi.fn(() => (response instanceof Error ? Promise.reject(response) : Promise.resolve(response))));

/** What was sent until the connection was lost. */
const brokenOff = (sent: string) =>
  new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode(sent));
      controller.error(new TypeError("network error"));
    },
  });

afterEach(() => vi.unstubAllGlobals());

describe("asking how a file is", () => {
  it("tells the file, or that there is none", async () => {
    answering(Response.json({ id: "7", state: "coming" }));
    expect(await askOfFile("tier=vip")).toEqual({ file: { id: "7", state: "coming" } });
    answering(Response.json(null));
    expect(await askOfFile("")).toEqual({ file: null });
  });

  it("tells a refusal in its words", async () => {
    answering(Response.json({ refused: "You may not see customers." }, { status: 403 }));
    expect(await askOfFile("")).toEqual({ undone: { refused: "You may not see customers." } });
  });

  it.each([
    ["the network is away", new TypeError("Failed to fetch")],
    ["the answer breaks off", new Response(brokenOff('{"id":"7",'))],
    ["the answer is no JSON", new Response("<html>")],
    ["the app fails", new Response("", { status: 503 })],
  ])("tells that nobody answers where %s", async (_, response) => {
    answering(response);
    expect(await askOfFile("")).toEqual({ undone: "no-answer" });
  });
});
