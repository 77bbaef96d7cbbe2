import { foldChannel } from "./spend.ts";

export type Speller = (channel: string) => string;

/** Spells channels as they are known, and those that are not as they were met first. */
export function createSpeller(known: readonly string[]): Speller {
  const spellings = new Map<string, string>();
  const spell: Speller = (channel) => {
    const folded = foldChannel(channel);
    const spelling = spellings.get(folded) ?? channel.normalize("NFC").trim();
    spellings.set(folded, spelling);
    return spelling;
  };
  known.forEach(spell);
  return spell;
}
