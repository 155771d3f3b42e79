import { cn } from "../ui/cn";

/** The mark: a gate whose open leaf lets a line through. */
export function GateMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={cn("size-6 shrink-0", className)}>
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path
        d="M6.5 18V10.5a5.5 5.5 0 0 1 11 0V18"
        fill="none"
        className="stroke-on-accent"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path
        d="M10.5 18v-5.5l3 1.6V18"
        fill="none"
        className="stroke-on-accent"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
