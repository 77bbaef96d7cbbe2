import { expect, it } from "vitest";
import { isUnreachable } from "#app/ui/is-unreachable.ts";

it.each(["Failed to fetch", "NetworkError when attempting to fetch resource.", "Load failed"])("knows that nobody answered by a browser's “%s”", (message) => {
  expect(isUnreachable(new TypeError(message))).toBe(true);
});

it.each([new TypeError("Cannot read properties of undefined (reading 'rows')"), new Error("Unexpected Server Error"), null])("does not blame the network for %o", (error) => {
  expect(isUnreachable(error)).toBe(false);
});
