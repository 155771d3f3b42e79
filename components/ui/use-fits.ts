import { type RefCallback, useCallback, useState } from "react";

/** Whether what carries the ref is no wider than the box around it, also when either changes; true until it was looked at. */
export function useFits(): [fits: boolean, ref: RefCallback<HTMLElement>] {
  const [fits, setFits] = useState(true);
  const ref = useCallback((element: HTMLElement | null) => {
    const box = element?.parentElement;
    if (!element || !box) return;
    const observer = new ResizeObserver(() => setFits(element.offsetWidth <= box.clientWidth));
    observer.observe(element);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [fits, ref];
}
