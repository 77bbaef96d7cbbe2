import { movingBuffers } from "../queue/moving-buffers.ts";
import { appraiseByDefinition, type Findings, type ToAppraise } from "./appraise-by-definition.ts";

/** Runs in a thread of its own (appraise-aside.server.ts). */
export default function appraise(asked: ToAppraise): Findings {
  const findings = appraiseByDefinition(asked);
  return movingBuffers(findings, Object.values(findings.appraisals));
}
