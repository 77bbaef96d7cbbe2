import type { World } from "../world.ts";

/** What a page is asked for: `part` gives what the route's path names, such as the id of an order. */
export type Asked = { world: World; url: URL; part: (name: string) => string; form: () => Promise<URLSearchParams> };
