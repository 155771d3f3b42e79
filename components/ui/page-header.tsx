import type { ReactNode } from "react";

export interface PageHeaderProps {
  title: ReactNode;
  /** One sentence on what this page is, or the thing's state. */
  description?: ReactNode;
  /** Beside the title: status, badges. */
  meta?: ReactNode;
  actions?: ReactNode;
}

/** The top of every page; its title is the page's only `h1`. */
export function PageHeader({ title, description, meta, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="font-semibold text-ink text-xl tracking-tight">{title}</h1>
          {meta}
        </div>
        {description ? <div className="mt-1 max-w-2xl text-pretty text-muted text-sm">{description}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
