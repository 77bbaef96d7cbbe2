/** Why a document cannot run in bulk. */
export type Objection = { kind: "invalid"; message: string } | { kind: "access denied" };

/** Runs bulk operations. Resolvers reach it through the world, since it executes resolvers itself. */
export type BulkRunner = {
  checkQuery(document: string, scopes: ReadonlySet<string>): Objection | null;
  checkMutation(document: string, scopes: ReadonlySet<string>): Objection | null;
  start(operationId: number): void;
  stop(): Promise<void>;
};
