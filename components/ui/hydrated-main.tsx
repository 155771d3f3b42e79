"use client";

import type { ComponentProps } from "react";
import { useHydrated } from "./use-hydrated";

/** The content of a page. It tells whoever drives the page by machine when clicks and keys are heard: not before `data-hydrated`. */
export function HydratedMain(props: ComponentProps<"main">) {
  return <main {...props} data-hydrated={useHydrated()} />;
}
