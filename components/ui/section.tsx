import { type ReactNode, useId } from "react";
import { cn } from "./cn";
import { Help, type HelpText } from "./help";

export interface SectionProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  help?: HelpText;
  children: ReactNode;
  className?: string;
}

/** A part of a page with its heading. */
export function Section({ title, description, actions, help, children, className }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cn("flex flex-col gap-3", className)}>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          <div className="flex items-center gap-0.5">
            <h2 id={id} className="font-semibold text-base text-ink">
              {title}
            </h2>
            {help ? <Help about={title} {...help} /> : null}
          </div>
          {description ? <p className="text-pretty text-muted text-sm">{description}</p> : null}
        </div>
        {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}
