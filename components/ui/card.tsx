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
}

/** A card's heading with room for buttons at the right. */
export function CardHeader({ title, description, actions }: CardHeaderProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-3.5 pb-3">
      <div className="min-w-48 flex-1">
        <h3 className="font-medium text-ink text-sm">{title}</h3>
        {description ? <p className="text-faint text-xs">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </div>
  );
}
