type TextField = HTMLInputElement | HTMLTextAreaElement;

/**
 * Tells React of what was typed, chosen and handed over before it had taken the page over. It hears no event from before,
 * and leaves the fields as they stand until something else changes: the page would show one thing and save another. To be
 * called as soon as React is there.
 */
export function hearEarlyInput(): void {
  const fields = [...document.querySelectorAll<TextField | HTMLSelectElement>("input, textarea, select")];
  // With the first that is told React puts the others back, and of a field that somebody is typing in the place with it.
  const isTypedIn = (field: Element) => Number(field === document.activeElement && !(field instanceof HTMLSelectElement));
  const early = fields.toSorted((a, b) => isTypedIn(b) - isTypedIn(a)).flatMap(earlyIn);
  // All are looked at before the first is told. Nor in the middle of a choice, of which the browser tells in two events:
  // the first may be what has React take the page over.
  setTimeout(() => early.forEach((tell) => tell()));
}

/** What tells React of the field's early change, where there is one. */
function earlyIn(field: TextField | HTMLSelectElement): (() => void)[] {
  if (field instanceof HTMLSelectElement) return earlyChoice(field);
  if (field instanceof HTMLTextAreaElement) return earlyText(field);
  if (field.type === "file") return earlyFile(field);
  if (field.type === "checkbox" || field.type === "radio") return earlyTick(field);
  return earlyText(field);
}

function earlyChoice(field: HTMLSelectElement): (() => void)[] {
  const { value } = field;
  const options = [...field.options];
  // Where the page names none, the browser chooses.
  const unchosen = (options.findLast(({ defaultSelected }) => defaultSelected) ?? options.find(({ disabled }) => !disabled))?.value;
  if (value === unchosen) return [];
  return [
    () => {
      if (isChangedOn(field, value, unchosen)) return;
      field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    },
  ];
}

/** A file that React has heard of meanwhile is there no more: the page takes it away. */
function earlyFile(field: HTMLInputElement): (() => void)[] {
  return [() => void (field.files?.length && field.dispatchEvent(new Event("change", { bubbles: true })))];
}

/** React takes an event for none where the value is the one that it saw last, which it notes at the field. */
type Tracked = { _valueTracker?: { setValue(value: string): void } };

function earlyText(field: TextField & Tracked): (() => void)[] {
  const { value, defaultValue } = field;
  if (value === defaultValue) return [];
  return [
    () => {
      if (isChangedOn(field, value, defaultValue)) return;
      if (field.value !== value) field.value = value;
      // The note and not the field: to set that anew would move the place where somebody is typing, and cut off the syllable.
      field._valueTracker?.setValue(defaultValue);
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
      // Polaris gives the focus to a box that is clicked, and it may be elsewhere by now.
      Object.assign(field, { focus: () => {} });
      field.click();
      Reflect.deleteProperty(field, "focus");
    },
  ];
}

/** Neither as it was found nor as React put it back: somebody has gone on, which React has heard. */
function isChangedOn(field: { value: string }, found: string, before: string | undefined): boolean {
  return field.value !== found && field.value !== before;
}
