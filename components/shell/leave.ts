/** The page is left once: whoever comes second, such as a read that finds the session gone, must not change where to. */
let leaving = false;

/** Leaves for `address` unless the page is being left already. */
export function leaveFor(address: string): void {
  if (leaving) return;
  leaving = true;
  window.location.assign(address);
}

/** Does `deed`, during which nothing else may leave the page, and then leaves for `address`. A failed deed stays here. */
export async function leaveAfter(deed: () => Promise<unknown>, address: string): Promise<void> {
  leaving = true;
  try {
    await deed();
    window.location.assign(address);
  } catch (error) {
    leaving = false;
    throw error;
  }
}
