/** Typing belongs to whoever is being typed into, and a dialog keeps its keys. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest("input,textarea,select,[role=dialog],[role=alertdialog],[role=menu],[role=listbox]") !== null
  );
}
