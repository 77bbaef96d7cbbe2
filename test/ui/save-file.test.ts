import { afterEach, expect, it, vi } from "vitest";
import { saveFile } from "#app/ui/save-file.ts";

afterEach(() => vi.unstubAllGlobals());

/** What the browser is given to save of a file that the server sends. */
async function saved(content: string, headers: Record<string, string>): Promise<{ name: string; file: Blob }> {
  const files: Blob[] = [];
  const link = { download: "", click: () => {} };
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(content, { headers })));
  vi.stubGlobal("document", { createElement: () => link });
  vi.spyOn(URL, "createObjectURL").mockImplementation((file) => (files.push(file as Blob), "blob:of-it"));
  expect(await saveFile("/app/file")).toBeNull();
  return { name: link.download, file: files[0]! };
}

it("a file is saved whole, as what it was sent, by the name it came with", async () => {
  const content = "id,tier\n7,vip\n";
  const { name, file } = await saved(content, { "content-type": "text/csv", "content-disposition": 'attachment; filename="list.csv"' });
  expect([name, file.type, await file.text()]).toEqual(["list.csv", "text/csv", content]);
});
