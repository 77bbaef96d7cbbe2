/** Runs in a thread of its own (store-overview.server.ts). */
export { makeOverview as default } from "./make-overview.ts";
