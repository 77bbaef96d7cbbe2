import { createElement } from "react";
import { describe, expect, it } from "vitest";
import { RouteFailure } from "#app/ui/route-failure.tsx";
import { renderPage, textOf } from "./render-page.ts";

const show = (error: unknown) => renderPage(createElement(RouteFailure, { error }));
const answer = (status: number, data: unknown) => ({ status, statusText: "", internal: false, data });

describe("RouteFailure", () => {
  it("lets a page through that Shopify's library has thrown", () => {
    const bounce = '<script data-api-key="key" src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>';
    expect(show(answer(200, bounce))).toContain(bounce);
  });

  it("says that an address leads nowhere", () => {
    const html = show(answer(404, 'Error: No route matches URL "/app/<b>"'));
    expect(textOf(html)).toContain("There is no such page");
    expect(html).not.toContain("<b>");
  });

  it.each([new Error("database password is hunter2"), answer(500, "<b>secret</b>"), "text"])("gives nothing away of %o", (error) => {
    const html = show(error);
    expect(html).toContain('data-testid="page-failed"');
    expect(html).not.toMatch(/hunter2|secret/);
  });
});
