import { createElement } from "react";
import { describe, expect, it } from "vitest";
import type { Permissions } from "#app/shops/permissions.ts";
import { answerOr, undoneBy } from "#app/ui/answer-or.ts";
import { AppPage } from "#app/ui/app-page.tsx";
import { ChangeButton } from "#app/ui/change-button.tsx";
import { EditorBar } from "#app/ui/editor-bar.tsx";
import { renderPage, textOf } from "./render-page.ts";

const page = (permissions?: Permissions) =>
  renderPage(createElement(AppPage, { section: "home", title: "Title" }, createElement(ChangeButton, null, "Write")), permissions);

describe("a page", () => {
  it.each([
    ["write_customers", ["read_customers"], "You can look at everything here, and change nothing Your permissions in Shopify do not include editing customers."],
    ["read_customers", [], "Your permissions in Shopify include neither viewing nor editing customers, so you see their numbers in place of names, and cannot download files of them."],
    ["unknown", null, "Nothing can be changed for the moment Shopify has not said what you may do"],
  ] as const)("says first what its reader lacks, and what changes something is off: %s", (missing, permissions, text) => {
    const html = page(permissions);
    expect(html).toContain(`data-missing="${missing}"`);
    const parts = ["is ready Title", text, "Ask Shopify again", "Write"].map((part) => textOf(html).indexOf(part));
    expect(parts.every((place, index) => place > (parts[index - 1] ?? 0)), textOf(html)).toBe(true);
    expect(html).toMatch(/<button[^>]*aria-disabled="true"[^>]*>(?:(?!<button).)*Write/);
  });

  it("says nothing of it to who may edit customers", () => {
    expect(textOf(page())).not.toContain("Shopify");
    expect(page()).not.toContain('aria-disabled="true"');
  });

  it("does not save what was typed before a permission was lost", () => {
    const bar = createElement(EditorBar, { id: "bar", isChanged: true, sending: false, onSave: () => {}, onDiscard: () => {} });
    expect(renderPage(bar, ["read_customers"])).toMatch(/<button[^>]*disabled=""[^>]*>Save/);
    expect(renderPage(bar)).not.toContain("disabled");
  });
});

describe("an action that is refused", () => {
  it("says what is missing, and is told from one without an answer", async () => {
    const answered = (response: Response) => answerOr(() => Promise.reject(response), { noAnswer: true });
    expect(await answered(Response.json({ refused: "You may not." }, { status: 403 }))).toEqual({ refused: "You may not." });
    const undone = async (response: Response) => undoneBy({ state: "idle", data: await answered(response) });
    expect(await undone(Response.json({ refused: "You may not." }, { status: 403 }))).toEqual({ refused: "You may not." });
    expect(await undone(new Response("Somebody in between says no.", { status: 403 }))).toBe("no-answer");
    expect(await undone(new Response(null, { status: 500 }))).toBe("no-answer");
    expect(undoneBy({ state: "submitting", data: { refused: "You may not." } }), "not known yet").toBeNull();
    expect(undoneBy({ state: "idle", data: { saved: { kind: "refused" } } })).toBeNull();
  });
});
