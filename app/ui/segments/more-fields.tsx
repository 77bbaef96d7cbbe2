import { FormLayout } from "@shopify/polaris";
import { useState } from "react";
import { Disclosure } from "../disclosure.tsx";
import type { Editing } from "./editing.ts";
import type { TypedPlace } from "./places.ts";
import { TypedField } from "./typed-field.tsx";

type MoreFieldsProps = { editing: Editing; title: string; testId: string; fields: { place: TypedPlace; meaning: string }[] };

/** Fields that few change. They open where one of them is wrong, and stay so: who puts it right is typing there. */
export function MoreFields({ editing, title, testId, fields }: MoreFieldsProps) {
  const isWrong = editing.problems.some(({ place }) => fields.some((field) => field.place === place));
  const [wasWrong, setWasWrong] = useState(false);
  if (isWrong && !wasWrong) setWasWrong(true);
  return (
    <Disclosure title={title} testId={testId} open={wasWrong || undefined}>
      <FormLayout>
        {fields.map((field) => (
          <TypedField key={field.place} {...editing} {...field} />
        ))}
      </FormLayout>
    </Disclosure>
  );
}
