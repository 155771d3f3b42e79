import Link from "next/link";
import type { ReactNode } from "react";
import { Sparkline } from "../charts/sparkline";
import { Card } from "../ui/card";

interface StatTileProps {
  label: string;
  value: ReactNode;
  /** Against the period before: `+12.5%`; null when there was nothing. */
  change?: string | null;
  /** Where the number comes from. */
  href?: string;
  /** The number over the period, and what that line shows in words. */
  trend?: { values: readonly number[]; label: string };
  children?: ReactNode;
}

/** One number of the period, how it changed, and what it is made of. */
export function StatTile({ label, value, change, href, trend, children }: StatTileProps) {
  return (
    <Card className="@container flex flex-col gap-2 p-4">
      <h2 className="text-faint text-xs">
        {href ? (
          <Link href={href} className="rounded-xs hover:text-ink hover:underline">
            {label}
          </Link>
        ) : (
          label
        )}
      </h2>
      <p className="flex items-baseline gap-2">
        <span className="whitespace-nowrap font-semibold text-2xl text-ink tabular-nums tracking-tight">{value}</span>
        {change ? (
          <span className="text-faint text-xs tabular-nums" title="Against the period before">
            {change}
          </span>
        ) : null}
        {trend ? (
          <span className="ml-auto hidden self-center @[14rem]:block">
            <Sparkline values={trend.values} label={trend.label} width={88} />
          </span>
        ) : null}
      </p>
      {children ? <div className="mt-auto">{children}</div> : null}
    </Card>
  );
}

/** The lines below a tile's number: name left, value right. */
export function StatLines({ lines }: { lines: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="flex flex-col gap-0.5 text-xs">
      {lines.map((line) => (
        <div key={line.label} className="flex justify-between gap-3">
          <dt className="text-faint">{line.label}</dt>
          <dd className="whitespace-nowrap text-muted tabular-nums">{line.value}</dd>
        </div>
      ))}
    </dl>
  );
}
