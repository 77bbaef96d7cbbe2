import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { LARGEST_FILE_BYTES, MOST_AMOUNTS } from "#app/acquisition/spend.ts";
import type * as Page from "../../app/routes/app.acquisition._index.tsx";
import type * as Template from "../../app/routes/app.acquisition.template.tsx";
import { askAs, keepOfflineSession } from "../support/ask-as-staff.ts";
import { keepPermissions } from "../support/keep-permissions.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { TEST_ENV } from "../support/test-deps.ts";
import { addShop } from "../views/scored-shop.ts";

const test = useTestDatabase();
const DOMAIN = "ours.myshopify.com";
let page: typeof Page;
let template: typeof Template;

beforeAll(async () => {
  for (const [name, value] of Object.entries({ ...TEST_ENV, DATABASE_URL: test.url })) vi.stubEnv(name, String(value));
  page = await import("../../app/routes/app.acquisition._index.tsx");
  template = await import("../../app/routes/app.acquisition.template.tsx");
  const { id } = await addShop(test.db, test.owner, "ours");
  await keepPermissions(test.db, { id, domain: DOMAIN }, "42", "write_customers");
  await keepOfflineSession(test.db, DOMAIN);
});

afterAll(async () => {
  await (await import("#app/composition.server.ts")).getDeps().db.close();
  vi.unstubAllEnvs();
});

/** Forms come in parts, as the page sends them: a file may be among them. */
function ask(path: string, { form, ...how }: { form?: Record<string, string>; language?: string; secret?: string } = {}) {
  const parts = new FormData();
  for (const [name, value] of Object.entries(form ?? {})) parts.set(name, value);
  return { request: askAs({ domain: DOMAIN, path, ...how, ...(form && { form: parts }) }), params: {}, context: {} };
}

const send = async (form: Record<string, string>) => (await page.action(ask("/app/acquisition", { form }))).json() as Promise<Record<string, Record<string, unknown>>>;
const refusal = async (form: Record<string, string>) => {
  const thrown: unknown = await page.action(ask("/app/acquisition", { form })).catch((it: unknown) => it);
  return thrown instanceof Response ? [thrown.status, await thrown.text()] : thrown;
};
const draftOf = (amount: string) => JSON.stringify({ grossMargin: "57.5", spends: [{ month: "2026-01", channel: "web", amount }] });

describe("the route of acquisition", () => {
  it("notes what is sent, in the name of whom the session token names, and shows it then", async () => {
    expect(await send({ intent: "save", version: "0", draft: draftOf("12.50") })).toEqual({ saved: { kind: "saved", version: 1 } });
    const shown = (await (await page.loader(ask("/app/acquisition?from=2026-01&to=2026-03&business=saas"))).json()) as Record<string, unknown>;
    expect(shown).toMatchObject({
      reader: "42", business: "saas", period: { from: "2026-01", to: "2026-03" }, current: null,
      costs: { version: 1, grossMargin: 0.575, spends: [{ month: "2026-01", channel: "web", amountMinor: 1_250 }] },
      changes: [{ version: 1, staffId: "42", amounts: 1 }],
    });
  });

  it("answers what is wrong in a draft or a file, and notes nothing of it", async () => {
    expect(await send({ intent: "save", version: "1", draft: draftOf("lots") })).toMatchObject({ saved: { kind: "refused", problems: [{ place: "2026-01 web", value: "lots" }] } });
    expect(await send({ intent: "save", version: "0", draft: draftOf("5") })).toEqual({ saved: { kind: "outdated", version: 1 } });
    expect(await send({ intent: "check-file", text: "Month,Channel,Amount\r\n2026-02,매장 판매(POS),7\r\n2026-02,pos,8" })).toMatchObject({
      report: { kind: "read", totalMinor: 700, problems: [{ line: 3, column: "channel", value: "pos" }], unknownChannels: ["pos"] },
    });
    expect(await send({ intent: "check-file", text: "x".repeat(LARGEST_FILE_BYTES + 1) })).toMatchObject({ report: { kind: "refused", reason: { why: "size" } } });
    const { rows } = await test.owner.query("SELECT channel, amount_minor FROM acquisition_spends");
    expect(rows).toEqual([{ channel: "web", amount_minor: "1250" }]);
  });

  it("takes nothing that the page could not have sent", async () => {
    const [spend] = (JSON.parse(draftOf("5")) as { spends: object[] }).spends;
    for (const draft of ["", "{", "null", "[]", '{"grossMargin":50,"spends":[]}', '{"grossMargin":"50"}', JSON.stringify({ grossMargin: "50", spends: Array(MOST_AMOUNTS + 1).fill(spend) })]) {
      expect(await refusal({ intent: "save", version: "1", draft }), draft.slice(0, 40)).toEqual([400, "The draft is none."]);
    }
    expect(await refusal({ intent: "delete" })).toEqual([400, 'Unknown intent "delete"']);
    expect(await send({ intent: "save", version: "one", draft: draftOf("5") })).toEqual({ saved: { kind: "outdated", version: 1 } });
  });

  it("is for whom Shopify vouches for", async () => {
    for (const part of [page.loader, template.loader]) {
      const thrown: unknown = await part(ask("/app/acquisition", { secret: "another secret" })).catch((it: unknown) => it);
      expect(thrown).toBeInstanceOf(Response);
      expect((thrown as Response).status).not.toBe(200);
    }
  });
});

describe("the template of spend", () => {
  const fetchFile = async (language: string) => {
    const response = await template.loader(ask("/app/acquisition/template?from=2026-01&to=2026-02", { language }));
    const bytes = Buffer.from(await response.arrayBuffer());
    return { headers: Object.fromEntries(response.headers), text: bytes.toString("utf8") };
  };

  it("is a file by the shop's name, with what is noted and room for the rest", async () => {
    const { headers, text } = await fetchFile("en");
    expect(headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8", "cache-control": "no-store",
      "content-disposition": 'attachment; filename="ours-spend-2026-01-2026-02.csv"',
    });
    expect(text).toBe("Month,Channel,Amount\n2026-01,Online Store,12.50\n2026-02,Online Store,\n");
  });

  it("names its columns in the language of who fetches it", async () => {
    expect((await fetchFile("ko-KR")).text).toBe("\uFEFF월,채널,금액\n2026-01,온라인 스토어,12.50\n2026-02,온라인 스토어,\n");
  });
});
