import { buffer } from "node:stream/consumers";
import { createElement } from "react";
import { renderToPipeableStream, renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { dropZeros } from "#app/drop-zeros.server.ts";

it("sends a page in Korean whole, wherever its characters stand", async () => {
  const rows = Array.from({ length: 2000 }, (_, row) => createElement("p", { key: row, title: "확인한 주문" }, "x".repeat(row % 5)));
  const page = createElement("div", null, rows);
  const sent = dropZeros();
  await new Promise<void>((resolve, reject) => {
    const { pipe } = renderToPipeableStream(page, {
      onAllReady: () => {
        pipe(sent);
        resolve();
      },
      onError: reject,
    });
  });
  const html = await buffer(sent);
  expect(html.includes(0)).toBe(false);
  expect(html.toString()).toBe(renderToStaticMarkup(page));
});
