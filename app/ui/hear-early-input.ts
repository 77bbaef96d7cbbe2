type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * Tells React of what was typed, chosen and handed over before it had taken the page over. It hears no event from before, and leaves
 * the fields as they stand until something else changes: the page would show one thing and save another. To be called as
 * soon as React is there.
 */
export function hearEarlyInput(): void {
  const early = [...document.querySelectorAll<Field>("input, textarea, select")].flatMap(earlyIn);
  // All are looked at before the first is told, with which React puts the others back. Nor in the middle of a choice, of
  // which the browser tells in two events: the first may be what has React take the page over.
  setTimeout(() => early.forEach((tell) => tell()));
}

/** What tells React of the field's early change, where there is one. */
function earlyIn(field: Field): (() => void)[] {
  if (field instanceof HTMLSelectElement) return earlyChoice(field);
  if (field instanceof HTMLTextAreaElement) return earlyText(field);
  if (field.type === "file") return earlyFile(field);
  if (field.type === "checkbox" || field.type === "radio") return earlyTick(field);
  return earlyText(field);
}

function earlyChoice(field: HTMLSelectElement): (() => void)[] {
  const { value } = field;
  if ([...field.options].every(({ selected, defaultSelected }) => selected === defaultSelected)) return [];
  return [
    () => {
      field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    },
  ];
}

function earlyFile(field: HTMLInputElement): (() => void)[] {
  return field.files?.length ? [() => field.dispatchEvent(new Event("change", { bubbles: true }))] : [];
}

/** React takes an event for none where the value is the one that it saw last: the one sent is set through it, the typed one past it. */
function earlyText(field: HTMLInputElement | HTMLTextAreaElement): (() => void)[] {
  const { value, defaultValue } = field;
  if (value === defaultValue) return [];
  return [
    () => {
      // Typed on meanwhile, which React has heard.
      if (field.value !== value && field.value !== defaultValue) return;
      field.value = defaultValue;
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")!.set!.call(field, value);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  ];
}

/** Of radios the one that was chosen speaks for those that were not. */
function earlyTick(field: HTMLInputElement): (() => void)[] {
  const { type, checked, defaultChecked } = field;
  if (checked === defaultChecked || (type === "radio" && !checked)) return [];
  return [
    () => {
      field.checked = defaultChecked;
      field.click();
    },
  ];
}
