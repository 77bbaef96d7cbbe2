import { answerHealth } from "#app/ops/answer-ops.server.ts";

export const loader = answerHealth;
