"use client";

import { type RefObject, useEffect } from "react";
import { useActiveTooltipLabel } from "recharts";

/** Inside a recharts chart: keeps the bucket under the pointer or the arrow keys where the frame's Enter key finds it. */
export function ActiveBucket({ target }: { target: RefObject<string | null> }) {
  const label = useActiveTooltipLabel();
  useEffect(() => {
    target.current = typeof label === "string" ? label : null;
  }, [label, target]);
  return null;
}
