import { describe, expect, it } from "vitest";
import { seal, unseal } from "#app/shopify/seal.server.ts";

const KEY = Buffer.alloc(32, 1);
const PLACE = "shop_sessions/1/offline_herbs.myshopify.com";
const SECRET = "shpat_0123456789 – 한국어";
const sealed = seal(KEY, SECRET, PLACE);

describe("a sealed text", () => {
  it("opens with its key at its place, and shows nothing of what it holds", () => {
    expect(unseal(KEY, sealed, PLACE)).toBe(SECRET);
    expect(sealed.includes("shpat")).toBe(false);
    expect(unseal(KEY, seal(KEY, "", PLACE), PLACE)).toBe("");
  });

  it("looks different each time", () => {
    expect(seal(KEY, SECRET, PLACE).equals(sealed)).toBe(false);
  });

  it("does not open once a single byte of it was changed, wherever that is", () => {
    for (let position = 0; position < sealed.length; position += 1) {
      const tampered = Buffer.from(sealed);
      tampered[position]! ^= 1;
      expect(() => unseal(KEY, tampered, PLACE), `byte ${position}`).toThrow(/does not open/);
    }
  });

  it("does not open cut off, wherever that is", () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => unseal(KEY, sealed.subarray(0, length), PLACE), `${length} bytes`).toThrow(/does not open/);
    }
  });

  it("does not open with its tag cut off: four bytes could be guessed", () => {
    const empty = seal(KEY, "", PLACE);
    expect(() => unseal(KEY, empty.subarray(0, empty.length - 12), PLACE)).toThrow(/does not open/);
  });

  it("does not open with another key or at another place", () => {
    expect(() => unseal(Buffer.alloc(32, 2), sealed, PLACE)).toThrow(`What was sealed for "${PLACE}" does not open`);
    expect(() => unseal(KEY, sealed, "shop_sessions/2/offline_herbs.myshopify.com")).toThrow(/does not open/);
  });

  it("demands a key of 32 bytes", () => {
    expect(() => seal(Buffer.alloc(16), SECRET, PLACE)).toThrow(/key length/i);
  });
});
