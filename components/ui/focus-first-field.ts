const FIELDS = "input:not([type=hidden]),textarea,[role=combobox],[role=radio]";

/** A dialog with a form begins in its first field, not on its close button; others keep what Radix chooses. */
export function focusFirstField(event: Event): void {
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement)) return;
  const field = content.querySelector<HTMLElement>(FIELDS);
  if (!field) return;
  event.preventDefault();
  field.focus();
}
