"use client";

import { useState } from "react";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import type { ModelAccess } from "./effective-access";

const SHOWN = 12;

/** The models of a key by name; one that would be refused says why. */
export function AccessModels({ models }: { models: readonly ModelAccess[] }) {
  const [all, setAll] = useState(false);
  const refused = models.filter((model) => model.refusedBecause !== null);
  const callable = models.filter((model) => model.refusedBecause === null);
  const shown = all ? callable : callable.slice(0, SHOWN);
  return (
    <div className="flex flex-col gap-3 border-t px-4 py-3">
      <ul aria-label="Models that can be called" className="flex flex-wrap gap-1.5">
        {shown.map((model) => (
          <li key={model.name}>
            <Badge className="font-mono">
              {model.name}
              {model.simulated ? <span className="font-sans text-faint">simulated</span> : null}
            </Badge>
          </li>
        ))}
        {callable.length > SHOWN ? (
          <li>
            <Button variant="link" size="sm" onClick={() => setAll(!all)} aria-expanded={all}>
              {all ? "Show fewer" : `Show all ${callable.length}`}
            </Button>
          </li>
        ) : null}
      </ul>
      {refused.length > 0 ? (
        <ul aria-label="Models that are refused" className={cn("flex flex-col gap-1 text-xs")}>
          {refused.map((model) => (
            <li key={model.name} className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-mono text-muted line-through">{model.name}</span>
              <span className="text-warn-ink">{model.refusedBecause}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
