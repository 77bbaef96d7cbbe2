import { globSync, readFileSync } from "node:fs";
import ts from "typescript";

/** A use of `t(…)`: the whole key, or what it begins and ends with where a part is worked out. */
type KeyUse = { file: string; line: number; begin: string; end: string | null };

type FixedText = { file: string; line: number; text: string };

/** Attributes whose text a reader sees or hears. */
const SPOKEN = /^(title|label|placeholder|alt|helpText|heading|description|content|name|meaning|subtitle|accessibilityLabel|aria-label)$/;

const HAS_LETTERS = /\p{L}{2,}/u;

type SourceTexts = { uses: KeyUse[]; fixed: FixedText[] };

/** What the pages show: the keys of their texts, and the texts that are written into them. */
export function readSourceTexts(): SourceTexts {
  const files = globSync(["app/root.tsx", "app/admit.server.ts", "app/ui/**/*.{ts,tsx}", "app/routes/**/*.{ts,tsx}"]);
  const found = files.map((file) => textsOf(file, readFileSync(file, "utf8")));
  return { uses: found.flatMap((texts) => texts.uses), fixed: found.flatMap((texts) => texts.fixed) };
}

export function textsOf(file: string, code: string): SourceTexts {
  const texts: SourceTexts = { uses: [], fixed: [] };
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const visit = (node: ts.Node): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    const key = keyOf(node);
    if (key) texts.uses.push({ file, line, ...key });
    const text = fixedText(node);
    if (text !== null) texts.fixed.push({ file, line, text });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

function keyOf(node: ts.Node): Pick<KeyUse, "begin" | "end"> | null {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== "t") return null;
  const key = node.arguments[0];
  if (key && ts.isStringLiteralLike(key)) return { begin: key.text, end: null };
  if (key && ts.isTemplateExpression(key)) {
    return { begin: key.head.text, end: key.templateSpans.at(-1)?.literal.text ?? "" };
  }
  throw new Error(`t(${key?.getText() ?? ""}) is neither a text nor a template: its key cannot be checked`);
}

function fixedText(node: ts.Node): string | null {
  if (ts.isJsxText(node)) return HAS_LETTERS.test(node.text) ? node.text.trim() : null;
  if (!ts.isStringLiteralLike(node) || !HAS_LETTERS.test(node.text)) return null;
  const parent = node.parent;
  if (ts.isJsxAttribute(parent)) return SPOKEN.test(parent.name.getText()) && !isForMachines(parent) ? node.text : null;
  if (ts.isPropertyAssignment(parent)) return SPOKEN.test(parent.name.getText()) ? node.text : null;
  return ts.isJsxExpression(parent) && !ts.isJsxAttribute(parent.parent) ? node.text : null;
}

/** What a meta element says, and the `name` of a form's field. */
function isForMachines(attribute: ts.JsxAttribute): boolean {
  const element = attribute.parent.parent.tagName.getText();
  return element === "meta" || (attribute.name.getText() === "name" && /^(TextField|Select)$/.test(element));
}
