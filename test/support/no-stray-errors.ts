import { afterEach, beforeEach, expect, type MockInstance, vi } from "vitest";

/** An error that nobody expected and nobody handled shows up on the console first: it fails the test. */
let errors: MockInstance<typeof console.error>;

beforeEach(() => {
  errors = vi.spyOn(console, "error");
});

afterEach(() => {
  const calls = errors.mock.calls.map((call) => call.map(String).join(" "));
  errors.mockRestore();
  expect(calls, "console.error was called").toEqual([]);
});
