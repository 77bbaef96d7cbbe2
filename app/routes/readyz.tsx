import { getDeps } from "#app/composition.server.ts";
import { answerReady } from "#app/ops/answer-ops.server.ts";

export const loader = () => answerReady(getDeps());
