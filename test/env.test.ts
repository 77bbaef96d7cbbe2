import { describe, expect, it } from "vitest";
import { parseEnv } from "#app/env.server.ts";

const COMPLETE = {
  DATABASE_URL: "postgresql://localhost/perennial",
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  SHOPIFY_APP_URL: "https://clv.example.com",
  TOKEN_KEY: Buffer.alloc(32, 9).toString("base64"),
};

const faultsOf = (variables: Record<string, string>): string => {
  try {
    parseEnv(variables);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("the environment", () => {
  it("is taken as it is, with a log level of its own, and cannot be changed", () => {
    const env = parseEnv({ ...COMPLETE, PATH: "/usr/bin" });
    expect(env).toEqual({ ...COMPLETE, HOST: "0.0.0.0", PORT: 3000, LOG_LEVEL: "info" });
    expect(() => Object.assign(env, { TOKEN_KEY: "other" })).toThrow(TypeError);
    expect(parseEnv({ ...COMPLETE, LOG_LEVEL: "" }).LOG_LEVEL).toBe("info");
    expect(parseEnv({ ...COMPLETE, LOG_LEVEL: "debug" }).LOG_LEVEL).toBe("debug");
  });

  it("that is empty is refused with the name of every variable, once each", () => {
    const faults = faultsOf({ LOG_LEVEL: "loud" }).split("\n").slice(1);
    expect(faults.map((it) => it.trim().split(":")[0])).toEqual([...Object.keys(COMPLETE), "LOG_LEVEL"]);
    expect(faults.at(-1)).toMatch(/"debug"\|"info"/);
  });

  it.each(Object.keys(COMPLETE))("takes an empty %s for a missing one", (name) => {
    expect(faultsOf({ ...COMPLETE, [name]: "" })).toMatch(new RegExp(`^The environment is not complete.*\n  ${name}: `));
  });

  it.each([
    ["SHOPIFY_APP_URL", "clv.example.com", /SHOPIFY_APP_URL: .*URL/i],
    ["SHOPIFY_APP_URL", "javascript:alert(1)", /SHOPIFY_APP_URL: .*URL/i],
    ["TOKEN_KEY", Buffer.alloc(16).toString("base64"), /TOKEN_KEY: must be 32 bytes in base64/],
    ["TOKEN_KEY", "not base64 at all", /TOKEN_KEY: must be 32 bytes in base64/],
    ["TOKEN_KEY", "0".repeat(64), /TOKEN_KEY: must be 32 bytes in base64/],
  ])("refuses %s=%s", (name, value, fault) => {
    expect(faultsOf({ ...COMPLETE, [name]: value })).toMatch(fault);
  });

  it("never repeats a secret in the error", () => {
    expect(faultsOf({ ...COMPLETE, TOKEN_KEY: "hunter2hunter2" })).not.toContain("hunter2");
  });
});
