import { useEffect, useState } from "react";

/** `value` once it has not changed for a moment, so that nobody is asked at every letter. Compared by what it says. */
export function useSettled<Value>(value: Value, afterMs = 250): Value {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), afterMs);
    return () => clearTimeout(timer);
  }, [text, afterMs]);
  return JSON.parse(settled) as Value;
}
