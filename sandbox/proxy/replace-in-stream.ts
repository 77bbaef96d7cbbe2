import { Transform } from "node:stream";

/** Replaces an ASCII text wherever it occurs in a byte stream, also where it is cut by two chunks. */
export function replaceInStream(needle: string, replacement: string): Transform {
  let held = "";
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      // latin1 maps each byte to one character and back, so text in any encoding passes unharmed.
      const text = (held + chunk.toString("latin1")).replaceAll(needle, replacement);
      const holding = lengthOfStartedNeedle(text, needle);
      held = text.slice(text.length - holding);
      done(null, Buffer.from(text.slice(0, text.length - holding), "latin1"));
    },
    flush(done) {
      done(null, Buffer.from(held, "latin1"));
    },
  });
}

/** Only what may be the start of the needle is held back, so that a streamed page is never delayed for nothing. */
function lengthOfStartedNeedle(text: string, needle: string): number {
  for (let length = Math.min(needle.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(needle.slice(0, length))) return length;
  }
  return 0;
}
