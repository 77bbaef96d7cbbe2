/**
 * For a process that makes a million rows: V8 lets the young part of its memory grow to a hundred megabytes, which saves
 * no time there.
 */
export const MEMORY_OPTIONS = ["--max-semi-space-size=16"];
