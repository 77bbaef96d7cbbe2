import { List } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Versions } from "../versions.tsx";
import { type Change, type Currencies, useChangeWords } from "./use-change-words.ts";

export type DefinitionChangesProps = {
  versions: { version: number; changedAt: string; staffId: string | null; changes: Change[]; currencies: Currencies }[];
  /** Whose page this is. */
  reader: string;
};

/** Who changed what the tags mean, when, and what about it. */
export function DefinitionChanges({ versions, reader }: DefinitionChangesProps) {
  const { t } = useTranslation();
  const words = useChangeWords();
  return (
    <Versions testId="versions" none={t("versions.none")} versions={versions} reader={reader}>
      {({ changes, currencies }) => changes.map((change) => <List.Item key={change.place}>{words(change, currencies)}</List.Item>)}
    </Versions>
  );
}
