import { FormLayout } from "@shopify/polaris";
import { Disclosure } from "../disclosure.tsx";
import type { Editing } from "./editing.ts";
import type { TypedPlace } from "./places.ts";
import { TypedField } from "./typed-field.tsx";

type MoreFieldsProps = { editing: Editing; title: string; testId: string; fields: { place: TypedPlace; meaning: string }[] };

/** Fields that few change. They open by themselves where one of them is wrong: an error nobody sees is no help. */
export function MoreFields({ editing, title, testId, fields }: MoreFieldsProps) {
  const isWrong = editing.problems.some(({ place }) => fields.some((field) => field.place === place));
  return (
    <Disclosure title={title} testId={testId} open={isWrong || undefined}>
      <FormLayout>
        {fields.map((field) => (
          <TypedField key={field.place} {...editing} {...field} />
        ))}
      </FormLayout>
    </Disclosure>
  );
}
