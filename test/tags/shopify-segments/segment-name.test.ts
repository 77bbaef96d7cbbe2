import { expect, it } from "vitest";
import { freeName, isCalled, segmentName } from "#app/tags/shopify-segments/segment-name.ts";

it.each([["x", 240], ["🎯", 239]])("a long name is cut so that it stays text, and leaves room for a number: %s, over and over", (letter, length) => {
  const name = segmentName(letter.repeat(244));
  expect(name).toHaveLength(length);
  expect(name.isWellFormed()).toBe(true);
  const second = freeName(name, [name.toUpperCase()]);
  expect(second).toBe(`${name} (2)`);
  expect(second.length).toBeLessThanOrEqual(255);
  expect(isCalled(second, name)).toBe(true);
});
