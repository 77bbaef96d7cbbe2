import type { LoaderFunctionArgs } from "@remix-run/node";
import { getDeps, getEnv } from "#app/composition.server.ts";
import { answerMetrics } from "#app/ops/answer-ops.server.ts";

export function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  return answerMetrics(getDeps(), { token: getEnv().METRICS_TOKEN, authorization: request.headers.get("authorization") });
}
