import { describe, expect, it } from "vitest";
import { foldTag } from "#app/segments/fold-tag.ts";

describe("two tags are one", () => {
  it.each([
    ["CLV:Value-VIP", "clv:value-vip"],
    ["clv:Caf\u00e9", "CLV:CAFE\u0301"],
    ["clv:groß", "CLV:GROSS"],
    ["clv:단골", "clv:단골".normalize("NFD")],
    ["clv:[~]", "CLV:[~]"],
  ])("%s and %s", (one, other) => {
    expect(foldTag(one)).toBe(foldTag(other));
  });

  it("by the same rule, whether or not all their letters are plain: those take a shorter way", () => {
    for (let code = 0x20; code <= 0x7e; code += 1) {
      const letter = String.fromCharCode(code);
      expect(foldTag(letter)).toBe(foldTag(`${letter}é`).slice(0, -1));
    }
  });
});
