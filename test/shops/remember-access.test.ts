import { beforeEach, describe, expect, it } from "vitest";
import type { Grant } from "#app/shops/access-token.server.ts";
import { rememberAccess } from "#app/shops/remember-access.server.ts";

const SHOP = 7n;
let now: number;
let looks: (string | undefined)[];
let find: () => Promise<Grant>;
let accessOf: ReturnType<typeof rememberAccess>;

const grantOf = (accessToken: string, freshUntil: Date | null = null): Grant => ({ access: { domain: "a.myshopify.com", accessToken }, freshUntil });

beforeEach(() => {
  now = 1_000_000;
  looks = [];
  find = async () => grantOf(`token-${looks.length}`);
  accessOf = rememberAccess({ clock: () => new Date(now) }, async (_shopId, refused) => {
    looks.push(refused);
    return find();
  });
});

const tokens = async (count: number, refused?: string) =>
  (await Promise.all(Array.from({ length: count }, () => accessOf(SHOP, refused)))).map((it) => it.accessToken);

describe("a token that is remembered", () => {
  it("is looked up once for all calls of a minute, and again after it: the shop may have left", async () => {
    expect(new Set(await tokens(20))).toEqual(new Set(["token-1"]));
    now += 59_999;
    expect(await tokens(1)).toEqual(["token-1"]);
    now += 1;
    expect(await tokens(1)).toEqual(["token-2"]);
    expect(looks).toHaveLength(2);
  });

  it("is not used longer than it is fresh", async () => {
    find = async () => grantOf(`token-${looks.length}`, new Date(1_010_000));
    await tokens(1);
    now += 10_000;
    expect(await tokens(1)).toEqual(["token-2"]);
  });

  it("goes when Shopify refused it: of all who were refused one looks anew", async () => {
    await tokens(1);
    expect(new Set(await tokens(20, "token-1"))).toEqual(new Set(["token-2"]));
    expect(looks).toEqual([undefined, "token-1"]);
    expect(await tokens(1, "token-1"), "late to notice").toEqual(["token-2"]);
    expect(looks).toHaveLength(2);
  });

  it("is each shop's own", async () => {
    await tokens(1);
    expect((await accessOf(8n)).accessToken).toBe("token-2");
  });

  it("is not an error: the next call looks again", async () => {
    find = () => Promise.reject(new Error("no database"));
    await expect(tokens(3)).rejects.toThrow("no database");
    find = async () => grantOf("there");
    expect(await tokens(1)).toEqual(["there"]);
  });
});
