import { deleteSegment, updateSegment } from "../commands/change-segments.ts";
import type { SegmentRecord } from "../segments/segment-record.ts";
import type { World } from "../world.ts";
import { type Answer, seeOther } from "./answer.ts";
import type { Asked } from "./asked.ts";
import { FormError, requiredText } from "./read-form.ts";

export async function renameSegment({ world, form }: Asked, segment: SegmentRecord): Promise<Answer> {
  const change = updateSegment(world, { segmentId: segment.id, name: requiredText(await form(), "name") });
  if (change.kind === "refused") throw new FormError(change.reason);
  return backToSegments(world);
}

export function removeSegment({ world }: Asked, segment: SegmentRecord): Answer {
  deleteSegment(world, { segmentId: segment.id });
  return backToSegments(world);
}

function backToSegments(world: World): Answer {
  return seeOther(`/store/${world.store.shop().handle}/segments`);
}
