"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Where toasts appear; mounted once by the providers. Call `toast` of sonner to show one. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      visibleToasts={3}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-md border bg-raised px-3.5 py-3 text-sm text-ink shadow-pop font-sans md:w-(--width)",
          title: "font-medium",
          description: "text-muted text-xs",
          content: "min-w-0 flex-1",
          icon: "mt-0.5 [&_svg]:size-4",
          success: "[&_[data-icon]]:text-good-ink",
          error: "[&_[data-icon]]:text-bad-ink",
          warning: "[&_[data-icon]]:text-warn-ink",
          actionButton: "shrink-0 rounded-sm border border-line-strong px-2 py-0.5 font-medium text-xs hover:bg-hover",
        },
      }}
    />
  );
}
