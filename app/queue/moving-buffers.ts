import { kTransferable, kValue, Tinypool, type Transferable } from "tinypool";

/** A thread's answer whose buffers go with it, instead of being copied. */
export function movingBuffers<Answer extends object>(answer: Answer, buffers: readonly ArrayBufferView[]): Answer {
  const moving: Transferable = { [kTransferable]: buffers.map(({ buffer }) => buffer), [kValue]: answer };
  return Tinypool.move(moving) as unknown as Answer;
}
