/**
 * Tells React of what was typed and chosen before it had taken the page over. It hears no event from before, and leaves
 * the fields as they stand: the page would show one thing and save another.
 */
export function hearEarlyInput(): void {
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>("input, textarea, select")) {
    if (field instanceof HTMLSelectElement) hearChoice(field);
    else if (field.type === "checkbox" || field.type === "radio") hearTick(field as HTMLInputElement);
    else hearText(field);
  }
}

function hearChoice(field: HTMLSelectElement): void {
  const isChanged = [...field.options].some(({ selected, defaultSelected }) => selected !== defaultSelected);
  if (isChanged) field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** React takes an event for none where the value is the one that it saw last: the one sent is set through it, the typed one past it. */
function hearText(field: HTMLInputElement | HTMLTextAreaElement): void {
  const { value, defaultValue } = field;
  if (value === defaultValue) return;
  field.value = defaultValue;
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")!.set!.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Of radios the one that was chosen speaks for those that were not. */
function hearTick(field: HTMLInputElement): void {
  const { type, checked, defaultChecked } = field;
  if (checked === defaultChecked || (type === "radio" && !checked)) return;
  field.checked = defaultChecked;
  field.click();
}
