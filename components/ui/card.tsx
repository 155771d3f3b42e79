import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** The one level of card: a border, no shadow. Cards are not put into cards. */
export function Card({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("rounded-md border bg-surface", className)} {...props} />;
}

export interface CardHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** 3 inside a `Section`, whose own heading is the second level. */
  level?: 2 | 3;
}

/** A card's heading with room for buttons at the right. */
export function CardHeader({ title, description, actions, level = 2 }: CardHeaderProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-3.5 pb-3">
      <div className="min-w-48 flex-1">
        <Heading className="font-medium text-ink text-sm">{title}</Heading>
        {description ? <p className="text-faint text-xs">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </div>
  );
}
