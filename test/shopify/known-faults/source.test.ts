import { glob, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { webhookTopics } from "#app/webhook-topics.server.ts";

/** Faults whose tests stand where the code is that gets around them: the file, and the test's name in it. */
const ELSEWHERE: [fault: number | "also", file: string, title: string][] = [
  [3, "test/shopify/renew-token.test.ts", "takes a token whose end is not told for one of an hour"],
  [3, "test/shops/access-token.test.ts", "is also one whose token ended, or was refused, and came without a refresh token"],
  [4, "test/shopify/sharing-the-budget.test.ts", "share them: nearly all are used, few calls are throttled"],
  [7, "test/webhooks/webhook-topics.test.ts", "subscribes to the topics that the door knows, each once"],
  [10, "test/ui/create-format.test.ts", "writes only characters that every engine writes alike"],
  [13, "test/shops/session-storage.test.ts", "begins the work once, though the first page's loaders each exchange a token at one moment"],
  [14, "test/shops/session-storage.test.ts", "comes back as it was"],
  [15, "test/orders/import-orders.test.ts", "finds an order's gift cards wherever its lines stand"],
  [15, "test/orders/import-orders.test.ts", "of a shop without orders is done too"],
  ["also", "test/tags/hand-changes.test.ts", "is set right again, foreign tags untouched, and the setting right is known as our own"],
  ["also", "test/log.test.ts", "lets no token out, however it got in"],
  ["also", "test/e2e/logs.test.ts", "no line of any process holds a token, a signature, a name or an e-mail address"],
];

async function codeOf(pattern: string): Promise<{ file: string; code: string }[]> {
  const files: { file: string; code: string }[] = [];
  for await (const file of glob(pattern)) {
    if (file.includes("/generated/")) continue;
    const text = await readFile(file, "utf8");
    files.push({ file, code: text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "") });
  }
  expect(files).not.toEqual([]);
  return files;
}

const filesWith = async (pattern: string, words: RegExp) => (await codeOf(pattern)).filter(({ code }) => words.test(code)).map(({ file }) => file);

describe("a fault that is gotten around by what the code does not do", () => {
  it("7: subscriptions stand in shopify.app.toml alone; those made by code are neither updated nor deleted", async () => {
    expect(await filesWith("app/**/*.{ts,tsx}", /registerWebhooks|webhookSubscriptionCreate|DeliveryMethod/)).toEqual([]);
  });

  it("9: nothing inside the admin's frame leads on without the session's parameters", async () => {
    expect(await filesWith("app/{ui,routes}/**/*.tsx", /<a\s/)).toEqual([]);
    // The first page of all is asked for outside the frame, and hands its parameters on.
    expect(await filesWith("app/routes/**/*.tsx", /\bredirect\b[^;]*from "@remix-run/)).toEqual(["app/routes/_index.tsx"]);
  });

  it("10: no number and no date is written as the machine at hand would", async () => {
    expect(await filesWith("app/{ui,routes,money,time}/**/*.{ts,tsx}", /\.toLocale\w*\(|Intl\.\w+\(\)|Intl\.\w+\(undefined/)).toEqual([]);
  });

  it("11: no page keeps anything where a browser refuses it to a frame", async () => {
    expect(await filesWith("app/{ui,routes}/**/*.{ts,tsx}", /\b(session|local)Storage\b|document\.cookie|indexedDB/)).toEqual([]);
    expect(await filesWith("app/*.tsx", /\b(session|local)Storage\b|document\.cookie|<ScrollRestoration/)).toEqual([]);
  });

  it("also: of what its own writing causes the app hears tags alone, and knows its echo", () => {
    const caused = ["customers/update", "customer_tags/added", "customer_tags/removed", "segments/update"];
    expect(caused.filter((topic) => webhookTopics.has(topic))).toEqual([]);
  });
});

describe("a fault that is tested elsewhere", () => {
  it.each(ELSEWHERE)("%s: in %s", async (_, file, title) => {
    expect(await readFile(file, "utf8")).toContain(title);
  });
});
