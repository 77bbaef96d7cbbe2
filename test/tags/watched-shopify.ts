import type { FileDeps } from "#app/deps.server.ts";

export type Watched = {
  deps: FileDeps;
  /** Names of the operations that were run, in order. */
  calls: string[];
  /** Of those, the ones that change something. */
  changes: string[];
  isDead: () => boolean;
};

type Watch = {
  /** Before this call (from 1) the process dies: nothing that it does afterwards arrives anywhere. */
  diesBefore?: number;
  /** The call is still answered by Shopify, but nobody is there to hear. */
  diesAfter?: number;
  /** Runs before each call. */
  onCall?: (name: string) => Promise<void>;
  /** What is heard instead of the answer. */
  onAnswer?: (name: string, answer: unknown) => unknown;
};

/** The deps, with every call to Shopify seen, and the process dying where asked. */
export function watch(deps: FileDeps, { diesBefore, diesAfter, onCall, onAnswer }: Watch = {}): Watched {
  const calls: string[] = [];
  const changes: string[] = [];
  let dead = false;
  const live = <T>(value: T): T => {
    if (dead) throw new Error("The process is dead.");
    return value;
  };
  const shopify: FileDeps["shopify"] = {
    run: async (shopId, operation, variables) => {
      live(null);
      const [, kind, name = ""] = /(query|mutation) (\w+)/.exec(operation.document) ?? [];
      const number = calls.push(name);
      if (kind === "mutation") changes.push(name);
      dead ||= number === diesBefore;
      live(null);
      await onCall?.(name);
      const answer = await deps.shopify.run(shopId, operation, variables);
      dead ||= number === diesAfter;
      live(null);
      return onAnswer ? ((await onAnswer(name, answer)) as typeof answer) : answer;
    },
  };
  // A dead process reaches the database no more than Shopify.
  const db: FileDeps["db"] = {
    ...deps.db,
    get prisma() {
      return live(deps.db.prisma);
    },
    get pool() {
      return live(deps.db.pool);
    },
  };
  return { deps: { ...deps, shopify, db }, calls, changes, isDead: () => dead };
}
