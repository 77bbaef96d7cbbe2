import { refuse } from "../graphql/fields.ts";

/** A part of Shopify's segment query language, as of 2026-10: conditions joined by AND, OR and brackets. */
export type SegmentQuery = SegmentCondition | { every: SegmentQuery[] } | { some: SegmentQuery[] };

export type SegmentCondition = { filter: string; column: number; test: SegmentTest };

export type Comparison = "=" | "!=" | ">" | ">=" | "<" | "<=";

type SegmentTest =
  | { kind: "compare"; by: Comparison; value: SegmentValue }
  | { kind: "contains"; value: SegmentValue; negated: boolean }
  | { kind: "between"; from: SegmentValue; to: SegmentValue }
  | { kind: "null"; negated: boolean };

/** Texts stand in quotes; numbers, dates, `-90d` and true or false do not. */
export type SegmentValue = { text: string; quoted: boolean };

/** A query that Shopify refuses; the message is Shopify's to whoever wrote it. */
export class InvalidSegmentQuery extends Error {
  constructor(column: number, message: string) {
    super(`Line 1 Column ${column}: ${message}`);
  }
}

type Token = { text: string; column: number; quoted: boolean };

const TOKEN = /\s*(?:'(?<quoted>(?:[^'\\]|\\.)*)'|(?<bare>[<>!]=|[=<>()]|-?[\w$][\w$.:-]*))/y;

/** @throws InvalidSegmentQuery */
export function parseSegment(query: string): SegmentQuery {
  const tokens = tokensOf(query);
  let position = 0;
  const peek = () => tokens[position];
  const isNext = (word: string) => peek()?.quoted === false && peek()?.text.toUpperCase() === word;
  const fail = (message: string): never => {
    throw new InvalidSegmentQuery(peek()?.column ?? query.length, message);
  };
  const take = () => tokens[position++] ?? fail("the query ends too early.");
  const takeIf = (word: string): boolean => isNext(word) && take() !== undefined;
  const expect = (word: string) => takeIf(word) || fail(`'${word}' is expected.`);

  function either(): SegmentQuery {
    const parts = [both()];
    while (takeIf("OR")) parts.push(both());
    return parts.length === 1 && parts[0] ? parts[0] : { some: parts };
  }

  function both(): SegmentQuery {
    const parts = [one()];
    while (takeIf("AND")) parts.push(one());
    return parts.length === 1 && parts[0] ? parts[0] : { every: parts };
  }

  function one(): SegmentQuery {
    if (!takeIf("(")) return condition();
    const inside = either();
    expect(")");
    return inside;
  }

  function condition(): SegmentCondition {
    const { text: filter, column, quoted } = take();
    if (quoted || !/^[a-z][\w$.:-]*$/.test(filter)) throw new InvalidSegmentQuery(column, `'${filter}' is not a filter.`);
    return { filter, column, test: test() };
  }

  function test(): SegmentTest {
    if (takeIf("IS")) {
      const negated = takeIf("NOT");
      expect("NULL");
      return { kind: "null", negated };
    }
    if (takeIf("BETWEEN")) {
      const from = value();
      expect("AND");
      return { kind: "between", from, to: value() };
    }
    const negated = takeIf("NOT");
    if (isNext("MATCHES")) refuse("MATCHES in a segment query is not implemented");
    if (negated || isNext("CONTAINS")) {
      expect("CONTAINS");
      return { kind: "contains", negated, value: value() };
    }
    const by = (["!=", ">=", "<=", "=", ">", "<"] as const).find(takeIf);
    return by ? { kind: "compare", by, value: value() } : fail(`'${peek()?.text ?? ""}' is not an operator.`);
  }

  function value(): SegmentValue {
    const { text, quoted, column } = take();
    if (!quoted && !/^-?[\w.-]+$/.test(text)) throw new InvalidSegmentQuery(column, `'${text}' is not a value.`);
    return { text, quoted };
  }

  const whole = either();
  return peek() === undefined ? whole : fail(`'${peek()?.text ?? ""}' is unexpected.`);
}

function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; query.slice(end).trim() !== ""; end = TOKEN.lastIndex) {
    TOKEN.lastIndex = end;
    const match = TOKEN.exec(query);
    const column = query.length - query.slice(end).trimStart().length;
    if (!match) throw new InvalidSegmentQuery(column, `'${query.charAt(column)}' is unexpected.`);
    const { quoted, bare } = match.groups ?? {};
    tokens.push({ text: quoted?.replaceAll(/\\(.)/g, "$1") ?? bare ?? "", column, quoted: quoted !== undefined });
  }
  return tokens;
}
