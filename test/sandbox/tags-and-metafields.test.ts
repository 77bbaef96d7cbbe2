import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import { aCustomer, anOrder, asApp, type Ask, startBox } from "./box.ts";

const GID = "gid://shopify/Customer/1";

let sandbox: Sandbox;
let ask: Ask;

beforeEach(async () => {
  sandbox = await startBox();
  ask = await asApp(sandbox);
  await sandbox.store.load({ customers: [aCustomer(1, { tags: ["VIP", "newsletter"] })], products: [], orders: [anOrder(5)] });
});

afterEach(() => sandbox.close());

type UserErrors = { field: string[] | null; message: string; code?: string; elementIndex?: number }[];

async function tags(mutation: "tagsAdd" | "tagsRemove", tags: string[], id = GID) {
  type Result = { result: { node: { id: string } | null; userErrors: UserErrors } };
  const query = `mutation($id: ID!, $tags: [String!]!) { result: ${mutation}(id: $id, tags: $tags) { node { id } userErrors { field message } } }`;
  const { data, errors } = await ask<Result>(query, { id, tags });
  expect(errors).toBeUndefined();
  return data.result;
}

const stored = () => sandbox.store.customers.require(1).tags;

describe("tags", () => {
  it("are added and removed without regard to case, and others stay as they are", async () => {
    expect((await tags("tagsAdd", ["vip", "clv:value-high", " spaced , two "])).node).toEqual({ id: GID });
    expect(stored()).toEqual(["VIP", "newsletter", "clv:value-high", "spaced", "two"]);
    await tags("tagsRemove", ["CLV:VALUE-HIGH", "vip", "not there"]);
    expect(stored()).toEqual(["newsletter", "spaced", "two"]);
  });

  it("change updatedAt only when they change", async () => {
    const before = sandbox.store.customers.require(1).updatedAt;
    await tags("tagsAdd", ["Vip"]);
    expect(sandbox.store.customers.require(1).updatedAt).toBe(before);
    await tags("tagsAdd", ["new"]);
    expect(sandbox.store.customers.require(1).updatedAt).toBe(sandbox.clock.iso());
  });

  it("may be 250 of 255 characters, and no more", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `tag-${index}`);
    expect((await tags("tagsAdd", many(249))).userErrors[0]?.message).toContain("more than 250");
    expect(stored()).toHaveLength(2);
    expect((await tags("tagsAdd", many(248))).userErrors).toEqual([]);
    expect(stored()).toHaveLength(250);
    expect((await tags("tagsAdd", ["x".repeat(256)])).userErrors[0]?.message).toContain("maximum is 255");
  });

  it("of a customer who is gone are a user error, not an exception", async () => {
    const { node, userErrors } = await tags("tagsAdd", ["x"], "gid://shopify/Customer/404");
    expect(node).toBeNull();
    expect(userErrors).toEqual([{ field: ["id"], message: "Customer does not exist" }]);
  });
});

type Metafield = { ownerId?: string; namespace?: string | null; key?: string; type?: string | null; value?: string; compareDigest?: string | null };

async function set(...metafields: Metafield[]) {
  type Result = { metafieldsSet: { metafields: { value: string; namespace: string; compareDigest: string }[] | null; userErrors: UserErrors } };
  const query = `mutation($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) { metafields { value namespace compareDigest } userErrors { field message code elementIndex } }
  }`;
  const { data, errors } = await ask<Result>(query, {
    metafields: metafields.map((metafield) => ({ ownerId: GID, namespace: "$app", key: "count", type: "number_integer", value: "7", ...metafield })),
  });
  expect(errors).toBeUndefined();
  return data.metafieldsSet;
}

const values = () => sandbox.store.metafieldsOf("CUSTOMER", 1).map(({ key, value }) => `${key}=${value}`);

describe("metafields", () => {
  it("are set, set again in place, and read back through $app", async () => {
    const first = await set({});
    expect(first.metafields?.[0]?.namespace).toMatch(/^app--\d+$/);
    await set({ value: "8" }, { namespace: null, key: "name", type: "single_line_text_field", value: "x" });
    expect(values()).toEqual(["count=8", "name=x"]);
    const { data } = await ask(`{ customer(id: "${GID}") { count: metafield(namespace: "$app", key: "count") { value jsonValue } metafields(first: 5, namespace: "$app") { nodes { key } } missing: metafield(key: "nothing") { value } } }`);
    expect(data).toEqual({ customer: { count: { value: "8", jsonValue: 8 }, metafields: { nodes: [{ key: "count" }, { key: "name" }] }, missing: null } });
  });

  it("are set all or none", async () => {
    const { metafields, userErrors } = await set({ key: "good" }, { key: "bad", value: "seven" });
    expect(metafields).toBeNull();
    expect(userErrors).toMatchObject([{ field: ["metafields", "1", "value"], code: "INVALID_VALUE", elementIndex: 1 }]);
    expect(values()).toEqual([]);
  });

  it("are at most 25 a call", async () => {
    const many = Array.from({ length: 26 }, (_, index) => ({ key: `key-${index}` }));
    expect((await set(...many)).userErrors[0]).toMatchObject({ code: "LESS_THAN_OR_EQUAL_TO" });
    expect((await set(...many.slice(1))).userErrors).toEqual([]);
  });

  it.each([
    ["number_integer", ["0", "-12"], ["1.5", "", "1e3", "99999999999999999"]],
    ["number_decimal", ["1.25", "-0.000000001", "7"], ["1,25", ".5", "1.0000000001", "NaN"]],
    ["boolean", ["true", "false"], ["yes", "TRUE"]],
    ["date", ["2024-02-29"], ["2023-02-29", "2024-1-1", "2024-01-01T00:00:00Z"]],
    ["single_line_text_field", ["text"], ["two\nlines"]],
  ])("of type %s take what fits and nothing else", async (type, good, bad) => {
    for (const value of good) expect((await set({ type, key: `of_${type}`, value })).userErrors, value).toEqual([]);
    for (const value of bad) expect((await set({ type, key: `of_${type}`, value })).userErrors, value).toHaveLength(1);
  });

  it("take their type from the definition, and refuse another", async () => {
    expect((await set({ key: "score", type: null })).userErrors).toEqual([]);
    expect((await set({ key: "score", type: "number_decimal" })).userErrors[0]?.code).toBe("INVALID_TYPE");
    expect((await set({ key: "untyped", type: null })).userErrors[0]?.code).toBe("BLANK");
  });

  it("compare and set", async () => {
    expect((await set({ compareDigest: null })).userErrors).toEqual([]);
    expect((await set({ compareDigest: null })).userErrors[0]?.code).toBe("STALE_OBJECT");
    const [current] = (await set({ value: "8" })).metafields ?? [];
    expect((await set({ value: "9", compareDigest: "stale" })).userErrors[0]?.code).toBe("STALE_OBJECT");
    expect((await set({ value: "9", compareDigest: current?.compareDigest })).userErrors).toEqual([]);
    expect(values()).toEqual(["count=9"]);
  });

  it("of another app and of nobody are refused", async () => {
    expect((await set({ namespace: "app--123" })).userErrors[0]?.code).toBe("APP_NOT_AUTHORIZED");
    expect((await set({ ownerId: "gid://shopify/Customer/404" })).userErrors[0]?.field).toEqual(["metafields", "0", "ownerId"]);
  });

  it("of orders need the scope for orders", async () => {
    const { errors } = await ask('mutation { metafieldsSet(metafields: [{ ownerId: "gid://shopify/Order/5", key: "kk", type: "boolean", value: "true" }]) { userErrors { message } } }');
    expect(errors?.[0]).toMatchObject({ extensions: { code: "ACCESS_DENIED" } });
  });

  it("are deleted; what is not there is null", async () => {
    await set({});
    const query = `mutation($metafields: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $metafields) { deletedMetafields { key } userErrors { message } } }`;
    const { data } = await ask(query, { metafields: ["count", "never"].map((key) => ({ ownerId: GID, namespace: "$app", key })) });
    expect(data).toEqual({ metafieldsDelete: { deletedMetafields: [{ key: "count" }, null], userErrors: [] } });
    expect(values()).toEqual([]);
  });
});

describe("metafield definitions", () => {
  async function create(definition: object) {
    type Result = { metafieldDefinitionCreate: { createdDefinition: object | null; userErrors: UserErrors } };
    const query = `mutation($definition: MetafieldDefinitionInput!) {
      metafieldDefinitionCreate(definition: $definition) {
        createdDefinition { key type { name } access { admin } capabilities { adminFilterable { enabled } } } userErrors { field message code }
      }
    }`;
    return ask<Result>(query, { definition: { ownerType: "CUSTOMER", namespace: "$app", name: "Tier", key: "tier", type: "single_line_text_field", ...definition } });
  }

  it("are made once", async () => {
    const { data } = await create({ access: { admin: "MERCHANT_READ" }, capabilities: { adminFilterable: { enabled: true } } });
    expect(data.metafieldDefinitionCreate).toEqual({
      createdDefinition: { key: "tier", type: { name: "single_line_text_field" }, access: { admin: "MERCHANT_READ" }, capabilities: { adminFilterable: { enabled: true } } },
      userErrors: [],
    });
    expect((await create({})).data.metafieldDefinitionCreate.userErrors[0]?.code).toBe("TAKEN");
  });

  it("refuse unknown types, and access rules outside the app's namespace", async () => {
    expect((await create({ type: "colour" })).data.metafieldDefinitionCreate.userErrors[0]?.code).toBe("INCLUSION");
    expect((await create({ namespace: "custom", access: { admin: "MERCHANT_READ" } })).data.metafieldDefinitionCreate.userErrors[0]?.code).toBe("ADMIN_ACCESS_INPUT_NOT_ALLOWED");
  });

  it("of an app go with their metafields or not at all", async () => {
    await create({ key: "leaving" });
    const set = "mutation($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { userErrors { message } } }";
    await ask(set, { metafields: [{ ownerId: GID, namespace: "$app", key: "leaving", type: "single_line_text_field", value: "x" }] });
    const drop = async (wholly: boolean) => {
      const query = `mutation($wholly: Boolean!) {
        metafieldDefinitionDelete(identifier: { ownerType: CUSTOMER, namespace: "$app", key: "leaving" }, deleteAllAssociatedMetafields: $wholly) {
          deletedDefinition { key } userErrors { code }
        }
      }`;
      type Result = { metafieldDefinitionDelete: { deletedDefinition: { key: string } | null; userErrors: { code: string }[] } };
      return (await ask<Result>(query, { wholly })).data.metafieldDefinitionDelete;
    };
    expect(await drop(false)).toEqual({ deletedDefinition: null, userErrors: [{ code: "RESERVED_NAMESPACE_ORPHANED_METAFIELDS" }] });
    expect(await drop(true)).toEqual({ deletedDefinition: { key: "leaving" }, userErrors: [] });
    expect(await drop(true)).toEqual({ deletedDefinition: null, userErrors: [{ code: "NOT_FOUND" }] });
  });

  it("refuse inputs that the sandbox does not heed", async () => {
    expect((await create({ validations: [{ name: "max", value: "3" }] })).errors?.[0]?.message).toContain('"validations" of a metafield definition is not implemented');
  });
});
